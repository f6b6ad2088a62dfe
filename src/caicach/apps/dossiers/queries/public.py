"""A dossier for whoever holds its code and the last digits of the phone or of the personal number, without an account.

No `Scope` is asked for, because nobody is signed in: code and digits together are the key, and what is told is little enough
for it. Never a name, an address, a number, an officer, a paper or a note; only the procedure, where the dossier stands, the
steps with their dates, the due date, and the apology that was sent. A wrong code and wrong digits are one answer (None), after
the same one query and the same comparisons, so that nobody learns which codes exist. How often may be asked is the matter of
whoever calls (`apps.portal.lookup`).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.crypto import constant_time_compare

from caicach.apps.dossiers.models import Dossier
from caicach.core.dossiers.status import OPEN, RUNNING, Form, Status

DIGITS = 4
_NO_DIGITS, _NOT_DIGITS = "?" * DIGITS, "!" * DIGITS
"""What stands for a number that there is not, and for digits that are none: equal to nothing, each other included."""


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "done"
    RUNNING = "running"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class PublicStep:
    """A step of the process: what is done in it, and when it began and ended."""

    name: str
    state: StepState
    started_at: dt.datetime | None
    finished_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PublicApology:
    """An apology that was sent: why it is late, and the new day."""

    sent_at: dt.datetime
    reason: str
    new_due_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PublicDossier:
    """What is told of a dossier. `due_at` is the one day promised to the citizen, also of interlinked procedures."""

    code: str
    procedure_id: int
    procedure: str
    unit: str
    status: Status
    received_at: dt.datetime | None
    due_at: dt.datetime | None
    ended_at: dt.datetime | None
    is_late: bool
    steps: tuple[PublicStep, ...]
    apologies: tuple[PublicApology, ...]

    @property
    def waits(self) -> bool:
        """Whether the clock stands until the citizen has done something."""
        return self.status in OPEN and self.status not in RUNNING


def look_up(code: str, digits: str, now: dt.datetime) -> PublicDossier | None:
    """The dossier of `code` when `digits` end the phone it was handed in with or the personal number; else None."""
    found = (
        Dossier.objects.filter(code=code)
        .select_related("applicant", "procedure_version", "unit", "group")
        .first()
    )
    if not re.fullmatch(f"[0-9]{{{DIGITS}}}", digits):
        digits = _NOT_DIGITS
    ends = (_end(found.phone), _end(found.applicant.number)) if found else (_NO_DIGITS, _NO_DIGITS)
    matches = [constant_time_compare(end, digits) for end in ends]
    if found is None or not any(matches):
        return None
    return _told(found, now)


def _end(number: str) -> str:
    """The last digits of a number; a text that nothing equals where there are too few."""
    digits = re.sub("[^0-9]", "", number)
    return digits[-DIGITS:] if len(digits) > DIGITS else _NO_DIGITS


def _told(found: Dossier, now: dt.datetime) -> PublicDossier:
    status = Status(found.status)
    due = found.group.due_at if found.group and found.group.due_at else found.due_at
    sent = found.slips.filter(form=Form.APOLOGY.value, sent_at__isnull=False).order_by("sent_at")
    return PublicDossier(
        code=found.code,
        procedure_id=found.procedure_version.procedure_id,
        procedure=found.procedure_version.name,
        unit=found.unit.name,
        status=status,
        received_at=found.received_at,
        due_at=due,
        ended_at=found.finished_at or found.ended_at,
        is_late=status in RUNNING and due is not None and now > due,
        steps=_steps(found, status),
        apologies=tuple(
            PublicApology(one.sent_at, one.reason, one.new_due_at) for one in sent if one.sent_at
        ),
    )


def _steps(found: Dossier, status: Status) -> tuple[PublicStep, ...]:
    """The steps that were run, then those that are still planned; those of a dossier that has ended are not planned any more."""
    run = list(found.steps.order_by("order"))
    steps = [
        PublicStep(
            one.name,
            StepState.DONE if one.finished_at else StepState.RUNNING,
            one.started_at,
            one.finished_at,
        )
        for one in run
    ]
    if status in OPEN:
        last = max((one.order for one in run), default=0)
        planned = found.procedure_version.steps.filter(order__gt=last).order_by("order")
        steps += [PublicStep(one.name, StepState.PLANNED, None, None) for one in planned]
    return tuple(steps)
