"""Due dates by the million: the arithmetic of `due` on arrays, by prefix sums over the calendar.

A table is laid out once for a clock and a range of days: working days counted up to each day, working seconds up to each slot
of the day. A due date is then two look-ups, whatever the limit. Equal to `due` for whole working days, calendar days and
working hours without waits; `due` alone explains itself.

Moments are arrays of `datetime64[s]` in Vietnam's time, amounts an integer or an array of them (hours: seconds of working time).
"""

from datetime import date, datetime, time, timedelta
from math import gcd

import numpy as np
import numpy.typing as npt

from caicach.core.worktime.clock import UnitClock

Moments = npt.NDArray[np.datetime64]
Amounts = int | npt.NDArray[np.integer]
Ints = npt.NDArray[np.int64]

DAY = 86_400
FINEST = 60
"""Seconds: a finer cut of the days would make the table larger than what it is looked up for."""


NEVER = np.iinfo(np.int64).max
"""In place of a moment that lies after the last day of the table."""


class OutOfRange(ValueError):
    """A moment, or a due date, lies outside the days that the table was laid out for."""


class DueTable:
    """Due dates of one clock for what is received from `first` on and due by `last`. Raises UnknownYear where the clock does."""

    def __init__(self, clock: UnitClock, first: date, last: date) -> None:
        self._first_day = int(np.datetime64(first, "D").astype(np.int64))
        self._days = (last - first).days + 1
        spans = [
            (number, _second(span.start), _second(span.end))
            for number in range(self._days)
            for span in clock.spans(first + timedelta(days=number))
        ]
        table = np.array(spans, dtype=np.int64).reshape(-1, 3)
        midnights = (table[:, 0] + self._first_day) * DAY
        self._lay_out_days(table[:, 0], midnights + table[:, 2])
        self._lay_out_time(table)

    def _lay_out_days(self, day_of_span: Ints, ends: Ints) -> None:
        working, last_span = np.unique(day_of_span[::-1], return_index=True)
        self._closes = ends[::-1][last_span]  # of each working day, in order
        works = np.zeros(self._days, dtype=np.int64)
        works[working] = 1
        self._counted = np.cumsum(works)  # working days up to and with each day
        following = np.searchsorted(working, np.arange(self._days))
        self._closes_from = np.append(self._closes, NEVER)[
            following
        ]  # of the first working day from each day on

    def _lay_out_time(self, table: Ints) -> None:
        """Cut the days into slots as long as all office hours have in common: each is worked or not."""
        self._slot = gcd(DAY, *map(int, np.unique(table[:, 1:])))
        if self._slot < FINEST:
            raise ValueError("office hours begin and end on whole minutes")
        a_day = DAY // self._slot
        works = np.zeros(self._days * a_day + 1, dtype=np.int64)
        np.add.at(works, table[:, 0] * a_day + table[:, 1] // self._slot, 1)
        np.add.at(works, table[:, 0] * a_day + table[:, 2] // self._slot, -1)
        self._works = np.cumsum(works)[:-1]
        self._worked_before = (np.cumsum(self._works) - self._works) * self._slot
        self._begins = (
            np.flatnonzero(self._works) * self._slot + self._first_day * DAY
        )  # of the slots that are worked

    def working_days(self, received: Moments, days: Amounts) -> Moments:
        """Due moments of limits in whole working days (at least 1)."""
        _positive(days)
        counted = self._counted[self._day(_seconds(received))]
        counted += days
        _within(counted, len(self._closes))
        counted -= 1
        return _moments(self._closes[counted])

    def calendar_days(self, received: Moments, days: Amounts) -> Moments:
        """Due moments of limits in calendar days (at least 1)."""
        _positive(days)
        last = self._day(_seconds(received))
        last += days
        _within(last, self._days - 1)
        closes = self._closes_from[last]
        _within(closes, NEVER - 1)
        return _moments(closes)

    def working_time(self, received: Moments, seconds: Amounts) -> Moments:
        """Due moments of limits in working time, in seconds (at least 1)."""
        _positive(seconds)
        since = _seconds(received) - self._first_day * DAY
        _inside(since, self._days * DAY)
        slot = since // self._slot
        since -= slot * self._slot
        since *= self._works[slot]
        since += self._worked_before[slot]
        since += seconds
        _within(since, len(self._begins) * self._slot)
        slot = (since - 1) // self._slot
        since -= slot * self._slot
        since += self._begins[slot]
        return _moments(since)

    def _day(self, seconds: Ints) -> Ints:
        """Days since the first one of the table."""
        day: Ints = seconds // DAY
        day -= self._first_day
        _inside(day, self._days)
        return day


def local_moments(moments: list[datetime]) -> Moments:
    """Datetimes of Vietnam's time as an array; parts of a second are dropped."""
    return np.array([moment.replace(tzinfo=None) for moment in moments], dtype="datetime64[s]")


def _seconds(moments: Moments) -> Ints:
    return moments.astype("datetime64[s]", copy=False).view(np.int64)


def _moments(seconds: Ints) -> Moments:
    return seconds.view("datetime64[s]")


def _inside(values: Ints, end: int) -> None:
    if values.size and (values.min() < 0 or values.max() >= end):
        raise OutOfRange("a moment lies outside the days of the table")


def _within(values: Ints, most: int) -> None:
    if values.size and values.max() > most:
        raise OutOfRange("a due date lies after the last day of the table")


def _positive(amounts: Amounts) -> None:
    if np.min(amounts, initial=1) < 1:
        raise ValueError("a limit is longer than nothing")


def _second(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
