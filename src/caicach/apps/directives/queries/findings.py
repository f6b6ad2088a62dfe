"""Findings: those of one directive in the order of its text, and the lists of what has been confirmed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from caicach.apps.directives.models import Directive, Finding, FindingLink, FindingUnit, LinkKind, Standing
from caicach.apps.directives.queries.register import MOST_COUNTED, PAGE_SIZE, READ, below, directive, readable
from caicach.platform.access import NotFound, Permission, Scope

_MARK = re.compile(r"(\d{4}-\d\d-\d\d)?\.(\d{1,18})", re.ASCII)
UNITS = Prefetch("units", FindingUnit.objects.select_related("unit").order_by("part", "id"))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings of a directive stand where."""

    suggested: int
    confirmed: int
    rejected: int

    @classmethod
    def of(cls, found: Iterable[Finding]) -> Counts:
        standings = [one.standing for one in found]
        return cls(*(standings.count(one) for one in Standing))


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """What a list of targets or of tasks is narrowed to; empty fields narrow nothing.

    `unit_id` is a unit that has to do it, with all below it: named by the finding or, where it names none, the unit whose
    register holds it. `area` is the code of a field, `leaf` that of a leaf, `kind` that of a task; `due` is late, open or none.
    """

    year: int | None = None
    unit_id: int | None = None
    area: str = ""
    leaf: str = ""
    kind: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A page of confirmed findings by due date, undated last. `after` continues, None at the end."""

    findings: list[Finding]
    after: str | None
    count: int
    count_is_complete: bool


def finding(scope: Scope, finding_id: int, permission: Permission = READ) -> Finding:
    """One finding with its directive; NotFound where that may not be read."""
    known = _whole(Finding.objects.filter(pk=finding_id)).select_related("directive__unit")
    found: Finding | None = known.first()
    if found is None:
        raise NotFound
    found.directive = directive(scope, found.directive_id, permission)
    return found


def findings_of(scope: Scope, one: Directive) -> list[Finding]:
    """The findings of a directive in the order of its text, with units and links; without those taken in by another."""
    directive(scope, one.pk)
    return list(_whole(one.findings.filter(merged_into__isnull=True)).order_by("start", "id"))


def page_of_findings(scope: Scope, narrowed: FindingFilter, *, targets: bool, after: str = "") -> FindingPage:
    """Confirmed targets, or tasks, of directives in reach that are not withdrawn."""
    scope.require(READ)
    found = _narrowed(scope, narrowed, targets=targets)
    count = found[: MOST_COUNTED + 1].count()
    fetched = _following(found, _mark(after), PAGE_SIZE + 1)
    shown = fetched[:PAGE_SIZE]
    more = len(fetched) > PAGE_SIZE
    return FindingPage(
        shown, _mark_of(shown[-1]) if more else None, min(count, MOST_COUNTED), count <= MOST_COUNTED
    )


def walk_findings(
    scope: Scope, narrowed: FindingFilter, *, targets: bool, most: int, at_once: int = 500
) -> Iterator[Finding]:
    """The first `most` findings of a list one by one, `at_once` in memory: for files to download."""
    scope.require(READ)
    found = _narrowed(scope, narrowed, targets=targets)
    mark = None
    while most > 0:
        rows = _following(found, mark, min(at_once, most))
        yield from rows
        if len(rows) < at_once:
            return
        most -= len(rows)
        mark = (rows[-1].deadline, rows[-1].pk)


def _following(found: QuerySet[Finding], mark: tuple[dt.date | None, int] | None, most: int) -> list[Finding]:
    """The next findings behind the mark: those with a deadline, then those without, each along the index of their order."""
    day, last = mark or (None, 0)
    rows: list[Finding] = []
    if mark is None or day is not None:
        dated = found.filter(deadline__isnull=False)
        if day is not None:
            dated = dated.filter(Q(deadline__gte=day) & (Q(deadline__gt=day) | Q(pk__gt=last)))
        rows = list(_shown(dated).order_by("deadline", "pk")[:most])
        last = 0
    if len(rows) < most:
        undated = found.filter(deadline__isnull=True, pk__gt=last)
        rows += _shown(undated).order_by("pk")[: most - len(rows)]
    prefetch_related_objects(rows, UNITS, "links")
    return rows


def _shown(found: QuerySet[Finding]) -> QuerySet[Finding]:
    """With what a line of a list shows; not with the text of the directive."""
    with_directive = found.select_related("target", "task", "directive__unit")
    return with_directive.defer("directive__text", "directive__original", "directive__conversions")


def _narrowed(scope: Scope, narrowed: FindingFilter, *, targets: bool) -> QuerySet[Finding]:
    """The queryset, a row for each finding."""
    seen = readable(scope).filter(withdrawn_at__isnull=True)
    if narrowed.year is not None:
        seen = seen.filter(year=narrowed.year)
    found = Finding.objects.filter(
        standing=Standing.CONFIRMED, directive__in=seen.values("pk"), target__isnull=not targets
    )
    if narrowed.unit_id is not None:
        ids = below(scope, narrowed.unit_id)
        named = FindingUnit.objects.filter(unit_id__isnull=False)
        found = found.filter(
            Q(pk__in=named.filter(unit_id__in=ids).values("finding_id"))
            | Q(directive__unit_id__in=ids) & ~Q(pk__in=named.values("finding_id"))
        )
    if narrowed.area:
        inside = Q(code=narrowed.area) | Q(code__startswith=f"{narrowed.area}.")
        linked = FindingLink.objects.filter(inside, kind=LinkKind.LEAF)
        found = found.filter(pk__in=linked.values("finding_id"))
    if narrowed.leaf:
        kind, group, code = (*narrowed.leaf.split(":", 2), "", "")[:3]
        found = found.filter(links__kind=kind, links__group=group, links__code=code)
    if narrowed.kind:
        found = found.filter(task__kind=narrowed.kind)
    if narrowed.due == "late":
        found = found.filter(deadline__lt=scope.today)
    elif narrowed.due == "open":
        found = found.filter(deadline__gte=scope.today)
    elif narrowed.due == "none":
        found = found.filter(deadline__isnull=True)
    return found


def _whole(found: QuerySet[Any]) -> QuerySet[Any]:
    return found.select_related("target", "task", "decided_by").prefetch_related(UNITS, "links")


def _mark_of(found: Finding) -> str:
    """Where a page ends, as it stands in an address; without a day behind those that have a deadline."""
    return f"{found.deadline.isoformat() if found.deadline else ''}.{found.pk}"


def _mark(after: str) -> tuple[dt.date | None, int] | None:
    """Where the last page ended; None for what is no such place."""
    found = _MARK.fullmatch(after)
    try:
        return (dt.date.fromisoformat(found[1]) if found[1] else None, int(found[2])) if found else None
    except ValueError:
        return None
