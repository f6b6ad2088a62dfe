"""Working days of state agencies: weekly days off, public holidays, compensation days, swapped days, half days.

Bộ luật Lao động 2019 (45/2019/QH14), Điều 111 khoản 3 and Điều 112; the swaps of each year by the dispatches that the
data name. A period in working days does not count the day it starts on. The calendar of a year that no dispatch has
fixed yet is refused (`decreed`) or read from the law alone and said to be provisional (`shipped`).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from caicach.core.vietnamese import date_text
from caicach.core.worktime import statutory


class UnknownYear(LookupError):
    """No days off have been decreed (or entered) for a year that the calculation touches."""

    def __init__(self, year: int) -> None:
        super().__init__(f"lịch nghỉ năm {year} chưa có; hãy nhập lịch nghỉ của năm đó")
        self.year = year


class DayKind(StrEnum):
    """How a day differs from the week."""

    STATUTORY = "statutory"
    COMPENSATION = "compensation"
    SWAP_OFF = "swap_off"
    SWAP_WORK = "swap_work"
    OFF = "off"
    WORKED = "worked"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    NEEDS_CONFIRMATION = "needs_confirmation"


HALVES = frozenset({DayKind.MORNING, DayKind.AFTERNOON})
"""Kinds of days of which one half is worked."""

WORKING_KINDS = HALVES | {DayKind.SWAP_WORK, DayKind.WORKED}
"""Kinds of days on which work is done; half days are worked for their half."""


@dataclass(frozen=True, slots=True)
class DayChange:
    """One day that differs from the week: its kind, name, the text that says so, and the other day of a swap or the
    holiday that it compensates."""

    day: date
    kind: DayKind
    name: str
    source: str = ""
    pair: date | None = None

    @property
    def works(self) -> bool:
        return self.kind in WORKING_KINDS


@dataclass(frozen=True)
class WorkingCalendar:
    """The days that differ from the week by date; `years` are those that dispatches have fixed.

    With `by_law` every other year has the statutory holidays of the Labour Code and is provisional; without it, such a
    year is unknown.
    """

    weekly_off: frozenset[int]
    changes: Mapping[date, DayChange]
    years: frozenset[int]
    by_law: bool = False

    def change(self, day: date) -> DayChange | None:
        """What makes the day differ from the week. Raises UnknownYear for a year whose days off are not known."""
        found = self.changes.get(day)
        if found is not None or day.year in self.years:
            return found
        return self._by_law(day.year).get(day)

    def is_working(self, day: date) -> bool:
        """Whether work is done, all day or half of it. Raises UnknownYear for a year whose days off are not known."""
        change = self.change(day)
        return day.weekday() not in self.weekly_off if change is None else change.works

    def is_provisional(self, day: date) -> bool:
        """Whether nothing but the law says what this day is: no dispatch of its year has been entered."""
        return day.year not in self.years and day not in self.changes

    def add(self, start: date, working_days: int) -> date:
        """The day on which a period of `working_days` (>= 1) that starts on `start` ends; `start` does not count."""
        day, left = start, working_days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working(day)
        return day

    def next_working(self, day: date) -> date:
        """The day itself, or the next one on which work is done."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def changed(self, changes: Iterable[DayChange], years: Iterable[int] = ()) -> "WorkingCalendar":
        """This calendar with days entered on top; the years named are then fixed by what was entered."""
        return replace(
            self,
            changes={**self.changes, **{change.day: change for change in changes}},
            years=self.years | frozenset(years),
        )

    def days_of(self, year: int) -> list[DayChange]:
        """The days of a year that differ from the week, in order. Raises UnknownYear."""
        known = {} if year in self.years else self._by_law(year)
        known = known | {day: change for day, change in self.changes.items() if day.year == year}
        return [known[day] for day in sorted(known)]

    def _by_law(self, year: int) -> dict[date, DayChange]:
        days = _statutory(year) if self.by_law else {}
        if not days:
            raise UnknownYear(year)
        return days


@cache
def _statutory(year: int) -> dict[date, DayChange]:
    return {
        holiday.day: DayChange(
            holiday.day,
            DayKind.COMPENSATION if holiday.compensates else DayKind.STATUTORY,
            holiday.name,
            statutory.basis(year, holiday.compensates),
        )
        for holiday in statutory.holidays_of(year)
    }


@cache
def decreed() -> WorkingCalendar:
    """The calendar shipped with the program: 2020 to 2026; other years are unknown."""
    data = _shipped_data()
    changes = [_read(day) for year in data["years"].values() for day in year["days"]]
    return WorkingCalendar(
        weekly_off=frozenset(data["weekly_days_off"]["days"]),
        changes={change.day: change for change in changes},
        years=frozenset(int(year) for year in data["years"]),
    )


@cache
def shipped() -> WorkingCalendar:
    """The same, with the statutory holidays, provisional, in every other year."""
    return replace(decreed(), by_law=True)


@cache
def sources() -> dict[int, tuple[str, ...]]:
    """What the shipped calendar of each year was taken from."""
    return {int(year): tuple(value["sources"]) for year, value in _shipped_data()["years"].items()}


def _shipped_data() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("data/decreed_days.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def _read(day: Mapping[str, str]) -> DayChange:
    pair = date.fromisoformat(day["for"]) if "for" in day else None
    return DayChange(date.fromisoformat(day["date"]), DayKind(day["kind"]), day["name"], day["source"], pair)


def cited(change: DayChange) -> str:
    """ " (dispatch)" or nothing, for a sentence."""
    return f" ({change.source})" if change.source else ""


def pair_text(change: DayChange) -> str:
    """dd/MM/yyyy of the other day of a swap or of the compensated holiday; "" without one."""
    return date_text(change.pair) if change.pair else ""
