"""Whose dossiers a scope reads: those received at a counter, or handled by an office, that lies within its reach.

The reach is a set of paths in the tree; a dossier keeps three columns of places (locality, counter, handling office). What
follows says which values of which column are within reach, so that every list walks an index of one of them and never joins
the tree.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.queries.reaching import within
from caicach.apps.units import queries as units
from caicach.apps.units.models import Placement, Post, Unit
from caicach.core.vietnamese import person_sort_key
from caicach.platform.access import Permission, Role, Scope
from caicach.platform.accounts.models import User

READ = Permission.DOSSIERS_READ


@dataclass(frozen=True, slots=True)
class Places:
    """`localities` are read whole; of others the dossiers of `counters` and `offices`, which have some. `tops` are the
    localities that all of them lie in. Ids of units.
    """

    localities: tuple[int, ...] = ()
    counters: tuple[int, ...] = ()
    offices: tuple[int, ...] = ()
    tops: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[tuple[str, int], ...]:
        """Column and value of each index that has to be walked; a dossier may stand in several."""
        return (
            *(("locality_id", one) for one in self.localities),
            *(("unit_id", one) for one in self.counters),
            *(("handling_unit_id", one) for one in self.offices),
        )

    @property
    def condition(self) -> Q:
        """The same as a condition, for rows that are found by something else; it keeps databases from the indexes of places."""
        found = Q(pk__in=())
        for column, ids in (
            ("in_locality", self.localities),
            ("at_counter", self.counters),
            ("at_office", self.offices),
        ):
            if ids:
                found |= Q(**{f"{column}__in": ids})
        return found


ALIASES = {
    "in_locality": F("locality_id") + 0,
    "at_counter": F("unit_id") + 0,
    "at_office": F("handling_unit_id") + 0,
}
"""What `Places.condition` speaks of: sums, which no index answers."""


def places(scope: Scope, permission: Permission = READ) -> Places:
    """Where the scope holds `permission`, in two queries at most."""
    localities: list[int] = []
    below: list[str] = []
    for prefix in scope.reach(permission):
        ids = units.ids_of(prefix)
        if not prefix:
            localities += Placement.objects.filter(units.in_force(scope.today), parent=None).values_list(
                "unit_id", flat=True
            )
        elif len(ids) == 1:
            localities += ids
        else:
            below.append(prefix)
    tops = tuple(dict.fromkeys((*localities, *(units.ids_of(prefix)[0] for prefix in below))))
    if not below:
        return Places(tuple(localities), tops=tops)
    found = Unit.objects.filter(pk__in=within(scope, below)).annotate(
        receives=Exists(Dossier.objects.filter(unit_id=OuterRef("pk"))),
        handles=Exists(Dossier.objects.filter(handling_unit_id=OuterRef("pk"))),
    )
    rows = list(found.order_by("pk").values_list("pk", "receives", "handles"))
    return Places(
        tuple(localities),
        tuple(pk for pk, receives, _handles in rows if receives),
        tuple(pk for pk, _receives, handles in rows if handles),
        tops,
    )


AT_WORK = (Role.ONE_STOP_OFFICER, Role.DOSSIER_HANDLER, Role.CENTRE_HEAD)
MOST_OFFICERS = 300


def officers(scope: Scope, asked: int | None = None) -> list[User]:
    """Those who work on dossiers within the scope's reach, by given name; where there are very many, only the one asked for."""
    reach = units.under(scope.reach(READ), "unit__placements__path")
    standing = units.in_force(scope.today, "unit__placements")
    posts = Post.objects.filter(units.in_force(scope.today), standing, reach, role__in=AT_WORK)
    people = User.objects.filter(pk__in=posts.values("user_id"))
    found = list(people[: MOST_OFFICERS + 1])
    if len(found) > MOST_OFFICERS:
        found = list(people.filter(pk=asked)) if asked is not None else []
    return sorted(found, key=lambda user: person_sort_key(user.display_name))
