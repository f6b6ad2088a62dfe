"""Interlinked dossiers (liên thông): when each part of a matter is due, so that the citizen is told one date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from caicach.core.worktime.clock import UnitClock
from caicach.core.worktime.due import due
from caicach.core.worktime.limits import Limit


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a matter; `after` are the places (from 0) of those before it that must be done first.

    `due_at` is its due moment where it has started already.
    """

    limit: Limit
    clock: UnitClock
    after: Sequence[int] = ()
    due_at: datetime | None = None


def due_along(received: datetime, stages: Sequence[Stage]) -> list[datetime]:
    """When each part is due: one that waits is reckoned to start when the last of those before it is due.

    The citizen's date is the latest of them. Raises IndexError for a part that waits for itself or for a later one.
    """
    found: list[datetime] = []
    for stage in stages:
        begins = max((found[place] for place in stage.after), default=received)
        found.append(stage.due_at or due(begins, stage.limit, stage.clock).at)
    return found
