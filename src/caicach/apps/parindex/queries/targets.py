"""CL-0: the yearly targets of units for each index, what is reached of them, and how far it is.

The PAR Index is that of the round. The satisfaction index (SIPAS) is read off the leaves that score it: those whose survey
source begins with "sipas", their points together out of their maxima together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.apps.parindex.models import IndexKind, NodeScore, Target
from caicach.apps.parindex.queries.common import Choice, Reach, choose, participants
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.units.queries import day_of_year, find_in_year
from caicach.core.parindex import Framework
from caicach.core.parindex.rules.survey import Survey
from caicach.core.vietnamese import decimal_text, fold
from caicach.platform.access import Permission, Scope

SATISFACTION_SOURCE = "sipas"


@dataclass(frozen=True, slots=True)
class Goal:
    """A target with what has been reached of it so far (`value`, None while it is not known)."""

    kind: str
    minimum: Decimal
    strict: bool
    aim: Decimal | None
    document: str
    value: Decimal | None = None

    @property
    def kind_label(self) -> str:
        return str(IndexKind(self.kind).label)

    @property
    def distance(self) -> Decimal | None:
        """Reached less demanded, in index points; below zero it is missing."""
        return None if self.value is None else self.value - self.minimum

    @property
    def missing(self) -> Decimal | None:
        """The index points that are missing; below zero there are more than demanded."""
        return None if self.value is None else self.minimum - self.value

    @property
    def aim_distance(self) -> Decimal | None:
        return None if self.value is None or self.aim is None else self.value - self.aim

    @property
    def is_reached(self) -> bool:
        if self.value is None:
            return False
        return self.value > self.minimum if self.strict else self.value >= self.minimum

    @property
    def words(self) -> str:
        """The target with its operator: "trên 80%" is not "từ 80%"."""
        figure = decimal_text(
            self.minimum.normalize() if self.minimum % 1 else self.minimum.to_integral_value()
        )
        return (
            _("trên %(figure)s%%") % {"figure": figure}
            if self.strict
            else _("từ %(figure)s%%") % {"figure": figure}
        )


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A unit with its goals; `may_set` says whether the reader may change them."""

    unit_id: int
    name: str
    block: str
    par_index: Goal | None
    satisfaction: Goal | None
    index: Decimal | None
    satisfied: Decimal | None
    may_set: bool
    is_own: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of the units of a round; no rows where there is no round."""

    choice: Choice
    rows: tuple[TargetRow, ...] = ()
    has_satisfaction: bool = False

    @property
    def may_set(self) -> bool:
        return any(row.may_set for row in self.rows)

    def matching(self, search: str) -> list[TargetRow]:
        """The rows whose unit has all the words in its name, with or without tone marks."""
        words = fold(search).split()
        return [row for row in self.rows if all(word in fold(row.name) for word in words)]


@dataclass(frozen=True, slots=True)
class UnitGoals:
    """A unit whose targets the reader may set, with those it has."""

    unit_id: int
    name: str
    goals: Mapping[str, Goal]


def goals_of(unit_ids: Collection[int], year: int, kind: IndexKind) -> dict[int, Goal]:
    """The goals of one kind by unit, without values."""
    return {unit_id: goals[kind] for unit_id, goals in all_goals(unit_ids, year).items() if kind in goals}


def all_goals(unit_ids: Collection[int], year: int) -> dict[int, dict[str, Goal]]:
    """The goals of units by kind, without values. One query."""
    found: dict[int, dict[str, Goal]] = {}
    for target in Target.objects.filter(unit_id__in=unit_ids, year=year):
        goal = Goal(target.kind, target.minimum, target.strict, target.aim, target.document)
        found.setdefault(target.unit_id, {})[target.kind] = goal
    return found


def satisfaction_codes(framework: Framework) -> tuple[str, ...]:
    """The leaves that score the satisfaction index."""
    return tuple(
        leaf.code
        for leaf in framework.leaves
        if isinstance(leaf.rule, Survey) and leaf.rule.source.startswith(SATISFACTION_SOURCE)
    )


def satisfaction(figures: Iterable[tuple[Decimal | None, Decimal | None]]) -> Decimal | None:
    """The index from (points, maximum) of its leaves; None while one of them is missing."""
    points = maximum = Decimal(0)
    for reached, most in figures:
        if reached is None or most is None:
            return None
        points, maximum = points + reached, maximum + most
    return points * 100 / maximum if maximum else None


def targets(scope: Scope, year: int, subject: str = "", locality: int | None = None) -> Targets:
    """The targets of all units of a round, by name. Raises Refused for whoever reads no results."""
    choice = choose(scope, year, subject, locality)
    if choice.this is None:
        return Targets(choice)
    framework = framework_of(choice.this.framework)
    codes = satisfaction_codes(framework)
    on = day_of_year(year, scope.today)
    reading, setting = Reach(scope), Reach(scope, Permission.TARGETS_SET)
    found = list(
        participants(on, round_id=choice.this.pk)
        .order_by("unit__sort_key", "unit_id")
        .values("pk", "unit_id", "unit__name", "unit__valid_to", "name_then", "path", "block", "score__index")
    )
    goals = all_goals([one["unit_id"] for one in found], year)
    satisfied = _satisfied(choice.this.pk, codes)
    blocks = {block.code: block.name for block in framework.blocks}
    rows = []
    for one in found:
        own = goals.get(one["unit_id"], {})
        pleased = satisfied.get(one["pk"])
        ended = one["unit__valid_to"]
        rows.append(
            TargetRow(
                unit_id=one["unit_id"],
                name=one["name_then"] or one["unit__name"],
                block=blocks.get(one["block"], one["block"]),
                par_index=_with(own.get(IndexKind.PAR_INDEX), one["score__index"]),
                satisfaction=_with(own.get(IndexKind.SATISFACTION), pleased),
                index=one["score__index"],
                satisfied=pleased,
                may_set=setting.opens(one["path"], ended),
                is_own=one["unit_id"] in reading.own,
                is_open=reading.opens(one["path"], ended),
            )
        )
    return Targets(choice, tuple(rows), bool(codes))


def unit_to_set(scope: Scope, year: int, unit_id: int) -> UnitGoals:
    """The unit for the form. NotFound outside the reach, Refused where the scope may set no targets."""
    unit = find_in_year(scope, year, unit_id)
    scope.require(Permission.TARGETS_SET, unit.path, what=unit.shown_name)
    return UnitGoals(unit_id, unit.shown_name, all_goals([unit_id], year).get(unit_id, {}))


def _with(goal: Goal | None, value: Decimal | None) -> Goal | None:
    return None if goal is None else replace(goal, value=value)


def _satisfied(round_id: int, codes: Collection[str]) -> dict[int, Decimal | None]:
    """The satisfaction index by participant."""
    if not codes:
        return {}
    figures: dict[int, list[tuple[Decimal | None, Decimal | None]]] = {}
    found = NodeScore.objects.filter(participant__round_id=round_id, code__in=codes)
    for participant_id, points, maximum in found.values_list("participant_id", "points", "max_points"):
        figures.setdefault(participant_id, []).append((points, maximum))
    return {participant_id: satisfaction(own) for participant_id, own in figures.items()}
