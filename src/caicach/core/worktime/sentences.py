"""The one sentence that explains a due date, with its dates as dd/MM/yyyy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from caicach.core.vietnamese import date_text
from caicach.core.words import Words, figure
from caicach.core.worktime.clock import UnitClock
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.core.worktime.reading import listed
from caicach.core.worktime.running import CountedDay


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentence tells: the start, the limit in words, the account of the days, the waits, the end, provisional years."""

    received: datetime
    limit: Words
    days: Sequence[CountedDay]
    waits: Sequence[Words]
    at: datetime
    provisional: Sequence[int]


def sentence(told: Told, clock: UnitClock) -> Words:
    """From the receipt to the due moment, with what was not counted on the way."""
    start, end = moment_words(told.received), moment_words(told.at)
    first, last = told.days[0], told.days[-1]
    parts = [
        Words(
            f"Tiếp nhận lúc {start.vi}, thời hạn {told.limit.vi}",
            f"Received at {start.en}, limit {told.limit.en}",
        )
    ]
    if not first.counted:
        parts.append(Words("không tính ngày tiếp nhận", "the day of receipt is not counted"))
    moved = not last.counted and last is not first
    skipped = [day.date for day in told.days[1:] if not day.counted and not clock.works(day.date)]
    if moved:
        parts.append(last.why)
    elif skipped:
        parts.append(
            Words(f"không tính ngày nghỉ {listed(skipped)}", f"days off {listed(skipped)} are not counted")
        )
    parts.extend(told.waits)
    if told.provisional:
        years = ", ".join(map(str, told.provisional))
        parts.append(
            Words(
                f"tạm tính theo ngày nghỉ luật định vì chưa có văn bản về lịch nghỉ năm {years}, hạn có thể đổi",
                f"provisional, by statutory holidays only, for want of a dispatch on the days off of {years}; it may move",
            )
        )
    parts.append(Words(f"hạn trả {end.vi}", f"due {end.en}"))
    return Words("; ".join(part.vi for part in parts) + ".", "; ".join(part.en for part in parts) + ".")


def limit_words(limit: Limit) -> Words:
    """ "3 ngày làm việc"."""
    match limit.kind:
        case LimitKind.WORKING_DAYS:
            return days_words(limit.amount)
        case LimitKind.CALENDAR_DAYS:
            return _amount(limit.amount, "ngày", "calendar days")
        case LimitKind.WORKING_HOURS:
            return _amount(limit.amount, "giờ làm việc", "working hours")
        case LimitKind.SAME_DAY:
            return Words("trong ngày", "within the day")


def days_words(days: Decimal) -> Words:
    """ "0,25 ngày làm việc"."""
    return _amount(days, "ngày làm việc", "working days")


def moment_words(moment: datetime) -> Words:
    """ "16:10 ngày 13/02/2026"."""
    day = date_text(moment.date())
    return Words(f"{moment:%H:%M} ngày {day}", f"{moment:%H:%M} on {day}")


def _amount(amount: Decimal, vi: str, en: str) -> Words:
    return Words(f"{figure(amount, 'vi')} {vi}", f"{figure(amount, 'en')} {en}")
