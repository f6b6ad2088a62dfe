"""Who must read a directive, who has, and who could be asked."""

from __future__ import annotations

from dataclasses import dataclass

from caicach.apps.directives.models import Directive, Reader
from caicach.apps.directives.queries.register import READ
from caicach.apps.units import queries as units
from caicach.apps.units.models import Post
from caicach.platform.access import Permission, Role, Scope
from caicach.platform.access.roles import GRANTS

MOST_PEOPLE = 1_000
MAY_READ = [role.value for role in Role if READ in GRANTS[role]]


@dataclass(frozen=True, slots=True)
class PersonToAsk:
    """Somebody with a post at or below the unit of a directive, who may be asked to read it."""

    user_id: int
    name: str
    role: Role
    unit_id: int
    unit_name: str
    is_asked: bool


def readers_of(one: Directive) -> list[Reader]:
    """Who must read a directive that may be read: first those who have not, by name."""
    found = one.readers.select_related("user", "unit")
    return sorted(
        found, key=lambda each: (each.read_at is not None, each.unit.sort_key, each.user.display_name)
    )


def own_reading(scope: Scope, one: Directive) -> Reader | None:
    """The own row, None for whoever was not asked."""
    return one.readers.filter(user_id=scope.user_id).first() if scope.user_id else None


def people_to_ask(scope: Scope, one: Directive) -> list[PersonToAsk]:
    """The people with a post at or below the unit of the directive today, where the scope reads units; each once."""
    unit = units.find(scope, one.unit_id, Permission.UNITS_READ)
    asked = set(one.readers.values_list("user_id", flat=True))
    posts = units.posts_on(scope, scope.today).filter(units.under([unit.path], "place__path"))
    first: dict[int, Post] = {}
    for post in posts.filter(role__in=MAY_READ, user__is_active=True)[:MOST_PEOPLE]:
        first.setdefault(post.user_id, post)
    return [
        PersonToAsk(
            post.user_id, str(post.user), Role(post.role), post.unit_id, post.unit.name, post.user_id in asked
        )
        for post in first.values()
    ]
