"""Whether something was done in office hours."""

from __future__ import annotations

from datetime import datetime

from caicach.core.dossiers.violations.base import Facts


def in_hours(moment: datetime, at: Facts) -> bool:
    """Whether the unit was open; the last minute of its hours belongs to them. Raises UnknownYear where the calendar does."""
    local = at.local(moment)
    time = local.time().replace(second=0, microsecond=0)
    return any(span.start <= time <= span.end for span in at.clock.spans(local.date()))
