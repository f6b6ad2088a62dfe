"""Where a scope reaches in the tree, today and on a day in the past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from caicach.apps.units.models import Placement, Succession
from caicach.apps.units.queries.time import in_force
from caicach.platform.access import Permission, Scope

NOWHERE = Q(pk__in=())


def under(prefixes: Iterable[str], field: str = "path", *, by_index: bool = True) -> Q:
    """The rows whose path `field` starts with one of `prefixes`, in the form that the database finds by its index.

    SQLite uses no index for LIKE, so it gets a range; PostgreSQL has an index for LIKE, and there a range would depend on the
    locale of the database. `by_index` False keeps SQLite from that index, for a list of so many rows that it is quicker to walk
    them in their order; PostgreSQL finds out by itself.
    """
    wanted = tuple(prefixes)
    if "" in wanted:
        return Q()
    found = NOWHERE
    for prefix in wanted:
        if connection.vendor == "sqlite" and by_index:
            found |= Q(**{f"{field}__gte": prefix, f"{field}__lt": prefix[:-1] + "0"})  # "0" follows "/"
        else:
            found |= Q(**{f"{field}__startswith": prefix})
    return found


def reach_on(scope: Scope, permission: Permission, on: dt.date) -> tuple[str, ...]:
    """The path prefixes of the tree of the day `on` in which the scope holds `permission`.

    A reach is a place in today's tree. On a day in the past it is the place where the same units stood then, together with the
    units that have gone into them since: whoever reads Phú Thọ reads the provinces that it was made of.
    """
    prefixes = scope.reach(permission)
    if not prefixes or "" in prefixes or on >= scope.today:
        return prefixes
    units = with_predecessors({last_id(prefix) for prefix in prefixes})
    paths = (
        Placement.objects.filter(in_force(on), unit_id__in=units)
        .order_by("path")
        .values_list("path", flat=True)
    )
    kept: list[str] = []
    for path in sorted(paths):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)


def with_predecessors(units: set[int]) -> set[int]:
    """The units and all that went into them, at any remove."""
    known = set(units)
    new = known
    while new:
        earlier = Succession.objects.filter(successor_id__in=new).values_list("predecessor_id", flat=True)
        new = set(earlier) - known
        known |= new
    return known


def last_id(path: str) -> int:
    """The id of the unit that a path leads to."""
    return int(path.rstrip("/").rsplit("/", 1)[-1])


def ids_of(path: str) -> list[int]:
    """The ids on a path, from the top down to the unit itself."""
    return [int(part) for part in path.split("/") if part]
