"""What a record of results says to its readers: ranks by block, areas, leaves, who rose and who fell.

Everything is read from the record alone, so a letter about a published round says the same for ever; nothing is scored again.
Means are over the units that have a rank: the others have no index that compares.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Any

from caicach.core.vietnamese import sort_key

from . import document, record
from .framework import Framework, Node
from .results import PRECISION
from .rollup import ZERO
from .rules.base import ERROR, MISSING


@dataclass(frozen=True, slots=True)
class Reached:
    """A node of a unit: points and maximum, None where it does not apply or is not known."""

    points: Decimal | None
    max_points: Decimal | None

    @property
    def index(self) -> Decimal | None:
        if self.points is None or not self.max_points:
            return None
        return PRECISION.divide(self.points * 100, self.max_points)

    @property
    def lost(self) -> Decimal:
        return ZERO if self.points is None or self.max_points is None else self.max_points - self.points


@dataclass(frozen=True, slots=True)
class UnitOutcome:
    """A unit as published. `index` is None while a leaf is missing; `not_ranked` says why a unit has no rank."""

    name: str
    block: str
    points: Decimal
    max_points: Decimal
    index: Decimal | None
    rank: int | None
    class_name: str
    last_index: Decimal | None
    not_ranked: str
    nodes: Mapping[str, Reached]

    @property
    def change(self) -> Decimal | None:
        """Index points won since the year before."""
        return None if self.index is None or self.last_index is None else self.index - self.last_index


@dataclass(frozen=True, slots=True)
class AreaOutcome:
    """An area over the ranked units: mean index, the best and the lowest with the names of all units that stand there."""

    area: Node
    mean: Decimal
    highest: Decimal
    highest_units: tuple[str, ...]
    lowest: Decimal
    lowest_units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeafOutcome:
    """A leaf over the ranked units: points lost, how many units lost some, and the names of those that reached none."""

    leaf: Node
    lost: Decimal
    possible: Decimal
    losing: int
    nothing: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """The results of a round in one year."""

    year: int
    framework: Framework
    units: tuple[UnitOutcome, ...]

    @cached_property
    def ranked(self) -> tuple[UnitOutcome, ...]:
        """The units with a rank, by index from the highest, equals by name."""
        found = [unit for unit in self.units if unit.rank is not None and unit.index is not None]
        return tuple(sorted(found, key=lambda unit: (-(unit.index or ZERO), sort_key(unit.name))))

    @cached_property
    def unranked(self) -> tuple[UnitOutcome, ...]:
        found = [unit for unit in self.units if unit.rank is None or unit.index is None]
        return tuple(sorted(found, key=lambda unit: sort_key(unit.name)))

    @cached_property
    def blocks(self) -> tuple[tuple[str, tuple[UnitOutcome, ...]], ...]:
        """The name of each block and its ranked units by rank; blocks that the set does not name come last by their code."""
        names = {block.code: block.name for block in self.framework.blocks}
        ranked = self.ranked
        codes = [*names, *sorted({unit.block for unit in ranked} - set(names))]
        found = [
            (names.get(code, code), tuple(unit for unit in ranked if unit.block == code)) for code in codes
        ]
        return tuple(
            (name, tuple(sorted(units, key=lambda unit: unit.rank or 0))) for name, units in found if units
        )

    @cached_property
    def mean(self) -> Decimal | None:
        """The mean index, None without a ranked unit."""
        found = [unit.index for unit in self.ranked if unit.index is not None]
        return _mean(found) if found else None

    @cached_property
    def classes(self) -> tuple[tuple[str, int], ...]:
        """How many ranked units are in each class, the best class first."""
        counts = [
            (band.name, sum(unit.class_name == band.name for unit in self.ranked))
            for band in self.framework.classes
        ]
        return tuple((name, count) for name, count in counts if count)

    @cached_property
    def areas(self) -> tuple[AreaOutcome, ...]:
        """The areas in printed order; one that no ranked unit has an index at is left out."""
        return tuple(found for area in self.framework.areas if (found := self._area(area)) is not None)

    @cached_property
    def leaves(self) -> tuple[LeafOutcome, ...]:
        """The leaves that lost points, the largest loss first."""
        found = (self._leaf(leaf) for leaf in self.framework.leaves)
        return tuple(sorted((one for one in found if one.lost > 0), key=lambda one: -one.lost))

    @cached_property
    def risen(self) -> tuple[UnitOutcome, ...]:
        """The units above last year, the largest rise first."""
        return self._changed(lambda change: change > 0, largest_first=True)

    @cached_property
    def fallen(self) -> tuple[UnitOutcome, ...]:
        """The units below last year, the deepest fall first."""
        return self._changed(lambda change: change < 0, largest_first=False)

    def _changed(self, wanted: Callable[[Decimal], bool], *, largest_first: bool) -> tuple[UnitOutcome, ...]:
        found = [unit for unit in self.ranked if unit.change is not None and wanted(unit.change)]
        return tuple(sorted(found, key=lambda unit: unit.change or ZERO, reverse=largest_first))

    def _area(self, area: Node) -> AreaOutcome | None:
        indices = [
            (unit.name, index)
            for unit in self.ranked
            if (own := unit.nodes.get(area.code)) is not None and (index := own.index) is not None
        ]
        if not indices:
            return None
        figures = [index for _, index in indices]
        highest, lowest = max(figures), min(figures)
        return AreaOutcome(
            area=area,
            mean=_mean(figures),
            highest=highest,
            highest_units=tuple(name for name, index in indices if index == highest),
            lowest=lowest,
            lowest_units=tuple(name for name, index in indices if index == lowest),
        )

    def _leaf(self, leaf: Node) -> LeafOutcome:
        reached = [(unit.name, unit.nodes[leaf.code]) for unit in self.ranked if leaf.code in unit.nodes]
        return LeafOutcome(
            leaf=leaf,
            lost=sum((own.lost for _, own in reached), ZERO),
            possible=sum((own.max_points or ZERO for _, own in reached), ZERO),
            losing=sum(own.lost > 0 for _, own in reached),
            nothing=tuple(name for name, own in reached if own.points == 0 and own.max_points),
        )


def _mean(figures: Sequence[Decimal]) -> Decimal:
    with localcontext(PRECISION):
        return sum(figures, ZERO) / len(figures)


def outcome(text: str) -> Outcome:
    """What a record says. Raises RecordError for a text that is none."""
    data = record.read(text)
    framework = document.read(data["framework"], data["framework"][:40])
    facts = {unit["unit"]: unit for unit in data["facts"]["units"]}
    return Outcome(
        year=data["facts"]["year"],
        framework=framework,
        units=tuple(_units(data, facts)),
    )


def _units(data: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterable[UnitOutcome]:
    for key, result in data["results"].items():
        own = facts[key]
        last = own["last_year"]["index"]
        yield UnitOutcome(
            name=data["names"].get(key, key),
            block=own["block"],
            points=Decimal(result["points"]),
            max_points=Decimal(result["max"]),
            index=_figure(result["index"]),
            rank=result["rank"],
            class_name=result["class"] or "",
            last_index=None if last is None else Decimal(last),
            not_ranked=own["not_ranked"],
            nodes={code: _reached(*node) for code, node in result["nodes"].items()},
        )


def _reached(points: str | None, max_points: str | None, status: str) -> Reached:
    """A node that is missing or in error has reached nothing that is known."""
    return Reached(None if status in (MISSING, ERROR) else _figure(points), _figure(max_points))


def _figure(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
