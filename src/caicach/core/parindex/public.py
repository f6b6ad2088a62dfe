"""What everybody may read of a published record: of each unit its points, index, rank, class and areas, and nothing behind them.

The record also holds the inputs of every leaf, where they came from and what was decided about it; these are the offices' own
papers. So the public gets a table of its own with its own digest, made of the record alone: whoever keeps the record makes the
same table again, to the last character (`caicach score --verify` prints its digest).
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from . import document, exact, record
from .errors import FrameworkErrors
from .framework import Framework, Node
from .record import RecordError
from .results import PRECISION
from .words import Words

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


def read(text: str, framework: Framework | None = None) -> Table:
    """The public table of a record. `framework` is its criteria set where the caller has read that already.

    Raises RecordError for a text that is no record.
    """
    data = record.read(text)
    try:
        criteria = framework or document.read(data["framework"], data["framework"][:40])
        return _table(data, criteria, record.digest(text))
    except FrameworkErrors as error:
        raise RecordError(f"không đọc được bộ chỉ số: {error}") from error
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise RecordError(f"nội dung không đúng mẫu: {error!r}") from error


def _table(data: Mapping[str, Any], framework: Framework, record_digest: str) -> Table:
    blocks = {unit["unit"]: unit["block"] for unit in data["facts"]["units"]}
    results = data["results"]
    peers = Counter(blocks[key] for key, own in results.items() if own["rank"] is not None)
    classes = {band.name: band.words for band in framework.classes}
    used = set(blocks.values())
    decision = data["decision"]
    return Table(
        year=data["facts"]["year"],
        criteria=framework.words,
        number=decision["number"],
        issued_on=decision["issued_on"],
        reason=decision.get("reason", ""),
        areas=framework.areas,
        blocks=tuple((item.code, item.words) for item in framework.blocks if item.code in used),
        rows=tuple(
            Row(
                key=key,
                name=data["names"][key],
                block=blocks[key],
                whole=Figures(_figure(own["points"]), _figure(own["max"])),
                index=_figure(own["index"]),
                rank=own["rank"],
                peers=0 if own["rank"] is None else peers[blocks[key]],
                class_name=classes[own["class"]] if own["class"] else None,
                areas=tuple(_area(own["nodes"], area.code) for area in framework.areas),
            )
            for key, own in sorted(results.items())
        ),
        record_digest=record_digest,
    )


def _area(nodes: Mapping[str, Any], code: str) -> Figures:
    points, maximum, _status = nodes[code]
    return Figures(_figure(points), _figure(maximum))


def _figure(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
