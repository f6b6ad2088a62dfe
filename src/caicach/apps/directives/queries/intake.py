"""How far the reading of a file in the background has come, and whether anybody is at it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caicach.apps.directives.models import Directive, Intake, State
from caicach.apps.directives.queries.register import readable
from caicach.platform import clock
from caicach.platform.access import Scope
from caicach.platform.jobs import stored

PATIENCE = dt.timedelta(minutes=1)
"""Of whoever waits to be taken up: by then a worker that has nothing else to do has long begun."""
SILENCE = dt.timedelta(minutes=3)
"""Longer than the slowest page or the slowest old Word file takes."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A reading that waits or runs. `pages` are the pages to be read off pictures, None while unknown or where there are none.

    `is_unattended`: no worker does background work; `is_silent`: the one that had begun gives no sign any more.
    """

    asked_at: dt.datetime
    has_begun: bool
    pages: int | None
    done: int
    is_unattended: bool
    is_silent: bool


def progress(scope: Scope, one: Directive) -> Progress | None:
    """How far the reading has come; None where the directive is not being read, or not to be read by this scope."""
    if one.state != State.READING:
        return None
    found = Intake.objects.filter(directive=one.pk, directive__in=readable(scope)).first()
    if found is None:
        return None
    now, seen = clock.now(), found.seen_at
    waits = seen is None and now - found.asked_at > PATIENCE
    return Progress(
        found.asked_at,
        seen is not None,
        found.pages,
        found.read_pages.count(),
        is_unattended=waits and not stored.is_attended(now),
        is_silent=seen is not None and now - seen > SILENCE,
    )
