"""Everything that the page of one unit shows, found once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caicach.apps.units.models import FormerName, Placement, Post, Responsibility, Succession, Unit
from caicach.apps.units.queries.time import day_of_year, in_force
from caicach.apps.units.queries.units import TreeNode, ancestors, find, standing, tree
from caicach.platform.access import Scope

MOST_CHILDREN_SHOWN = 40


@dataclass(frozen=True, slots=True)
class UnitDetail:
    """A unit as it stood on a day. `existed` is False when it did not stand in the tree then; names and place are its latest."""

    unit: Unit
    day: dt.date
    existed: bool
    above: list[Unit]
    children: list[TreeNode]
    placements: list[Placement]
    former_names: list[FormerName]
    predecessors: list[Succession]
    successors: list[Succession]
    posts: list[Post]
    responsibilities: list[Responsibility]

    @property
    def children_shown(self) -> list[TreeNode]:
        return self.children[:MOST_CHILDREN_SHOWN]

    @property
    def children_left(self) -> int:
        return len(self.children) - len(self.children_shown)


def unit_detail(scope: Scope, year: int, unit_id: int) -> UnitDetail:
    """The unit with its history, its people and what they answer for; NotFound outside the reach of the scope."""
    on = day_of_year(year, scope.today)
    latest = find(scope, unit_id)
    then = standing(on).filter(pk=unit_id).first()
    unit = then or latest
    successions = Succession.objects.select_related("predecessor", "successor")
    return UnitDetail(
        unit=unit,
        day=on,
        existed=then is not None,
        above=ancestors(scope, unit, year),
        children=tree(scope, year, unit_id) if then is not None else [],
        placements=list(
            Placement.objects.filter(unit_id=unit_id).select_related("parent").order_by("-valid_from")
        ),
        former_names=list(FormerName.objects.filter(unit_id=unit_id).order_by("-until")),
        predecessors=list(
            successions.filter(successor_id=unit_id).order_by("predecessor__sort_key", "predecessor_id")
        ),
        successors=list(
            successions.filter(predecessor_id=unit_id).order_by("successor__sort_key", "successor_id")
        ),
        posts=list(
            Post.objects.filter(in_force(on), unit_id=unit_id)
            .select_related("user")
            .order_by("role", "sort_key", "id")
        ),
        responsibilities=list(
            Responsibility.objects.filter(in_force(on, "notice"), notice__unit_id=unit_id)
            .select_related("notice", "holder_unit", "holder_user")
            .order_by("-notice__valid_from", "notice_id", "id")
        ),
    )
