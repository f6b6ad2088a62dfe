"""All plans of a published round within reach: who has none yet, who is late, how far reports are, points expected back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from caicach.apps.accountability.models import Remedy, RemedyPlan, RemedyProgress
from caicach.apps.accountability.queries import published
from caicach.apps.accountability.queries.owing import LACKING
from caicach.apps.parindex.models import Participant, Publication
from caicach.apps.parindex.queries.common import READ, Choice, Reach, choose, participants, rounds
from caicach.apps.units.queries import day_of_year
from caicach.core.accountability import plan as core
from caicach.core.accountability import terms
from caicach.core.accountability.plan import STATUS_WORDS, State, Status
from caicach.core.accountability.terms import Period
from caicach.core.vietnamese import fold
from caicach.platform.access import Scope
from caicach.platform.wording import language

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit's plan in one line. `status` is None where it has none; `reported` counts the current period."""

    unit_id: int
    name: str
    participant_id: int
    status: Status | None
    due_on: dt.date | None
    count: int = 0
    open: int = 0
    done: int = 0
    difficult: int = 0
    reported: int = 0
    lost: Decimal = ZERO
    expected: Decimal = ZERO
    is_late: bool = False
    is_own: bool = False

    @property
    def status_words(self) -> str:
        return STATUS_WORDS[self.status].text(language()) if self.status else ""


@dataclass(frozen=True, slots=True)
class Overview:
    """The plans of a round. `period` is the one that is reported now."""

    choice: Choice
    publication: Publication | None = None
    period: Period | None = None
    units: tuple[UnitPlan, ...] = ()

    @property
    def not_approved(self) -> int:
        return sum(one.status in (None, Status.DRAFT) for one in self.units)

    @property
    def late(self) -> int:
        return sum(one.is_late for one in self.units)

    @property
    def lost(self) -> Decimal:
        return sum((one.lost for one in self.units), ZERO)

    @property
    def expected(self) -> Decimal:
        return sum((one.expected for one in self.units), ZERO)

    @property
    def reported(self) -> tuple[int, int]:
        """Remedies of approved plans that are reported for the current period, and how many there are."""
        running = [one for one in self.units if one.status in core.REASONED]
        return sum(one.reported for one in running), sum(one.count for one in running)

    def matching(self, search: str, status: str) -> list[UnitPlan]:
        """The lines whose name has all words of `search`, in a state: a status, "tre" (late), "chua-duyet" (not approved)."""
        words = fold(search).split()
        return [
            one for one in self.units if all(word in fold(one.name) for word in words) and _is(one, status)
        ]


def _is(one: UnitPlan, status: str) -> bool:
    match status:
        case "tre":
            return one.is_late
        case "chua-duyet":
            return one.status in (None, Status.DRAFT)
        case "kho-khan":
            return one.difficult > 0
    return not status or one.status == status


def latest_year(scope: Scope) -> int | None:
    """The latest year with published results in the localities that the scope reads, None when there is none."""
    found = rounds(scope).filter(publications__isnull=False)
    return found.values_list("year", flat=True).first()


def overview(scope: Scope, year: int, subject: str = "", locality_id: int | None = None) -> Overview:
    """The plans of the units whose results the scope reads, in a fixed number of queries; Refused for who reads none anywhere."""
    choice = choose(scope, year, subject, locality_id)
    publication = published.latest_publication(choice.this.pk) if choice.this else None
    if publication is None:
        return Overview(choice)
    reach = Reach(scope, READ)
    on = day_of_year(year, scope.today)
    members = [
        one
        for one in participants(on, round=choice.this).select_related("unit").order_by("unit__sort_key", "pk")
        if reach.opens(one.path, one.unit.valid_to)
    ]
    periods = terms.periods(published.first_day(publication), published.terms_for(publication))
    period = core.current(periods, scope.today)
    members = [one for one in members if published.is_published(publication, one)]
    rows = _rows(members, period, scope.today, reach.own)
    return Overview(choice, publication, period, tuple(rows))


def _rows(
    members: list[Participant], period: Period | None, today: dt.date, own: Collection[int]
) -> list[UnitPlan]:
    plans = {one.participant_id: one for one in RemedyPlan.objects.filter(participant__in=members)}
    counts = _counts(plans.values(), period)
    made = []
    for member in members:
        name = getattr(member, "name_then", None) or member.unit.name
        plan = plans.get(member.pk)
        if plan is None:
            made.append(UnitPlan(member.unit_id, name, member.pk, None, None, is_own=member.unit_id in own))
            continue
        status, told = Status(plan.status), counts[plan.pk]
        overdue = period is not None and today > period.due and told.reported < told.count
        made.append(
            UnitPlan(
                member.unit_id,
                name,
                member.pk,
                status,
                plan.due_on,
                count=told.count,
                open=told.open,
                done=told.done,
                difficult=told.difficult,
                reported=told.reported,
                lost=told.lost,
                expected=told.expected,
                is_late=(status is Status.DRAFT and plan.due_on < today)
                or (status in core.REASONED and overdue),
                is_own=member.unit_id in own,
            )
        )
    return made


@dataclass(slots=True)
class _Counts:
    """Of one plan: remedies, those that lack something, are done, in difficulty, reported now; points lost and expected."""

    count: int = 0
    open: int = 0
    done: int = 0
    difficult: int = 0
    reported: int = 0
    lost: Decimal = ZERO
    expected: Decimal = ZERO


def _counts(plans: Collection[RemedyPlan], period: Period | None) -> dict[int, _Counts]:
    """By plan, in at most three queries."""
    standing = Remedy.objects.filter(plan__in=list(plans), lifted_by__isnull=True)
    found: defaultdict[int, _Counts] = defaultdict(_Counts)
    summed = standing.values_list("plan_id").annotate(
        count=Count("pk"),
        open=Count("pk", filter=LACKING),
        done=Count("pk", filter=Q(state=State.DONE.value)),
        difficult=Count("pk", filter=Q(state=State.IN_DIFFICULTY.value)),
        lost=Sum(F("max_points") - F("points")),
    )
    for plan_id, count, lacking, done, difficult, lost in summed:
        found[plan_id] = _Counts(count, lacking, done, difficult, lost=Decimal(lost or 0))
    newest = RemedyProgress.objects.filter(remedy=OuterRef("pk"), expected__isnull=False).order_by("-month")
    latest = standing.annotate(latest=Subquery(newest.values("expected")[:1]))
    for plan_id, expected in latest.filter(latest__isnull=False).values_list("plan_id", "latest"):
        found[plan_id].expected += expected
    if period is not None:
        told = RemedyProgress.objects.filter(remedy__in=standing, month=period.month)
        for plan_id, count in told.values_list("remedy__plan_id").annotate(count=Count("pk")):
            found[plan_id].reported = count
    return found
