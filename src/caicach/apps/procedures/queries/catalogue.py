"""The catalogue in force on a day: narrowed, paged, searched without regard to tone marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from caicach.apps.procedures.models import Field, Version
from caicach.apps.procedures.queries.localities import in_reach, localities
from caicach.apps.units.queries import in_force
from caicach.core.vietnamese import fold
from caicach.platform.access import Scope

PAGE_SIZE = 50
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class CatalogueFilter:
    """What a catalogue is narrowed to; empty fields narrow nothing. `unclear` leaves those without a time limit."""

    on: dt.date
    field: int | None = None
    level: str = ""
    online: str = ""
    search: str = ""
    unclear: bool = False

    @property
    def is_narrowed(self) -> bool:
        return bool(self.field or self.level or self.online or self.search or self.unclear)


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """A page in alphabetical order. `before` and `after` are ids of versions to page on with, None at the ends."""

    versions: list[Version]
    before: int | None
    after: int | None
    count: int
    count_is_complete: bool


def catalogue(scope: Scope, locality_id: int, narrowed: CatalogueFilter) -> QuerySet[Version]:
    """The versions in force on the day in a locality, in alphabetical order."""
    in_reach(scope, locality_id)
    return narrow(Version.objects.filter(procedure__locality_id=locality_id), narrowed)


def narrow(versions: QuerySet[Version], narrowed: CatalogueFilter) -> QuerySet[Version]:
    """The versions that hold on the day and fit the filter, with procedure and field, in alphabetical order."""
    found = versions.filter(in_force(narrowed.on))
    if narrowed.field is not None:
        found = found.filter(field_id=narrowed.field)
    if narrowed.level:
        found = found.filter(Q(level=narrowed.level) | Q(other_levels__contains=narrowed.level))
    if narrowed.online:
        found = found.filter(online=narrowed.online)
    if narrowed.unclear:
        found = found.filter(limit_kind="")
    return (
        found.filter(_words(narrowed.search)).select_related("procedure", "field").order_by("sort_key", "id")
    )


def page_of_catalogue(
    scope: Scope,
    locality_id: int,
    narrowed: CatalogueFilter,
    *,
    after: int | None = None,
    before: int | None = None,
) -> CataloguePage:
    """One page, found by where the last one ended."""
    return paged(catalogue(scope, locality_id, narrowed), after=after, before=before)


def paged(rows: QuerySet[Version], *, after: int | None = None, before: int | None = None) -> CataloguePage:
    """A page of versions in alphabetical order, at most three queries."""
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    backwards = before is not None
    mark = _mark(before if backwards else after)
    if mark is not None:
        key, pk = mark
        rows = rows.filter(
            Q(sort_key__lte=key) & (Q(sort_key__lt=key) | Q(id__lt=pk))
            if backwards
            else Q(sort_key__gte=key) & (Q(sort_key__gt=key) | Q(id__gt=pk))
        )
    fetched = list((rows.reverse() if backwards else rows)[: PAGE_SIZE + 1])
    more = len(fetched) > PAGE_SIZE
    shown = fetched[:PAGE_SIZE]
    if backwards:
        shown.reverse()
    return CataloguePage(
        shown,
        before=shown[0].pk if shown and (more if backwards else mark is not None) else None,
        after=shown[-1].pk if shown and (more or backwards) else None,
        count=min(count, MOST_COUNTED),
        count_is_complete=count <= MOST_COUNTED,
    )


def fields_in_use(scope: Scope, locality_id: int, on: dt.date) -> list[Field]:
    """The fields that the catalogue of a day has procedures in, in alphabetical order."""
    in_reach(scope, locality_id)
    return fields_of(Version.objects.filter(in_force(on), procedure__locality_id=locality_id))


def fields_of(versions: QuerySet[Version]) -> list[Field]:
    """The fields of versions, in alphabetical order."""
    return list(Field.objects.filter(pk__in=versions.values("field_id")).order_by("sort_key", "id"))


def in_force_by_code(scope: Scope, locality_id: int, code: str, on: dt.date) -> Version | None:
    """The version of a code on a day, None when it is not in force."""
    found = catalogue(scope, locality_id, CatalogueFilter(on)).filter(procedure__code=code)
    return found.first()


def found_procedures(scope: Scope, text: str, limit: int) -> Iterable[Version]:
    """What the search box finds: procedures in force today with all words of `text`."""
    tops = [one.pk for one in localities(scope)]
    found = Version.objects.filter(in_force(scope.today), _words(text), procedure__locality_id__in=tops)
    return found.select_related("procedure", "field").order_by("sort_key", "id")[:limit]


def _words(text: str) -> Q:
    """The rows whose folded column has every word of `text`."""
    found = Q()
    for word in fold(text).split():
        found &= Q(folded__contains=word)
    return found


def _mark(version_id: int | None) -> tuple[str, int] | None:
    if version_id is None:
        return None
    return Version.objects.filter(pk=version_id).values_list("sort_key", "pk").first()
