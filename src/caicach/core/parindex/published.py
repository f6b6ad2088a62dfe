"""What a record of a publication says to its readers: the decision, each unit with its nodes, and what the results compare.

The one reading of a record. Letters, remedies and consequences read this; what everybody may see is chosen out of it by `public`.
Everything comes from the record alone, so what is made of a published round says the same for ever; nothing is scored again.
Means are over the units that have a rank: the others have no index that compares.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Any

from caicach.core.vietnamese import sort_key
from caicach.core.words import Words

from . import document, record
from .errors import FrameworkErrors
from .framework import Framework, Node
from .record import RecordError
from .results import PRECISION, NodeResult
from .rollup import ZERO


@dataclass(frozen=True, slots=True)
class Decision:
    """What publishes the results, as the record states it; all empty in the record of a draft. `issued_on` is an ISO date."""

    number: str = ""
    issued_on: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PublishedUnit:
    """A unit as it was published. `key` is its number in the record, `rank` counts within the block.

    `index` is None while a leaf is missing; `not_ranked` says why a unit has no rank. `last_index` is the index of the year
    before as the facts of the record state it; `nodes` has every node of the criteria set by code.
    """

    key: str
    name: str
    block: str
    points: Decimal
    max_points: Decimal
    index: Decimal | None
    rank: int | None
    class_name: Words | None
    last_index: Decimal | None
    not_ranked: str
    nodes: Mapping[str, NodeResult]

    @property
    def change(self) -> Decimal | None:
        """Index points won since the year before."""
        return None if self.index is None or self.last_index is None else self.index - self.last_index


@dataclass(frozen=True, slots=True)
class PublishedArea:
    """An area over the ranked units: mean index, the best and the lowest with the names of all units that stand there."""

    area: Node
    mean: Decimal
    highest: Decimal
    highest_units: tuple[str, ...]
    lowest: Decimal
    lowest_units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedLeaf:
    """A leaf over the ranked units: points lost, how many units lost some, and the names of those that reached none."""

    leaf: Node
    lost: Decimal
    possible: Decimal
    losing: int
    nothing: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """The results of a round in one year. `digest` is the SHA-256 of the record; `units` are by their key, in its order."""

    digest: str
    decision: Decision
    year: int
    framework: Framework
    units: Mapping[str, PublishedUnit]

    @cached_property
    def ranked(self) -> tuple[PublishedUnit, ...]:
        """The units with a rank, by index from the highest, equals by name."""
        found = [unit for unit in self.units.values() if unit.rank is not None and unit.index is not None]
        return tuple(sorted(found, key=lambda unit: (-(unit.index or ZERO), sort_key(unit.name))))

    @cached_property
    def unranked(self) -> tuple[PublishedUnit, ...]:
        found = [unit for unit in self.units.values() if unit.rank is None or unit.index is None]
        return tuple(sorted(found, key=lambda unit: sort_key(unit.name)))

    @cached_property
    def blocks(self) -> tuple[tuple[str, tuple[PublishedUnit, ...]], ...]:
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
            (band.name, sum(unit.class_name == band.words for unit in self.ranked))
            for band in self.framework.classes
        ]
        return tuple((name, count) for name, count in counts if count)

    @cached_property
    def areas(self) -> tuple[PublishedArea, ...]:
        """The areas in printed order; one that no ranked unit has an index at is left out."""
        return tuple(found for area in self.framework.areas if (found := self._area(area)) is not None)

    @cached_property
    def leaves(self) -> tuple[PublishedLeaf, ...]:
        """The leaves that lost points, the largest loss first."""
        found = (self._leaf(leaf) for leaf in self.framework.leaves)
        return tuple(sorted((one for one in found if one.lost > 0), key=lambda one: -one.lost))

    @cached_property
    def risen(self) -> tuple[PublishedUnit, ...]:
        """The units above last year, the largest rise first."""
        return self._changed(lambda change: change > 0, largest_first=True)

    @cached_property
    def fallen(self) -> tuple[PublishedUnit, ...]:
        """The units below last year, the deepest fall first."""
        return self._changed(lambda change: change < 0, largest_first=False)

    def _changed(
        self, wanted: Callable[[Decimal], bool], *, largest_first: bool
    ) -> tuple[PublishedUnit, ...]:
        found = [unit for unit in self.ranked if unit.change is not None and wanted(unit.change)]
        return tuple(sorted(found, key=lambda unit: unit.change or ZERO, reverse=largest_first))

    def _area(self, area: Node) -> PublishedArea | None:
        indices = [
            (unit.name, index)
            for unit in self.ranked
            if (own := unit.nodes.get(area.code)) is not None and (index := own.index) is not None
        ]
        if not indices:
            return None
        figures = [index for _, index in indices]
        highest, lowest = max(figures), min(figures)
        return PublishedArea(
            area=area,
            mean=_mean(figures),
            highest=highest,
            highest_units=tuple(name for name, index in indices if index == highest),
            lowest=lowest,
            lowest_units=tuple(name for name, index in indices if index == lowest),
        )

    def _leaf(self, leaf: Node) -> PublishedLeaf:
        reached = [(unit.name, unit.nodes[leaf.code]) for unit in self.ranked if leaf.code in unit.nodes]
        return PublishedLeaf(
            leaf=leaf,
            lost=sum((own.lost for _, own in reached), ZERO),
            possible=sum((own.max_points or ZERO for _, own in reached), ZERO),
            losing=sum(own.lost > 0 for _, own in reached),
            nothing=tuple(name for name, own in reached if own.index == 0),
        )


def _mean(figures: Sequence[Decimal]) -> Decimal:
    with localcontext(PRECISION):
        return sum(figures, ZERO) / len(figures)


def read(text: str, framework: Framework | None = None) -> Published:
    """What a record says. `framework` is its criteria set where the caller has read that already.

    Raises RecordError for a text that is no record.
    """
    data = record.read(text)
    try:
        criteria = framework or document.read(data["framework"], data["framework"][:40])
        return Published(
            digest=record.digest(text),
            decision=Decision(
                **{name: data["decision"].get(name, "") for name in ("number", "issued_on", "reason")}
            ),
            year=data["facts"]["year"],
            framework=criteria,
            units=_units(data, {band.name: band.words for band in criteria.classes}),
        )
    except FrameworkErrors as error:
        raise RecordError(f"không đọc được bộ chỉ số: {error}") from error
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise RecordError(f"nội dung không đúng mẫu: {error!r}") from error


def _units(data: Mapping[str, Any], classes: Mapping[str, Words]) -> dict[str, PublishedUnit]:
    facts = {unit["unit"]: unit for unit in data["facts"]["units"]}
    return {
        key: PublishedUnit(
            key=key,
            name=data["names"][key],
            block=facts[key]["block"],
            points=Decimal(own["points"]),
            max_points=Decimal(own["max"]),
            index=_figure(own["index"]),
            rank=own["rank"],
            class_name=classes[own["class"]] if own["class"] else None,
            last_index=_figure(facts[key]["last_year"]["index"]),
            not_ranked=facts[key]["not_ranked"],
            nodes={
                code: NodeResult(code, _figure(points), _figure(max_points), status)
                for code, (points, max_points, status) in own["nodes"].items()
            },
        )
        for key, own in data["results"].items()
    }


def _figure(value: str | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)
