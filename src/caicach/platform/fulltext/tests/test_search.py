"""Search over texts: with and without tone marks, phrases, beginnings, ranks, pages, scope, and whatever a person may type."""

import pytest
from django.contrib.auth import get_user_model
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.platform.fulltext import actions
from caicach.platform.fulltext.actions import Text, forget, index
from caicach.platform.fulltext.models import Entry
from caicach.platform.fulltext.queries import Hit, Question, found, search

pytestmark = pytest.mark.django_db
KIND = "thu"


def add(*texts: str, title: str = "") -> None:
    start = Entry.objects.count() + 1
    actions.index_all(KIND, [Text(start + at, title, text) for at, text in enumerate(texts)])


def ids(words: str, **more: object) -> list[int]:
    return [hit.id for hit in search(Question(words, KIND, **more)).hits]


def shown(hit: Hit) -> str:
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in hit.snippet)


def test_words_without_marks_find_words_with_marks() -> None:
    add("Cải cách hành chính", "Cái cách của đô thị", "Thị trấn Đô Lương")
    assert ids("cai cach") == [2, 1]
    assert ids("DO LUONG") == [3]


def test_words_with_marks_find_only_these() -> None:
    add("Cải cách hành chính", "Cái cách làm")
    assert ids("cải cách") == [1]
    assert ids("cái cach") == [2]
    assert ids("đô") == []


def test_where_the_tone_stands_makes_no_difference() -> None:
    add("Ủy ban xã Hòa Bình", "Uỷ ban xã Hoà Bình", "Hóa chất")
    assert ids("hoà") == [2, 1]
    assert ids("hòa bình") == [2, 1]
    assert ids("uỷ ban") == ids("ủy ban") == [2, 1]


def test_signs_part_words_and_their_parts_belong_together() -> None:
    add("Kế hoạch số 26/KH-UBND", "KH của UBND, mục 26", "đạt 89,80% trở lên")
    assert ids("26/kh-ubnd") == [1]
    assert ids("26 kh ubnd") == [1, 2]
    assert ids("89,80%") == [3]


def test_words_in_quotation_marks_stand_side_by_side() -> None:
    add("báo cáo kết quả quý I", "kết quả báo cáo")
    assert ids("“báo cáo kết quả”") == [1]
    assert ids('"kết quả báo cáo"') == [2]
    assert ids('"kết quả báo cáo') == [2, 1], "a mark that is not closed says nothing"


def test_a_star_finds_the_beginning_of_a_word() -> None:
    add("thủ tục hành chính", "thú vui")
    assert ids("thủ tụ*") == [1]
    assert ids("thu*") == [2, 1]
    assert ids("t*") == [], "one letter would be every word"


def test_title_before_words_side_by_side_before_words_anywhere_the_newest_first() -> None:
    add(
        "hành chính và cải cách",
        "về cải cách hành chính",
        "về cải cách hành chính nữa",
        "chính sách hành nghề",
    )
    index(KIND, 9, "Kế hoạch cải cách hành chính", "nội dung khác")
    assert ids("cải cách hành chính") == [9, 3, 2, 1]


def test_pages_follow_one_another_without_gap_or_double() -> None:
    add(*["cải cách hành chính", "hành chính rồi cải cách"] * 5)
    index(KIND, 99, "Cải cách hành chính", "")
    seen: list[int] = []
    after = ""
    for _page in range(10):
        page = search(Question("cải cách hành chính", KIND, after=after, limit=3))
        seen += [hit.id for hit in page.hits]
        after = page.next
        if not after:
            break
    assert seen == [99, 9, 7, 5, 3, 1, 10, 8, 6, 4, 2]
    assert ids("cải cách", after="nonsense'; --", limit=2) == ids("cải cách", limit=2)


def test_only_what_the_reader_may_see_is_found() -> None:
    users = get_user_model().objects
    own = [users.create(username=f"u{number}").pk for number in range(3)]
    for pk in own:
        index(KIND, pk, "", "cải cách")
    within = users.filter(username__in=["u0", "u2"]).values("pk")
    assert ids("cải cách", within=within) == [own[2], own[0]]
    assert ids("cải cách", within=users.none().values("pk")) == []
    assert search(Question("cải cách", "khac")).hits == ()


def test_the_condition_for_a_larger_question_finds_the_same() -> None:
    add("cải cách", "khác")
    sql, parameters = found("cai", KIND)
    assert sql
    assert found("…", KIND) == ("", [])
    from django.db.models.expressions import RawSQL

    assert list(
        Entry.objects.filter(object_id__in=RawSQL(sql, parameters)).values_list("object_id", flat=True)
    ) == [1]


def test_a_text_indexed_again_is_found_as_it_is_now_and_a_forgotten_one_never() -> None:
    index(KIND, 1, "Cũ", "cải cách")
    index(KIND, 1, "Mới", "thi đua\x00 \ud800")
    assert ids("cải cách") == []
    assert [(hit.id, hit.title) for hit in search(Question("thi đua", KIND)).hits] == [(1, "Mới")]
    forget(KIND, 1)
    forget(KIND, 2)
    assert ids("thi đua") == []
    assert not Entry.objects.exists()


def test_words_beyond_what_a_tsvector_counts_are_still_found_side_by_side() -> None:
    """PostgreSQL keeps 256 places of a word and none beyond 16,383."""
    add(
        "nhân dân " * 9000 + "cuối văn bản có nhân viên giỏi",
        " ".join(f"so{number}" for number in range(50_000)),
    )
    assert ids('"có nhân viên giỏi"') == [1]
    assert ids("so49999") == [2]


def test_a_snippet_shows_the_words_of_the_text_with_their_marks() -> None:
    add("Mở đầu. " * 40 + "Đẩy mạnh cải cách\nhành chính năm 2024; " + "phần cuối " * 40)
    (hit,) = search(Question("cai cach hanh chinh", KIND)).hits
    text = shown(hit)
    assert "Đẩy mạnh [cải cách hành chính] năm 2024;" in text
    assert text.startswith("…")
    assert text.endswith("…")
    assert len(text) < 300


def test_a_snippet_marks_no_word_with_other_marks() -> None:
    add("cái bàn, cải cách và cách làm")
    assert shown(search(Question("cách cải", KIND)).hits[0]) == "cái bàn, [cải] [cách] và [cách] làm"


def test_a_hit_by_its_title_shows_the_beginning_of_the_text() -> None:
    index(KIND, 1, "Chỉ thị", "Nội dung ngắn")
    assert shown(search(Question("chỉ thị", KIND)).hits[0]) == "Nội dung ngắn"


@settings(max_examples=80)
@given(st.text(max_size=60) | st.text(alphabet="aă'\"*:()-^{}&|!<>\\ \x00ĐNOTANDRE/½ß\u0323“”", max_size=40))
def test_no_text_that_may_be_typed_raises(words: str) -> None:
    if not Entry.objects.exists():
        add("a ă aăa cải cách ½ ß")
    search(Question(words, KIND, within=Entry.objects.values("object_id"), after=words[:5]))


@settings(max_examples=50)
@given(st.lists(st.sampled_from("cải cai cái cách hoà hòa xã 12 Đ".split()), min_size=1, max_size=4))
def test_a_text_is_found_by_its_own_words_and_by_them_without_marks(words: list[str]) -> None:
    from caicach.core.vietnamese import fold

    typed = " ".join(words)
    index(KIND, 1, "", f"đầu {typed} cuối")
    for asked in (typed, fold(typed), f'"{typed}"', typed.upper()):
        hits = search(Question(asked, KIND)).hits
        assert [hit.id for hit in hits] == [1]
        assert any(piece.is_hit for piece in hits[0].snippet)
