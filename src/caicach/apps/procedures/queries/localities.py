"""Whose catalogue: the unit at the top of the tree in which somebody works."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.clock import today

READ = Permission.PROCEDURES_READ


def reaches(scope: Scope, locality_id: int, permission: Permission = READ) -> bool:
    """Whether somebody holds `permission` anywhere in the locality: its catalogue is one for all of its units."""
    top = f"{locality_id}/"
    return any(not prefix or prefix.startswith(top) for prefix in scope.reach(permission))


def localities(scope: Scope) -> list[Unit]:
    """The localities whose catalogues the scope may read, in alphabetical order."""
    prefixes = scope.reach(READ)
    tops = units.standing(scope.today).filter(Q(place__parent__isnull=True))
    if "" not in prefixes:
        tops = tops.filter(pk__in={int(prefix.split("/", 1)[0]) for prefix in prefixes})
    return list(tops)


def in_reach(scope: Scope, locality_id: int) -> None:
    """NotFound for a locality whose catalogue the scope does not read."""
    if not reaches(scope, locality_id):
        raise NotFound(
            _("Không có danh mục thủ tục của địa phương này trong phạm vi của anh/chị."),
            _("Hãy mở danh mục từ mục Một cửa."),
        )


def locality_for(scope: Scope, locality_id: int, permission: Permission) -> Unit:
    """The locality, where the scope holds `permission` for all of it.

    NotFound for one whose catalogue the scope does not even read, Refused for one that it reads without the permission.
    """
    in_reach(scope, locality_id)
    found = units.latest(locality_id)
    if found is None or found.parent_id is not None:
        raise NotFound()
    scope.require(permission, found.path, what=_("danh mục thủ tục của %(unit)s") % {"unit": found.name})
    return found


def own_locality(scope: Scope) -> Unit | None:
    """The locality that somebody works in, None for whoever works in none."""
    found = localities(scope)
    return found[0] if found else None


def units_of_locality(locality_id: int) -> QuerySet[Unit]:
    """All units that stand in a locality today, whoever asks: for actions and for queries that narrow it themselves."""
    return units.standing(today()).filter(units.under([f"{locality_id}/"], "place__path"))
