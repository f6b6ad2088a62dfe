"""Where a scope reads what was found of dossiers: rows with the columns `locality`, `unit` and `handling_unit`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, Q, QuerySet

from caicach.apps.units import queries as units
from caicach.apps.units.models import Placement
from caicach.platform.access import Permission, Scope


def within(scope: Scope, prefixes: Iterable[str]) -> QuerySet[Placement, Any]:
    """The units that stand below `prefixes` today, as a subquery.

    One that has ended keeps its last place, so that whoever works above it reads on what it left.
    """
    standing = units.in_force(scope.today) | Q(valid_to=F("unit__valid_to"))
    return Placement.objects.filter(standing, units.under(prefixes)).values("unit_id")


def reached(scope: Scope) -> Q:
    """What was received or is handled where the scope reads dossiers: whole localities by their column."""
    found, below = Q(pk__in=()), []
    for prefix in scope.reach(Permission.DOSSIERS_READ):
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


def readable(scope: Scope, unit_ids: Collection[int]) -> set[int]:
    """Those of some units by which lists of dossiers may be narrowed: the others' dossiers are read only in part."""
    found = units.latest_of(unit_ids)
    return {one.pk for one in found if one.path and scope.may(Permission.DOSSIERS_READ, one.path)}


def at_or_below(scope: Scope, unit_id: int) -> Q:
    """What was received or is handled in a unit or below it; NotFound where the scope reads no dossiers of it."""
    placed = within(scope, [units.find(scope, unit_id, Permission.DOSSIERS_READ).path])
    return Q(unit_id__in=placed) | Q(handling_unit_id__in=placed)
