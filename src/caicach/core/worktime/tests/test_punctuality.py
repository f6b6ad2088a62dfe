"""Early, on time, late by date and by timestamp."""

from datetime import UTC, datetime, timedelta

import pytest

from caicach.core.worktime.due import Compare, Punctuality, punctuality
from caicach.core.worktime.hours import VIETNAM

DUE = datetime(2026, 11, 17, 17, tzinfo=VIETNAM)
EARLY, ON_TIME, LATE = Punctuality.EARLY, Punctuality.ON_TIME, Punctuality.LATE


@pytest.mark.parametrize(
    ("ended", "by_date", "by_timestamp"),
    [
        (DUE - timedelta(days=1), EARLY, EARLY),
        (DUE - timedelta(hours=3), ON_TIME, EARLY),
        (DUE, ON_TIME, ON_TIME),
        (DUE + timedelta(hours=3), ON_TIME, LATE),
        (DUE + timedelta(hours=8), LATE, LATE),
        (datetime(2026, 11, 16, 18, tzinfo=UTC), ON_TIME, EARLY),  # 01:00 of the 17th in Vietnam
    ],
)
def test_the_setting_decides_whether_the_hour_counts(
    ended: datetime, by_date: Punctuality, by_timestamp: Punctuality
) -> None:
    assert punctuality(DUE, ended, Compare.DATE) is by_date
    assert punctuality(DUE, ended, Compare.TIMESTAMP) is by_timestamp


@pytest.mark.parametrize("by", list(Compare))
def test_without_a_due_date_everything_is_on_time(by: Compare) -> None:
    assert punctuality(None, DUE, by) is ON_TIME
