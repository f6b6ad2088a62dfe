"""Settled on time: what a unit's dossiers of a year are counted as, for the index.

Counted are the dossiers settled in the year and those that had no result although the promised day had gone by. Days are
compared; the promised day is that before any re-appointment (an apology makes nobody punctual), moved by the waits of the
dossier. A dossier without a promised day is on time (domain: one-stop service, 4.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal, localcontext

from caicach.core.dossiers.appointment import promised
from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.violations.base import Facts

PLACES = Decimal(1).scaleb(-10)


@dataclass(frozen=True, slots=True)
class Settlement:
    """How many dossiers of a unit were settled, how many of them late, how many are overdue without a result.

    `apologised` of the late and the overdue ones had their apology in time; None where that is not known of all of them.
    """

    settled: int = 0
    late: int = 0
    overdue_open: int = 0
    apologised: int | None = 0

    def __add__(self, other: Settlement) -> Settlement:
        known = self.apologised is not None and other.apologised is not None
        return Settlement(
            self.settled + other.settled,
            self.late + other.late,
            self.overdue_open + other.overdue_open,
            (self.apologised or 0) + (other.apologised or 0) if known else None,
        )

    @property
    def on_time(self) -> int:
        return self.settled - self.late

    @property
    def counted(self) -> int:
        return self.settled + self.overdue_open

    @property
    def overdue(self) -> int:
        return self.late + self.overdue_open

    @property
    def rate(self) -> Decimal | None:
        """On time of those counted, in per cent, cut off so that no limit is reached that was not; None without any."""
        if not self.counted:
            return None
        with localcontext(prec=40):
            return (Decimal(self.on_time) * 100 / self.counted).quantize(PLACES, ROUND_DOWN)


def counting_day(year: int, today: date) -> date:
    """The day whose morning is counted: today, and the first day of the next year once the year is over."""
    return min(today, date(year + 1, 1, 1))


def is_overdue(record: DossierRecord, on: date, at: Facts) -> bool:
    """Whether the promised day of a dossier without a result had gone by on the morning of a day. Raises UnknownYear."""
    due = promised(record, at.clock)
    return due is not None and at.day(due) < on
