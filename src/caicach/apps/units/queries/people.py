"""Reading posts: who works where in which role, and the scope that follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.apps.units.models import Post, Unit
from caicach.apps.units.queries.reach import ids_of, reach_on, under
from caicach.apps.units.queries.time import day_of_year, in_force
from caicach.apps.units.queries.units import find, latest_of, standing
from caicach.core.vietnamese import fold, person_sort_key
from caicach.platform.access import HeldPost, NotFound, Permission, Role, Scope
from caicach.platform.accounts.models import User

MOST_PEOPLE = 500
PATH = {"path": F("place__path")}


@dataclass(frozen=True, slots=True)
class PostFilter:
    """What a list of posts is narrowed to; empty fields narrow nothing."""

    role: str = ""
    unit_id: int | None = None
    search: str = ""


def scope_of_user(user: AbstractBaseUser, today: dt.date) -> Scope:
    """What `user` may see and do today: the posts in force in units that stand in today's tree.

    One query for the posts, one for the names of the localities.
    """
    posts = list(placed_posts(today).filter(user_id=user.pk, user__is_active=True).order_by("id"))
    tops = Unit.objects.in_bulk({ids_of(post.path)[0] for post in posts})
    held = tuple(
        HeldPost.of(
            Role(post.role),
            post.unit_id,
            post.path,
            fields=frozenset(post.fields),
            unit_name=post.unit.name,
            locality=tops[ids_of(post.path)[0]].name,
        )
        for post in posts
    )
    return Scope(user.pk, user.get_username(), _display_name(user), held, today)


def posts_of_year(scope: Scope, year: int, narrowed: PostFilter = PostFilter()) -> QuerySet[Post]:
    """The posts in force on the day that the year shows, in the units that the scope may read, by the given name of the person.

    Each carries its `user`, its `unit` and the `path` of the unit on that day.
    """
    return posts_on(scope, day_of_year(year, scope.today), narrowed)


def posts_on(scope: Scope, on: dt.date, narrowed: PostFilter = PostFilter()) -> QuerySet[Post]:
    """As `posts_of_year`, on a day."""
    found = placed_posts(on).filter(under(reach_on(scope, Permission.UNITS_READ, on), "place__path"))
    if narrowed.role:
        found = found.filter(role=narrowed.role)
    if narrowed.unit_id is not None:
        found = found.filter(unit_id=narrowed.unit_id)
    if wanted := narrowed.search.strip():
        found = found.filter(_matching(wanted))
    return found.order_by("sort_key", "user_id", "id")


def posts_of_unit(scope: Scope, unit_id: int, on: dt.date) -> list[Post]:
    """The posts in force in one unit on a day."""
    find(scope, unit_id)
    found = Post.objects.filter(in_force(on), unit_id=unit_id).select_related("user")
    return list(found.order_by("role", "sort_key", "id"))


def posts_of_person(scope: Scope, user_id: int) -> list[Post]:
    """All posts of a person in units that the scope may read, the latest first; NotFound when there is none."""
    found = Post.objects.filter(user_id=user_id).select_related("user", "unit").order_by("-valid_from", "-id")
    units = latest_of({post.unit_id for post in found}).in_bulk()
    seen = [post for post in found if scope.may(Permission.UNITS_READ, units[post.unit_id].path)]
    if not seen:
        raise NotFound(_("Không có người này trong phạm vi của anh/chị."))
    return seen


def post(scope: Scope, post_id: int) -> Post:
    """One post; NotFound outside the reach of the scope."""
    found = Post.objects.filter(pk=post_id).select_related("user", "unit").first()
    if found is None:
        raise NotFound
    find(scope, found.unit_id)
    return found


def units_without_posts(scope: Scope, year: int, kinds: Sequence[str]) -> QuerySet[Unit]:
    """The units in which the scope manages people and in which nobody holds a post."""
    on = day_of_year(year, scope.today)
    prefixes = reach_on(scope, Permission.USERS_MANAGE, on)
    manned = Post.objects.filter(in_force(on), unit_id=OuterRef("pk"))
    return standing(on).filter(under(prefixes, "place__path"), ~Exists(manned), kind__in=kinds)


def people_under(scope: Scope, unit_id: int, on: dt.date) -> list[User]:
    """The people with a post in a unit or below it on a day, those that a notice of the unit may name, by given name."""
    unit = find(scope, unit_id)
    ids = placed_posts(on).filter(under([unit.path], "place__path")).values("user_id")
    people = User.objects.filter(pk__in=ids, is_active=True)[:MOST_PEOPLE]
    return sorted(people, key=lambda user: person_sort_key(user.display_name))


def people_in_unit(unit_id: int, on: dt.date, roles: Collection[Role]) -> list[User]:
    """The active people with a post of one of the roles in the unit itself on a day, by given name.

    The caller has asked the scope.
    """
    ids = Post.objects.filter(in_force(on), unit_id=unit_id, role__in=list(roles)).values("user_id")
    people = User.objects.filter(pk__in=ids, is_active=True)
    return sorted(people, key=lambda user: person_sort_key(user.display_name))


def placed_posts(on: dt.date) -> QuerySet[Post]:
    """The posts in force on a day in units that stand in the tree of that day, with the `path` of the unit."""
    place = FilteredRelation("unit__placements", condition=in_force(on, "unit__placements"))
    return (
        Post.objects.alias(place=place)
        .filter(in_force(on), place__isnull=False)
        .annotate(**PATH)
        .select_related("user", "unit")
    )


def _matching(wanted: str) -> Q:
    found = Q()
    for word in fold(wanted).split():
        found &= Q(unit__folded__contains=word) | Q(folded__contains=word)
    return found


def _display_name(user: AbstractBaseUser) -> str:
    return str(getattr(user, "display_name", "") or user.get_username())
