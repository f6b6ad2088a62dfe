"""Early, on time, late: by date, as Thanh Hóa counts, or by timestamp, as the set of 766/QĐ-TTg does."""

from datetime import datetime
from enum import StrEnum

from caicach.core.worktime.hours import in_vietnam


class Punctuality(StrEnum):
    """Before, on or after the due date; without a due date on time."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class Compare(StrEnum):
    """What is compared; a setting."""

    DATE = "date"
    TIMESTAMP = "timestamp"


def punctuality(due_at: datetime | None, ended_at: datetime, by: Compare) -> Punctuality:
    """How a result that was there at `ended_at` stands to its due moment; the day is Vietnam's."""
    if due_at is None:
        return Punctuality.ON_TIME
    due, ended = in_vietnam(due_at), in_vietnam(ended_at)
    if by is Compare.DATE and due.date() == ended.date():
        return Punctuality.ON_TIME
    if ended == due:
        return Punctuality.ON_TIME
    return Punctuality.EARLY if ended < due else Punctuality.LATE
