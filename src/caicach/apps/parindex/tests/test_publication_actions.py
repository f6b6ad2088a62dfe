"""The end of a round: disputes, the council, approval, publication frozen in a record, correction by a new decision."""

import datetime as dt
from decimal import Decimal

import pytest

from caicach.apps.parindex.actions import council, publication, rounds
from caicach.apps.parindex.models import (
    Dispute,
    LeafPoints,
    NodeScore,
    Participant,
    Publication,
    Round,
    UnitScore,
)
from caicach.apps.parindex.tests.conftest import Going
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.core.parindex import exact, record
from caicach.platform.access import Refused
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid

pytestmark = [pytest.mark.databases, pytest.mark.django_db]

D = Decimal
DAY = dt.date(2026, 11, 18)


@pytest.fixture
def place(before_council: Going) -> Province:
    return before_council.place


@pytest.fixture
def made(before_council: Going) -> Round:
    return before_council.made


@pytest.fixture
def referred(before_council: Going) -> list[Participant]:
    return before_council.members


@pytest.fixture
def approved(referred: list[Participant], place: Province) -> list[Participant]:
    council.approve(
        place.scope("thu-ky"), referred[0].round_id, "01/BB-HĐTĐ", DAY, [one.pk for one in referred]
    )
    return referred


@pytest.fixture
def published(approved: list[Participant], place: Province) -> Publication:
    return publication.publish(place.scope("chu-tich"), approved[0].round_id, "15/QĐ-UBND", DAY)


def test_a_disputed_leaf_holds_the_approval_until_the_council_decides_it(
    referred: list[Participant], place: Province
) -> None:
    first = referred[0]
    council.dispute(place.scope("lanh-dao"), first.pk, "1.2", "mẫu số đã có xác nhận")
    with pytest.raises(Conflict, match="còn 1 tiêu chí tranh chấp"):
        council.approve(
            place.scope("thu-ky"), first.round_id, "01/BB-HĐTĐ", DAY, [one.pk for one in referred]
        )
    assert not Participant.objects.filter(stage="approved").exists(), "all or none"
    council.decide(place.scope("hoi-dong"), first.pk, "1.2", D(2), "hội đồng chấp nhận")
    assert Dispute.objects.get().decided_at is not None
    assert NodeScore.objects.get(participant=first, code="1.2").points == D(2)
    council.approve(place.scope("thu-ky"), first.round_id, "01/BB-HĐTĐ", DAY, [one.pk for one in referred])
    assert Participant.objects.filter(stage="approved").count() == 2


def test_the_council_decides_and_nobody_else_and_always_with_a_reason(
    referred: list[Participant], place: Province
) -> None:
    first = referred[0]
    with pytest.raises(Refused):
        council.decide(place.scope("thu-ky"), first.pk, "1.2", D(2), "tự quyết")
    with pytest.raises(Invalid, match="lý do"):
        council.decide(place.scope("hoi-dong"), first.pk, "1.2", D(2), "")
    with pytest.raises(Invalid, match="vượt mức tối đa 2"):
        council.decide(place.scope("hoi-dong"), first.pk, "1.2", D(3), "thưởng")


def test_minutes_are_recorded_once_and_not_before_the_session(
    approved: list[Participant], place: Province
) -> None:
    secretary = place.scope("thu-ky")
    with pytest.raises(Conflict, match="đã được ghi"):
        council.approve(secretary, approved[0].round_id, "01/BB-HĐTĐ", DAY, [approved[0].pk])
    with pytest.raises(Invalid, match="sau hôm nay"):
        council.approve(secretary, approved[0].round_id, "02/BB-HĐTĐ", dt.date(2027, 1, 1), [approved[0].pk])


def test_a_round_is_published_whole_or_not_at_all(referred: list[Participant], place: Province) -> None:
    first, second = referred
    council.approve(place.scope("thu-ky"), first.round_id, "01/BB-HĐTĐ", DAY, [first.pk])
    with pytest.raises(Conflict, match="Còn 1 đơn vị chưa được hội đồng phê duyệt") as fault:
        publication.publish(place.scope("chu-tich"), first.round_id, "15/QĐ-UBND", DAY)
    assert fault.value.problems == (second.unit.name,)
    assert not Publication.objects.exists()


def test_only_the_chair_publishes(approved: list[Participant], place: Province) -> None:
    with pytest.raises(Refused):
        publication.publish(place.scope("thu-ky"), approved[0].round_id, "15/QĐ-UBND", DAY)


def test_what_is_published_computes_again_to_the_last_digit(published: Publication) -> None:
    assert record.verify(published.record) == ()
    assert published.digest == record.digest(published.record)
    assert Entry.objects.get(action="round.published").values_after["digest"] == published.digest
    stated = exact.loads(published.record)["results"]
    for score in UnitScore.objects.all():
        own = stated[str(score.participant_id)]
        assert D(own["points"]) == score.points
        assert own["rank"] == score.rank


def test_a_published_round_stands_still(published: Publication, place: Province) -> None:
    round_id, member = published.round_id, Participant.objects.first()
    assert member is not None
    with pytest.raises(Conflict, match="đã công bố theo 15/QĐ-UBND"):
        rounds.set_dates(SYSTEM, round_id, {"plan": dt.date(2026, 2, 1)}, "muộn")
    with pytest.raises(Conflict, match="đã công bố theo 15/QĐ-UBND"):
        rounds.set_participant(SYSTEM, member.pk, reason="đổi", not_ranked="mới")
    with pytest.raises(Conflict):
        rounds.set_participant(SYSTEM, member.pk, reason="đổi", bonus={"T1": 1})
    with pytest.raises(Conflict, match="đã công bố"):
        publication.publish(place.scope("chu-tich"), round_id, "16/QĐ-UBND", DAY)


def test_a_correction_is_a_new_record_and_leaves_the_old_one_and_its_layers(
    published: Publication, place: Province
) -> None:
    member = Participant.objects.order_by("pk")[0]
    before = UnitScore.objects.get(participant=member).points
    corrected = publication.correct(
        place.scope("chu-tich"),
        published.round_id,
        "31/QĐ-UBND",
        DAY,
        "đơn vị khiếu nại đúng",
        {member.pk: {"1.2": (D(2), "mẫu số gốc là 48")}},
    )
    assert corrected.edition == 2
    assert UnitScore.objects.get(participant=member).points == before + D("0.08")
    published.refresh_from_db()
    assert record.verify(published.record) == ()
    assert record.verify(corrected.record) == ()
    assert D(exact.loads(published.record)["results"][str(member.pk)]["points"]) == before
    layers = LeafPoints.objects.filter(participant=member, code="1.2", layer="council")
    assert [(one.edition, one.points) for one in layers] == [(2, D(2))]
    assert LeafPoints.objects.filter(participant=member, edition=1, layer="self").count() == 7
    assert Entry.objects.get(action="round.corrected").reason == "đơn vị khiếu nại đúng"


def test_nothing_is_corrected_before_it_is_published(approved: list[Participant], place: Province) -> None:
    with pytest.raises(Conflict, match="chưa công bố"):
        publication.correct(
            place.scope("chu-tich"),
            approved[0].round_id,
            "31/QĐ-UBND",
            DAY,
            "sai",
            {approved[0].pk: {"1.2": (D(2), "x")}},
        )
