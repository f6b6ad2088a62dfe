"""Who holds which post in many units at once: for telling people, where pages ask for one unit or one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Q

from caicach.apps.units.queries.people import placed_posts
from caicach.apps.units.queries.reach import reach_on, under
from caicach.platform.access import Permission, Role, Scope


class HeldBy(NamedTuple):
    """A post with its holder, whose account is open; `fields` are those of an appraiser."""

    user_id: int
    role: Role
    unit_id: int
    fields: frozenset[str]


def posts_held(
    scope: Scope,
    on: dt.date,
    everywhere: Collection[Role],
    within: Collection[Role],
    *,
    locality_path: str,
    paths: Collection[str] | None = None,
) -> list[HeldBy]:
    """The posts in force on a day in a locality: of the roles `everywhere`, and of the roles `within` at or below `paths`.

    `paths` None: these too in all of it. Only where the scope reads units. One query.
    """
    chosen = Q(role__in=within) if paths is None else Q(role__in=within) & under(paths, "place__path")
    found = (
        placed_posts(on)
        .filter(under(reach_on(scope, Permission.UNITS_READ, on), "place__path"))
        .filter(under([locality_path], "place__path"), user__is_active=True)
        .filter(Q(role__in=everywhere) | chosen)
        .order_by("pk")
        .values_list("user_id", "role", "unit_id", "fields")
    )
    return [
        HeldBy(user_id, Role(role), unit_id, frozenset(fields)) for user_id, role, unit_id, fields in found
    ]
