"""When people come: more on Mondays than on Fridays, little around Tết, most in summer; and moments within working time."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, timedelta
from itertools import groupby

from caicach.core.worktime.due import UnitClock
from caicach.core.worktime.hours import at

DAY = timedelta(days=1)
MONTHS = (0.9, 0.75, 1.1, 1.05, 1.05, 1.1, 1.15, 1.15, 1.0, 1.0, 1.0, 0.95)
WEEKDAYS = (1.25, 1.1, 1.0, 0.95, 0.9, 0.5, 0.4)
BEFORE_TET, AFTER_TET, AROUND_TET = 0.4, 0.6, 5
"""How much is left of a day in the last and the first working days around Tết."""


class Days:
    """The working days of an office from `first` to `last`, and moments in them."""

    def __init__(self, clock: UnitClock, first: date, last: date) -> None:
        self.clock = clock
        self.all = [day for day in _days(first, last) if clock.works(day)]

    def index(self, day: date) -> int:
        """The place of a day among the working days; of a day off, that of the next one."""
        return bisect_left(self.all, day)

    def closes(self, index: int) -> datetime:
        """When working time ends on a day, by its place."""
        return self.clock.closes(self.all[index])

    def between(self, start: datetime, end: datetime, share: float) -> datetime:
        """The moment in working time, to the minute, at which `share` of what lies between two moments has passed.

        The start itself where there is no working time between.
        """
        spans = []
        for day in self.all[self.index(start.date()) : self.index(end.date()) + 1]:
            for span in self.clock.spans(day):
                opens, closes = max(at(day, span.start), start), min(at(day, span.end), end)
                if opens < closes:
                    spans.append((opens, (closes - opens).total_seconds()))
        left = share * sum(seconds for _, seconds in spans)
        for opens, seconds in spans:
            if left <= seconds:
                return opens + timedelta(minutes=int(left // 60))
            left -= seconds
        return spans[-1][0] + timedelta(seconds=spans[-1][1]) if spans else start

    def weights(self, first: date, last: date) -> list[tuple[date, float]]:
        """How many dossiers come on each working day from `first` to `last`, in relation to each other."""
        days = [day for day in self.all if first <= day <= last]
        found = {day: MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] for day in days}
        for year in {day.year for day in days}:
            last_before = self._before_tet(year)
            place = self.index(last_before) if last_before else 0
            if last_before is None or self.all[place] != last_before:
                continue
            for day in self.all[max(0, place - AROUND_TET + 1) : place + 1]:
                found[day] = found.get(day, 0.0) * BEFORE_TET
            for day in self.all[place + 1 : place + 1 + AROUND_TET]:
                found[day] = found.get(day, 0.0) * AFTER_TET
        return [(day, found[day]) for day in days]

    def _before_tet(self, year: int) -> date | None:
        """The last working day before the longest time off of January and February."""
        days = list(_days(date(year, 1, 8), date(year, 3, 1)))
        off = [list(run) for works, run in groupby(days, self.clock.works) if not works]
        longest = max(off, key=len, default=[])
        return longest[0] - DAY if len(longest) > 4 else None


def _days(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range((last - first).days + 1)]
