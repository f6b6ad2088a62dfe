"""From what queries give to what the charts of the screen are drawn from (docs/reference/screen-components.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse

from caicach.apps.dossiers.queries.violations import Overview
from caicach.core.dossiers.violations import DETECTORS
from caicach.platform.wording import sentence

Data = dict[str, Any]
MOST_LINES = 6


def violation_bars(found: Overview, year: int) -> Data:
    """The kinds of violations by their number, those that were found."""
    return {
        "unit": "",
        "decimals": 0,
        "rows": [
            {
                "label": f"{code} {sentence(DETECTORS[code].title)}",
                "value": Decimal(count),
                "url": f"{reverse('dossiers:violations_list', args=[year])}?ma={code}",
            }
            for code, count in found.by_code.items()
            if count
        ],
    }


def violation_trend(found: Overview) -> Data:
    """The months in which violations began, a line for each of the most frequent kinds."""
    frequent = sorted(
        (code for code, count in found.by_code.items() if count), key=lambda code: -found.by_code[code]
    )
    return {
        "unit": "",
        "decimals": 0,
        "min": 0,
        "x": [f"{month:%m/%Y}" for month in found.months],
        "series": [
            {"name": f"{code} {sentence(DETECTORS[code].title)}", "values": found.trend[code]}
            for code in frequent[:MOST_LINES]
        ],
    }
