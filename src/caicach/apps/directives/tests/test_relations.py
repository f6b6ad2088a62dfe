"""How a directive stands to what it names follows from the words before the name; where words stand is found in the text."""

from __future__ import annotations

import pytest

from caicach.apps.directives import actions
from caicach.apps.directives.choosing import choices
from caicach.apps.directives.locating import Span, located
from caicach.apps.directives.marking import pieces
from caicach.apps.directives.models import Finding, Relation
from caicach.apps.directives.relations import relation_at
from caicach.apps.directives.tests.conftest import SYSTEM, House, registered, target
from caicach.platform.yardsticks import Yardstick

HELD = "Căn cứ Kế hoạch số 1/KH-UBND; Kế hoạch số 2/KH-UBND."


@pytest.mark.parametrize(
    ("text", "number", "relation"),
    [
        ("Thực hiện Kế hoạch số 192/KH-UBND;", "192", Relation.IMPLEMENTS),
        (HELD, "2/KH", Relation.IMPLEMENTS),
        ("Văn bản này thay thế Công văn số 9/UBND.", "9/UBND", Relation.REPLACES),
        ("Trả lời Công văn số 7/UBND của xã,", "7/UBND", Relation.ANSWERS),
        ("1. Niêm yết theo Nghị định số 61/2018/NĐ-CP.", "61/", Relation.MENTIONS),
    ],
)
def test_the_words_before_a_name_say_how_the_directive_stands_to_it(
    text: str, number: str, relation: Relation
) -> None:
    assert relation_at(f"Mở đầu.\n{text}", 8 + text.index(number)) == relation


def test_words_are_found_across_line_breaks_and_in_either_normal_form() -> None:
    text = "đạt tối\nthiểu 60%"
    assert located(text, Span(quote="tối thiểu")) == (4, 13)
    assert located(text, Span()) == (0, 0)


def test_a_text_in_pieces_is_the_text_with_the_shortest_finding_of_each_place() -> None:
    outer, inner, broken = (
        Finding(pk=1, start=2, end=9),
        Finding(pk=2, start=4, end=6),
        Finding(pk=3, start=5, end=99),
    )
    cut = pieces("0123456789", [outer, inner, broken])
    assert "".join(piece.text for piece in cut) == "0123456789"
    assert [(piece.text, piece.finding.pk if piece.finding else None) for piece in cut] == [
        ("01", None), ("23", 1), ("45", 2), ("678", 1), ("9", None),
    ]  # fmt: skip
    assert [piece.text for piece in pieces("0123456789", [outer, inner], outer) if piece.finding == outer] == [
        "23", "45", "678",
    ]  # fmt: skip
    assert [piece.begins for piece in cut] == [(), (1,), (2,), (), ()]


def test_leaves_that_share_words_with_a_target_are_offered_first(house: House) -> None:
    known = {
        one.key: one
        for one in (
            Yardstick("leaf", "commune", "3.3.1", "Hồ sơ giải quyết đúng hạn", "Xã", "3", "Thủ tục"),
            Yardstick("leaf", "commune", "7.2", "Số hóa kết quả", "Xã", "7", "Chuyển đổi số"),
        )
    }
    made = actions.add_target(SYSTEM, registered(house.commune).pk, target("hồ sơ đúng hạn"))
    found = Finding.objects.get(pk=made.pk)
    offered = choices(known, found, "")
    assert [choice.yardstick.code for choice in offered] == ["3.3.1"]
    assert [choice.yardstick.code for choice in choices(known, found, "so hoa")] == ["7.2"]
    assert [choice.yardstick.code for choice in choices(known, found, "7.2")] == ["7.2"]
