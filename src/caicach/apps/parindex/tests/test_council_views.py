"""The council's page: a dispute is decided, a session recorded, the round published, corrected, its record taken away."""

import pytest
from django.urls import reverse

from caicach.apps.parindex.actions import council
from caicach.apps.parindex.models import LeafPoints, Participant, Publication, Round
from caicach.apps.parindex.tests import factories, small, walking
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened, text
from caicach.core.parindex import record
from caicach.platform.access import Role

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def place() -> Province:
    place = factories.province(communes=2)
    factories.person(place, "lanh-dao", Role.UNIT_HEAD, place.communes[0])
    factories.person(place, "thu-ky", Role.COUNCIL_SECRETARY)
    factories.person(place, "hoi-dong", Role.COUNCIL_MEMBER)
    factories.person(place, "chu-tich", Role.CHAIR)
    return place


@pytest.fixture
def made(place: Province) -> Round:
    return small.opened(place)


@pytest.fixture
def members(made: Round) -> list[Participant]:
    return walking.all_before_the_council(made)


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
