"""The hour at which something was done: whether in office hours, and whether it is known at all."""

from __future__ import annotations

from datetime import datetime, time

from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.violations.base import Facts


def in_hours(moment: datetime, at: Facts) -> bool:
    """Whether the unit was open; the last minute of its hours belongs to them. Raises UnknownYear where the calendar does."""
    local = at.local(moment)
    time = local.time().replace(second=0, microsecond=0)
    return any(span.start <= time <= span.end for span in at.clock.spans(local.date()))


def is_day_alone(moment: datetime, record: DossierRecord, at: Facts) -> bool:
    """Whether only the day is known: systems that keep no hour write midnight. Our own dossiers have their hour."""
    return record.imported and at.local(moment).time().replace(microsecond=0) == time.min
