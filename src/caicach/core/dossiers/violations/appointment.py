"""Which day was promised to the citizen, and when a slip reached him."""

from __future__ import annotations

from datetime import datetime

from caicach.core.dossiers.record import DossierRecord, PauseKind, SlipRecord
from caicach.core.dossiers.status import Form
from caicach.core.dossiers.violations.base import Facts
from caicach.core.worktime.due import Effect, StillWaiting, Wait, due


def given_at(slip: SlipRecord, record: DossierRecord) -> datetime | None:
    """When the citizen had the slip. An import tells one moment of a slip only, so there any of them counts."""
    if slip.sent_at is not None or not record.imported:
        return slip.sent_at
    return slip.signed_at or slip.drafted_at


def promised(record: DossierRecord, at: Facts) -> datetime | None:
    """The moment that was promised before any re-appointment, moved by the waits of the dossier; None if it is not known.

    As long as nobody has re-appointed, that is the date of the dossier. Afterwards it is the date of the receipt; where waits
    have moved that, the clock tells what it had become.
    """
    if not record.slips_of(Form.APOLOGY) and not record.reappointed:
        return record.due_at or record.first_due_at
    if record.pauses and record.limit is not None and record.received_at is not None:
        try:
            return due(record.received_at, record.limit, at.clock, waits(record)).at
        except StillWaiting:
            return None
    return record.first_due_at or record.due_at


def waits(record: DossierRecord) -> list[Wait]:
    """The waits of a dossier: papers start the clock anew, a financial duty lets it go on (domain: deadlines and the clock)."""
    return [
        Wait(
            pause.started_at,
            pause.ended_at,
            Effect.RESTART if pause.kind is PauseKind.SUPPLEMENT else Effect.RESUME,
        )
        for pause in sorted(record.pauses, key=lambda pause: pause.started_at)
    ]
