"""Findings: those of one directive in the order of its text, and the lists of what has been confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from caicach.apps.directives.models import Directive, Finding, FindingUnit, LinkKind, Standing
from caicach.apps.directives.queries.register import MOST_COUNTED, PAGE_SIZE, READ, below, directive, readable
from caicach.platform.access import NotFound, Permission, Scope

_NEVER = dt.date.max
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
    found: Any = _narrowed(scope, narrowed, targets=targets)
    count = found.order_by()[: MOST_COUNTED + 1].count()
    if mark := _mark(after):
        due, last = mark
        beyond = Q(("due__gt", due)) | Q(("due", due), ("pk__gt", last))
        found = found.filter(beyond)
    fetched = list(_whole(found).select_related("directive__unit").order_by("due", "pk")[: PAGE_SIZE + 1])
    shown = fetched[:PAGE_SIZE]
    more = len(fetched) > PAGE_SIZE
    return FindingPage(
        shown,
        f"{(shown[-1].deadline or _NEVER).isoformat()}.{shown[-1].pk}" if more else None,
        min(count, MOST_COUNTED),
        count <= MOST_COUNTED,
    )


def _narrowed(scope: Scope, narrowed: FindingFilter, *, targets: bool) -> Any:
    """The queryset; each finding carries `due`, its deadline or the end of time."""
    seen = readable(scope).filter(withdrawn_at__isnull=True)
    if narrowed.year is not None:
        seen = seen.filter(year=narrowed.year)
    found = Finding.objects.filter(
        standing=Standing.CONFIRMED, directive__in=seen.values("pk"), target__isnull=not targets
    ).annotate(due=Coalesce("deadline", Value(_NEVER)))
    if narrowed.unit_id is not None:
        ids = below(scope, narrowed.unit_id)
        named = FindingUnit.objects.filter(unit_id__isnull=False)
        found = found.filter(
            Q(pk__in=named.filter(unit_id__in=ids).values("finding_id"))
            | Q(directive__unit_id__in=ids) & ~Q(pk__in=named.values("finding_id"))
        )
    if narrowed.area:
        inside = Q(links__code=narrowed.area) | Q(links__code__startswith=f"{narrowed.area}.")
        found = found.filter(inside, links__kind=LinkKind.LEAF).distinct()
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


def _mark(after: str) -> tuple[dt.date, int] | None:
    """Where the last page ended; None for what is no such place."""
    day, _dot, last = after.partition(".")
    try:
        return dt.date.fromisoformat(day), int(last)
    except ValueError:
        return None
