"""The letters of a round: what they say, that they are whole, who may have them, and that a published one never changes."""

import datetime as dt
import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from caicach.apps.parindex import letters
from caicach.apps.parindex.actions import appraisal, council, process, publication
from caicach.apps.parindex.letters import offices
from caicach.apps.parindex.models import Participant, Publication, Round, Session
from caicach.apps.parindex.queries import letters as queries
from caicach.apps.parindex.tests import factories, walking
from caicach.apps.parindex.tests.conftest import Going
from caicach.apps.parindex.tests.factories import SYSTEM, TODAY, Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.apps.units import actions as units
from caicach.apps.units.offices import in_sentence
from caicach.core.letters import Letter, Table, faults, laid_out
from caicach.platform import clock
from caicach.platform.access import Role
from caicach.platform.errors import Conflict
from screens import text

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

D = Decimal


@pytest.fixture(scope="module")
def kept_council(kept_data: None) -> Going:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: factories.TODAY)
        place, made = walking.with_council()
        return Going(place, made, disputed(made))


@pytest.fixture
def place(before_council: Going) -> Province:
    return before_council.place


@pytest.fixture
def made(before_council: Going) -> Round:
    return before_council.made


@pytest.fixture
def members(before_council: Going) -> list[Participant]:
    return before_council.members


def disputed(made: Round) -> list[Participant]:
    """The first unit has lost points at leaf 1.2 by its appraiser and disputes it; both wait for the council."""
    first, second = Participant.objects.filter(round=made).select_related("unit").order_by("pk")
    walking.locked(first)
    process.start_appraisal(SYSTEM, first.pk)
    appraisal.give(SYSTEM, first.pk, "1.2", D("1.5"), "mẫu số chưa có xác nhận")
    appraisal.agree(SYSTEM, made.pk, walking.LEAVES, [first.pk])
    process.refer(SYSTEM, first.pk)
    walking.before_the_council(second)
    council.dispute(SYSTEM, first.pk, "1.2", "đã có xác nhận")
    return [first, second]


@pytest.fixture
def approved(members: list[Participant], made: Round) -> Session:
    council.decide(SYSTEM, members[0].pk, "1.2", D("1.75"), "chấp nhận một phần")
    return council.approve(SYSTEM, made.pk, "01/BB-HĐTĐ", TODAY, [one.pk for one in members])


@pytest.fixture
def published(approved: Session, made: Round) -> Publication:
    return publication.publish(SYSTEM, made.pk, "15/QĐ-UBND", TODAY)


def cells(letter: Letter) -> list[tuple[str, ...]]:
    """The rows of all tables of a letter."""
    blocks = (*letter.blocks, *(block for annex in letter.annexes for block in annex.blocks))
    return [row.cells for block in blocks if isinstance(block, Table) for row in block.rows]


def words(letter: Letter) -> str:
    """Everything that stands on paper, without the tables."""
    layout = laid_out(letter)
    parts = (*layout.bases, *layout.parts, *(part for annex in layout.annexes for part in annex.parts))
    return "\n".join(part.text for part in parts if hasattr(part, "text"))


def row_of(rows: list[tuple[str, ...]], name: str) -> tuple[str, ...]:
    return next(row for row in rows if name in row)


# --- the decision ----------------------------------------------------------------------------------------------------


def test_the_draft_of_the_decision_shows_the_present_results_and_leaves_number_and_day_open(
    members: list[Participant], made: Round, place: Province
) -> None:
    letter = letters.decision(queries.decision_draft(place.scope("thu-ky"), made.pk, 2026))
    assert faults(letter) == ()
    assert letter.draft
    assert "/QĐ-UBND" in laid_out(letter).number
    assert not re.search(r"\d/QĐ", laid_out(letter).number)
    assert [annex.landscape for annex in letter.annexes] == [False, False, True]
    first = row_of(cells(letter), members[0].unit.name)
    assert first[:1] == ("1",)


def test_the_decision_says_what_was_published_and_who_signs(published: Publication, place: Province) -> None:
    letter = letters.decision(queries.decision(place.scope("thu-ky"), published.round_id, 2026, 1))
    assert faults(letter) == ()
    assert not letter.draft
    layout = laid_out(letter)
    assert layout.number == "Số: 15/QĐ-UBND"
    assert layout.place_and_date == "Thử Nghiệm, ngày 20 tháng 11 năm 2026"
    assert layout.issuing == ("ỦY BAN NHÂN DÂN", "TỈNH THỬ NGHIỆM")
    assert layout.signatures[0].lines == ("CHỦ TỊCH",)
    assert layout.signatures[0].name == "Chu Tich"
    assert "Căn cứ Biên bản số 01/BB-HĐTĐ ngày 20 tháng 11 năm 2026" in words(letter)
    assert "tỉnh Thử Nghiệm" in layout.annexes[0].reference


def test_a_published_decision_stays_as_it_was_after_a_correction(
    published: Publication, members: list[Participant], place: Province
) -> None:
    scope = place.scope("thu-ky")
    before = letters.decision(queries.decision(scope, published.round_id, 2026, 1))
    publication.correct(
        SYSTEM,
        published.round_id,
        "31/QĐ-UBND",
        TODAY,
        "khiếu nại đúng",
        {members[0].pk: {"1.2": (D(2), "đúng")}},
    )
    assert letters.decision(queries.decision(scope, published.round_id, 2026, 1)) == before
    corrected = letters.decision(queries.decision(scope, published.round_id, 2026, 2))
    assert faults(corrected) == ()
    assert corrected.subject.startswith("Điều chỉnh kết quả")
    assert "15/QĐ-UBND ngày 20 tháng 11 năm 2026" in words(corrected)
    assert "Lý do: khiếu nại đúng" in words(corrected)


def test_there_is_no_draft_of_what_is_published(published: Publication, place: Province) -> None:
    with pytest.raises(Conflict, match="đã công bố theo 15/QĐ-UBND"):
        queries.decision_draft(place.scope("thu-ky"), published.round_id, 2026)


def test_a_chair_who_came_later_does_not_sign_what_was_issued_before(
    published: Publication, place: Province
) -> None:
    Publication.objects.filter(pk=published.pk).update(issued_on=TODAY - dt.timedelta(days=30))
    units.assign_post(
        SYSTEM, units.PostData(place.people["thu-ky"].pk, place.unit.pk, Role.CHAIR.value, TODAY)
    )
    letter = letters.decision(queries.decision(place.scope("thu-ky"), published.round_id, 2026, 1))
    assert letter.signatures[0].name == "Chu Tich"


def test_with_several_chairs_nobody_knows_who_signs(published: Publication, place: Province) -> None:
    factories.person(place, "chu-tich-hai", Role.CHAIR)
    letter = letters.decision(queries.decision(place.scope("thu-ky"), published.round_id, 2026, 1))
    assert letter.signatures[0].name == ""


# --- the minutes -----------------------------------------------------------------------------------------------------


def test_the_draft_of_the_minutes_names_the_disputed_leaf_with_both_points_and_leaves_the_decision_open(
    members: list[Participant], made: Round, place: Province
) -> None:
    letter = letters.minutes(queries.minutes_draft(place.scope("thu-ky"), made.pk, 2026))
    assert faults(letter) == ()
    assert letter.draft
    (row,) = cells(letter)
    assert row == ("1", members[0].unit.name, "1.2 Tỷ lệ", "2", "1,92", "1,5", "đã có xác nhận", "")
    assert letter.signatures[0].name == "Thu Ky"
    assert letter.signatures[1].name == ""


def test_the_minutes_of_a_session_say_what_the_council_decided_and_approved(
    approved: Session, members: list[Participant], made: Round, place: Province
) -> None:
    letter = letters.minutes(queries.minutes(place.scope("thu-ky"), made.pk, 2026, approved.pk))
    assert faults(letter) == ()
    assert laid_out(letter).number == "Số: 01/BB-HĐTĐ"
    (row,) = cells(letter)
    assert row[-1] == "1,75 điểm. chấp nhận một phần"
    assert all(one.unit.name in words(letter) for one in members)


def test_the_minutes_stay_as_they_were_after_a_correction(
    published: Publication, approved: Session, members: list[Participant], place: Province
) -> None:
    scope = place.scope("thu-ky")
    before = letters.minutes(queries.minutes(scope, published.round_id, 2026, approved.pk))
    publication.correct(
        SYSTEM, published.round_id, "31/QĐ-UBND", TODAY, "đúng", {members[0].pk: {"1.2": (D(2), "đúng")}}
    )
    assert letters.minutes(queries.minutes(scope, published.round_id, 2026, approved.pk)) == before


# --- the result of a unit --------------------------------------------------------------------------------------------


def test_a_unit_is_told_each_lost_point_with_the_words_of_whoever_decided_last(
    published: Publication, members: list[Participant], place: Province
) -> None:
    letter = letters.result(queries.result(place.scope("lanh-dao"), 2026, members[0].unit_id))
    assert faults(letter) == ()
    assert not letter.draft
    assert letter.to == (f"Ủy ban nhân dân {in_sentence(members[0].unit.name)}",)
    rows = cells(letter)
    assert row_of(rows, "1.2") == ("1.2", "Tỷ lệ", "2", "1,92", "1,75", "0,25", "chấp nhận một phần")
    assert row_of(rows, "2.3")[-1] == "Đơn vị tự chấm chưa đạt điểm tối đa"
    assert "Căn cứ Quyết định số 15/QĐ-UBND" in words(letter)


def test_the_result_is_a_draft_before_the_publication_and_none_before_the_council(
    members: list[Participant], made: Round, place: Province
) -> None:
    assert letters.result(queries.result(place.scope("lanh-dao"), 2026, members[0].unit_id)).draft
    Participant.objects.filter(pk=members[0].pk).update(stage="appraising_1")
    with pytest.raises(Conflict, match="chưa thẩm định xong"):
        queries.result(place.scope("lanh-dao"), 2026, members[0].unit_id)


# --- the doors -------------------------------------------------------------------------------------------------------


def read(response: Any) -> str:
    """The words of a letter that was downloaded, without spaces."""
    content = io.BytesIO(response.content)
    if response["Content-Type"] == "application/pdf":
        found = "".join(page.extract_text() for page in PdfReader(content).pages)
    else:
        document = Document(content)
        tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        found = "".join((*tables, *(paragraph.text for paragraph in document.paragraphs)))
    return re.sub(r"\s", "", found)


def test_each_letter_is_handed_over_as_word_and_as_pdf(
    published: Publication, approved: Session, members: list[Participant], opened: Opened
) -> None:
    doors = {
        ("letter_decision", published.round_id, 1): "XẾPHẠNGCHỈSỐCẢICÁCHHÀNHCHÍNH",
        ("letter_minutes", published.round_id, approved.pk): "đãcóxácnhận",
        ("letter_result", members[0].unit_id): "chấpnhậnmộtphần",
    }
    client = opened("thu-ky")
    for (name, *args), wanted in doors.items():
        for format in ("docx", "pdf"):
            response = client.get(reverse(f"parindex:{name}", args=[2026, *args, format]))
            assert response.status_code == 200, text(response)
            assert f".{format}" in response["Content-Disposition"]
            assert wanted in read(response)


def test_a_letter_is_vietnamese_whatever_the_language_of_the_screen(
    published: Publication, members: list[Participant], opened: Opened
) -> None:
    client = opened("lanh-dao")
    client.post(reverse("set_language"), {"language": "en"})
    url = reverse("parindex:letter_result", args=[2026, members[0].unit_id, "docx"])
    said = read(client.get(url))
    assert "xếploạiTốt" in said
    assert "Good" not in said


def test_a_form_that_letters_do_not_have_is_not_found(published: Publication, opened: Opened) -> None:
    url = reverse("parindex:letter_decision", args=[2026, published.round_id, 1, "odt"])
    assert opened("thu-ky").get(url).status_code == 404


def test_the_pages_lead_to_the_letters(members: list[Participant], made: Round, opened: Opened) -> None:
    shown = opened("hoi-dong").get(reverse("parindex:council", args=[2026, made.pk])).content.decode()
    assert reverse("parindex:letter_decision_draft", args=[2026, made.pk, "docx"]) in shown
    assert reverse("parindex:letter_minutes_draft", args=[2026, made.pk, "pdf"]) in shown
    unit = opened("lanh-dao").get(reverse("parindex:unit", args=[2026, members[0].unit_id])).content.decode()
    assert reverse("parindex:letter_result", args=[2026, members[0].unit_id, "docx"]) in unit


def test_the_decision_asks_a_fixed_number_of_questions(
    members: list[Participant], made: Round, place: Province, django_assert_max_num_queries: Any
) -> None:
    scope = place.scope("thu-ky")
    with django_assert_max_num_queries(26):
        queries.decision_draft(scope, made.pk, 2026)


# --- words -----------------------------------------------------------------------------------------------------------


def test_differences_have_their_sign_and_nothing_has_none() -> None:
    assert [offices.signed(value) for value in (D("1.2"), D("-0.35"), D("0.001"), D("-0.001"), None)] == [
        "+1,20",
        "-0,35",
        "0,00",
        "0,00",
        "–",
    ]


def test_points_are_printed_as_exactly_as_they_were_given() -> None:
    assert [offices.points(value) for value in (D("1.9200000000"), D(2), D("100.00"), D("0.3333"), None)] == [
        "1,92",
        "2",
        "100",
        "0,3333",
        "–",
    ]


def test_of_many_names_the_first_are_printed_and_the_rest_counted() -> None:
    assert offices.some(("A", "B")) == "A, B"
    assert offices.some(("A", "B", "C", "D")) == "A, B và 2 đơn vị khác"
