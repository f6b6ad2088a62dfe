"""What the columns of a dispatch and of hours hold, as `core.worktime` takes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from caicach.core.worktime.hours import Week, read_spans


def source_of(number: str, issued_on: dt.date) -> str:
    """How a dispatch is cited beside a day: "12729/VPCP-KGVX ngày 25/12/2025"."""
    return f"{number} ngày {issued_on:%d/%m/%Y}"


def week_of(texts: Sequence[str]) -> Week:
    """The spans of Monday to Sunday. Raises HoursError for text that is none."""
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = map(read_spans, texts)
    return (monday, tuesday, wednesday, thursday, friday, saturday, sunday)


def month_day(text: str) -> tuple[int, int]:
    """ "04-16" as (4, 16). Raises ValueError for a day that no year has."""
    month, day = map(int, text.split("-"))
    dt.date(2024, month, day)  # a leap year: 29/02 may be named
    return month, day
