"""The council's page: a dispute is decided, a session recorded, the round published, corrected, its record taken away."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caicach.apps.documents.models import Document
from caicach.apps.parindex.actions import council
from caicach.apps.parindex.models import LeafPoints, Participant, Publication, Round, Session
from caicach.apps.parindex.tests import factories, papers
from caicach.apps.parindex.tests.conftest import Going
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.core.parindex import record
from caicach.platform.errors import Invalid
from caicach.platform.tests.papers import PDF
from screens import text

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def place(before_council: Going) -> Province:
    return before_council.place


@pytest.fixture
def made(before_council: Going) -> Round:
    return before_council.made


@pytest.fixture
def members(before_council: Going) -> list[Participant]:
    return before_council.members


def at(made: Round, name: str = "council", *more: object) -> str:
    return reverse(f"parindex:{name}", args=[made.year, made.pk, *more])


def test_the_head_of_a_unit_brings_a_leaf_before_the_council(
    made: Round, members: list[Participant], opened: Opened
) -> None:
    url = reverse("parindex:dispute", args=[made.year, members[0].unit_id, "1.2"])
    assert opened("lanh-dao").post(url, {"reason": ""}).status_code == 422
    assert opened("lanh-dao").post(url, {"reason": "mẫu số đã có xác nhận"}).status_code == 302
    shown = text(opened("hoi-dong").get(at(made)))
    assert "mẫu số đã có xác nhận" in shown
    assert members[0].unit.name in shown


def test_the_council_decides_a_dispute_on_screen(
    made: Round, members: list[Participant], opened: Opened
) -> None:
    council.dispute(SYSTEM, members[0].pk, "1.2", "mẫu số")
    url = at(made, "council_decide", members[0].pk, "1.2")
    assert 'value="1,92"' in opened("hoi-dong").get(url).content.decode()
    refused = opened("hoi-dong").post(url, {"points": "2,5", "reason": "chấp nhận"})
    assert refused.status_code == 422
    assert "vượt mức tối đa 2" in text(refused)
    assert opened("hoi-dong").post(url, {"points": "2", "reason": "chấp nhận"}).status_code == 302
    assert LeafPoints.objects.get(layer="council").points == 2
    assert "đã quyết định" in text(opened("hoi-dong").get(at(made)))


def test_a_round_goes_from_the_session_to_the_published_record(
    made: Round, members: list[Participant], opened: Opened
) -> None:
    approve = at(made, "council_approve")
    sent = {"number": "01/BB-HĐTĐ", "held_on": "18/11/2026", "units": [one.pk for one in members]}
    assert opened("thu-ky").post(approve, sent | {"units": []}).status_code == 422
    assert opened("thu-ky").post(approve, sent).status_code == 302
    publish = at(made, "publish")
    wrong = opened("chu-tich").post(publish, {"number": "15/QĐ-UBND", "issued_on": "31/02/2026"})
    assert wrong.status_code == 422
    done = opened("chu-tich").post(publish, {"number": "15/QĐ-UBND", "issued_on": "19/11/2026"}, follow=True)
    assert "15/QĐ-UBND" in text(done)
    answer = opened("thu-ky").get(at(made, "publication_record", 1))
    assert record.verify(answer.content.decode()) == ()
    assert record.digest(answer.content.decode()) == Publication.objects.get().digest


def test_the_publication_waits_for_every_unit_and_says_how_many(
    made: Round, members: list[Participant], opened: Opened
) -> None:
    refused = opened("chu-tich").post(
        at(made, "publish"), {"number": "15/QĐ-UBND", "issued_on": "19/11/2026"}
    )
    assert refused.status_code == 422
    assert "Còn 2 đơn vị chưa được hội đồng phê duyệt" in text(refused)
    assert not Publication.objects.exists()
    assert opened("chu-tich").get(at(made, "publication_record", 1)).status_code == 409


def test_a_published_leaf_is_corrected_by_a_new_decision(
    made: Round, members: list[Participant], opened: Opened
) -> None:
    council.approve(SYSTEM, made.pk, "01/BB-HĐTĐ", factories.TODAY, [one.pk for one in members])
    opened("chu-tich").post(at(made, "publish"), {"number": "15/QĐ-UBND", "issued_on": "19/11/2026"})
    sent = {
        "number": "31/QĐ-UBND",
        "issued_on": "20/11/2026",
        "unit": members[0].pk,
        "code": "1.2",
        "points": "2",
        "reason": "khiếu nại đúng",
    }
    done = opened("chu-tich").post(at(made, "publication_correct"), sent, follow=True)
    assert "31/QĐ-UBND" in text(done)
    assert [one.edition for one in Publication.objects.order_by("edition")] == [1, 2]


def test_the_page_asks_a_fixed_number_of_questions(
    made: Round, members: list[Participant], opened: Opened, django_assert_max_num_queries: object
) -> None:
    client = opened("hoi-dong")
    client.get(at(made))
    with django_assert_max_num_queries(17):  # type: ignore[operator]
        client.get(at(made))


def test_the_desk_tells_each_role_what_waits_for_it(
    made: Round, members: list[Participant], opened: Opened
) -> None:
    council.dispute(SYSTEM, members[0].pk, "1.2", "mẫu số")
    assert "1 tiêu chí tranh chấp chờ hội đồng quyết định" in text(opened("hoi-dong").get("/"))
    assert "1 đơn vị chờ ghi phiên họp phê duyệt" in text(opened("thu-ky").get("/"))
    assert "Công bố kết quả" not in text(opened("chu-tich").get("/"))
    council.decide(SYSTEM, members[0].pk, "1.2", members[0].layers.filter(code="1.2")[0].points, "giữ nguyên")
    council.approve(SYSTEM, made.pk, "01/BB-HĐTĐ", factories.TODAY, [one.pk for one in members])
    assert "Công bố kết quả: mọi đơn vị đã được phê duyệt" in text(opened("chu-tich").get("/"))


# --- signed papers ---------------------------------------------------------------------------------------------------


def signed_file(name: str = "bien-ban.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")


def session_of(members: list[Participant], number: str = "01/BB-HĐTĐ") -> dict[str, object]:
    return {"number": number, "held_on": "18/11/2026", "units": [one.pk for one in members]}


def test_the_secretary_records_a_session_with_the_signed_minutes_of_the_shelf(
    place: Province, made: Round, members: list[Participant], opened: Opened
) -> None:
    minutes = papers.shelved(place.unit, "Biên bản họp hội đồng")
    approve = at(made, "council_approve")
    assert f'value="{minutes.pk}"' in opened("thu-ky").get(approve).content.decode()
    assert opened("thu-ky").post(approve, session_of(members) | {"report": minutes.pk}).status_code == 302
    assert Session.objects.get().minutes == minutes
    shown = opened("hoi-dong").get(at(made)).content.decode()
    assert reverse("documents:document", args=[minutes.year, minutes.pk]) in shown


def test_the_chair_files_the_signed_decision_where_he_publishes(
    place: Province, made: Round, members: list[Participant], opened: Opened
) -> None:
    council.approve(SYSTEM, made.pk, "01/BB-HĐTĐ", factories.TODAY, [one.pk for one in members])
    sent = {"number": "15/QĐ-UBND", "issued_on": "19/11/2026", "file": signed_file("quyet-dinh.pdf")}
    assert opened("chu-tich").post(at(made, "publish"), sent).status_code == 302
    decision = Publication.objects.get().decision
    assert decision is not None
    assert decision.unit == place.unit
    shown = opened("chu-tich").get(at(made))
    assert reverse("documents:document", args=[decision.year, decision.pk]) in shown.content.decode()
    assert "chưa kèm bản đã ký" in text(shown)  # the minutes


def test_a_new_file_stays_chosen_when_the_round_cannot_be_published_yet(
    place: Province, made: Round, members: list[Participant], opened: Opened
) -> None:
    sent = {"number": "15/QĐ-UBND", "issued_on": "19/11/2026", "file": signed_file()}
    refused = opened("chu-tich").post(at(made, "publish"), sent)
    assert refused.status_code == 422
    assert f'value="{Document.objects.get(unit=place.unit).pk}" selected' in refused.content.decode()
    assert 'value="15/QĐ-UBND"' in refused.content.decode()


def test_the_papers_of_the_council_are_pdfs_of_the_locality(
    place: Province, made: Round, members: list[Participant], opened: Opened
) -> None:
    approve, client = at(made, "council_approve"), opened("thu-ky")
    for paper in (
        papers.shelved(members[0].unit, "Biên bản"),
        papers.shelved(place.unit, "Bản Word", kind="docx"),
    ):
        assert client.post(approve, session_of(members) | {"report": paper.pk}).status_code == 422
        with pytest.raises(Invalid):
            council.approve(SYSTEM, made.pk, "02/BB", factories.TODAY, [members[0].pk], paper.pk)
    assert not Session.objects.exists()


def test_the_secretary_and_the_chair_add_to_the_shelf_of_the_locality_and_of_no_unit(
    place: Province, opened: Opened
) -> None:
    for name in ("thu-ky", "chu-tich"):
        client = opened(name)
        assert client.get(reverse("documents:add", args=[2026, place.unit.pk])).status_code == 200
        assert client.get(reverse("documents:add", args=[2026, place.communes[0].pk])).status_code == 403


def test_a_session_keeps_the_units_that_it_approved(made: Round, members: list[Participant]) -> None:
    session = council.approve(SYSTEM, made.pk, "01/BB-HĐTĐ", factories.TODAY, [members[1].pk])
    assert list(session.units.all()) == [members[1]]


def test_sessions_of_before_find_their_units_in_the_trail(made: Round, members: list[Participant]) -> None:
    """What migration 0005 does for rows that had no link."""
    first = council.approve(SYSTEM, made.pk, "01/BB-HĐTĐ", factories.TODAY, [members[0].pk])
    second = council.approve(SYSTEM, made.pk, "02/BB-HĐTĐ", factories.TODAY, [members[1].pk])
    for session in (first, second):
        session.units.clear()
    migration = import_module("caicach.apps.parindex.migrations.0005_session_units")
    migration.read_from_the_trail(apps, None)
    assert [list(one.units.all()) for one in (first, second)] == [[members[0]], [members[1]]]
