"""What charts are drawn from, and the colours of the areas; the drawing itself is in frontend/src/charts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

KINDS = ("radar", "bars", "skyline", "trend", "heatmap")
AREAS = 9  # eight with a colour of their own, the ninth (what came of it) in grey
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
# Where the steps of the heat map begin, in percent of the maximum: results crowd between 60 and 100, so steps do too.
HEAT_BOUNDS = (40, 50, 60, 70, 75, 80, 85, 90, 95)


def area_number(code: str) -> str:
    """From "1" to "9" for the code of an area or of a line in it ("3.2.1", "III.2"); "" for none of them."""
    first = code.split(".")[0].strip()
    if first.upper() in _ROMAN:
        return str(_ROMAN.index(first.upper()) + 1)
    return first if first.isdigit() and 1 <= int(first) <= AREAS else ""


def heat_step(value: Decimal | None) -> str:
    """The step of the heat map, "0" (light) to "9" (deep), for 0 to 100 percent; "none" for no value."""
    return "none" if value is None else str(bisect_right(HEAT_BOUNDS, value))


def jsonable(value: Any) -> Any:
    """The data of a chart with Decimals as numbers: a drawing needs no more than a float holds. None stays a gap."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)
