"""Long work that somebody waits for: asked for, done by a job in turns, watched, stopped.

The job may run twice, be killed at any line and find somebody else at the same work. Every run takes the next `turn` and keeps
what it has done as it goes; it ends as soon as the turn is no longer its own. After HOLD seconds it leaves the rest to another
job, so that mail need not wait.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.platform import clock
from caicach.platform.jobs import stored

HOLD = 60.0
MOST_TRIES = 3
"""Runs that end without having kept anything, before nobody tries any more."""
PATIENCE = dt.timedelta(minutes=1)
"""Of whoever waits to be taken up: by then a worker that has nothing else to do has long begun."""
SILENCE = dt.timedelta(minutes=3)
"""Longer than the slowest part takes between two signs of life."""


class TakenAway(Exception):
    """The turn is no longer that of this run."""


class LongWork(models.Model):
    """What a model of such work has beside its own fields.

    `turn` counts the runs and the stops: a run whose number is not the last one has nothing more to say. `tries` counts the runs
    since the last part that was kept. `seen_at` is the last sign of life of a run, null while none has begun since `asked_at`.
    """

    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    turn = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def take_turn(self) -> bool:
        """Begin a run, in the transaction that holds the row locked; False where too many have died of this work."""
        self.turn, self.tries, self.seen_at = self.turn + 1, self.tries + 1, clock.now()
        self.save(update_fields=["turn", "tries", "seen_at"])
        return self.tries <= MOST_TRIES

    def end_turn(self) -> None:
        """Take the turn from whoever has it, in the transaction that holds the row locked."""
        self.turn += 1
        self.save(update_fields=["turn"])

    def alive(self, **changes: Any) -> None:
        """A sign of life, with what has been kept meanwhile; raises `TakenAway` where the turn is another's."""
        mine = type(self)._default_manager.filter(pk=self.pk, turn=self.turn)
        if not mine.update(seen_at=clock.now(), **changes):
            raise TakenAway


class Hold:
    """How long one run keeps at it."""

    def __init__(self) -> None:
        self._until = time.monotonic() + HOLD

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self._until


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work that waits or runs. `is_unattended`: no worker does background work; `is_silent`: the one that had begun gives no sign
    any more.
    """

    asked_at: dt.datetime
    has_begun: bool
    is_unattended: bool
    is_silent: bool


def waiting(work: LongWork) -> Waiting:
    """How it stands with work that is not done yet."""
    now, seen = clock.now(), work.seen_at
    waits = seen is None and now - work.asked_at > PATIENCE
    return Waiting(
        work.asked_at,
        seen is not None,
        is_unattended=waits and not stored.is_attended(now),
        is_silent=seen is not None and now - seen > SILENCE,
    )
