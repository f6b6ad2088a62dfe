"""Who must read a directive, who has, and who could be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from caicach.apps.directives.models import Directive, Reader
from caicach.apps.directives.queries.register import READ, readable
from caicach.apps.units import queries as units
from caicach.apps.units.models import Post
from caicach.platform.access import Permission, Role, Scope
from caicach.platform.access.roles import GRANTS

MOST_SHOWN = 1_000
"""Posts whose people a form offers one by one; by role everybody can be asked."""
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


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Whom a form offers: people who were not asked yet and the roles that they hold. `is_cut`: not all people are here,
    but all roles.
    """

    people: list[PersonToAsk]
    roles: list[Role]
    is_cut: bool


def readers_of(scope: Scope, one: Directive) -> list[Reader]:
    """Who must read a directive: first those who have not, by name; nobody where the scope may not read it."""
    found = one.readers.filter(directive__in=readable(scope)).select_related("user", "unit")
    return sorted(
        found, key=lambda each: (each.read_at is not None, each.unit.sort_key, each.user.display_name)
    )


def own_reading(scope: Scope, one: Directive) -> Reader | None:
    """The own row, None for whoever was not asked."""
    return one.readers.filter(user_id=scope.user_id).first() if scope.user_id else None


def people_to_ask(scope: Scope, one: Directive) -> ToAsk:
    """What a form offers to ask for reading a directive."""
    posts = _posts(scope, one).exclude(user_id__in=one.readers.values("user_id"))
    held = set(posts.order_by().values_list("role", flat=True).distinct())
    fetched = list(posts[: MOST_SHOWN + 1])
    roles = [role for role in Role if role.value in held]
    return ToAsk(_people(fetched[:MOST_SHOWN], ()), roles, len(fetched) > MOST_SHOWN)


def chosen_to_ask(
    scope: Scope, one: Directive, user_ids: Collection[int], roles: Collection[str]
) -> list[PersonToAsk]:
    """The people of `user_ids` and everybody with a post of `roles`, each once, by the post for which he is meant."""
    posts = _posts(scope, one).filter(Q(user_id__in=user_ids) | Q(role__in=roles))
    return _people(posts, set(one.readers.values_list("user_id", flat=True)))


def _posts(scope: Scope, one: Directive) -> QuerySet[Post]:
    """The posts in force today at or below the unit of the directive whose people may read it, where the scope reads units."""
    unit = units.find(scope, one.unit_id, Permission.UNITS_READ)
    posts = units.posts_on(scope, scope.today).filter(units.under([unit.path], "place__path"))
    return posts.filter(role__in=MAY_READ, user__is_active=True)


def _people(posts: Iterable[Post], asked: Collection[int]) -> list[PersonToAsk]:
    first: dict[int, Post] = {}
    for post in posts:
        first.setdefault(post.user_id, post)
    return [
        PersonToAsk(
            post.user_id, str(post.user), Role(post.role), post.unit_id, post.unit.name, post.user_id in asked
        )
        for post in first.values()
    ]
