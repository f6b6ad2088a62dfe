"""Forgetting attempts: nothing of who asked is kept longer than a day or two."""

from __future__ import annotations

import datetime as dt

from caicach.platform import clock
from caicach.platform.jobs import job
from caicach.platform.throttle import actions


@job
def forget(day: str) -> None:
    """Drop what was counted before yesterday; no window is as long as a day."""
    start = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), clock.VIETNAM)
    actions.forget(start - dt.timedelta(days=1))
