"""What units still owe of their remedies by days that are near: approved plans, reports of progress.

For the job that reminds everybody; nobody is asked for permission here. As many queries for 148 units as for one.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from caicach.apps.accountability.models import Remedy, RemedyPlan, RemedyProgress
from caicach.apps.accountability.queries import published
from caicach.apps.parindex.models import Publication, Round
from caicach.apps.parindex.queries.common import participants
from caicach.core.accountability import plan as core
from caicach.core.accountability import terms
from caicach.core.accountability.plan import Status
from caicach.core.accountability.terms import Period
from caicach.platform.notices.deadlines import is_near

LACKING = Q(what="") | Q(due_on__isnull=True) | Q(owner_user__isnull=True, owner_unit__isnull=True)
"""Remedies without what, who or when; as `core.accountability.plan.lacking`."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan to approve by a near day: the participant with its latest `path`, how many remedies lack something."""

    member: Any
    year: int
    due_on: dt.date
    incomplete: int


@dataclass(frozen=True, slots=True)
class Unreported:
    """The remedies of a plan that nobody has reported on for a period; `by_owner` are those that name a person."""

    member: Any
    year: int
    month: int
    due_on: dt.date
    count: int
    by_owner: Mapping[int, int]


def drafts(today: dt.date) -> dict[int, list[Draft]]:
    """By locality: the plans that are not approved, near the day by which they are to be. Three queries."""
    rows = RemedyPlan.objects.filter(status=Status.DRAFT.value).values_list("participant_id", "pk", "due_on")
    near = {member: (plan, due) for member, plan, due in rows if is_near(due, today)}
    if not near:
        return {}
    standing = Remedy.objects.filter(plan__in=[plan for plan, _due in near.values()], lifted_by__isnull=True)
    lacking = Counter(standing.filter(LACKING).values_list("plan_id", flat=True))
    found: defaultdict[int, list[Draft]] = defaultdict(list)
    for member in participants(today, pk__in=near).select_related("unit", "round").order_by("pk"):
        plan, due = near[member.pk]
        found[member.round.locality_id].append(Draft(member, member.round.year, due, lacking[plan]))
    return found


def unreported(today: dt.date) -> dict[int, list[Unreported]]:
    """By locality: what lacks of the reports of approved plans for periods near their end. Three queries a round."""
    found: defaultdict[int, list[Unreported]] = defaultdict(list)
    running = RemedyPlan.objects.filter(status__in=[one.value for one in core.REASONED])
    first = Publication.objects.filter(edition=1, round__in=running.values("participant__round_id"))
    for publication in first.select_related("round").defer("record").order_by("pk"):
        own = terms.periods(publication.issued_on, published.terms_for(publication))
        for period in own:
            if is_near(period.due, today):
                found[publication.round.locality_id] += _of_period(publication.round, period, today)
    return found


def _of_period(round: Round, period: Period, today: dt.date) -> Iterator[Unreported]:
    told = RemedyProgress.objects.filter(remedy=OuterRef("pk"), month=period.month)
    rows = Remedy.objects.filter(
        ~Exists(told),
        plan__participant__round=round,
        plan__status__in=[one.value for one in core.REASONED],
        lifted_by__isnull=True,
    )
    owners: defaultdict[int, Counter[int | None]] = defaultdict(Counter)
    for member_id, owner_id in rows.values_list("plan__participant_id", "owner_user_id"):
        owners[member_id][owner_id] += 1
    for member in participants(today, pk__in=owners).select_related("unit").order_by("pk"):
        own = owners[member.pk]
        named = {owner: count for owner, count in own.items() if owner is not None}
        yield Unreported(member, round.year, period.month, period.due, own.total(), named)
