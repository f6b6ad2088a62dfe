"""How a limit of each kind runs from a start, and what of it is left when the clock is stopped; every day accounted for."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Protocol

from caicach.core.vietnamese import date_text
from caicach.core.words import Words, figure
from caicach.core.worktime.clock import (
    DAY,
    UnitClock,
    add_days_fraction,
    add_working_time,
    fraction_between,
    next_working_moment,
    working_time_between,
    working_time_of_day,
)
from caicach.core.worktime.hours import at
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.core.worktime.reading import why

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day between the start and the end of a limit: whether it counts (hours: whether any of it does) and why."""

    date: date
    counted: bool
    why: Words


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which the clock runs: from when, how much is left (days or hours), how much was counted before, and what the
    first day is called ("ngày tiếp nhận")."""

    start: datetime
    left: Fraction
    before: Fraction
    opening: Words


@dataclass(frozen=True, slots=True)
class Run:
    """Where a segment ends when nothing stops it, with its days."""

    at: datetime
    days: tuple[CountedDay, ...]


@dataclass(frozen=True, slots=True)
class Stopped:
    """A segment cut short: what is left of the limit, and the days up to the stop."""

    left: Fraction
    days: tuple[CountedDay, ...]


class Counting(Protocol):
    """A kind of limit."""

    def run(self, segment: Segment, clock: UnitClock) -> Run:
        """To the end of the limit."""

    def stop(self, segment: Segment, clock: UnitClock, stop: datetime, go: datetime) -> Stopped | None:
        """What is left when the clock stood from `stop`, before the end of the limit, to `go`; None: the wait took nothing."""


class Moments:
    """Fractions of working days, from the moment on."""

    def run(self, segment: Segment, clock: UnitClock) -> Run:
        end = add_days_fraction(segment.start, segment.left, clock)
        return Run(end, self._days(segment, end, clock))

    def _days(self, segment: Segment, end: datetime, clock: UnitClock) -> tuple[CountedDay, ...]:
        days = []
        for day in _dates(segment.start.date(), end.date()):
            part = fraction_between(
                max(segment.start, at(day, time.min)), min(end, at(day + DAY, time.min)), clock
            )
            days.append(_partly(day, clock, segment.start, part > 0, _days(part)))
        return tuple(days)

    def stop(self, segment: Segment, clock: UnitClock, stop: datetime, go: datetime) -> Stopped | None:
        used = fraction_between(segment.start, stop, clock)
        return Stopped(segment.left - used, self._days(segment, stop, clock))


class WorkingDays:
    """Whole working days after the day of the start, then, from the next morning, what there is of a fraction."""

    def run(self, segment: Segment, clock: UnitClock) -> Run:
        if segment.left < 1:
            return Moments().run(segment, clock)
        whole, counted = int(segment.left), 0
        day = segment.start.date()
        days = [_opening(day, segment, clock)]
        while counted < whole:
            day += DAY
            works = clock.works(day)
            counted += works
            days.append(_numbered(day, clock, segment.before + counted) if works else _off(day, clock))
        end = clock.closes(day)
        if segment.left == whole:
            return Run(end, tuple(days))
        rest = Moments().run(Segment(end, segment.left - whole, Fraction(0), segment.opening), clock)
        return Run(rest.at, (*days, *rest.days[1:]))

    def stop(self, segment: Segment, clock: UnitClock, stop: datetime, go: datetime) -> Stopped | None:
        if segment.left < 1:
            return Moments().stop(segment, clock, stop, go)
        whole = int(segment.left)
        rest = segment.left - whole
        first = self.run(replace(segment, left=Fraction(whole)), clock)
        if rest and stop >= first.at:
            late = Moments().stop(replace(segment, start=first.at, left=rest), clock, stop, go)
            return Stopped(late.left, (*first.days, *late.days[1:])) if late else None
        return _whole_days_stopped(segment, first, stop, go, whole if rest else whole - 1)


class CalendarDays:
    """Days of the calendar after the day of the start; the end moves from a day off to the next working day."""

    def run(self, segment: Segment, clock: UnitClock) -> Run:
        first = segment.start.date()
        last = first + int(segment.left) * DAY
        days = [_opening(first, segment, clock)]
        for number, day in enumerate(_dates(first + DAY, last), 1):
            days.append(_numbered(day, clock, segment.before + number, of_calendar=True))
        end = last if clock.works(last) else clock.next_day(last)
        for day in _dates(last + DAY, end):
            days.append(_moved(day, clock, last) if day == end else _off(day, clock))
        return Run(clock.closes(end), tuple(days))

    def stop(self, segment: Segment, clock: UnitClock, stop: datetime, go: datetime) -> Stopped | None:
        return _whole_days_stopped(segment, self.run(segment, clock), stop, go, int(segment.left) - 1)


class WorkingHours:
    """Hours of working time, from the moment on."""

    def run(self, segment: Segment, clock: UnitClock) -> Run:
        end = add_working_time(segment.start, _time(segment.left), clock)
        return Run(end, self._days(segment, end, clock))

    def _days(self, segment: Segment, end: datetime, clock: UnitClock) -> tuple[CountedDay, ...]:
        days = []
        for day in _dates(segment.start.date(), end.date()):
            worked = working_time_of_day(day, clock, segment.start, end)
            days.append(_partly(day, clock, segment.start, bool(worked), _hours(worked)))
        return tuple(days)

    def stop(self, segment: Segment, clock: UnitClock, stop: datetime, go: datetime) -> Stopped | None:
        used = Fraction(working_time_between(segment.start, stop, clock) // _TICK, HOUR // _TICK)
        return Stopped(segment.left - used, self._days(segment, stop, clock))


class SameDay:
    """To the end of working time of the day of the start, or of the next working day when it is over or too late."""

    def run(self, segment: Segment, clock: UnitClock) -> Run:
        first = segment.start.date()
        until = clock.same_day_until
        in_time = clock.works(first) and segment.start < clock.closes(first)
        if in_time and (until is None or segment.start.time() < until):
            counted = CountedDay(
                first, True, _joined(segment.opening, Words("trả trong ngày", "due the same day"))
            )
            return Run(clock.closes(first), (counted,))
        last = clock.next_day(first)
        days = [
            _opening(first, segment, clock),
            *(_off(day, clock) for day in _dates(first + DAY, last - DAY)),
        ]
        return Run(clock.closes(last), (*days, _numbered(last, clock, Fraction(1))))

    def stop(self, segment: Segment, clock: UnitClock, stop: datetime, go: datetime) -> Stopped | None:
        return Stopped(
            segment.left,
            tuple(_stopped(day) for day in self.run(segment, clock).days if day.date <= stop.date()),
        )


def counting_of(limit: Limit) -> Counting:
    """Raises ValueError for a limit that cannot be counted: calendar days with a fraction."""
    match limit.kind:
        case LimitKind.WORKING_DAYS:
            return WorkingDays()
        case LimitKind.CALENDAR_DAYS:
            if limit.amount != int(limit.amount):
                raise ValueError(f"calendar days are whole, not {limit.amount}")
            return CalendarDays()
        case LimitKind.WORKING_HOURS:
            return WorkingHours()
        case LimitKind.SAME_DAY:
            return SameDay()


def _whole_days_stopped(
    segment: Segment, run: Run, stop: datetime, go: datetime, most: int
) -> Stopped | None:
    """The days counted up to and with the day of the stop are gone, but never the last one; within one day nothing is."""
    if stop.date() == go.date():
        return None
    kept, used = [], 0
    for day in run.days:
        if day.date > stop.date():
            break
        if day.counted and used == most:
            day = _stopped(day)
        used += day.counted
        kept.append(day)
    return Stopped(segment.left - used, tuple(kept))


def _stopped(day: CountedDay) -> CountedDay:
    if not day.counted:
        return day
    return CountedDay(day.date, False, Words("đồng hồ dừng trong ngày này", "the clock stopped on this day"))


def _opening(day: date, segment: Segment, clock: UnitClock) -> CountedDay:
    said = segment.opening
    if not clock.works(day):
        said = _joined(said, why(day, clock.calendar))
    elif segment.start >= clock.closes(day):
        said = _joined(said, Words("sau giờ làm việc", "after hours"))
    return CountedDay(day, False, Words(f"{said.vi}; không tính", f"{said.en}; not counted"))


def _off(day: date, clock: UnitClock) -> CountedDay:
    return CountedDay(day, False, why(day, clock.calendar))


def _numbered(day: date, clock: UnitClock, number: Fraction, of_calendar: bool = False) -> CountedDay:
    said = why(day, clock.calendar)
    if of_calendar:
        nth = Words(f"ngày thứ {number}", f"day {number}")
        return CountedDay(day, True, nth if clock.works(day) else _joined(nth, said))
    nth = Words(f"ngày làm việc thứ {number}", f"working day {number}")
    return CountedDay(day, True, nth if clock.calendar.change(day) is None else _joined(nth, said))


def _moved(day: date, clock: UnitClock, last: date) -> CountedDay:
    text = date_text(last)
    return CountedDay(
        day,
        False,
        Words(
            f"ngày cuối {text} là ngày nghỉ nên hạn là ngày làm việc kế tiếp",
            f"the last day {text} is a day off, so the next working day is due",
        ),
    )


def _partly(day: date, clock: UnitClock, start: datetime, counted: bool, amount: Words) -> CountedDay:
    """A day of which hours or a fraction count."""
    if counted:
        said = Words(f"tính {amount.vi}", f"{amount.en} counted")
        return CountedDay(
            day, True, said if clock.calendar.change(day) is None else _joined(said, why(day, clock.calendar))
        )
    if not clock.works(day):
        return _off(day, clock)
    if start.date() == day and next_working_moment(start, clock).date() > day:
        return CountedDay(day, False, Words("sau giờ làm việc, không tính", "after hours, not counted"))
    return CountedDay(day, False, Words("không còn thời gian để tính", "no time left to count"))


def _joined(first: Words, second: Words) -> Words:
    return Words(f"{first.vi} ({second.vi})", f"{first.en} ({second.en})")


def _hours(amount: timedelta) -> Words:
    minutes, seconds = divmod(int(amount.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "giờ", "h"), (minutes, "phút", "min"), (seconds, "giây", "s"))
    return Words(
        " ".join(f"{count} {vi}" for count, vi, _ in parts if count),
        " ".join(f"{count} {en}" for count, _, en in parts if count),
    )


def _days(part: Fraction) -> Words:
    amount = Decimal(part.numerator) / Decimal(part.denominator)
    return Words(f"{figure(amount, 'vi', 4)} ngày", f"{figure(amount, 'en', 4)} day")


def _dates(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _time(hours: Fraction) -> timedelta:
    """To the second, rounded up: nobody is promised a part of one."""
    return timedelta(seconds=ceil(hours * (HOUR // timedelta(seconds=1))))


_TICK = timedelta(microseconds=1)
