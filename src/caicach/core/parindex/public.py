"""What everybody may read of a published record: of each unit its points, index, rank, class and areas, and nothing behind them.

The record also holds the inputs of every leaf, where they came from and what was decided about it; these are the offices' own
papers. So the public gets a table of its own with its own digest, made of the record alone: whoever keeps the record makes the
same table again, to the last character (`caicach score --verify` prints its digest).
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from caicach.core.words import Words

from . import exact
from .framework import Node
from .published import Published, PublishedUnit
from .results import PRECISION

FORMAT = "caicach-public-table/1"


@dataclass(frozen=True, slots=True)
class Figures:
    """Points out of a maximum; both None where a part does not apply to the unit."""

    points: Decimal | None
    max_points: Decimal | None

    @property
    def index(self) -> Decimal | None:
        """Points of the maximum in per cent, unrounded."""
        if self.points is None or not self.max_points:
            return None
        return PRECISION.divide(self.points * 100, self.max_points)


@dataclass(frozen=True, slots=True)
class Row:
    """A unit as the decision publishes it. `key` is its name in the record, `areas` stand in the order of the table's areas.

    `rank` counts within the block, of `peers`; None for a unit that is not ranked.
    """

    key: str
    name: str
    block: str
    whole: Figures
    index: Decimal | None
    rank: int | None
    peers: int
    class_name: Words | None
    areas: tuple[Figures, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The published table. `record_digest` is the SHA-256 of the record that it was made of."""

    year: int
    criteria: Words
    number: str
    issued_on: str
    reason: str
    areas: tuple[Node, ...]
    blocks: tuple[tuple[str, Words], ...]
    rows: tuple[Row, ...]
    record_digest: str

    @property
    def text(self) -> str:
        """The table as a file: JSON with exact numbers and sorted keys."""
        return exact.dumps(
            {
                "format": FORMAT,
                "record": self.record_digest,
                "decision": {"number": self.number, "issued_on": self.issued_on, "reason": self.reason},
                "year": self.year,
                "criteria": self.criteria.vi,
                "areas": {
                    area.code: {"name": area.name, "max": _exact(area.max_points)} for area in self.areas
                },
                "blocks": {code: words.vi for code, words in self.blocks},
                "units": [self._unit(row) for row in self.rows],
            }
        )

    @property
    def digest(self) -> str:
        """SHA-256 of `text`, 64 hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def _unit(self, row: Row) -> dict[str, Any]:
        return {
            "name": row.name,
            "block": row.block,
            "points": _exact(row.whole.points),
            "max": _exact(row.whole.max_points),
            "index": _exact(row.index),
            "rank": row.rank,
            "class": row.class_name.vi if row.class_name else None,
            "areas": {
                area.code: [_exact(own.points), _exact(own.max_points)]
                for area, own in zip(self.areas, row.areas, strict=True)
            },
        }


def _exact(value: Decimal | None) -> str | None:
    """A figure with the digits of the record."""
    return None if value is None else format(value, "f")


def table(published: Published) -> Table:
    """What of published results everybody may read."""
    units = published.units.values()
    framework, decision = published.framework, published.decision
    peers = Counter(unit.block for unit in units if unit.rank is not None)
    used = {unit.block for unit in units}
    return Table(
        year=published.year,
        criteria=framework.words,
        number=decision.number,
        issued_on=decision.issued_on,
        reason=decision.reason,
        areas=framework.areas,
        blocks=tuple((block.code, block.words) for block in framework.blocks if block.code in used),
        rows=tuple(
            Row(
                key=unit.key,
                name=unit.name,
                block=unit.block,
                whole=Figures(unit.points, unit.max_points),
                index=unit.index,
                rank=unit.rank,
                peers=0 if unit.rank is None else peers[unit.block],
                class_name=unit.class_name,
                areas=tuple(_area(unit, area.code) for area in framework.areas),
            )
            for unit in sorted(units, key=lambda unit: unit.key)
        ),
        record_digest=published.digest,
    )


def _area(unit: PublishedUnit, code: str) -> Figures:
    own = unit.nodes[code]
    return Figures(own.points, own.max_points)
