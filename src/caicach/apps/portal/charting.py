"""The two small charts of a unit's public page (docs/reference/screen-components.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.parindex.queries.public import UnitYear
from caicach.apps.portal import tables

Data = dict[str, Any]


def radar(year: UnitYear) -> Data:
    """The areas of the unit and the mean of its block."""
    lines = tables.areas(year)
    return {
        "unit": "%",
        "axes": [{"code": line.code, "label": line.name, "max": 100} for line in lines],
        "series": [
            {"name": year.row.name, "values": [line.index for line in lines], "own": True},
            {"name": _mean_words(year), "values": [line.mean for line in lines], "role": "median"},
        ],
    }


def trend(years: Sequence[UnitYear]) -> Data:
    """The index of the unit through its published years, and the mean of its block."""
    ordered = sorted(years, key=lambda one: one.decision.year)
    return {
        "unit": "%",
        "max": 100,
        "x": [str(one.decision.year) for one in ordered],
        "series": [
            {"name": ordered[-1].row.name, "own": True, "values": [one.row.index for one in ordered]},
            {"name": _("Bình quân khối"), "role": "median", "values": [one.group.mean for one in ordered]},
        ],
    }


def _mean_words(year: UnitYear) -> str:
    block = tables.name_of(year.group)
    return _("Bình quân khối %(block)s") % {"block": block} if block else _("Bình quân")
