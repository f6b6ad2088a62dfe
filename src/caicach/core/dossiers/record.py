"""A dossier with all that happened to it, as plain values: what violations and indicators are found from.

Nothing here is computed and nothing knows a table, so that a detector runs the same over one dossier on a screen, over a
year of a province, and over dossiers that a generator has just made up. All times are aware, money is in đồng. `None` is "not
known" or "not yet", never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from caicach.core.dossiers.status import Channel, Form, Status
from caicach.core.worktime.limits import Limit


class PauseKind(StrEnum):
    """What a dossier waits for while its clock stands."""

    SUPPLEMENT = "supplement"
    FINANCIAL_DUTY = "financial_duty"


@dataclass(frozen=True, slots=True)
class Ref:
    """A unit or a person: the key and the name to show. One instance serves all dossiers that name it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class SlipRecord:
    """A slip as it was given (forms 01 to 05, notice of stopping)."""

    form: Form
    number: int
    drafted_at: datetime
    signed_at: datetime | None = None
    sent_at: datetime | None = None
    reason: str = ""
    new_due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PauseRecord:
    """A time in which the clock stood; `basis` is the legal ground, empty where none was given."""

    kind: PauseKind
    started_at: datetime
    ended_at: datetime | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step of the internal process: given to `officer`, done by `done_by`."""

    order: int
    officer: Ref | None
    done_by: Ref | None
    started_at: datetime
    due_at: datetime | None = None
    finished_at: datetime | None = None
    unit: Ref | None = None


@dataclass(frozen=True, slots=True)
class FeeRecord:
    """A fee charged; `scheduled` is what the schedule of the procedure says, None where it knows no such fee."""

    name: str
    amount: Decimal
    scheduled: Decimal | None
    paid_at: datetime | None = None
    online: bool = False


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One line of the log of a dossier: `act` is a value of `core.dossiers.lifecycle.Act`."""

    at: datetime
    act: str
    after: Status
    before: Status | None = None
    by: Ref | None = None


@dataclass(frozen=True, slots=True)
class ConsultationRecord:
    """Another unit was asked, with a deadline of its own."""

    unit: Ref
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RatingRecord:
    """What the citizen said: `score` 1 to 3, how often he had to come for papers, at how many agencies, complaint upheld."""

    score: int
    contacts: int
    agencies: int
    complaint: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRecord:
    """A dossier. `due_at` is the last moment promised, `first_due_at` the one on the receipt; `limit` is that of the version
    of the procedure under which it was received, None where the catalogue does not know it.
    """

    id: int
    code: str
    unit: Ref
    handling_unit: Ref
    procedure: str
    status: Status
    channel: Channel
    submitted_at: datetime
    officer: Ref | None = None
    limit: Limit | None = None
    second_limit: Limit | None = None
    received_at: datetime | None = None
    first_due_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    ended_at: datetime | None = None
    receipt_number: str = ""
    reappointed: int = 0
    same_day: bool = False
    denied: bool = False
    imported: bool = False
    slips: tuple[SlipRecord, ...] = ()
    pauses: tuple[PauseRecord, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    fees: tuple[FeeRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()
    consultations: tuple[ConsultationRecord, ...] = ()
    rating: RatingRecord | None = None

    def slips_of(self, form: Form) -> list[SlipRecord]:
        """The slips of a form, in the order in which they were drafted."""
        return sorted(
            (slip for slip in self.slips if slip.form is form),
            key=lambda slip: (slip.drafted_at, slip.number),
        )

    @property
    def slips_kept(self) -> bool:
        """Whether a slip that is not here was not given. An import that brought no slip says nothing about slips."""
        return not self.imported or bool(self.slips)

    @property
    def closed_at(self) -> datetime | None:
        """When the work on it ended: with a result, else otherwise (refused, withdrawn, stopped)."""
        return self.finished_at or self.ended_at
