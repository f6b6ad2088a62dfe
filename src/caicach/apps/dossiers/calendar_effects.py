"""What a change of the working calendar would move: open dossiers whose due date, counted again, is another one.

Nothing is changed here: the date on the receipt stands until an officer issues a new one (docs/decisions/working-time.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from caicach.apps.calendars import affected
from caicach.apps.calendars.affected import Change, Moved
from caicach.apps.dossiers.models import Dossier, Pause
from caicach.apps.dossiers.queries.due import running_between
from caicach.core.worktime.due import Effect, StillWaiting, UnitClock, Wait, due
from caicach.platform.access import Permission, Scope
from caicach.platform.clock import VIETNAM


def register() -> None:
    """Called once when Django is ready."""
    affected.register(moved_by)


def moved_by(scope: Scope, change: Change) -> Iterator[Moved]:
    """The dossiers whose clock runs and whose due date a change would move, by due date; the rows come as they are found.

    A dossier that waits has no date to move. What was re-appointed, or has no limit of its own, is listed when its day would no
    longer be worked.
    """
    readable = scope.reach(Permission.DOSSIERS_READ)
    for dossier in running_between(change.units, change.first, change.last):
        assert dossier.due_at is not None
        before, after = change.before[dossier.unit_id], change.after[dossier.unit_id]
        new = _moved(dossier, before, after)
        if new is not None and new != dossier.due_at:
            url = reverse("dossiers:dossier", args=[dossier.pk]) if readable else ""
            yield Moved(dossier.code, dossier.unit.name, dossier.due_at, new, url)


def _moved(dossier: Dossier, before: UnitClock, after: UnitClock) -> datetime | None:
    """The new due moment where the change makes one, else None."""
    limit = dossier.procedure_version.limit
    assert dossier.received_at is not None
    assert dossier.due_at is not None
    if limit is None or dossier.reappointed:
        day = dossier.due_at.astimezone(VIETNAM).date()
        return after.closes(after.next_day(day)) if before.works(day) and not after.works(day) else None
    waits = [
        Wait(
            pause.started_at,
            pause.ended_at,
            Effect.RESTART if pause.kind == Pause.Kind.SUPPLEMENT else Effect.RESUME,
        )
        for pause in dossier.pauses.all()
    ]
    try:
        old, new = (due(dossier.received_at, limit, clock, waits).at for clock in (before, after))
    except StillWaiting:
        return None
    return new if old != new else None
