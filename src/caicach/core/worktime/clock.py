"""The clock of a unit: its calendar and its hours together, and the arithmetic of working time on them.

Working time is a unit's office hours on the calendar's working days. A Saturday worked in place of a swapped day has the
hours of the day it replaces; a half day has its half. Where time is measured in fractions of a day (steps of an internal
process: 0.25, 0.5, 1), a day is worth 1 whatever its hours are, a half day 0.5.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from caicach.core.words import Words
from caicach.core.worktime.calendar import HALVES, DayKind, WorkingCalendar, shipped
from caicach.core.worktime.hours import (
    DEFAULT,
    Day,
    HoursError,
    OfficeHours,
    afternoon,
    at,
    in_vietnam,
    morning,
)

DAY = timedelta(days=1)
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class UnitClock:
    """By what a unit's time is counted. Raises HoursError when a working weekday has no hours.

    `same_day_until`: what is due within the day but received at or after this hour is due the next working day. Laws of single
    procedures say so (15:00: NĐ 23/2015/NĐ-CP Điều 7, Luật Hộ tịch [from memory]); None where they do not.
    """

    calendar: WorkingCalendar = field(default_factory=shipped)
    hours: OfficeHours = DEFAULT
    same_day_until: time | None = None
    _spans: dict[date, Day] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for week in self.hours.weeks():
            if any(not week[weekday] for weekday in range(7) if weekday not in self.calendar.weekly_off):
                raise HoursError(
                    Words(
                        "một ngày làm việc trong tuần chưa có giờ làm việc", "a working weekday has no hours"
                    )
                )

    def spans(self, day: date) -> Day:
        """The working time of a day; none on a day off. Raises UnknownYear where the calendar does."""
        known = self._spans.get(day)
        if known is None:
            known = self._spans[day] = self._find(day)
        return known

    def _find(self, day: date) -> Day:
        change = self.calendar.change(day)
        off = self.calendar.weekly_off
        week = self.hours.week_on(day)
        if change is None:
            return () if day.weekday() in off else week[day.weekday()]
        if not change.works:
            return ()
        model = change.pair if change.kind is DayKind.SWAP_WORK and change.pair else day
        working = next(weekday for weekday in range(7) if weekday not in off)
        spans = (
            (week[model.weekday()] if model.weekday() not in off else ())
            or week[day.weekday()]
            or week[working]
        )
        if change.kind is DayKind.MORNING:
            return morning(spans)
        return afternoon(spans) if change.kind is DayKind.AFTERNOON else spans

    def works(self, day: date) -> bool:
        return bool(self.spans(day))

    def opens(self, day: date) -> datetime:
        """When working time begins on a day that is worked."""
        return at(day, self.spans(day)[0].start)

    def closes(self, day: date) -> datetime:
        """When working time ends on a day that is worked."""
        return at(day, self.spans(day)[-1].end)

    def next_day(self, day: date) -> date:
        """The first working day after this one."""
        day += DAY
        while not self.works(day):
            day += DAY
        return day

    def weight(self, day: date) -> Fraction:
        """What a working day is worth in fractions of a day: 1, a half day 1/2."""
        change = self.calendar.change(day)
        return HALF if change and change.kind in HALVES else Fraction(1)


def next_working_moment(moment: datetime, clock: UnitClock) -> datetime:
    """The moment itself within working time, else the start of the next working time."""
    moment = in_vietnam(moment)
    day = moment.date()
    while True:
        for span in clock.spans(day):
            if moment < at(day, span.end):
                return max(moment, at(day, span.start))
        day += DAY


def working_time_of_day(
    day: date, clock: UnitClock, start: datetime | None = None, end: datetime | None = None
) -> timedelta:
    """The working time of one day, cut to what lies between the moments given."""
    total = timedelta()
    for span in clock.spans(day):
        begins = at(day, span.start) if start is None else max(start, at(day, span.start))
        ends = at(day, span.end) if end is None else min(end, at(day, span.end))
        total += max(ends - begins, timedelta())
    return total


def working_time_between(start: datetime, end: datetime, clock: UnitClock) -> timedelta:
    """The working time from `start` to `end`; none when `end` is not later."""
    start, end = in_vietnam(start), in_vietnam(end)
    total, day = timedelta(), start.date()
    while day <= end.date() and start < end:
        total += working_time_of_day(day, clock, start, end)
        day += DAY
    return total


def add_working_time(start: datetime, amount: timedelta, clock: UnitClock) -> datetime:
    """The moment by which `amount` of working time has passed; where it ends with a span, the end of that span."""
    moment = next_working_moment(start, clock)
    day = moment.date()
    while True:
        for span in clock.spans(day):
            begins = max(moment, at(day, span.start))
            room = at(day, span.end) - begins
            if room <= timedelta():
                continue
            if amount <= room:
                return begins + amount
            amount -= room
        day += DAY


def fraction_between(start: datetime, end: datetime, clock: UnitClock) -> Fraction:
    """The working days from `start` to `end` with their fractions; none when `end` is not later."""
    start, end = in_vietnam(start), in_vietnam(end)
    total, day = Fraction(0), start.date()
    while day <= end.date() and start < end:
        if clock.works(day):
            part = working_time_of_day(day, clock, start, end)
            total += clock.weight(day) * _ratio(part, working_time_of_day(day, clock))
        day += DAY
    return total


def add_days_fraction(start: datetime, days: Decimal | Fraction, clock: UnitClock) -> datetime:
    """The moment by which that many working days (0.25, 0.5, 1.75, ...) have passed since `start`, to the second.

    It counts from the moment itself, as a step of an internal process does: one day from 10:00 ends at 10:00 of the next
    working day. Nothing at all ends at the next working moment.
    """
    left = Fraction(days)
    moment = next_working_moment(start, clock)
    day = moment.date()
    while True:
        if clock.works(day):
            whole = working_time_of_day(day, clock)
            room = working_time_of_day(day, clock, moment)
            worth = clock.weight(day) * _ratio(room, whole)
            if left <= worth:
                seconds = left / clock.weight(day) * Fraction(whole // timedelta(microseconds=1), 1_000_000)
                return add_working_time(
                    max(moment, clock.opens(day)), timedelta(seconds=_ceil(seconds)), clock
                )
            left -= worth
        day += DAY


def _ratio(part: timedelta, whole: timedelta) -> Fraction:
    microsecond = timedelta(microseconds=1)
    return Fraction(part // microsecond, whole // microsecond)


def _ceil(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
