"""From which day on people are warned of a dossier that is going to be late: the officer first, then the head.

The head is warned on the last working day on which the apology can still reach the applicant in time (`Law`,
`apology_days_before_due`): of what is due on a Monday, on the Friday before. The officer is warned `OFFICER_AHEAD` working days
before the head, which no text lays down: long enough to finish, short enough to be taken for what it says.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from caicach.core.dossiers.law import Law
from caicach.core.worktime.clock import UnitClock

OFFICER_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Warned:
    """The first day of each warning."""

    officer: date
    head: date


def warned_from(due: date, law: Law, clock: UnitClock) -> Warned:
    """When the officer and the head are warned of what is due on this day, in the working days of the unit."""
    head = _worked(due - timedelta(days=law.apology_days_before_due), clock)
    officer = head
    for _ in range(OFFICER_AHEAD):
        officer = _worked(officer - timedelta(days=1), clock)
    return Warned(officer, head)


def _worked(day: date, clock: UnitClock) -> date:
    """This day, or the last working day before it."""
    while not clock.works(day):
        day -= timedelta(days=1)
    return day
