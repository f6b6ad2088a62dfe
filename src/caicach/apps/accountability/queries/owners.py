"""Whom a remedy of a unit may name: the people who work in the unit or below it today, and its divisions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from caicach.apps.units.models import Kind, Placement, Post, Unit
from caicach.apps.units.queries import in_force, under
from caicach.core.vietnamese import person_sort_key
from caicach.platform import clock
from caicach.platform.accounts.models import User


@dataclass(frozen=True)
class Owners:
    """People and divisions by number, in the order of a list."""

    people: dict[int, str]
    divisions: dict[int, str]

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        """What a form offers: "u12" is a person, "d34" a division."""
        return [
            *((f"u{pk}", name) for pk, name in self.people.items()),
            *((f"d{pk}", name) for pk, name in self.divisions.items()),
        ]


def owners_of(unit: Unit) -> Owners:
    """Three queries, however many remedies ask. The caller has asked the scope; `unit` has its `path`."""
    on = clock.today()
    below = Placement.objects.filter(in_force(on), under([unit.path])).values("unit_id")
    posts = Post.objects.filter(in_force(on), unit_id__in=below, user__is_active=True).values("user_id")
    people = sorted(User.objects.filter(pk__in=posts), key=lambda one: person_sort_key(one.display_name))
    divisions = Unit.objects.filter(pk__in=below, kind__in=(Kind.DIVISION, Kind.SERVICE_CENTRE))
    return Owners(
        {one.pk: one.display_name or one.get_username() for one in people},
        {one.pk: one.name for one in divisions.exclude(pk=unit.pk).order_by("sort_key", "pk")},
    )
