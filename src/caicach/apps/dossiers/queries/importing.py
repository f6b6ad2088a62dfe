"""For the import of dossiers of other systems: the counters that somebody may import for."""

from __future__ import annotations

from caicach.apps.documents.queries import unit_for
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.platform.access import Permission, Scope

MANAGE = Permission.DOSSIERS_MANAGE
MOST = 500


def counters(scope: Scope) -> list[Unit]:
    """The units within reach, the person's own before those below them."""
    scope.require(MANAGE)
    found = units.standing(scope.today).filter(units.under(scope.reach(MANAGE), "place__path"))[:MOST]
    own = {post.unit_id for post in scope.posts if post.holds(MANAGE, post.unit_path, None)}
    return sorted(found, key=lambda one: one.pk not in own)


def counter(scope: Scope, unit_id: int) -> Unit:
    """One of them; NotFound for a unit out of sight, Refused for one that is only seen."""
    return unit_for(scope, unit_id, MANAGE)
