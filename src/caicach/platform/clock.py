"""The clock at the edge: `core` is handed a date, everything above asks here.

Vietnam keeps one time, UTC+7 without summer time; a day, a year and a due date are those of Asia/Ho_Chi_Minh.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


_told: ContextVar[dt.datetime | None] = ContextVar("told", default=None)


def now() -> dt.datetime:
    """This moment, aware, in Vietnam's time."""
    return _told.get() or dt.datetime.now(VIETNAM)


@contextmanager
def told(day: dt.date, hour: int = 9) -> Iterator[None]:
    """Within, it is that hour of that day: for a demonstration of work that takes months, and for tests of deadlines."""
    token = _told.set(dt.datetime.combine(day, dt.time(hour), VIETNAM))
    try:
        yield
    finally:
        _told.reset(token)


def today() -> dt.date:
    """The calendar day in Vietnam."""
    return now().date()
