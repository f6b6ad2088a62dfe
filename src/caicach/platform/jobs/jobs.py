"""The housekeeping of background work itself."""

from __future__ import annotations

import datetime as dt

from caicach.platform.jobs import job

KEPT = dt.timedelta(days=30)


@job
def prune(day: str) -> None:
    """Forget jobs that ended more than KEPT ago, failed ones too, and the days for which daily ones were enqueued."""
    from caicach.platform.jobs import periodic, stored

    before = dt.date.fromisoformat(day) - KEPT
    stored.forget(before)
    periodic.forget(before)
