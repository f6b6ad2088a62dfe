"""The plan of a unit as a whole: opened by a publication, redrawn by a correction, approved, closed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.accountability.actions import checks, telling
from caicach.apps.accountability.actions.checks import line_of, locked_plan, name_of, possible
from caicach.apps.accountability.models import Remedy, RemedyPlan
from caicach.apps.accountability.queries import published
from caicach.apps.documents.queries import unit_for
from caicach.apps.parindex.actions.checks import path_of
from caicach.apps.parindex.models import Participant, Publication
from caicach.apps.parindex.models.scoring import SMALLEST
from caicach.apps.parindex.queries.answering import Holders, holders_in
from caicach.core.accountability import plan as core
from caicach.core.accountability import terms
from caicach.core.accountability.lists import Lists, Revision, revision
from caicach.core.accountability.plan import Status, Step
from caicach.platform import clock
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict

"""What the tables keep of points."""


@transaction.atomic
def follow(scope: Scope, publication: Publication) -> None:
    """What a publication opens: a draft for every published unit; a correction redraws the plans that it concerns.

    Runs inside the publication, for whoever may publish (`parindex.actions.publication.follow`).
    """
    members = list(Participant.objects.filter(round=publication.round).select_related("unit").order_by("pk"))
    for one in members:
        one.round = publication.round
    found = published.lists_of(publication, members)
    plans = {
        one.participant_id: one
        for one in RemedyPlan.objects.select_for_update().filter(participant__round=publication.round)
    }
    new = [one for one in members if one.pk in found and one.pk not in plans]
    _open(scope, publication, new, found)
    for one in members:
        if one.pk in plans and one.pk in found:
            _redraw(scope, publication, one, plans[one.pk], found[one.pk])


@transaction.atomic
def start(scope: Scope, participant_id: int) -> RemedyPlan:
    """Open the plan of a unit whose round was published before plans were kept; asks for REMEDIES_PLAN there."""
    member = checks.published_member(participant_id)
    unit_for(scope, member.unit_id, Permission.REMEDIES_PLAN)
    publication = published.latest_publication(member.round_id)
    found = published.lists_of(publication, [member]) if publication is not None else {}
    if publication is None or member.pk not in found:
        raise Conflict(
            _("Kết quả năm %(year)s của %(unit)s chưa công bố, nên chưa có kế hoạch khắc phục.")
            % {"year": member.round.year, "unit": member.unit.name}
        )
    known = RemedyPlan.objects.filter(participant=member).first()
    if known is not None:
        return known
    _open(scope, publication, [member], found)
    return RemedyPlan.objects.get(participant=member)


@transaction.atomic
def approve(scope: Scope, participant_id: int) -> RemedyPlan:
    """The head approves; asks for REMEDIES_APPROVE. Conflict naming every remedy without what, who or when."""
    plan, path = _held(scope, participant_id, Permission.REMEDIES_APPROVE)
    decision = core.decide(Status(plan.status), Step.APPROVE, [line_of(one) for one in _standing(plan)])
    possible(decision.faults, _("Chưa phê duyệt được kế hoạch khắc phục"))
    plan.status, plan.approved_at, plan.approved_by_id = decision.target.value, clock.now(), scope.user_id
    plan.save(update_fields=["status", "approved_at", "approved_by"])
    late = max(0, (scope.today - plan.due_on).days)
    _record(scope, "remedy_plan.approved", plan, path, {"remedies": len(_standing(plan)), "days_late": late})
    return plan


@transaction.atomic
def close(scope: Scope, participant_id: int, reason: str) -> RemedyPlan:
    """The head ends a plan; asks for REMEDIES_APPROVE, and for a reason while remedies are not done."""
    plan, path = _held(scope, participant_id, Permission.REMEDIES_APPROVE)
    why = checks.text(reason, _("lý do"), 1000)
    lines = [line_of(one) for one in _standing(plan)]
    decision = core.decide(Status(plan.status), Step.CLOSE, lines, reason=why)
    possible(decision.faults, _("Chưa kết thúc được kế hoạch khắc phục"))
    plan.status, plan.closed_at, plan.closed_reason = decision.target.value, clock.now(), why
    plan.save(update_fields=["status", "closed_at", "closed_reason"])
    _record(scope, "remedy_plan.closed", plan, path, {"status": plan.status}, why)
    return plan


def _open(
    scope: Scope, publication: Publication, members: Collection[Participant], found: Mapping[int, Lists]
) -> None:
    """Drafts for units, each leaf that lost points with whoever answered for it on the day of the decision."""
    if not members:
        return
    framework = published.set_of(publication.round)
    day = published.first_day(publication)
    due = terms.plan_due(day, published.terms_for(publication))
    holders = holders_in([one.unit_id for one in members], framework, publication.issued_on)
    plans = RemedyPlan.objects.bulk_create(
        RemedyPlan(participant=one, publication=publication, due_on=due) for one in members
    )
    Remedy.objects.bulk_create(
        _new(plan, code, points, holders.get(plan.participant.unit_id, {}))
        for plan in plans
        for code, points in _points(found[plan.participant_id]).items()
    )
    telling.opened(scope, publication, plans)
    round = publication.round
    record(
        scope,
        "remedy_plan.opened",
        Subject("round", round.pk, f"{round} – {round.locality.name}", path_of(round.locality_id)),
        None,
        {"units": len(plans), "due_on": due, "decision": publication.number},
    )


def _redraw(
    scope: Scope, publication: Publication, member: Participant, plan: RemedyPlan, found: Lists
) -> None:
    """Take a correction into a plan: leaves that lost points now, those that no longer do, those that lost more or less."""
    plan.publication = publication
    plan.save(update_fields=["publication"])
    rows = {one.code: one for one in plan.remedies.all()}
    now = _points(found)
    before = {code: one.max_points - one.points for code, one in rows.items() if one.lifted_by_id is None}
    change = revision(before, {code: maximum - points for code, (points, maximum) in now.items()})
    if change.is_nothing:
        return
    holders = holders_in([member.unit_id], published.set_of(publication.round), publication.issued_on)
    for code in (*change.added, *change.changed):
        known = rows.get(code)
        if known is None:
            _new(plan, code, now[code], holders.get(member.unit_id, {})).save()
            continue
        known.points, known.max_points = now[code]
        known.lifted_by = None
        known.version += 1
        known.save(update_fields=["points", "max_points", "lifted_by", "version", "changed_at"])
    for code in change.lifted:
        rows[code].lifted_by = publication
        rows[code].version += 1
        rows[code].save(update_fields=["lifted_by", "version", "changed_at"])
    if change.added and Status(plan.status) is Status.CLOSED:
        plan.status = core.decide(Status.CLOSED, Step.REOPEN, ()).target.value
        plan.closed_at, plan.closed_reason = None, ""
        plan.save(update_fields=["status", "closed_at", "closed_reason"])
    plan.participant = member
    _record(
        scope,
        "remedy_plan.redrawn",
        plan,
        path_of(member.unit_id),
        _told(change) | {"decision": publication.number},
        publication.reason,
    )


def _told(change: Revision) -> dict[str, object]:
    parts = {"added": change.added, "lifted": change.lifted, "changed": change.changed}
    return {name: ", ".join(codes) for name, codes in parts.items() if codes}


def _points(found: Lists) -> dict[str, tuple[Decimal, Decimal]]:
    """Points and maximum of the leaves to repair, with the digits that the tables keep."""
    return {
        item.code: (item.points.quantize(SMALLEST), item.max_points.quantize(SMALLEST))
        for item in found.repair
    }


def _new(plan: RemedyPlan, code: str, points: tuple[Decimal, Decimal], holders: Holders) -> Remedy:
    lead = next((one for one in holders.get(code, ()) if one.is_lead), None)
    return Remedy(
        plan=plan,
        code=code,
        points=points[0],
        max_points=points[1],
        owner_user_id=lead.user_id if lead else None,
        owner_unit_id=lead.unit_id if lead else None,
    )


def _standing(plan: RemedyPlan) -> list[Remedy]:
    return list(plan.remedies.filter(lifted_by__isnull=True).order_by("pk"))


def _held(scope: Scope, participant_id: int, permission: Permission) -> tuple[RemedyPlan, str]:
    plan = locked_plan(participant_id)
    unit = unit_for(scope, plan.participant.unit_id, permission)
    return plan, unit.path


def _record(
    scope: Scope, action: str, plan: RemedyPlan, path: str, after: dict[str, object], reason: str = ""
) -> None:
    member = plan.participant
    subject = Subject("remedy_plan", plan.pk, name_of(member.unit, member.round.year), path)
    record(scope, action, subject, None, after, reason)
