"""What the search box finds: the best first, never more than a few."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, Value, When

from caicach.apps.units.models import Post, Unit
from caicach.apps.units.queries.people import PostFilter, posts_of_year
from caicach.apps.units.queries.units import units_on
from caicach.core.vietnamese import fold
from caicach.platform.access import Scope


def found_units(scope: Scope, text: str, limit: int) -> list[Unit]:
    """Units of today: those whose name begins with the words before those that have them somewhere."""
    wanted = fold(text).strip()
    begins = Q(folded__startswith=wanted) | Q(folded__contains=f"| {wanted}")
    return list(
        units_on(scope, scope.today, search=text).order_by(_nearest(begins), "sort_key", "id")[:limit]
    )


def found_people(scope: Scope, text: str, limit: int) -> list[Post]:
    """The posts in force today of people with this name, one for each person."""
    words = fold(text).split()
    found = posts_of_year(scope, scope.today.year, PostFilter())
    for word in words:
        found = found.filter(folded__contains=word)
    begins = Q(folded__startswith=" ".join(words))
    people: dict[int, Post] = {}
    for post in found.order_by(_nearest(begins), "sort_key", "id")[: limit * 3]:
        people.setdefault(post.user_id, post)
    return list(people.values())[:limit]


def _nearest(first: Q) -> Case:
    """0 for the rows that fit best, 1 for the others."""
    return Case(When(first, then=Value(0)), default=Value(1), output_field=IntegerField())
