"""Working days of state agencies: weekly days off, public holidays, compensation days and swapped days.

Bộ luật Lao động 2019 (45/2019/QH14), Điều 111 khoản 3 and Điều 112; the swaps of each year by the dispatches that the
data name. A period in working days does not count the day it starts on.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources


class UnknownYear(LookupError):
    """No days off have been decreed (or entered) for a year that the calculation touches."""

    def __init__(self, year: int) -> None:
        super().__init__(f"lịch nghỉ năm {year} chưa có; hãy nhập lịch nghỉ của năm đó")
        self.year = year


@dataclass(frozen=True)
class WorkingCalendar:
    """Days off (date -> name) beside the weekly ones, and the days off that are worked instead."""

    weekly_off: frozenset[int]
    off: Mapping[date, str]
    worked: frozenset[date]
    years: frozenset[int]

    def is_working(self, day: date) -> bool:
        """Raises UnknownYear for a year whose days off are not known."""
        if day.year not in self.years:
            raise UnknownYear(day.year)
        return day in self.worked or (day.weekday() not in self.weekly_off and day not in self.off)

    def add(self, start: date, working_days: int) -> date:
        """The day on which a period of `working_days` (>= 1) that starts on `start` ends; `start` does not count."""
        day, left = start, working_days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working(day)
        return day


@cache
def decreed() -> WorkingCalendar:
    """The calendar shipped with the program: 2020 to 2026."""
    text = resources.files(__package__).joinpath("data/decreed_days.json").read_text(encoding="utf-8")
    data = json.loads(text)
    years = data["years"]
    return WorkingCalendar(
        weekly_off=frozenset(data["weekly_days_off"]["days"]),
        off={date.fromisoformat(day["date"]): day["name"] for year in years.values() for day in year["off"]},
        worked=frozenset(
            date.fromisoformat(day["date"]) for year in years.values() for day in year["worked"]
        ),
        years=frozenset(int(year) for year in years),
    )
