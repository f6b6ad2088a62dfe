"""A plan from the publication that opens it to its end."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from caicach.apps.accountability.actions import consequences, plans, remedies
from caicach.apps.accountability.actions.checks import Overtaken
from caicach.apps.accountability.actions.remedies import RemedyData
from caicach.apps.accountability.models import Remedy, RemedyPlan
from caicach.apps.accountability.queries import plans as queries
from caicach.apps.accountability.tests import published
from caicach.apps.accountability.tests.published import LOST, World, world
from caicach.apps.parindex.models import Participant
from caicach.core.accountability.plan import Report, State
from caicach.platform.access import NotFound, Refused
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
__all__ = ["world"]

D = Decimal
DUE = dt.date(2026, 12, 1)


def plan_of(world: World) -> RemedyPlan:
    return RemedyPlan.objects.get(participant=world.member)


def filled(world: World) -> RemedyPlan:
    """Every leaf with what, who, when."""
    owner = world.place.people["can-bo"].pk
    for code in LOST:
        amend(world, code, RemedyData("nộp muộn", f"Việc của {code}", owner, None, DUE))
    return plan_of(world)


def approved(world: World) -> RemedyPlan:
    filled(world)
    return plans.approve(world.scope("lanh-dao"), world.member.pk)


def amend(world: World, code: str, data: RemedyData, reason: str = "", who: str = "dau-moi") -> Remedy:
    version = Remedy.objects.get(plan=plan_of(world), code=code).version
    return remedies.amend(world.scope(who), world.member.pk, code, data, version, reason)


def report(
    world: World, given: Report, who: str = "dau-moi", code: str = "1.2", month: int = 3, version: int = 0
) -> None:
    remedies.report(world.scope(who), world.member.pk, code, month, given, version)


def test_a_publication_opens_a_draft_for_each_unit_with_every_lost_point(world: World) -> None:
    plan = plan_of(world)
    assert (plan.status, plan.due_on) == ("draft", dt.date(2026, 10, 31))
    assert {one.code: one.max_points - one.points for one in plan.remedies.all()} == LOST
    best = RemedyPlan.objects.get(participant__unit=world.sister, participant__round__year=2025)
    assert not best.remedies.exists()
    assert Entry.objects.filter(action="remedy_plan.opened").latest("sequence").values_after["units"] == 2


def test_owners_are_those_whom_the_notice_names_and_nobody_else(world: World) -> None:
    owners = dict(plan_of(world).remedies.values_list("code", "owner_user__username"))
    assert owners == {"1.1": "lanh-dao", "1.2": "can-bo", "2.2": None}


def test_a_plan_that_lacks_what_who_or_when_is_not_approved(world: World) -> None:
    amend(world, "1.2", RemedyData("", "Rà soát lại", world.place.people["can-bo"].pk, None, DUE))
    with pytest.raises(Conflict, match="còn 2 chỗ phải sửa") as fault:
        plans.approve(world.scope("lanh-dao"), world.member.pk)
    assert fault.value.problems == (
        "1.1: thiếu việc cần làm, thời hạn",
        "2.2: thiếu việc cần làm, người chịu trách nhiệm, thời hạn",
    )


def test_the_head_approves_and_the_trail_says_how_late(world: World) -> None:
    filled(world)
    for stranger in ("dau-moi", "can-bo", "chu-tich"):
        with pytest.raises(Refused):
            plans.approve(world.scope(stranger), world.member.pk)
    plan = plans.approve(world.scope("lanh-dao"), world.member.pk)
    assert plan.status == "approved"
    assert Entry.objects.get(action="remedy_plan.approved").values_after == {"remedies": 3, "days_late": 20}


def test_only_the_unit_itself_draws_up_its_plan(world: World) -> None:
    for stranger, refusal in (("can-bo", Refused), ("bo-chi-so", Refused), ("dau-moi-ben", NotFound)):
        with pytest.raises(refusal):
            amend(world, "1.2", RemedyData("", "việc"), who=stranger)


def test_an_owner_works_in_the_unit_and_a_division_belongs_to_it(world: World) -> None:
    with pytest.raises(Invalid, match="đang công tác tại"):
        amend(world, "1.2", RemedyData("", "việc", world.place.people["dau-moi-ben"].pk))
    with pytest.raises(Invalid, match="phải thuộc"):
        amend(world, "1.2", RemedyData("", "việc", None, world.sister.pk))
    amend(world, "1.2", RemedyData("", "việc", None, world.division.pk))


def test_a_remedy_is_not_due_before_the_results_were_published(world: World) -> None:
    with pytest.raises(Invalid, match="trước ngày công bố"):
        amend(world, "1.2", RemedyData("", "việc", None, None, dt.date(2026, 9, 30)))


def test_two_people_on_one_remedy_never_overwrite_each_other(world: World) -> None:
    amend(world, "1.2", RemedyData("", "của tôi"))
    with pytest.raises(Overtaken) as fault:
        remedies.amend(world.scope("lanh-dao"), world.member.pk, "1.2", RemedyData("", "của người khác"), 1)
    assert isinstance(fault.value.current, Remedy)
    assert fault.value.current.what == "của tôi"
    again = remedies.amend(world.scope("dau-moi"), world.member.pk, "1.2", RemedyData("", "của tôi"), 1)
    assert again.version == 2, "an answer that got lost on its way is no conflict"


def test_what_the_head_approved_changes_only_with_a_reason_and_stays_whole(world: World) -> None:
    approved(world)
    changed = RemedyData("", "việc khác", world.place.people["dau-moi"].pk, None, DUE)
    with pytest.raises(Invalid, match="phải ghi lý do"):
        amend(world, "1.2", changed)
    with pytest.raises(Conflict, match="thiếu thời hạn"):
        amend(world, "1.2", RemedyData("", "việc khác", world.place.people["dau-moi"].pk), "đổi người")
    amend(world, "1.2", changed, "đổi người phụ trách")
    entry = Entry.objects.filter(action="remedy.changed").latest("sequence")
    assert (entry.reason, entry.values_after["what"]) == ("đổi người phụ trách", "việc khác")


def test_progress_is_reported_once_the_plan_is_approved_and_begins_it(world: World) -> None:
    given = Report(State.UNDER_WAY, "đã họp rà soát", 40, D("0.5"))
    with pytest.raises(Conflict, match="chưa được phê duyệt"):
        report(world, given)
    approved(world)
    report(world, given)
    assert plan_of(world).status == "running"
    assert plan_of(world).remedies.get(code="1.2").state == "under_way"


def test_the_owner_reports_his_own_remedies_and_no_others(world: World) -> None:
    approved(world)
    report(world, Report(State.DONE, "", 100, D(2)), who="can-bo")
    with pytest.raises(Refused):
        report(world, Report(State.DONE, "", 100, D(2)), who="dong-nghiep")


def test_a_report_keeps_to_its_period_and_its_figures(world: World) -> None:
    approved(world)
    for given, month, fault in (
        (Report(State.UNDER_WAY, "", None, None), 6, "chỉ mở từ ngày 02/01/2027"),
        (Report(State.UNDER_WAY, "", None, None), 4, "không có kỳ báo cáo này"),
        (Report(State.UNDER_WAY, "", None, D("2.5")), 3, "từ 0 đến 2 điểm"),
        (Report(State.IN_DIFFICULTY, "", None, None), 3, "nêu rõ khó khăn"),
    ):
        with pytest.raises(Invalid, match=fault):
            report(world, given, month=month)


def test_a_report_is_corrected_by_who_saw_it(world: World) -> None:
    approved(world)
    report(world, Report(State.UNDER_WAY, "lần đầu", 10, None))
    with pytest.raises(Overtaken):
        report(world, Report(State.UNDER_WAY, "mù quáng", 20, None))
    report(world, Report(State.IN_DIFFICULTY, "thiếu người", 20, None), version=1)
    assert plan_of(world).remedies.get(code="1.2").state == "in_difficulty"


def test_a_plan_is_closed_with_a_reason_while_work_is_left(world: World) -> None:
    approved(world)
    with pytest.raises(Conflict, match="còn 3 việc chưa xong"):
        plans.close(world.scope("lanh-dao"), world.member.pk, "")
    assert plans.close(world.scope("lanh-dao"), world.member.pk, "chuyển sang năm sau").status == "closed"
    with pytest.raises(Conflict, match="đã kết thúc"):
        amend(world, "1.2", RemedyData("", "muộn"), "muộn")


def test_a_correction_lifts_what_no_longer_lost_points_and_keeps_what_was_written(world: World) -> None:
    approved(world)
    corrected = published.correct(world, **{"1.2": D(2), "1.1": D("1.5")})
    plan = plan_of(world)
    assert plan.publication_id == corrected.pk
    rows = {one.code: one for one in plan.remedies.all()}
    assert (rows["1.2"].lifted_by_id, rows["1.2"].what) == (corrected.pk, "Việc của 1.2")
    assert (rows["1.1"].points, rows["2.2"].lifted_by_id) == (D("1.5"), None)
    told = Entry.objects.get(action="remedy_plan.redrawn")
    assert (told.values_after["lifted"], told.values_after["changed"]) == ("1.2", "1.1")
    with pytest.raises(Conflict, match="không còn mất điểm"):
        report(world, Report(State.DONE, "", 100, None))


def test_a_correction_that_takes_points_adds_a_remedy_for_them(world: World) -> None:
    published.correct(world, **{"1.3": D(1)})
    assert plan_of(world).remedies.get(code="1.3").lifted_by_id is None
    assert Entry.objects.get(action="remedy_plan.redrawn").values_after["added"] == "1.3"


def test_a_round_that_was_published_before_plans_were_kept_gets_one_when_asked(world: World) -> None:
    RemedyPlan.objects.filter(participant=world.member).delete()
    plan = plans.start(world.scope("dau-moi"), world.member.pk)
    assert (plan.status, plan.remedies.count()) == ("draft", 3)
    assert plans.start(world.scope("dau-moi"), world.member.pk) == plan


def test_without_a_publication_there_is_no_plan(world: World) -> None:
    made = published.running(world)
    with pytest.raises(Conflict, match="chưa công bố"):
        plans.start(world.scope("dau-moi"), published.small.member(made, world.own).pk)


def test_a_correction_that_takes_points_opens_a_closed_plan_again_and_says_what_lacks(world: World) -> None:
    approved(world)
    plans.close(world.scope("lanh-dao"), world.member.pk, "chuyển sang năm sau")
    published.correct(world, **{"1.3": D(1)})
    assert (plan_of(world).status, plan_of(world).closed_reason) == ("running", "")
    found = queries.page(world.scope("dau-moi"), 2025, world.own.pk)
    assert found.gaps == ("1.3: thiếu việc cần làm, người chịu trách nhiệm, thời hạn",)


def test_a_unit_that_was_left_out_of_the_decision_has_no_plan_and_no_cases(world: World) -> None:
    """It stands in the record at its stage, with points that nobody has appraised."""
    Participant.objects.filter(pk=world.member.pk).update(stage="appraising_1")
    RemedyPlan.objects.filter(participant=world.member).delete()
    with pytest.raises(Conflict, match="chưa công bố"):
        plans.start(world.scope("dau-moi"), world.member.pk)
    assert consequences.propose(world.scope("chu-tich"), world.published.round_id) == 0
    assert queries.page(world.scope("dau-moi"), 2025, world.own.pk).terms is None
