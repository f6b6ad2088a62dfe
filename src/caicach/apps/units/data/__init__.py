"""Dated facts about administrative units that no package carries.

`official_codes.csv`: communes whose code in `vietnam-provinces` is that of a draft, or a later slip, with the code of the list
of the statistics office that has been in force since 2025-07-01 (Cục Thống kê, 1027/CTK). Matched by province and name.

`old_provinces.csv`: which of the 63 provinces before 2025-07-01 a code of a commune of that time belonged to. Codes were given
out in runs (Decision 124/2004/QĐ-TTg and its amendments): a five-digit row opens a run that lasts to the next one; a three-digit
row is a single island district.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from functools import cache
from importlib.resources import files

from caicach.core.vietnamese import spelling_key


@cache
def official_codes() -> dict[tuple[str, str], str]:
    """(province code, spelling key of the name) to official code, for the communes that need it."""
    return {(row["province"], spelling_key(row["name"])): row["code"] for row in _rows("official_codes.csv")}


def old_province_of(code: str) -> str | None:
    """The code of the province before 2025-07-01 that an old commune or island district lay in."""
    single, firsts, provinces = _runs()
    if code in single:
        return single[code]
    if len(code) != 5 or not firsts:
        return None
    place = bisect_right(firsts, code)
    return provinces[place - 1] if place else None


@cache
def _runs() -> tuple[dict[str, str], list[str], list[str]]:
    rows = [(row["first"], row["province"]) for row in _rows("old_provinces.csv")]
    runs = sorted(row for row in rows if len(row[0]) == 5)
    single = {first: province for first, province in rows if len(first) != 5}
    return single, [first for first, _ in runs], [province for _, province in runs]


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
