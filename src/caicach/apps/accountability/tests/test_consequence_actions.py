"""TM-11 from the proposal to the decision: who is named, who may act, what a correction does."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from caicach.apps.accountability.actions import consequences
from caicach.apps.accountability.actions.checks import Overtaken
from caicach.apps.accountability.models import Consequence, Objection
from caicach.apps.accountability.queries import proposing
from caicach.apps.accountability.tests import published
from caicach.apps.accountability.tests.published import TODAY, World, world
from caicach.apps.documents.models import Document
from caicach.apps.parindex.models import Participant
from caicach.apps.parindex.tests import factories, papers
from caicach.core.accountability.people import Step
from caicach.platform.access import NotFound, Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
__all__ = ["world"]

D = Decimal
LATER = dt.date(2026, 12, 6)
"""The day after the last on which an objection to a notice of today is in time."""


def cases(world: World) -> dict[tuple[str, str], Consequence]:
    """By person and level, once they are proposed."""
    consequences.propose(world.scope("bo-chi-so"), world.published.round_id)
    rows = Consequence.objects.select_related("person")
    return {(one.person.username, one.level): one for one in rows}


def notified(world: World) -> Consequence:
    case = cases(world)["can-bo", "no_commendation"]
    consequences.notify(world.scope("bo-chi-so"), [case.pk])
    case.refresh_from_db()
    return case


def test_people_are_proposed_with_what_names_them(world: World) -> None:
    found = cases(world)
    assert {
        key: [(r["code"], r["ground"], r["capacity"]) for r in one.reasons] for key, one in found.items()
    } == {
        ("lanh-dao", "no_commendation"): [("1.2", "zero", "head"), ("2.2", "zero", "head")],
        ("lanh-dao", "no_title"): [
            ("", "index_fell", "head"),
            ("1.1", "fell", "head"),
            ("1.2", "fell", "head"),
            ("2.2", "fell", "head"),
        ],
        ("can-bo", "no_commendation"): [("1.2", "zero", "in_charge")],
        ("can-bo", "no_title"): [("1.2", "fell", "in_charge")],
    }
    reason = found["can-bo", "no_commendation"].reasons[0]
    assert (reason["points"], reason["max"], reason["last_points"]) == ("0", "2", "2")
    assert reason["source"] == "Thông báo số 12/TB-UBND ngày 15/01/2025"
    assert found["can-bo", "no_title"].post is not None


def test_a_leaf_that_nobody_was_given_names_nobody_and_says_so(world: World) -> None:
    members = list(Participant.objects.filter(round=world.published.round).select_related("unit"))
    (one,) = proposing.proposed(world.published, members)
    assert [(gap.code, gap.why.vi) for gap in one.found.gaps] == [
        ("2.2", "chưa có thông báo phân công ai phụ trách")
    ]


def test_who_was_in_charge_is_who_was_named_on_the_last_day_of_the_year_scored(world: World) -> None:
    """A notice of this year moves nothing that was scored last year."""
    from caicach.apps.units import actions as units

    rows = (units.Assignment("1.2", holder_user_id=world.place.people["dong-nghiep"].pk),)
    day = dt.date(2026, 1, 5)
    units.issue_notice(factories.SYSTEM, units.NoticeData(world.own.pk, "01/TB-UBND", day, day, rows))
    assert ("can-bo", "no_commendation") in cases(world)


def test_of_two_heads_none_is_guessed(world: World) -> None:
    factories.person(world.place, "lanh-dao-hai", Role.UNIT_HEAD, world.own)
    capacities = {one["capacity"] for case in cases(world).values() for one in case.reasons}
    assert capacities == {"in_charge"}


def test_only_those_who_decide_in_the_locality_propose(world: World) -> None:
    for stranger in ("lanh-dao", "dau-moi", "quan-tri", "thanh-tra", "tra-cuu"):
        with pytest.raises(Refused):
            consequences.propose(world.scope(stranger), world.published.round_id)
    made = published.running(world)
    with pytest.raises(Conflict, match="chưa công bố"):
        consequences.propose(world.scope("chu-tich"), made.pk)


def test_proposing_again_makes_nothing_twice(world: World) -> None:
    assert len(cases(world)) == 4
    assert consequences.propose(world.scope("bo-chi-so"), world.published.round_id) == 0
    assert Entry.objects.filter(action="consequence.proposed").count() == 4


def test_a_notice_begins_the_time_to_object(world: World) -> None:
    case = notified(world)
    assert (case.status, case.objection_due) == ("notified", dt.date(2026, 12, 5))
    with pytest.raises(Conflict, match="đã thông báo"):
        consequences.notify(world.scope("bo-chi-so"), [case.pk])


def test_the_person_objects_himself_with_papers_of_the_shelf(world: World) -> None:
    case = notified(world)
    paper = papers.shelved(world.own, "Quyết định điều động")
    made = consequences.object_to(
        world.scope("can-bo"), case.pk, "Tôi nghỉ thai sản.\nCó quyết định kèm theo.", [paper.pk]
    )
    assert (made.text, made.on_behalf, made.days_late) == (
        "Tôi nghỉ thai sản.\nCó quyết định kèm theo.",
        False,
        0,
    )
    assert list(made.documents.all()) == [paper]
    case.refresh_from_db()
    assert case.status == "objected"


def test_the_focal_officer_records_an_objection_on_behalf(world: World) -> None:
    case = notified(world)
    assert consequences.object_to(world.scope("dau-moi"), case.pk, "Theo đơn viết tay").on_behalf


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("dong-nghiep", Refused), ("dau-moi-ben", NotFound), ("chu-tich", Refused), ("quan-tri", Refused)],
)
def test_nobody_else_objects(world: World, who: str, refusal: type[Exception]) -> None:
    case = notified(world)
    with pytest.raises(refusal):
        consequences.object_to(world.scope(who), case.pk, "ý kiến")
    assert not Objection.objects.exists()


def test_an_objection_that_comes_late_is_taken_and_counted(world: World) -> None:
    case = notified(world)
    late = world.scope("can-bo", dt.date(2026, 12, 10))
    assert consequences.object_to(late, case.pk, "muộn nhưng có lý do").days_late == 5


def test_an_objection_has_words_and_papers_of_the_unit(world: World) -> None:
    case = notified(world)
    with pytest.raises(Invalid, match="Chưa có nội dung"):
        consequences.object_to(world.scope("can-bo"), case.pk, " \n ")
    with pytest.raises(Invalid, match="kho của đơn vị"):
        consequences.object_to(world.scope("can-bo"), case.pk, "x", [papers.shelved(world.sister).pk])
    assert Document.objects.filter(unit=world.sister).exists()


def test_nothing_is_upheld_before_the_person_has_spoken_or_had_the_time_to(world: World) -> None:
    case = notified(world)
    with pytest.raises(Conflict, match="chưa hết thời hạn"):
        consequences.decide(world.scope("chu-tich"), case.pk, Step.UPHOLD, "đủ căn cứ", case.version)
    done = consequences.decide(
        world.scope("chu-tich", LATER), case.pk, Step.UPHOLD, "đủ căn cứ", case.version
    )
    assert (done.status, done.decision_reason, done.decided_by) == (
        "upheld",
        "đủ căn cứ",
        world.place.people["chu-tich"],
    )


def test_a_decision_needs_a_reason_and_the_case_as_it_was_seen(world: World) -> None:
    case = notified(world)
    with pytest.raises(Conflict, match="phải ghi lý do"):
        consequences.decide(world.scope("chu-tich"), case.pk, Step.LIFT, "", case.version)
    seen = case.version
    consequences.object_to(world.scope("can-bo"), case.pk, "tôi phản đối")
    with pytest.raises(Overtaken):
        consequences.decide(world.scope("chu-tich"), case.pk, Step.LIFT, "bỏ", seen)


def test_nobody_decides_his_own_case(world: World) -> None:
    from caicach.apps.units import actions as units

    user = world.place.people["can-bo"]
    units.assign_post(
        factories.SYSTEM,
        units.PostData(user.pk, world.place.unit.pk, Role.COUNCIL_MEMBER.value, factories.SINCE),
    )
    case = notified(world)
    with pytest.raises(Refused, match="người được nêu"):
        consequences.decide(world.scope("can-bo"), case.pk, Step.LIFT, "bỏ cho tôi", case.version)
    consequences.decide(world.scope("hoi-dong"), case.pk, Step.LIFT, "nghỉ thai sản", case.version)


@pytest.mark.parametrize("who", ["lanh-dao", "dau-moi", "can-bo", "thanh-tra"])
def test_the_unit_does_not_decide(world: World, who: str) -> None:
    case = notified(world)
    with pytest.raises(Refused):
        consequences.decide(world.scope(who), case.pk, Step.LIFT, "bỏ", case.version)


def test_a_correction_that_takes_the_reason_away_leaves_the_case_moot(world: World) -> None:
    case = notified(world)
    published.correct(world, **{"1.2": D(2)})
    case.refresh_from_db()
    assert (case.status, case.reasons[0]["code"]) == ("moot", "1.2"), "what it stood on stays readable"
    entry = Entry.objects.get(action="consequence.moot", subject_id=case.pk)
    assert (entry.reason, entry.values_after["decision"]) == ("đơn vị khiếu nại đúng", "31/QĐ-UBND")
    head = Consequence.objects.get(person__username="lanh-dao", level="no_commendation")
    assert [one["code"] for one in head.reasons] == ["2.2"], "of two reasons one is left"
    assert head.status == "proposed"


def test_what_was_lifted_stays_lifted_after_a_correction(world: World) -> None:
    case = notified(world)
    consequences.decide(world.scope("chu-tich"), case.pk, Step.LIFT, "nghỉ thai sản", case.version)
    published.correct(world, **{"1.2": D(2)})
    case.refresh_from_db()
    assert case.status == "lifted"


def test_a_correction_makes_no_new_cases_by_itself(world: World) -> None:
    published.correct(world, **{"1.3": D(0)})
    assert not Consequence.objects.exists()


def test_a_reason_that_comes_back_is_proposed_anew(world: World) -> None:
    case = notified(world)
    published.correct(world, **{"1.2": D(2)})
    from caicach.apps.parindex.actions import publication

    publication.correct(
        world.scope("chu-tich"), world.published.round_id, "32/QĐ-UBND", TODAY, "nhầm",
        {world.member.pk: {"1.2": (D(0), "số liệu gốc")}},
    )  # fmt: skip
    case.refresh_from_db()
    assert (case.status, case.notified_at, case.objection_due) == ("proposed", None, None)
