"""From what queries give to what the charts of the screen are drawn from (docs/reference/screen-components.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.apps.parindex.queries.analysis import LocalityAnalysis, NodeLoss
from caicach.apps.parindex.queries.criterion import Criterion
from caicach.apps.parindex.queries.results import Ranking, Row
from caicach.apps.parindex.queries.sheet_model import Line, Sheet
from caicach.apps.parindex.queries.trend import RoundYear, UnitTrend
from caicach.core.parindex import figure
from caicach.platform.wording import language

Data = dict[str, Any]
MOST_BARS = 12
LONGEST_NAME = 58


def skyline(table: Ranking) -> Data:
    """All ranked units side by side, the best first; median, and the target that most units have, as marks."""
    rows = [row for row in table.ranked if row.index is not None]
    goals = Counter(row.goal.minimum for row in rows if row.goal is not None)
    # Reversing the page of each unit would cost more than the query.
    units = reverse("parindex:unit", args=[table.choice.year, 0]).removesuffix("0/")
    return {
        "unit": "%",
        "max": 100,
        "median": table.summary.median if table.summary else None,
        "target": goals.most_common(1)[0][0] if goals else None,
        "rows": [
            {
                "label": row.name,
                "value": row.index,
                "own": row.is_own,
                "note": _rank_words(row),
                **({"url": f"{units}{row.unit_id}/"} if row.is_open else {}),
            }
            for row in sorted(rows, key=lambda row: -(row.index or 0))
        ],
        "steps": _steps(table, rows),
    }


def _steps(table: Ranking, rows: list[Row]) -> list[Data]:
    """The lower bounds of the classes, with how many units stand between each and the next."""
    bounds = [band.start for band in table.framework.classes] if table.framework else []
    steps, above = [], Decimal("Infinity")
    for bound in bounds:
        count = sum(bound <= row.index < above for row in rows if row.index is not None)
        words = {"from": figure(bound, language()), "count": count}
        steps.append({"from": bound, "label": _("từ %(from)s%%: %(count)s đơn vị") % words})
        above = bound
    return steps


def _rank_words(row: Row) -> str:
    place = _("hạng %(rank)s/%(peers)s") % {"rank": row.rank, "peers": row.peers}
    return f"{place} · {row.block_name}" if row.block_name else place


def radar(sheet: Sheet) -> Data:
    """The areas of a unit, the median of its block and last year."""
    medians = sheet.area_medians or {}
    series: list[Data] = [
        {"name": sheet.name, "values": [area.index for area in sheet.areas], "own": True},
        {
            "name": _("Trung vị khối %(block)s") % {"block": sheet.block_name}
            if sheet.block_name
            else _("Trung vị"),
            "values": [medians.get(area.code) for area in sheet.areas],
            "role": "median",
        },
    ]
    before = [area.last_index for area in sheet.areas]
    if any(value is not None for value in before):
        series.append(
            {"name": _("Năm %(year)s") % {"year": sheet.year - 1}, "values": before, "role": "before"}
        )
    return {
        "unit": "%",
        "axes": [{"code": area.code, "label": area.name, "max": 100} for area in sheet.areas],
        "series": series,
    }


def shortened(name: str) -> str:
    """A name that fits on two lines beside a bar, cut between words."""
    if len(name) <= LONGEST_NAME:
        return name
    return name[:LONGEST_NAME].rsplit(" ", 1)[0] + "…"


def losses(lines: Sequence[Line], sheet: Sheet) -> Data:
    """The leaves of a unit that lost most."""
    return {
        "unit": _("điểm"),
        "rows": [
            {
                "label": shortened(f"{line.code} {line.name}"),
                "value": line.lost,
                "area": line.code,
                "url": reverse("parindex:why_node", args=[sheet.year, sheet.unit_id, line.code]),
            }
            for line in lines[:MOST_BARS]
        ],
    }


def node_losses(nodes: Iterable[NodeLoss], analysis: LocalityAnalysis) -> Data:
    """Nodes over all units by the points lost at them."""
    return {
        "unit": _("điểm"),
        "decimals": 1,
        "rows": [
            {
                "label": shortened(f"{one.node.code} {one.name}"),
                "value": one.lost,
                "area": one.node.code,
                "url": reverse(
                    "parindex:criterion", args=[analysis.choice.year, analysis.choice.subject, one.node.code]
                ),
            }
            for one in nodes
            if one.lost > 0
        ],
    }


def spread(found: Criterion) -> Data:
    """How many units reached what."""
    return {
        "unit": _("đơn vị"),
        "decimals": 0,
        "order": "given",
        "rows": [{"label": one.label, "value": Decimal(one.count)} for one in found.bins],
    }


def criterion_bars(found: Criterion) -> Data:
    """The named units at a node by their share of the maximum, with the median."""
    rows = found.rows
    return {
        "unit": "%",
        "max": 100,
        "median": found.median,
        "rows": [
            {
                "label": row.name,
                "value": row.index,
                "own": row.is_own,
                **(
                    {"url": reverse("parindex:unit", args=[found.choice.year, row.unit_id])}
                    if row.is_open
                    else {}
                ),
            }
            for row in rows
            if row.index is not None
        ],
    }


def heat(table: Ranking) -> Data:
    """Units × areas, for the file: on the page the table itself is the heat map."""
    rows = table.rows
    return {
        "unit": "%",
        "x": [f"{area.code}" for area in table.areas],
        "y": [row.name for row in rows],
        "cells": [[x, y, value] for y, row in enumerate(rows) for x, value in enumerate(row.areas)],
    }


def locality_years(rows: Sequence[RoundYear]) -> Data:
    """The mean of every kind of unit through the years."""
    years = sorted({row.year for row in rows})
    lines: dict[tuple[str, int], dict[int, Decimal | None]] = {}
    names: dict[tuple[str, int], str] = {}
    several = len({row.locality for row in rows}) > 1
    for row in rows:
        key = (row.subject, row.locality_id)
        lines.setdefault(key, {})[row.year] = row.mean
        names[key] = f"{row.subject_label} · {row.locality}" if several else row.subject_label
    return {
        "unit": "%",
        "max": 100,
        "x": [str(year) for year in years],
        "series": [
            {"name": names[key], "values": [values.get(year) for year in years]}
            for key, values in lines.items()
        ],
    }


def unit_years(trend: UnitTrend) -> Data:
    """The index of a unit through the years, with the median of its block and what went into it."""
    years = sorted({one.year for one in (*trend.years, *trend.earlier)})
    own = {one.year: one for one in trend.years}
    series: list[Data] = [
        {
            "name": trend.name,
            "own": True,
            "values": [own[year].index if year in own else None for year in years],
        },
        {
            "name": _("Trung vị khối"),
            "role": "median",
            "values": [own[year].block_median if year in own else None for year in years],
        },
    ]
    earlier: dict[int, dict[int, Decimal | None]] = {}
    names = {}
    for one in trend.earlier:
        earlier.setdefault(one.unit_id, {})[one.year] = one.index
        names[one.unit_id] = one.name
    series += [
        {"name": names[unit_id], "values": [values.get(year) for year in years]}
        for unit_id, values in earlier.items()
    ]
    return {"unit": "%", "max": 100, "x": [str(year) for year in years], "series": series}


def area_years(trend: UnitTrend) -> Data:
    """The areas of a unit through the years, each in its colour."""
    return {
        "unit": "%",
        "max": 100,
        "decimals": 1,
        "x": [str(one.year) for one in trend.years],
        "series": [
            {
                "name": area.code,
                "area": area.code,
                "values": [one.areas.get(area.code) for one in trend.years],
            }
            for area in trend.areas
        ],
    }
