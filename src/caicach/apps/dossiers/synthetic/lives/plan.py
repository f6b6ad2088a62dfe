"""What a synthetic year is drawn from, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from caicach.core.dossiers.record import DossierRecord, Ref
from caicach.core.words import Words
from caicach.core.worktime.due import UnitClock
from caicach.core.worktime.limits import Limit, LimitKind

CODES = tuple(f"V{number}" for number in range(1, 13))
BATCH = 5
"""Dossiers of a batch closed in one minute (V9), the smallest that the detector takes for one."""


@dataclass(frozen=True, slots=True)
class ScheduledFee:
    """A fee of the schedule, in đồng; `channel` None where it is the same in every channel."""

    name: str
    amount: Decimal
    channel: int | None = None


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step of the internal process in working days; `by_head`: a signature."""

    name: str
    days: Decimal
    by_head: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """A procedure as counters are asked for it. `weight` is how often, `online` the share of it that comes online, `duty`
    whether a financial duty falls due in between (land). `key` is handed through.
    """

    key: int
    code: str
    limit: Limit
    weight: float
    steps: tuple[StepPlan, ...]
    fees: tuple[ScheduledFee, ...] = ()
    online: float = 0.35
    duty: bool = False
    desk: int = 0

    @property
    def working_days(self) -> float:
        """About how many working days the limit gives; 0 within the day."""
        match self.limit.kind:
            case LimitKind.WORKING_DAYS:
                return float(self.limit.amount)
            case LimitKind.CALENDAR_DAYS:
                return float(self.limit.amount) * 5 / 7
            case _:
                return 0.0


@dataclass(frozen=True, slots=True)
class Desk:
    """An office that handles dossiers, with who does and who signs."""

    unit: Ref
    handlers: tuple[Ref, ...]
    heads: tuple[Ref, ...]


@dataclass(frozen=True)
class Office:
    """A counter: who receives there, to which desks it hands over, what it is asked for, how much of the whole (`weight`).

    `agency` is the code that its dossiers bear, `taken` the running numbers of days that others have already, `crowd` how many
    people live around it, `first_person` the number of the first of them.
    """

    unit: Ref
    agency: str
    clock: UnitClock
    receivers: tuple[Ref, ...]
    desks: tuple[Desk, ...]
    matters: tuple[Matter, ...]
    weight: float = 1.0
    taken: Mapping[str, int] = field(default_factory=dict)
    crowd: int = 1_000
    first_person: int = 0


@dataclass(frozen=True)
class Plan:
    """`count` dossiers handed in at the offices from the first day of `year` until `now` (aware, local time)."""

    count: int
    seed: int
    year: int
    now: datetime
    offices: tuple[Office, ...]
    plants: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Life:
    """One dossier. The record's `id` is its place in the whole, from 1; `person` the number of the applicant.

    `planted` is the code of the violation that it has on purpose, "" for none; of a batch (V9) all bear it and the first,
    `is_named`, stands for it. `in_book` is False where the book of the office leaves it out.
    """

    record: DossierRecord
    office: int
    matter: Matter
    person: int
    planted: str = ""
    is_named: bool = False
    in_book: bool = True


class Unplantable(ValueError):
    """What is asked for does not fit into the plan: `words` says what and why."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.words = Words(vi, en)


def read_plants(text: str) -> dict[str, int]:
    """ "V1=12,V3=5" as numbers by code. Raises Unplantable for what is no code or no number."""
    plants: dict[str, int] = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        code, _, number = (one.strip() for one in part.partition("="))
        code = code.upper()
        if code not in CODES or not number.isascii() or not number.isdigit():
            raise Unplantable(
                f"không hiểu “{part}”; viết như V1=12,V3=5 với các mã V1 đến V12",
                f"“{part}” is not understood; write V1=12,V3=5 with codes V1 to V12",
            )
        plants[code] = plants.get(code, 0) + int(number)
    return {code: plants[code] for code in CODES if plants.get(code)}
