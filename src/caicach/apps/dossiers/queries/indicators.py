"""The evaluation of the one-stop service in a quarter or a year: officers, agencies, and the dossiers behind each indicator.

A dossier counts in the period in which it was settled. What the tables know of an agency itself: its online services (indicator
9) and its posting (indicator 6). Who may see what is as for dossiers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Dossier, DossierPoints
from caicach.apps.dossiers.queries.reaching import at_or_below, reached
from caicach.apps.procedures.models import Level, Online, Version
from caicach.apps.procedures.queries import Posted, posted_between
from caicach.apps.units import queries as units
from caicach.apps.units.models import Kind, Unit
from caicach.core.dossiers.indicators import (
    OF_DOSSIERS,
    AgencyFacts,
    Evaluation,
    Rules,
    Tally,
    evaluate_agency,
    evaluate_officer,
    rules_on,
)
from caicach.core.dossiers.status import RUNNING, Channel
from caicach.platform import clock
from caicach.platform.access import Permission, Scope

READ = Permission.DOSSIERS_READ
PAGE_SIZE = 50
LEVELS = {Kind.PROVINCE: Level.PROVINCE, Kind.DEPARTMENT: Level.PROVINCE, Kind.DISTRICT: "district"}
"""The level by which indicator 5 measures a unit, and whose procedures it has; communes and what is in them otherwise."""


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or one of its quarters."""

    year: int
    quarter: int | None = None

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, 3 * (self.quarter - 1) + 1 if self.quarter else 1, 1)

    @property
    def last(self) -> dt.date:
        if self.quarter in (None, 4):
            return dt.date(self.year, 12, 31)
        assert self.quarter is not None
        return dt.date(self.year, 3 * self.quarter + 1, 1) - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """An officer or an agency with its evaluation; `id` is None for dossiers that name no officer. `is_open`: lists of dossiers
    may be narrowed to it; of an agency whose dossiers are read only in part they may not.
    """

    id: int | None
    name: str
    dossiers: int
    evaluation: Evaluation
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Behind:
    """Which dossiers behind which figure: of a unit, of an officer, with given points at an indicator (None: not known)."""

    indicator: int
    points: int | None = None
    unit_id: int | None = None
    officer_id: int | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the dossiers behind a figure, those settled last first; `after` is the key to page on with."""

    rows: list[DossierPoints]
    after: int | None


def officers(scope: Scope, period: Period, unit_id: int | None = None) -> list[Row]:
    """The officers who settled dossiers in the period, the best first."""
    rule = rules_on(period.last)
    rows = _summed(points(scope, period, unit_id), "officer_id", "officer__display_name")
    found = [
        Row(key, name or "", tally.dossiers, evaluate_officer(tally, rule)) for key, name, tally, _n in rows
    ]
    return sorted(found, key=lambda row: (row.id is None, -row.evaluation.total, row.name))


def agencies(scope: Scope, period: Period, unit_id: int | None = None) -> list[Row]:
    """The counters whose dossiers were settled in the period, the best first."""
    rows = _summed(points(scope, period, unit_id), "unit_id", "unit__name")
    here = {unit.pk: unit for unit in units.latest_of([key for key, *_rest in rows if key is not None])}
    overdue = _online_overdue(here)
    procedures = _procedures(here.values(), period.last)
    posted = _posted(scope, here.values(), period)
    rule = rules_on(period.last)
    found = []
    for key, name, tally, online in rows:
        assert key is not None
        unit = here[key]
        total, with_online = procedures[units.ids_of(unit.path)[0], _level(unit)]
        showing = posted.get(key)
        facts = AgencyFacts(
            level=_level(unit),
            procedures=total,
            posted_at_desk=showing.desk if showing else None,
            posted_online=showing.page if showing else None,
            online_procedures=with_online,
            dossiers=tally.dossiers,
            online_dossiers=online,
            online_overdue=overdue.get(key, 0),
        )
        is_open = scope.may(READ, unit.path)
        found.append(Row(key, name or "", tally.dossiers, evaluate_agency(tally, facts, rule), is_open))
    return sorted(found, key=lambda row: (-row.evaluation.total, row.name))


def rule_of(period: Period) -> Rules:
    """The text that holds at the end of the period."""
    return rules_on(period.last)


def behind(scope: Scope, period: Period, asked: Behind, after: int | None = None) -> Page:
    """The dossiers behind a figure, a page at a time. Raises ValueError for an indicator that dossiers have no points at."""
    if asked.indicator not in OF_DOSSIERS:
        raise ValueError(_("Chỉ số %(number)s không tính theo hồ sơ.") % {"number": asked.indicator})
    found = points(scope, period, asked.unit_id)
    column = f"p{asked.indicator}"
    if asked.officer_id is not None:
        found = found.filter(officer_id=asked.officer_id)
    if asked.unknown:
        found = found.filter(**{f"{column}__isnull": True})
    elif asked.points is not None:
        found = found.filter(**{column: asked.points})
    if after is not None:
        found = found.filter(pk__lt=after)
    rows = list(found.select_related("dossier", "unit", "officer").order_by("-pk")[: PAGE_SIZE + 1])
    return Page(rows[:PAGE_SIZE], rows[PAGE_SIZE - 1].pk if len(rows) > PAGE_SIZE else None)


def points(scope: Scope, period: Period, unit_id: int | None = None) -> QuerySet[DossierPoints]:
    """The points of the dossiers within reach that were settled in the period; NotFound for a unit out of reach."""
    found = DossierPoints.objects.filter(
        reached(scope), finished_on__gte=period.first, finished_on__lte=period.last
    )
    if unit_id is not None:
        found = found.filter(at_or_below(scope, unit_id))
    return found.order_by()


def _summed(
    found: QuerySet[DossierPoints], key: str, name: str
) -> list[tuple[int | None, str | None, Tally, int]]:
    """For each officer or unit: key, name, points added up by the database, dossiers that came in online."""
    sums: dict[str, Any] = {f"s{one}": Sum(f"p{one}") for one in OF_DOSSIERS}
    counts: dict[str, Any] = {f"n{one}": Count(f"p{one}") for one in OF_DOSSIERS}
    online = Count("pk", filter=Q(channel=Channel.ONLINE.value))
    rows = found.values(key, name).annotate(number=Count("pk"), online=online, **sums, **counts)
    return [
        (
            row[key],
            row[name],
            Tally(
                {one: row[f"s{one}"] or 0 for one in OF_DOSSIERS},
                {one: row[f"n{one}"] for one in OF_DOSSIERS},
                row["number"],
            ),
            row["online"],
        )
        for row in rows
    ]


def _level(unit: Unit) -> str:
    return LEVELS.get(Kind(unit.kind), Level.COMMUNE)


def _online_overdue(unit_ids: Iterable[int]) -> dict[int, int]:
    """Dossiers that came in online, are at work and should have been settled by now, by counter."""
    late = Dossier.objects.filter(
        unit_id__in=list(unit_ids),
        status__in=RUNNING,
        due_at__lt=clock.now(),
        channel=Channel.ONLINE.value,
    )
    return dict(late.order_by().values_list("unit_id").annotate(number=Count("pk")))


def _posted(scope: Scope, here: Iterable[Unit], period: Period) -> dict[int, Posted]:
    """What is known of the posting of counters; a service centre right below a commune is its desk."""
    here = list(here)
    found: dict[int, Posted] = {}
    for locality in {units.ids_of(unit.path)[0] for unit in here}:
        found |= posted_between(scope, locality, period.first, period.last)
    return {
        unit.pk: found[who]
        for unit in here
        for who in (unit.parent_id if unit.kind == Kind.SERVICE_CENTRE else unit.pk,)
        if who in found
    }


def _procedures(here: Iterable[Unit], day: dt.date) -> dict[tuple[int, str], tuple[int | None, int]]:
    """For each locality and level: procedures in force on a day, and those of them with an online service; None where the
    catalogue has none.
    """
    wanted = {(units.ids_of(unit.path)[0], _level(unit)) for unit in here}
    in_force = Version.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        valid_from__lte=day,
        procedure__locality_id__in={locality for locality, _level_of in wanted},
    )
    counted = (
        in_force.order_by()
        .values_list("procedure__locality_id", "level")
        .annotate(number=Count("pk"), online=Count("pk", filter=~Q(online=Online.NONE)))
    )
    known = {(locality, level): (number, online) for locality, level, number, online in counted}
    return {one: known.get(one, (None, 0)) for one in wanted}
