"""The scoring sheet out and back: what differs is shown leaf by leaf, and what is taken is what was shown."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.apps.parindex import facts_sheet, formula_sheet
from caicach.apps.parindex.actions import appraisal, facts, facts_taking, frameworks, process, rounds
from caicach.apps.parindex.actions.facts_taking import Offer
from caicach.apps.parindex.formula_sheet import ABOUT, SHEET
from caicach.apps.parindex.models import Fact, NodeScore, Participant, Round
from caicach.apps.parindex.queries import scoring_sheet
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.tests import factories, papers, self_scored, small, walking
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.platform.access import Refused, Role, Scope
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.spreadsheets import read_table

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

KEYS, VALUES = 12, 5
Change = Callable[[Any], None]


@pytest.fixture
def place() -> Province:
    made = factories.province(communes=2)
    factories.person(made, "dau-moi", Role.FOCAL_OFFICER, made.communes[0])
    factories.person(made, "duoc-giao", Role.ASSIGNEE, made.communes[0])
    self_scored.staff(made)
    factories.notice(made.communes[0], {"1.2": made.people["duoc-giao"]})
    return made


@pytest.fixture
def member(place: Province, made: Round) -> Participant:
    """A commune with three of its figures stated."""
    found = small.member(made, place.communes[0])
    for code in ("1.1", "1.2", "1.3"):
        facts.enter(SYSTEM, found.pk, code, walking.INPUTS[code], source="Báo cáo 17")
    return found


def book(member: Participant, change: Change | None = None, scope: Scope = SYSTEM) -> bytes:
    """The sheet of a unit, changed as somebody would in a spreadsheet program; formulas keep the values they were sent with."""
    content = formula_sheet.write(scoring_sheet.content(scope, 2026, member.unit_id))
    if change is None:
        return content
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    change(values)
    saved = io.BytesIO()
    values.save(saved)
    return saved.getvalue()


def typed(**figures: Any) -> Change:
    """Figures typed into the cells of keys: typed(**{"1.2|num": 49})."""

    def change(values: Any) -> None:
        page = values[SHEET]
        left = dict(figures)
        for row in range(1, page.max_row + 1):
            key = page.cell(row, KEYS).value
            if key in left:
                page.cell(row, VALUES).value = left.pop(key)
        assert not left, f"no such key: {left}"

    return change


def offers(member: Participant, content: bytes, scope: Scope = SYSTEM) -> dict[str, Offer]:
    filled = facts_sheet.read_scoring_sheet(
        read_table(content, "phieu.xlsx"), framework_of(member.round.framework)
    )
    return {one.code: one for one in facts_taking.compare(scope, member.pk, filled)}


def test_a_sheet_sent_back_as_it_was_changes_nothing(member: Participant) -> None:
    found = offers(member, book(member))
    assert {code: one.status for code, one in found.items()} == {"1.1": "same", "1.2": "same", "1.3": "same"}


def test_what_is_new_and_what_is_changed_is_told_beside_what_stands(member: Participant) -> None:
    filled = {
        "1.2|num": 40,
        "2.1|done": "Có",
        "2.2|option": 2,
        "2|overdue": 1,
        "1.1|date": dt.date(2026, 2, 3),
    }
    found = offers(member, book(member, typed(**filled)))
    assert {code: one.status for code, one in found.items()} == {
        "1.1": "changed", "1.2": "changed", "1.3": "same", "2": "new", "2.1": "new", "2.2": "new",
    }  # fmt: skip
    assert (found["1.2"].before, found["1.2"].after) == ({"num": 48, "den": 50}, {"num": 40, "den": 50})
    assert (found["2.2"].after, found["1.1"].after) == ({"option": 1}, {"date": "2026-02-03"})


def test_rows_that_were_moved_are_still_found_by_their_keys(member: Participant) -> None:
    def moved(values: Any) -> None:
        typed(**{"1.2|num": 40})(values)
        values[SHEET].insert_rows(3, 2)
        values[SHEET].insert_cols(2)

    assert offers(member, book(member, moved))["1.2"].after == {"num": 40, "den": 50}


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"1.2|num": "năm mươi"}, "không phải là một số"),
        ({"1.2|num": -1}, "không được âm"),
        ({"1.2|den": 0}, "mẫu số bằng 0"),
        ({"1.1|date": "31/02/2026"}, "không phải là ngày"),
        ({"2.1|done": "chắc có"}, "phải ghi “có” hoặc “không”"),
        ({"2.2|option": 3}, "từ 1 đến 2"),
        ({"2.3|points": 2, "2.3|reason": "x"}, "cao hơn điểm tối đa"),
        ({"2.3|points": Decimal("0.5")}, "phải có lý do"),
        ({"1.3|items[2]": None}, "còn ý chưa ghi"),
    ],
)
def test_a_bad_value_is_refused_with_its_reason(
    member: Participant, figures: dict[str, Any], words: str
) -> None:
    code = next(iter(figures)).partition("|")[0]
    found = offers(member, book(member, typed(**figures)))[code]
    assert found.status == "refused"
    assert words in found.reason


def test_a_leaf_of_an_older_version_of_the_set_is_refused_and_the_others_are_taken(
    member: Participant, place: Province, opened: Opened
) -> None:
    Fact.objects.filter(participant=member).delete()  # a round that has facts keeps its set
    content = book(member, typed(**{"1.2|num": 40, "1.2|den": 50, "2.1|done": "Có"}))
    text = small.TEXT.replace("XA-NHO", "XA-MOI").replace(
        '{code: "2.1", name: "Đạt"', '{code: "2.9", name: "Đạt"'
    )
    frameworks.import_document(SYSTEM, text, "moi.yaml")
    rounds.use_framework(SYSTEM, member.round_id, "XA-MOI", "bộ mới")
    member.refresh_from_db()
    found = offers(Participant.objects.select_related("round__framework", "unit").get(pk=member.pk), content)
    assert (found["2.1"].status, found["1.2"].status) == ("refused", "new")
    assert "không có tiêu chí “2.1”" in found["2.1"].reason
    shown = preview(opened("dau-moi"), member, content).content.decode()
    assert "Phiếu này lập theo một bản khác của bộ chỉ số (XA-NHO)" in shown


def test_an_assignee_takes_only_the_leaves_that_are_his(member: Participant, place: Province) -> None:
    content = book(member, typed(**{"1.2|num": 40, "2.1|done": "Có"}))
    mine = place.scope("duoc-giao")
    found = offers(member, content, mine)
    assert (found["1.2"].status, found["2.1"].status) == ("changed", "refused")
    assert "không được giao" in found["2.1"].reason
    with pytest.raises(Refused):
        facts_taking.take(mine, member.pk, {"2.1": {"done": True}}, {})
    facts_taking.take(mine, member.pk, {"1.2": {"num": 40, "den": 50}}, {"1.2": 1})
    assert Fact.objects.get(participant=member, code="1.2").inputs == {"num": 40, "den": 50}


def test_a_figure_that_was_changed_meanwhile_is_told_and_taken_only_as_it_was_shown(
    member: Participant,
) -> None:
    content = book(member, typed(**{"1.2|num": 40}))
    facts.enter(SYSTEM, member.pk, "1.2", {"num": 45, "den": 50})
    found = offers(member, content)["1.2"]
    assert (found.status, found.before, found.version) == ("meanwhile", {"num": 45, "den": 50}, 2)
    facts.enter(SYSTEM, member.pk, "1.2", {"num": 46, "den": 50})
    with pytest.raises(Conflict, match=r"Có người đã lưu số liệu của tiêu chí 1\.2"):
        facts_taking.take(SYSTEM, member.pk, {"1.2": {"num": 40, "den": 50}}, {"1.2": found.version})
    assert Fact.objects.get(participant=member, code="1.2").inputs == {"num": 46, "den": 50}


def test_taking_is_all_or_nothing_scored_and_written_down(member: Participant) -> None:
    with pytest.raises(Invalid):
        facts_taking.take(
            SYSTEM, member.pk, {"2.1": {"done": True}, "1.2": {"num": -1, "den": 5}}, {"1.2": 1}
        )
    assert not Fact.objects.filter(participant=member, code="2.1").exists()
    done = facts_taking.take(
        SYSTEM, member.pk, {"2.1": {"done": True}, "1.2": {"num": 40, "den": 50}}, {"1.2": 1}, "Phiếu Excel"
    )
    assert (done.new, len(done.changed)) == (1, 1)
    assert NodeScore.objects.get(participant=member, code="1.2").points == Decimal("1.6")
    sources = dict(Fact.objects.filter(participant=member).values_list("code", "source"))
    assert (sources["1.2"], sources["2.1"]) == ("Báo cáo 17", "Phiếu Excel"), "a figure keeps its source"
    entry = Entry.objects.get(action="facts.taken")
    assert entry.values_after["leaves"] == ["1.2", "2.1"]
    assert entry.values_before == {"1.2": {"num": 48, "den": 50}}


def test_a_locked_unit_takes_no_sheet(member: Participant) -> None:
    content = book(member)
    walking.stated(member)
    process.lock(SYSTEM, member.pk, papers.shelved(member.unit).pk)
    with pytest.raises(Conflict, match="không sửa được nữa"):
        offers(member, content)


def test_a_sheet_of_another_unit_or_another_file_is_refused(
    member: Participant, made: Round, place: Province
) -> None:
    other = small.member(made, place.communes[1])
    with pytest.raises(Invalid, match="không phải của Xã 1"):
        offers(member, book(other))
    with pytest.raises(Invalid, match="không phải phiếu chấm điểm"):
        offers(member, book(member, lambda values: values.remove(values[ABOUT])))
    with pytest.raises(Invalid, match="mất cột"):
        offers(member, book(member, lambda values: values[SHEET].delete_cols(KEYS)))


def preview(client: Client, member: Participant, content: bytes) -> Any:
    file = SimpleUploadedFile("phieu.xlsx", content)
    return client.post(f"/chi-so/2026/don-vi/{member.unit_id}/phieu-cham/", {"file": file})


def packed(answer: Any) -> str:
    return re.findall(r'name="packed" value="([^"]+)"', answer.content.decode())[0]


def test_chosen_leaves_are_taken_from_the_preview(member: Participant, opened: Opened) -> None:
    client = opened("dau-moi")
    address = f"/chi-so/2026/don-vi/{member.unit_id}/phieu-cham/"
    shown = preview(client, member, book(member, typed(**{"1.2|num": 40, "2.1|done": "Có", "2.2|option": 1})))
    text = shown.content.decode()
    assert "thay đổi" in text
    assert text.count('type="checkbox"') == 3
    assert Fact.objects.filter(participant=member).count() == 3, "a preview stores nothing"
    answer = client.post(address, {"packed": packed(shown), "code": ["1.2", "2.2", "9.9"]}, follow=True)
    assert "Đã nhận 2 tiêu chí từ phiếu: 1 mới, 1 thay đổi" in answer.content.decode()
    assert not Fact.objects.filter(participant=member, code="2.1").exists()
    again = preview(client, member, book(member, typed(**{"2.1|done": "Có"})))
    client.post(address, {"packed": packed(again), "all": "1"})
    assert Fact.objects.get(participant=member, code="2.1").inputs == {"done": True}


def test_what_is_no_sheet_is_refused_beside_the_field(member: Participant, opened: Opened) -> None:
    client = opened("dau-moi")
    for content, words in (
        (b"%PDF-1.7\n%%EOF", "không dùng được ở đây"),
        (b"a,b\n1,2\n", "không dùng được ở đây"),
    ):
        answer = preview(client, member, content)
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_the_sheet_shows_the_layers_and_the_reason_of_a_locked_unit(
    member: Participant, place: Province
) -> None:
    walking.stated(member)
    process.lock(SYSTEM, member.pk, papers.shelved(member.unit).pk)
    process.start_appraisal(SYSTEM, member.pk)
    appraisal.give(SYSTEM, member.pk, "1.2", Decimal(1), "thiếu biên bản")
    (page, _about) = read_table(book(member), "phieu.xlsx")
    whole = next(row for row in page.rows if row.at(2) == "Cộng điểm các lĩnh vực")
    assert (whole.at(7), whole.at(6)) == (1, Decimal("9.42")), "what is appraised so far is summed"
    row = next(row for row in page.rows if row.at(1) == "1.2")
    assert (row.at(6), row.at(7), row.at(9), row.at(10)) == (
        Decimal("1.92"),
        1,
        Decimal("-0.92"),
        "thiếu biên bản",
    )


def test_an_appraiser_sees_the_figures_of_his_fields_only(member: Participant, place: Province) -> None:
    content = scoring_sheet.content(place.scope("tu-phap"), 2026, member.unit_id)
    assert content.leaves["1.2"].shown
    assert not content.leaves["1.1"].shown
    (page, _about) = read_table(formula_sheet.write(content), "phieu.xlsx")
    dates = next(row for row in page.rows if row.at(KEYS) == "1.1|date")
    assert dates.at(VALUES) is None
    assert dates.at(6) == 2, "points are no secret"


def test_the_sheet_goes_out_and_is_compared_over_http(member: Participant, opened: Opened) -> None:
    client = opened("dau-moi")
    address = f"/api/units/{member.unit_id}/scoring-sheet"
    content = client.get(address, {"year": 2026}).content
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    typed(**{"1.2|num": 40})(values)
    saved = io.BytesIO()
    values.save(saved)
    file = SimpleUploadedFile("phieu.xlsx", saved.getvalue())
    answer = client.post(f"{address}/compare?year=2026", {"file": file})
    assert answer.status_code == 200, answer.content
    changed = [one for one in answer.json() if one["status"] != "same"]
    assert [(one["code"], one["after"], one["version"]) for one in changed] == [
        ("1.2", {"num": 40, "den": 50}, 1)
    ]


def test_a_set_that_compares_no_units_has_a_sheet_too(
    place: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = "rule: {type: compare, value: done, mean: all, ge: 1}"
    assert compared in small.TEXT
    monkeypatch.setattr(small, "TEXT", small.TEXT.replace(compared, "rule: {type: manual}"))
    member = small.member(small.opened(place), place.communes[0])
    facts.enter(SYSTEM, member.pk, "1.2", walking.INPUTS["1.2"], source="Báo cáo 17")
    (first, *_) = openpyxl.load_workbook(io.BytesIO(book(member))).worksheets
    assert "1.2" in {str(row[0].value) for row in first.iter_rows()}
