"""The violations that were found: lists, counts, trend; where a scope reads dossiers it reads their violations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Violation
from caicach.apps.dossiers.queries.detection import within
from caicach.apps.units import queries as units
from caicach.core.dossiers.violations import DETECTORS
from caicach.platform.access import NotFound, Permission, Scope

READ, MANAGE = Permission.DOSSIERS_READ, Permission.DOSSIERS_MANAGE
PAGE_SIZE = 50
MOST_COUNTED = 10_000
MOST_DOWNLOADED = 50_000


class State(StrEnum):
    """What has become of a violation."""

    CURRENT = "current"
    UNEXPLAINED = "unexplained"
    EXPLAINED = "explained"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list is narrowed to; empty fields narrow nothing. `month` is the first day of one."""

    year: int
    code: str = ""
    unit_id: int | None = None
    officer_id: int | None = None
    month: dt.date | None = None
    state: State = State.CURRENT


@dataclass(frozen=True, slots=True)
class Page:
    """A page, the newest found first. `before` and `after` are ids to page on with, None at the ends."""

    violations: list[Violation]
    before: int | None
    after: int | None
    count: int
    count_is_complete: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many violations a unit or an officer has, in all and by code; `id` is None where no officer is named."""

    id: int | None
    name: str
    total: int
    by_code: dict[str, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """The current violations of a year by code and by month of their beginning."""

    by_code: dict[str, int]
    explained: dict[str, int]
    months: list[dt.date]
    trend: dict[str, list[int]]

    @property
    def total(self) -> int:
        return sum(self.by_code.values())


def overview(scope: Scope, narrowed: Narrowed) -> Overview:
    """Counts and trend of what the scope reads, in two queries; all codes are there, with zero where nothing was found."""
    found = violations(scope, narrowed).order_by()
    counted = found.values_list("code").annotate(number=Count("pk"), explained=Count("explained_at"))
    totals = {code: (number, explained) for code, number, explained in counted}
    by_month = {
        (code, month): number
        for code, month, number in found.values_list("code", "month").annotate(number=Count("pk"))
    }
    months = _months(narrowed.year, {month for _code, month in by_month})
    return Overview(
        by_code={code: totals.get(code, (0, 0))[0] for code in DETECTORS},
        explained={code: totals.get(code, (0, 0))[1] for code in DETECTORS},
        months=months,
        trend={code: [by_month.get((code, month), 0) for month in months] for code in DETECTORS},
    )


def by_unit(scope: Scope, narrowed: Narrowed) -> list[Tally]:
    """The counters with violations, those with most first."""
    rows = violations(scope, narrowed).order_by().values_list("unit_id", "unit__name", "code")
    return _tallies(rows.annotate(number=Count("pk")))


def by_officer(scope: Scope, narrowed: Narrowed) -> list[Tally]:
    """The officers who answer for violations, those with most first; one line for violations that name nobody."""
    rows = violations(scope, narrowed).order_by().values_list("officer_id", "officer__display_name", "code")
    return _tallies(rows.annotate(number=Count("pk")))


def page_of_violations(
    scope: Scope, narrowed: Narrowed, *, after: int | None = None, before: int | None = None
) -> Page:
    """One page, found by where the last one ended."""
    found = violations(scope, narrowed)
    count = found.order_by()[: MOST_COUNTED + 1].count()
    backwards = before is not None
    rows = found
    if before is not None:
        rows = found.filter(pk__gt=before).order_by("pk")
    elif after is not None:
        rows = found.filter(pk__lt=after)
    fetched = list(rows.select_related("unit", "officer", "dossier", "explained_by")[: PAGE_SIZE + 1])
    more = len(fetched) > PAGE_SIZE
    shown = fetched[:PAGE_SIZE]
    if backwards:
        shown.reverse()
    return Page(
        shown,
        before=shown[0].pk if shown and (more if backwards else after is not None) else None,
        after=shown[-1].pk if shown and (more or backwards) else None,
        count=min(count, MOST_COUNTED),
        count_is_complete=count <= MOST_COUNTED,
    )


def for_download(scope: Scope, narrowed: Narrowed) -> list[Violation]:
    """What a list shows, all pages of it up to MOST_DOWNLOADED."""
    found = violations(scope, narrowed).select_related("unit", "officer", "dossier", "explained_by")
    return list(found[:MOST_DOWNLOADED])


def violation(scope: Scope, violation_id: int, permission: Permission = READ) -> Violation:
    """A violation with the path of its counter as `unit_path`.

    NotFound where the scope does not read it, Refused where it reads it without holding `permission` at the counter or the
    handling office.
    """
    found = (
        Violation.objects.filter(_reach(scope), pk=violation_id)
        .select_related("unit", "handling_unit", "officer", "dossier", "explained_by")
        .first()
    )
    if found is None:
        raise NotFound(
            _("Không có vi phạm mang số %(number)s trong phạm vi của anh/chị.") % {"number": violation_id},
            _("Hãy tìm trong danh sách vi phạm."),
        )
    places = {unit.pk: unit.path for unit in units.latest_of({found.unit_id, found.handling_unit_id})}
    found.unit_path = places[found.unit_id]
    if not any(scope.may(permission, path) for path in places.values()):
        scope.require(permission, found.unit_path, what=found.unit.name)
    return found


def may_explain(scope: Scope, found: Violation) -> bool:
    """Whether the scope may explain a violation that `violation` gave."""
    if scope.may(MANAGE, found.unit_path):
        return True
    handling = units.latest(found.handling_unit_id)
    return handling is not None and scope.may(MANAGE, handling.path)


def violations(scope: Scope, narrowed: Narrowed) -> QuerySet[Violation]:
    """The violations within reach, the newest found first."""
    found = Violation.objects.filter(_reach(scope), year=narrowed.year)
    match narrowed.state:
        case State.CURRENT:
            found = found.filter(resolved_at__isnull=True)
        case State.UNEXPLAINED:
            found = found.filter(resolved_at__isnull=True, explained_at__isnull=True)
        case State.EXPLAINED:
            found = found.filter(resolved_at__isnull=True, explained_at__isnull=False)
        case State.RESOLVED:
            found = found.filter(resolved_at__isnull=False)
    if narrowed.code:
        found = found.filter(code=narrowed.code)
    if narrowed.unit_id is not None:
        path = units.find(scope, narrowed.unit_id, READ).path
        below = within(scope, [path])
        found = found.filter(Q(unit_id__in=below) | Q(handling_unit_id__in=below))
    if narrowed.officer_id is not None:
        found = found.filter(officer_id=narrowed.officer_id)
    if narrowed.month is not None:
        found = found.filter(month=narrowed.month)
    return found.order_by("-pk")


def years(scope: Scope) -> list[int]:
    """The years that have violations within reach, the newest first."""
    found = Violation.objects.filter(_reach(scope)).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def locality_of(unit_id: int) -> int:
    """The unit at the top of the tree that a unit stands in."""
    unit = units.latest(unit_id)
    if unit is None:
        raise NotFound(_("Không có đơn vị mang số %(number)s.") % {"number": unit_id}, "")
    return units.ids_of(unit.path)[0]


def _reach(scope: Scope) -> Q:
    """Where the scope reads dossiers: whole localities by their column, else counters and handling offices."""
    found, below = Q(pk__in=()), []
    for prefix in scope.reach(READ):
        if not prefix:
            return Q()
        ids = units.ids_of(prefix)
        if len(ids) == 1:
            found |= Q(locality_id=ids[0])
        else:
            below.append(prefix)
    if below:
        placed = within(scope, below)
        found |= Q(unit_id__in=placed) | Q(handling_unit_id__in=placed)
    return found


def _months(year: int, found: Iterable[dt.date]) -> list[dt.date]:
    """The months from January of the year (or an earlier one that has something) to the last that has something."""
    first, last = min((*found, dt.date(year, 1, 1))), max((*found, dt.date(year, 1, 1)))
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [dt.date(number // 12, number % 12 + 1, 1) for number in numbers]


def _tallies(rows: Iterable[tuple[Any, ...]]) -> list[Tally]:
    found: dict[int | None, Tally] = {}
    for key, name, code, number in rows:
        before = found.get(key) or Tally(key, name or "", 0, {})
        found[key] = Tally(key, before.name, before.total + number, {**before.by_code, code: number})
    return sorted(found.values(), key=lambda one: (-one.total, one.name))
