"""Office hours of a unit: spans of working time by weekday, with seasons; half days keep their half.

Hours differ by province, unit and season, so they are entered; `DEFAULT` is what most keep (07:30-11:30, 13:30-17:00).
Everything here is in Vietnam's one time, UTC+7 without summer time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from itertools import pairwise

from caicach.core.words import Words

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
NOON = time(12)


class HoursError(ValueError):
    """Hours that cannot be: `words` says why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.vi)
        self.words = words


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Working time from `start` up to `end` of one day. Raises HoursError when it is empty or reversed."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise HoursError(
                Words(
                    f"giờ làm việc {self} phải bắt đầu trước khi kết thúc",
                    f"hours {self} must start before they end",
                )
            )

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    @property
    def seconds(self) -> int:
        return _seconds(self.end) - _seconds(self.start)


Day = tuple[Span, ...]
"""The spans of one day, in order and apart."""
Week = tuple[Day, Day, Day, Day, Day, Day, Day]
"""Monday to Sunday; a day without spans has no office hours."""


@dataclass(frozen=True, slots=True)
class Season:
    """Hours of a part of the year: each year from one (month, day) up to another, both included, over New Year too; or, dated,
    from `since` up to `until`, both included and each open where None."""

    week: Week
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        if (self.since and day < self.since) or (self.until and day > self.until):
            return False
        if self.first is None or self.last is None:
            return True
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours of a week and of its seasons; of several seasons that cover a day the last one counts."""

    week: Week
    seasons: tuple[Season, ...] = ()

    def weeks(self) -> tuple[Week, ...]:
        return (self.week, *(season.week for season in self.seasons))

    def week_on(self, day: date) -> Week:
        for season in reversed(self.seasons):
            if season.covers(day):
                return season.week
        return self.week


def every_working_day(spans: Day, weekly_off: Sequence[int] = (5, 6)) -> Week:
    """The week with the same spans on each working day."""
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
        () if weekday in weekly_off else spans for weekday in range(7)
    )
    return (monday, tuesday, wednesday, thursday, friday, saturday, sunday)


def morning(spans: Day) -> Day:
    """What of the day lies before noon."""
    return tuple(Span(span.start, min(span.end, NOON)) for span in spans if span.start < NOON)


def afternoon(spans: Day) -> Day:
    """What of the day lies after noon."""
    return tuple(Span(max(span.start, NOON), span.end) for span in spans if span.end > NOON)


def read_spans(text: str) -> Day:
    """ "07:30-11:30,13:30-17:00" (or "7h30–11h30; 13h30–17h") as spans; "" as none.

    Raises HoursError for other text, and for spans that overlap or are not in order.
    """
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    spans = tuple(_read_span(part) for part in parts)
    for before, after in pairwise(spans):
        if after.start < before.end:
            raise HoursError(
                Words(
                    f"giờ làm việc {before} và {after} chồng lên nhau hoặc không theo thứ tự",
                    f"hours {before} and {after} overlap or are out of order",
                )
            )
    return spans


def spans_text(spans: Day) -> str:
    """ "07:30-11:30,13:30-17:00", which `read_spans` reads back."""
    return ",".join(str(span) for span in spans)


def in_vietnam(moment: datetime) -> datetime:
    """The moment in Vietnam's time. Raises ValueError for one without a zone: nobody knows which moment it is."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(VIETNAM)


def at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, VIETNAM)


def _read_span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if not found:
        raise HoursError(
            Words(
                f"không hiểu giờ làm việc “{text}”; viết như 07:30-11:30,13:30-17:00",
                f"hours “{text}” are not understood; write them as 07:30-11:30,13:30-17:00",
            )
        )
    try:
        hours = [int(part or 0) for part in found.groups()]
        return Span(time(hours[0], hours[1]), time(hours[2], hours[3]))
    except HoursError:
        raise
    except ValueError:
        raise HoursError(
            Words(f"giờ làm việc “{text}” không có trong ngày", f"hours “{text}” are not within a day")
        ) from None


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


_HOUR = r"(\d{1,2})(?:[:hg](\d{2})|[hg])"
_SPAN = re.compile(rf"{_HOUR}\s*[-–]\s*{_HOUR}")
DEFAULT = OfficeHours(every_working_day(read_spans("07:30-11:30,13:30-17:00")))
"""Where nothing is entered. Hours of a province are its own decision; these are the usual ones [from memory]."""
