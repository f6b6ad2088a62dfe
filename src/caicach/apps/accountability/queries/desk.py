"""What waits for a person: plans to draw up and approve, progress to report, own remedies, own cases, cases to decide."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min

from caicach.apps.accountability.models import Consequence, Remedy, RemedyPlan, RemedyProgress
from caicach.apps.accountability.queries import published
from caicach.apps.accountability.queries.owing import LACKING
from caicach.apps.units.models import Placement
from caicach.apps.units.queries import ids_of, in_force, under
from caicach.core.accountability import plan as core
from caicach.core.accountability import terms
from caicach.core.accountability.people import Status as CaseStatus
from caicach.core.accountability.plan import State, Status
from caicach.platform.access import Permission, Scope


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan of a unit that the person works in. `missing` are the reports of the current period that lack."""

    year: int
    unit_id: int
    unit: str
    status: Status
    due_on: dt.date
    incomplete: int
    month: int | None
    report_due: dt.date | None
    missing: int


@dataclass(frozen=True, slots=True)
class OwnRemedies:
    """The remedies of a plan that name the person and are not done."""

    year: int
    unit_id: int
    unit: str
    count: int
    due_on: dt.date | None


def open_plans(scope: Scope, permission: Permission = Permission.REMEDIES_PLAN) -> list[OpenPlan]:
    """The latest plan of each unit that the person's own posts let him draw up or approve; the next year's takes its place."""
    units = {
        ids_of(post.unit_path)[-1] for post in scope.posts if post.holds(permission, post.unit_path, None)
    }
    if not units:
        return []
    plans = (
        RemedyPlan.objects.select_related("participant__unit", "participant__round", "publication")
        .defer("publication__record")
        .filter(participant__unit_id__in=units)
        .order_by("participant__round__year", "pk")
    )
    latest = {plan.participant.unit_id: plan for plan in plans}
    return [_open(scope, plan) for plan in latest.values() if plan.status != Status.CLOSED.value]


def _open(scope: Scope, plan: RemedyPlan) -> OpenPlan:
    member = plan.participant
    standing = Remedy.objects.filter(plan=plan, lifted_by__isnull=True)
    status, month, due, missing = Status(plan.status), None, None, 0
    if status in core.REASONED:
        day = published.first_day(plan.publication)
        periods = terms.periods(day, published.terms_of(member.round.locality_id, day))
        period = core.current(periods, scope.today)
        if period is not None:
            told = RemedyProgress.objects.filter(remedy__in=standing, month=period.month).count()
            month, due, missing = period.month, period.due, standing.count() - told
    lacking = standing.filter(LACKING)
    return OpenPlan(
        member.round.year,
        member.unit_id,
        member.unit.name,
        status,
        plan.due_on,
        lacking.count() if status is Status.DRAFT else 0,
        month,
        due,
        missing,
    )


def overdue_drafts(scope: Scope) -> list[tuple[int, int]]:
    """(year, count) of plans that were to be approved before today, in localities whose rounds the person manages; one query."""
    prefixes = scope.reach(Permission.ROUND_MANAGE)
    if not prefixes:
        return []
    placed = Placement.objects.filter(in_force(scope.today), under(prefixes)).values("unit_id")
    rows = RemedyPlan.objects.filter(
        status=Status.DRAFT.value, due_on__lt=scope.today, participant__unit_id__in=placed
    )
    counted = rows.values_list("participant__round__year").annotate(count=Count("pk"))
    return list(counted.order_by("-participant__round__year")[:1])


def own_remedies(scope: Scope) -> list[OwnRemedies]:
    """What approved plans ask of the person by name."""
    if scope.user_id is None:
        return []
    rows = (
        Remedy.objects.filter(
            owner_user_id=scope.user_id,
            lifted_by__isnull=True,
            plan__status__in=[one.value for one in core.REASONED],
        )
        .exclude(state=State.DONE.value)
        .values(
            "plan__participant__round__year", "plan__participant__unit_id", "plan__participant__unit__name"
        )
        .annotate(count=Count("pk"), due=Min("due_on"))
        .order_by("plan__participant__round__year", "plan__participant__unit_id")
    )
    return [
        OwnRemedies(
            row["plan__participant__round__year"],
            row["plan__participant__unit_id"],
            row["plan__participant__unit__name"],
            row["count"],
            row["due"],
        )
        for row in rows
    ]


def own_open_cases(scope: Scope) -> list[Consequence]:
    """Cases that were told to the person, to which he may still object."""
    if scope.user_id is None:
        return []
    rows = Consequence.objects.filter(person_id=scope.user_id, status=CaseStatus.NOTIFIED.value)
    return list(rows.select_related("participant__round").order_by("objection_due", "pk"))
