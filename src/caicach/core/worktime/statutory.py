"""The public holidays that the Labour Code names, for years whose calendar no dispatch has fixed yet.

Bộ luật Lao động 2019 (45/2019/QH14) Điều 112 (Điều 115 of the Code of 2012 until 2020): which days, how many; Điều 111
khoản 3: a holiday on a weekly day off is made good on the next working day. The lunar dates are those of the library
`holidays`; where Tết begins and what is swapped is decided anew each year, so these days are provisional.
"""

from dataclasses import dataclass
from datetime import date

FIRST_YEAR_OF_THE_CODE_OF_2019 = 2021


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday, or (`compensates`) the working day off in place of one that fell on a weekly day off."""

    day: date
    name: str
    compensates: bool


def holidays_of(year: int) -> tuple[Holiday, ...]:
    """The days of a year in order; none for a year that the library does not know. Swaps are left out: they need a dispatch."""
    import holidays  # imported here: it takes a third of a second, and most calculations stay in decreed years

    found = holidays.country_holidays("VN", years=year, language="vi")
    return tuple(
        Holiday(day, name.removesuffix(_MADE_GOOD), name.endswith(_MADE_GOOD))
        for day, name in sorted(found.items())
        if not name.startswith(_SWAPPED)
    )


def basis(year: int, compensates: bool) -> str:
    """The article that makes the day off."""
    if year < FIRST_YEAR_OF_THE_CODE_OF_2019:
        return "Bộ luật Lao động 2012, Điều 115"
    return f"Bộ luật Lao động 2019, {'Điều 111 khoản 3' if compensates else 'Điều 112'}"


_MADE_GOOD = " (nghỉ bù)"
_SWAPPED = "Ngày nghỉ (thay cho"
