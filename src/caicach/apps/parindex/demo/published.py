"""What the National Public Service Portal has published of the units of Phú Thọ in 2026, as inputs of the leaves it feeds.

The counts stand in `data/published-phu-tho-2026.json` as they were published, with their source. A leaf is
fed when all the figures that its rule asks for are among them; which leaf that is follows from the names of
the figures in the criteria set. Two of the portal's figures are close to what the sets ask for and are taken
as the portal counts them: dossiers settled in time are counted of all dossiers received, and so are
electronic results.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from caicach.core.parindex import Framework
from caicach.core.parindex.rules.bands import Bands
from caicach.core.parindex.rules.formula import Formula
from caicach.core.parindex.rules.ratio import Ratio

Figures = Mapping[str, int | Decimal]

# A published count and the figures of the criteria sets that it is.
FIGURES = {
    "received": ("dossiers_received", "dossiers_finished_or_overdue", "results_total"),
    "on_time": ("dossiers_on_time",),
    "paid_online": ("paid_online",),
    "with_obligation": ("dossiers_with_fee",),
    "fee_procedures_online": ("fee_services_online",),
    "fee_procedures": ("fee_services",),
    "digitised": ("dossiers_digitised",),
    "e_result": ("results_electronic",),
    "reused": ("dossiers_reuse",),
}


@dataclass(frozen=True, slots=True)
class PublishedUnit:
    """The counts of one unit, by the names that the file gives them."""

    name: str
    identification_code: str
    counts: Mapping[str, int]

    @property
    def figures(self) -> dict[str, int | Decimal]:
        """The counts by the names that the criteria sets give them, with the rate that the portal prints beside two of them."""
        known: dict[str, int | Decimal] = {
            figure: count for name, count in self.counts.items() for figure in FIGURES[name]
        }
        if self.counts.get("received"):
            rate = Decimal(100 * self.counts["on_time"]) / self.counts["received"]
            known["on_time_rate"] = rate.quantize(Decimal("0.01"))
        return known


@dataclass(frozen=True, slots=True)
class Published:
    """What was published in a year; `units` by name."""

    year: int
    source: str
    units: Mapping[str, PublishedUnit]


@cache
def published() -> Published:
    """The published counts that come with the demonstration."""
    text = files(__package__).joinpath("data", "published-phu-tho-2026.json").read_text(encoding="utf-8")
    data = json.loads(text)
    units = {row["name"]: _unit(row) for row in data["units"]}
    return Published(data["year"], data["source"], units)


def _unit(row: Mapping[str, Any]) -> PublishedUnit:
    counts = {name: count for name, count in row.items() if name in FIGURES}
    return PublishedUnit(row["name"], row["identification_code"], counts)


def inputs(framework: Framework, known: Figures) -> dict[str, dict[str, int | Decimal]]:
    """The inputs, by leaf, of the leaves whose figures are all known."""
    fed: dict[str, dict[str, int | Decimal]] = {}
    for leaf in framework.leaves:
        match leaf.rule:
            case Ratio(num=num, den=den) if num in known and den in known:
                fed[leaf.code] = {"num": known[num], "den": known[den]}
            case Formula(variables=variables) if all(name in known for name in variables):
                fed[leaf.code] = {name: known[name] for name in variables}
            case Bands(value=value) if value in known:
                fed[leaf.code] = {"value": known[value]}
    return fed
