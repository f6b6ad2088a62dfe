"""What is counted of the dossiers of units in a year for the index, and the dossiers behind each figure.

A dossier is counted where it is handled, with every unit above that place; what a counter only receives is not. Whoever asks for
counts has found the units within the scope: they name nobody.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from caicach.apps.calendars.queries import clocks_of
from caicach.apps.dossiers.models import Dossier, DossierPoints, Slip, Violation
from caicach.apps.dossiers.queries.reaching import within
from caicach.apps.dossiers.queries.records import records_of, year_bounds
from caicach.apps.units import queries as units
from caicach.apps.units.models import Placement, Unit
from caicach.core.dossiers.settlement import Settlement, counting_day, is_overdue
from caicach.core.dossiers.status import RUNNING, Form, Status
from caicach.core.dossiers.violations import Facts
from caicach.core.dossiers.violations.v01_supplements import RepeatedSupplement
from caicach.core.dossiers.violations.v03_apology import NoApologyInTime
from caicach.core.worktime.calendar import UnknownYear
from caicach.platform import clock
from caicach.platform.access import Permission, Scope

LATE = 0
"""What a dossier settled late has at indicator 1; one without a promised day has nothing there and was on time."""
PAGE_SIZE = 50
MOST_PREFIXES = 50
"""More units than this are looked for in their whole localities: a condition for each would be too long for SQLite."""

Summed = TypeVar("Summed", int, Settlement)
Handled = QuerySet[Placement, Any]
"""The places where counted dossiers are handled, as a subquery."""


class Part(StrEnum):
    """The dossiers behind a figure; the value stands in the address."""

    OPEN = "chua-xong"
    LATE = "tre"
    ON_TIME = "dung-han"
    ASKED_AGAIN = "bo-sung-lai"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of counted dossiers, the newest first; `after` is the key to page on with."""

    rows: list[Dossier]
    after: int | None


@dataclass(frozen=True, slots=True)
class _Year:
    """The days of a year that are counted: settled from `first` to `last`, promised before `day`."""

    first: dt.date
    last: dt.date
    day: dt.date

    @classmethod
    def of(cls, scope: Scope, year: int) -> _Year:
        last = min(scope.today, dt.date(year, 12, 31))
        return cls(dt.date(year, 1, 1), last, counting_day(year, scope.today))

    @property
    def morning(self) -> dt.datetime:
        return dt.datetime.combine(self.day, dt.time.min, clock.VIETNAM)


def settlements(scope: Scope, year: int, unit_ids: Collection[int]) -> dict[int, Settlement]:
    """The settlement of each unit with what stands below it; a unit of which nothing is counted is not there.

    The number of queries does not follow the number of units or dossiers.
    """
    paths = _paths(unit_ids)
    found = _counted(_Year.of(scope, year), within(scope, _prefixes(paths.values())))
    return _with_those_below(paths, found)


def asked_again(scope: Scope, year: int, unit_ids: Collection[int]) -> dict[int, int]:
    """How many dossiers received in the year were asked for more papers a second time, by unit with what stands below it.

    A unit that handled no dossier handed in that year is not there. As many queries as for one unit.
    """
    paths = _paths(unit_ids)
    handled = within(scope, _prefixes(paths.values()))
    start, end = year_bounds(year)
    # All statuses are named so that the index by place, status and moment answers.
    here = Dossier.objects.filter(
        handling_unit_id=OuterRef("pk"),
        status__in=list(Status),
        submitted_at__gte=start,
        submitted_at__lt=end,
    )
    found = dict.fromkeys(
        Unit.objects.filter(Exists(here), pk__in=handled).order_by().values_list("pk", flat=True), 0
    )
    again = _asked_again(year, handled).order_by().values_list("handling_unit_id")
    found |= dict(again.annotate(count=Count("pk")))
    return _with_those_below(paths, found)


def counted_dossiers(scope: Scope, year: int, unit_id: int, part: Part, after: int | None = None) -> Page:
    """The dossiers behind a part of a unit's figures, a page at a time. Asks for DOSSIERS_READ in the unit."""
    unit = units.find(scope, unit_id, Permission.DOSSIERS_READ)
    days, handled = _Year.of(scope, year), within(scope, [unit.path])
    if part is Part.OPEN:
        found = _overdue(days, handled)
    elif part is Part.ASKED_AGAIN:
        found = Dossier.objects.filter(pk__in=_asked_again(year, handled).values("dossier_id"))
    else:
        found = Dossier.objects.filter(
            points__handling_unit_id__in=handled, points__finished_on__range=(days.first, days.last)
        )
        late = Q(points__p1=LATE)
        found = found.filter(late) if part is Part.LATE else found.filter(~late | Q(points__p1=None))
    if after is not None:
        found = found.filter(pk__lt=after)
    shown = found.select_related("unit", "handling_unit", "officer", "procedure_version")
    rows = list(shown.order_by("-pk")[: PAGE_SIZE + 1])
    return Page(rows[:PAGE_SIZE], rows[PAGE_SIZE - 1].pk if len(rows) > PAGE_SIZE else None)


def _counted(days: _Year, handled: Handled) -> dict[int, Settlement]:
    """By the place where the dossiers are handled."""
    settled = DossierPoints.objects.filter(
        handling_unit_id__in=handled, finished_on__range=(days.first, days.last)
    ).order_by()
    found: defaultdict[int, Settlement] = defaultdict(Settlement)
    for place, count in settled.values_list("handling_unit_id").annotate(count=Count("pk")):
        found[place] += Settlement(settled=count)
    late = Dossier.objects.filter(pk__in=settled.filter(p1=LATE).values("pk"))
    for place, count, apologised in _apologised(late):
        found[place] += Settlement(late=count, apologised=apologised)
    for place, count, apologised in _apologised(_overdue(days, handled)):
        found[place] += Settlement(overdue_open=count, apologised=apologised)
    return dict(found)


def _asked_again(year: int, handled: Handled) -> QuerySet[Violation]:
    return Violation.objects.filter(
        handling_unit_id__in=handled, year=year, resolved_at=None, code=RepeatedSupplement.code
    )


def _overdue(days: _Year, handled: Handled) -> QuerySet[Dossier]:
    """Without a result on the day of counting although the promised day had gone by."""
    still = Q(status__in=RUNNING)
    if days.last < days.day:  # the year is over: what was settled since then was open on its last day
        later = DossierPoints.objects.filter(handling_unit_id__in=handled, finished_on__gt=days.last)
        still |= Q(pk__in=later.values("pk"))
    here = Dossier.objects.filter(still, handling_unit_id__in=handled).order_by()
    # What was re-appointed has another day now: the clock tells which one was promised before. They are few.
    moved = here.filter(reappointed__gt=0, first_due_at__lt=days.morning)
    broken = _broken(days, moved.values_list("pk", "unit_id"))
    return here.filter(Q(reappointed=0, due_at__lt=days.morning) | Q(pk__in=broken))


def _broken(days: _Year, moved: Iterable[tuple[int, int]]) -> list[int]:
    counters = dict(moved)
    clocks = clocks_of(set(counters.values()))
    now = clock.now()
    facts = {unit: Facts(now, clocks[unit]) for unit in clocks}
    broken = []
    for record in records_of(sorted(counters)):
        try:
            if is_overdue(record, days.day, facts[record.unit.id]):
                broken.append(record.id)
        except UnknownYear:
            continue
    return broken


def _apologised(overdue: QuerySet[Dossier]) -> Iterator[tuple[int, int, int | None]]:
    """Overdue dossiers by place: how many, and how many of them had their apology in time (None: some brought no slips)."""
    here = OuterRef("pk")
    slips = Slip.objects.filter(dossier=here)
    too_late = Violation.objects.filter(dossier=here, code=NoApologyInTime.code, resolved_at=None)
    given = ~Q(sent_at=None) | ~Q(dossier__imported_from="")  # an import tells one moment of a slip only
    told = Q(Exists(slips.filter(given, form=Form.APOLOGY))) & ~Q(Exists(too_late))
    silent = ~Q(imported_from="") & ~Q(Exists(slips))
    rows = overdue.order_by().values_list("handling_unit_id")
    for place, count, told_of, unknown in rows.annotate(
        count=Count("pk"), told=Count("pk", filter=told), unknown=Count("pk", filter=silent)
    ):
        yield place, count, None if unknown else told_of


def _paths(unit_ids: Collection[int]) -> dict[int, str]:
    return {unit.pk: unit.path for unit in units.latest_of(unit_ids)}


def _with_those_below(paths: Mapping[int, str], found: Mapping[int, Summed]) -> dict[int, Summed]:
    """What was found of places, added up for each of the units that they stand in."""
    summed: dict[int, Summed] = {}
    for place in units.latest_of(found.keys()):
        for above in paths.keys() & set(units.ids_of(place.path)):
            summed[above] = summed[above] + found[place.pk] if above in summed else found[place.pk]
    return summed


def _prefixes(paths: Collection[str]) -> set[str]:
    if len(paths) <= MOST_PREFIXES:
        return set(paths)
    return {f"{units.ids_of(path)[0]}/" for path in paths}
