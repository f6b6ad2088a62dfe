"""The clock at the edge: `core` is handed a date, everything above asks here.

Vietnam keeps one time, UTC+7 without summer time; a day, a year and a due date are those of Asia/Ho_Chi_Minh.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> dt.datetime:
    """This moment, aware, in Vietnam's time."""
    return dt.datetime.now(VIETNAM)


def today() -> dt.date:
    """The calendar day in Vietnam."""
    return now().date()
