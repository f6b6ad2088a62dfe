"""Reading units: lists by year, the tree, one unit with its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from caicach.apps.units.models import FormerName, Placement, Succession, Unit
from caicach.apps.units.queries.reach import ids_of, reach_on, under
from caicach.apps.units.queries.time import day_of_year, in_force
from caicach.core.vietnamese import fold
from caicach.platform.access import NotFound, Permission, Scope

PAGE_SIZE = 50
MOST_COUNTED = 10_000
MOST_CHILDREN = 2_000
PLACE = {"path": F("place__path"), "parent_id": F("place__parent_id")}


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """What a list of units is narrowed to; empty fields narrow nothing."""

    kinds: tuple[str, ...] = ()
    search: str = ""
    under: int | None = None


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A page of a list in alphabetical order. `before` and `after` are ids to page on with, None at the ends."""

    units: list[Unit]
    before: int | None
    after: int | None
    count: int
    count_is_complete: bool


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A unit in the tree with the number of units directly below it."""

    unit: Unit
    children: int


def units_of_year(
    scope: Scope, year: int, *, kinds: Sequence[str] = (), under_unit: int | None = None, search: str = ""
) -> QuerySet[Unit]:
    """The units of a year's tree that the scope may read, in alphabetical order.

    Each carries `path` and `parent_id` of that year, and `shown_name` gives the name it had then.
    """
    on = day_of_year(year, scope.today)
    return units_on(scope, on, kinds=kinds, under_unit=under_unit, search=search)


def units_on(
    scope: Scope,
    on: dt.date,
    *,
    kinds: Sequence[str] = (),
    under_unit: int | None = None,
    search: str = "",
    by_place: bool = True,
) -> QuerySet[Unit]:
    """As `units_of_year`, for the tree of one day. `by_place` False suits lists of very many units, see `under`."""
    prefixes = reach_on(scope, Permission.UNITS_READ, on)
    found = standing(on).filter(under(prefixes, "place__path", by_index=by_place))
    if under_unit is not None:
        path = path_on(under_unit, on)
        found = found.filter(under([path], "place__path", by_index=by_place)) if path else found.none()
    if kinds:
        found = found.filter(kind__in=kinds)
    for word in fold(search).split():
        found = found.filter(folded__contains=word)
    return found


def standing(on: dt.date) -> QuerySet[Unit]:
    """All units that stand in the tree on a day, whoever asks: for actions, and for queries that narrow it themselves."""
    place = FilteredRelation("placements", condition=in_force(on, "placements"))
    return (
        Unit.objects.alias(place=place)
        .filter(place__isnull=False)
        .annotate(**PLACE, name_then=_formerly("name", on), subkind_then=_formerly("subkind", on))
        .order_by("sort_key", "id")
    )


def page_of_units(
    scope: Scope, year: int, narrowed: UnitFilter, *, after: int | None = None, before: int | None = None
) -> UnitPage:
    """One page, found by where the last one ended, so that the millionth row costs what the first does."""
    on = day_of_year(year, scope.today)
    options: dict[str, Any] = {
        "kinds": narrowed.kinds,
        "under_unit": narrowed.under,
        "search": narrowed.search,
    }
    count = units_on(scope, on, **options).order_by()[: MOST_COUNTED + 1].count()
    rows = units_on(scope, on, by_place=count <= MOST_COUNTED, **options)
    backwards = before is not None
    if (mark := _mark(before if backwards else after)) is not None:
        key, unit_id = mark
        beyond = (
            Q(sort_key__lte=key) & (Q(sort_key__lt=key) | Q(id__lt=unit_id))
            if backwards
            else Q(sort_key__gte=key) & (Q(sort_key__gt=key) | Q(id__gt=unit_id))
        )
        rows = rows.filter(beyond)
    if backwards:
        rows = rows.reverse()
    fetched = list(rows[: PAGE_SIZE + 1])
    more = len(fetched) > PAGE_SIZE
    units = fetched[:PAGE_SIZE]
    if backwards:
        units.reverse()
    return UnitPage(
        units,
        before=units[0].pk if units and (more if backwards else mark is not None) else None,
        after=units[-1].pk if units and (more or backwards) else None,
        count=min(count, MOST_COUNTED),
        count_is_complete=count <= MOST_COUNTED,
    )


def tree(scope: Scope, year: int, parent_id: int | None = None) -> list[TreeNode]:
    """The units directly below `parent_id` in a year's tree; without one, those at the top of what the scope may read.

    In three steps of one index look-up each: where they stand, the units, how many stand below each. As one query with subqueries
    it depends on what the planner knows of the tables, which right after a bulk load is nothing.
    """
    on = day_of_year(year, scope.today)
    prefixes = reach_on(scope, Permission.UNITS_READ, on)
    places = Placement.objects.filter(in_force(on), under(prefixes))
    if parent_id is not None:
        places = places.filter(parent_id=parent_id)
    elif "" in prefixes:
        places = places.filter(parent__isnull=True)
    else:
        places = places.filter(path__in=prefixes)
    ids = list(places.values_list("unit_id", flat=True)[:MOST_CHILDREN])
    below = Placement.objects.filter(in_force(on), parent_id__in=ids).order_by()
    counted = dict(below.values_list("parent_id").annotate(number=Count("pk")))
    return [TreeNode(unit, counted.get(unit.pk, 0)) for unit in standing(on).filter(pk__in=ids)]


def find(scope: Scope, unit_id: int, permission: Permission = Permission.UNITS_READ) -> Unit:
    """The unit with `path` and `parent_id` of its latest placement; NotFound when there is none within the scope's reach.

    A unit that has ended is within reach of whoever reaches a unit that it went into.
    """
    unit = latest(unit_id)
    if unit is not None and (
        scope.may(permission, unit.path) or _reached_through_successors(scope, unit, permission)
    ):
        return unit
    raise NotFound(
        _("Không có đơn vị mang số %(number)s trong phạm vi của anh/chị.") % {"number": unit_id},
        _("Hãy tìm đơn vị theo tên hoặc mã ở danh sách đơn vị."),
    )


def find_in_year(scope: Scope, year: int, unit_id: int) -> Unit:
    """As `find`, with `path`, `parent_id` and the name of a year; of the nearest day that it existed when it did not then."""
    unit = find(scope, unit_id)
    on = day_of_year(year, scope.today)
    return standing(on).filter(pk=unit.pk).first() or unit


def latest(unit_id: int) -> Unit | None:
    """The unit at its latest placement, whoever asks: for actions."""
    return latest_of({unit_id}).first()


def latest_of(unit_ids: Collection[int]) -> QuerySet[Unit]:
    """As `latest`, for several."""
    newest = Placement.objects.filter(unit_id=OuterRef("pk")).order_by("-valid_from")
    place = {
        "path": Subquery(newest.values("path")[:1]),
        "parent_id": Subquery(newest.values("parent_id")[:1]),
    }
    return Unit.objects.filter(pk__in=unit_ids).annotate(**place)


def path_on(unit_id: int, on: dt.date) -> str:
    """The path of a unit on a day, "" when it did not stand in the tree."""
    place = Placement.objects.filter(in_force(on), unit_id=unit_id).first()
    return place.path if place else ""


def ancestors(scope: Scope, unit: Unit, year: int) -> list[Unit]:
    """The units above `unit` (as `find_in_year` gave it) that the scope may read, from the top down."""
    above = ids_of(unit.path)[:-1]
    on = day_of_year(year, scope.today)
    prefixes = reach_on(scope, Permission.UNITS_READ, on)
    by_id = {one.pk: one for one in standing(on).filter(under(prefixes, "place__path"), pk__in=above)}
    return [by_id[unit_id] for unit_id in above if unit_id in by_id]


def placements(scope: Scope, unit_id: int) -> list[Placement]:
    """Where the unit has stood, the latest first."""
    find(scope, unit_id)
    return list(Placement.objects.filter(unit_id=unit_id).select_related("parent").order_by("-valid_from"))


def former_names(scope: Scope, unit_id: int) -> list[FormerName]:
    """What the unit has been called, the latest first."""
    find(scope, unit_id)
    return list(FormerName.objects.filter(unit_id=unit_id).order_by("-until"))


def predecessors(scope: Scope, unit_id: int) -> list[Succession]:
    """What went into the unit, in alphabetical order."""
    find(scope, unit_id)
    found = Succession.objects.filter(successor_id=unit_id).select_related("predecessor")
    return list(found.order_by("predecessor__sort_key", "predecessor_id"))


def successors(scope: Scope, unit_id: int) -> list[Succession]:
    """What the unit went into, in alphabetical order."""
    find(scope, unit_id)
    found = Succession.objects.filter(predecessor_id=unit_id).select_related("successor")
    return list(found.order_by("successor__sort_key", "successor_id"))


def _formerly(field: str, on: dt.date) -> Subquery:
    """The `field` that the unit had on a day, NULL when it is still the same."""
    names = FormerName.objects.filter(unit_id=OuterRef("pk"), until__gte=on).order_by("until")
    return Subquery(names.values(field)[:1])


def _reached_through_successors(scope: Scope, unit: Unit, permission: Permission) -> bool:
    if unit.valid_to is None:
        return False
    return any(unit.path.startswith(prefix) for prefix in reach_on(scope, permission, unit.valid_to))


def _mark(unit_id: int | None) -> tuple[str, int] | None:
    if unit_id is None:
        return None
    return Unit.objects.filter(pk=unit_id).values_list("sort_key", "pk").first()
