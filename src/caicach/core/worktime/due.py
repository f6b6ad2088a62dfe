"""When a dossier is due, and why: each limit of the texts, waits in which the clock stands, every day accounted for.

Bộ luật Dân sự 2015 Điều 147 (the first day is not counted; hours run from the moment) and Điều 148 khoản 5 (a period whose
last day is a day off ends on the next working day) [from memory]; the effect of waits: the one-stop texts, Điều 19.4 (the
period starts again from the beginning after the full dossier arrives) and the financial duty, for which the clock stands.

Whole days: the day of receipt is not counted, whichever it was, and the period ends with the working time of its last day.
Calendar days count days off too, but end on a working day. Less than a day, and hours, run in working time from the
moment; received after hours or on a day off, from the next working moment. "Within the day" ends with the working time of
the day of receipt, or of the next working day when that is over.

A wait that resumes: of a limit in whole days, the days after the one it began on, up to and with the one it ended on, do
not count, and at least one day is left; a wait within one day takes none away. Hours and fractions stand to the minute.
A wait that restarts: the whole limit runs anew from its end, as from a new receipt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from caicach.core.words import Words
from caicach.core.worktime.clock import (
    UnitClock,
    add_days_fraction,
    add_working_time,
    next_working_moment,
    working_time_between,
)
from caicach.core.worktime.hours import in_vietnam
from caicach.core.worktime.limits import Limit
from caicach.core.worktime.punctuality import Compare, Punctuality, punctuality
from caicach.core.worktime.reading import why
from caicach.core.worktime.running import CountedDay, Counting, Moments, Segment, counting_of
from caicach.core.worktime.sentences import Told, days_words, limit_words, moment_words, sentence

__all__ = [
    "Compare",
    "CountedDay",
    "Due",
    "Effect",
    "Punctuality",
    "StillWaiting",
    "UnitClock",
    "Wait",
    "add_days_fraction",
    "add_working_time",
    "due",
    "next_working_moment",
    "punctuality",
    "step_due",
    "working_time_between",
]


class Effect(StrEnum):
    """What the end of a wait does to the limit."""

    RESUME = "resume"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Wait:
    """A time in which the clock stands; `end` None while it still does."""

    start: datetime
    end: datetime | None
    effect: Effect


class StillWaiting(LookupError):
    """The clock stands, so nothing is due yet: `words` says since when."""

    def __init__(self, since: datetime) -> None:
        text = moment_words(since)
        self.since = since
        self.words = Words(
            f"Đồng hồ dừng từ {text.vi}; hạn trả tính lại khi hết thời gian chờ.",
            f"The clock has stood since {text.en}; the due date is set when the wait ends.",
        )
        super().__init__(self.words.vi)


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends: the moment, its day, the account of every day from the start on, one sentence that explains it, and the
    years of which nothing but the law is known (the date may still move)."""

    at: datetime
    on: date
    days: tuple[CountedDay, ...]
    sentence: Words
    provisional: tuple[int, ...] = ()


def due(received: datetime, limit: Limit, clock: UnitClock, waits: Sequence[Wait] = ()) -> Due:
    """When what was received at `received` (aware) is due by this limit.

    Waits that begin when it was due already change nothing. Raises StillWaiting while a wait is open, ValueError for a wait that
    ends before it begins and for calendar days with a fraction, UnknownYear where the calendar does.
    """
    return _due(
        in_vietnam(received), Fraction(limit.amount), counting_of(limit), clock, waits, limit_words(limit)
    )


def step_due(started: datetime, days: Decimal, clock: UnitClock, waits: Sequence[Wait] = ()) -> Due:
    """When a step of an internal process (0.25, 0.5, 1, ... working days) that began at `started` is due: counted in working time
    from the moment on, so that steps one after the other take together what they take alone. Raises as `due` does."""
    return _due(
        in_vietnam(started),
        Fraction(days),
        Moments(),
        clock,
        waits,
        days_words(days),
    )


def _due(
    received: datetime,
    amount: Fraction,
    counting: Counting,
    clock: UnitClock,
    waits: Sequence[Wait],
    limit: Words,
) -> Due:
    segment = Segment(received, amount, Fraction(0), _RECEIVED)
    run = counting.run(segment, clock)
    account: dict[date, CountedDay] = {}
    stood: list[Words] = []
    for wait in sorted(map(_checked, waits), key=lambda wait: wait.start):
        if wait.start >= run.at:
            break
        stop = max(wait.start, segment.start)
        if wait.end is None:
            raise StillWaiting(stop)
        go = max(wait.end, segment.start)
        stopped = counting.stop(segment, clock, stop, go)
        if wait.effect is Effect.RESTART:
            kept = stopped.days if stopped else tuple(day for day in run.days if day.date <= stop.date())
            account = {day.date: _void(day) for day in (*account.values(), *kept)}
            segment = Segment(go, amount, Fraction(0), _SUPPLEMENTED)
        elif stopped is None or go <= stop:
            continue
        else:
            _enter(account, stopped.days)
            segment = Segment(go, stopped.left, segment.before + (segment.left - stopped.left), _RESUMED)
        _enter(account, _standing(stop, go, clock))
        stood.append(_stood(stop, go, wait.effect))
        run = counting.run(segment, clock)
    _enter(account, run.days)
    days = [account[day] for day in sorted(account)]
    years = tuple(sorted({day.date.year for day in days if clock.calendar.is_provisional(day.date)}))
    if years:
        days[-1] = _provisional(days[-1], years)
    told = Told(received, limit, days, stood, run.at, years)
    return Due(run.at, run.at.date(), tuple(days), sentence(told, clock), years)


def _checked(wait: Wait) -> Wait:
    start = in_vietnam(wait.start)
    end = None if wait.end is None else in_vietnam(wait.end)
    if end is not None and end < start:
        raise ValueError(f"a wait ends after it begins, not at {end} before {start}")
    return Wait(start, end, wait.effect)


def _enter(account: dict[date, CountedDay], days: Sequence[CountedDay]) -> None:
    """Add days to the account; of a day that two stretches share, both reasons stay."""
    for day in days:
        known = account.get(day.date)
        if known is not None:
            reasons = Words(f"{known.why.vi}; {day.why.vi}", f"{known.why.en}; {day.why.en}")
            day = CountedDay(day.date, known.counted or day.counted, reasons)
        account[day.date] = day


def _void(day: CountedDay) -> CountedDay:
    if not day.counted:
        return day
    return CountedDay(
        day.date,
        False,
        Words(f"{day.why.vi}, bỏ vì thời hạn tính lại từ đầu", f"{day.why.en}, void: the limit starts again"),
    )


def _provisional(last: CountedDay, years: Sequence[int]) -> CountedDay:
    """The day of the end, with the warning that it may move."""
    text = ", ".join(map(str, years))
    words = Words(
        f"{last.why.vi}; hạn tạm tính, chưa có văn bản về lịch nghỉ năm {text}",
        f"{last.why.en}; provisional, no dispatch on the days off of {text} yet",
    )
    return CountedDay(last.date, last.counted, words)


def _standing(stop: datetime, go: datetime, clock: UnitClock) -> list[CountedDay]:
    """The days wholly inside a wait."""
    days = ((stop.date() + timedelta(days=number)) for number in range(1, (go.date() - stop.date()).days))
    return [
        CountedDay(day, False, _STANDING if clock.works(day) else why(day, clock.calendar)) for day in days
    ]


def _stood(stop: datetime, go: datetime, effect: Effect) -> Words:
    since, until = moment_words(stop), moment_words(go)
    if effect is Effect.RESTART:
        return Words(
            f"chờ bổ sung từ {since.vi}, đủ hồ sơ lúc {until.vi} nên thời hạn tính lại từ đầu",
            f"a supplement was awaited from {since.en}; the full dossier came at {until.en} and the limit started again",
        )
    return Words(
        f"đồng hồ dừng từ {since.vi} đến {until.vi} rồi tính tiếp",
        f"the clock stood from {since.en} to {until.en} and went on",
    )


_RECEIVED = Words("ngày tiếp nhận", "day of receipt")
_SUPPLEMENTED = Words(
    "ngày nhận đủ hồ sơ bổ sung, tính lại từ đầu", "day the full dossier came, counted anew"
)
_RESUMED = Words("ngày hết thời gian chờ, tính tiếp", "day the wait ended, counted on")
_STANDING = Words("đồng hồ dừng", "the clock stands")
