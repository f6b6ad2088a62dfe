"""Numbers, dates and due dates as the reader's language writes them. None is a dash, never a zero.

Vietnamese has a decimal comma and a thousands dot, English the other way round; dates are dd/MM/yyyy in both, because
the documents beside the screen are.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from caicach.core.vietnamese import date_text, decimal_text

NONE = "—"
Tone = Literal["neutral", "running", "waiting", "done", "late"]
SOON = 5  # days before a due date from which it is shown as waiting
_SWAP = str.maketrans(",.", ".,")


def decimal(value: object, digits: int = 2) -> str:
    """Points: "3,88" or, in English, "3.88"; halves are rounded up, as points are."""
    number = as_decimal(value)
    return NONE if number is None else _localized(decimal_text(number, digits))


def number(value: object) -> str:
    """A count ("3.321"); decimals that a value carries stay."""
    amount = as_decimal(value)
    if amount is None:
        return NONE
    return _localized(decimal_text(int(amount) if amount == amount.to_integral_value() else amount))


def percent(value: object, digits: int = 2) -> str:
    """A rate that is already in percent."""
    return NONE if as_decimal(value) is None else f"{decimal(value, digits)}%"


def as_decimal(value: object) -> Decimal | None:
    """The number in a Decimal, int, float or the text of one; None for nothing and for what is not a number."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        found = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def date(value: object) -> str:
    """dd/MM/yyyy; of a point in time, the day in Vietnam."""
    day = _local(value).date() if isinstance(value, dt.datetime) else value
    return date_text(day) if isinstance(day, dt.date) else NONE


def time(value: object) -> str:
    """A point in time: "10:32 14/03/2026"."""
    if not isinstance(value, dt.datetime):
        return date(value)
    local = _local(value)
    return f"{local:%H:%M} {date_text(local.date())}"


@dataclass(frozen=True, slots=True)
class Due:
    """A due date in words and how it stands; `tone` is a kind of status chip."""

    words: str
    tone: Tone


def due(day: dt.date, today: dt.date, done_on: dt.date | None = None, working_days: int | None = None) -> Due:
    """How it stands: "còn 2 ngày · 14/03", "hôm nay · 14/03", "quá hạn 1 ngày · 13/03"; with the year where it is not this one.

    `working_days` are those left (or, negative, those passed) by the legal calendar, where the caller has counted them.
    """
    when = f"{day:%d/%m}" if day.year == today.year else date_text(day)
    if done_on is not None:
        late = (done_on - day).days
        words = _("xong đúng hạn") if late <= 0 else _("xong, quá hạn %(days)s") % {"days": _days(late)}
        return Due(f"{words} · {when}", "done" if late <= 0 else "late")
    left = (day - today).days
    if left == 0:
        return Due(" · ".join((_("hôm nay"), when)), "waiting")
    if left < 0:
        passed = _working(-working_days) if working_days is not None else _days(-left)
        return Due(" · ".join((_("quá hạn %(days)s") % {"days": passed}, when)), "late")
    remaining = _working(working_days) if working_days is not None else _days(left)
    tone: Tone = "waiting" if left <= SOON else "neutral"
    return Due(" · ".join((_("còn %(days)s") % {"days": remaining}, when)), tone)


def _days(count: int) -> str:
    return ngettext("%(count)s ngày", "%(count)s ngày", count) % {"count": count}


def _working(count: int) -> str:
    return ngettext("%(count)s ngày làm việc", "%(count)s ngày làm việc", count) % {"count": count}


def _local(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _localized(text: str) -> str:
    return text.translate(_SWAP) if (get_language() or "vi").startswith("en") else text
