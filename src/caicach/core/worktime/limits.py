"""Time limits of procedures as the texts state them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class LimitKind(StrEnum):
    """In what a time limit is counted."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    WORKING_HOURS = "working_hours"
    SAME_DAY = "same_day"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: `amount` in days or hours, nothing for the same day. Steps of an internal process have fractions of days."""

    kind: LimitKind
    amount: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.kind is LimitKind.SAME_DAY:
            if self.amount != 0:
                raise ValueError(f"a limit within the day has no amount, not {self.amount}")
        elif self.amount <= 0:
            raise ValueError(f"a limit is longer than nothing, not {self.amount}")

    @property
    def ends_within_a_day(self) -> bool:
        """Whether the limit ends at an hour of its own and not with the working time of a day: hours, fractions of days."""
        return self.kind is LimitKind.WORKING_HOURS or bool(self.amount % 1)
