"""Moments by which something is due, by the clock of the counter that received: for actions, which write them down."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from caicach.apps.calendars.queries import clock_of
from caicach.apps.dossiers.models import Dossier, Pause
from caicach.core.dossiers.law import Law
from caicach.core.worktime.clock import UnitClock, add_days_fraction, add_working_time, working_time_between
from caicach.core.worktime.due import Effect, Wait, due
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.platform.clock import VIETNAM


def promised(unit_id: int, received: dt.datetime, limit: Limit) -> dt.datetime:
    """When a dossier received now is due."""
    return due(received, limit, clock_of(unit_id)).at


def works_on(unit_id: int, day: dt.date) -> bool:
    """Whether the counter works on a day."""
    return clock_of(unit_id).works(day)


def closing(unit_id: int, day: dt.date) -> dt.datetime:
    """When working time ends on a day that is worked."""
    return clock_of(unit_id).closes(day)


def is_notice_late(dossier: Dossier, law: Law, now: dt.datetime) -> bool:
    """Whether the notice of a supplement comes later than the law allows after reception; by date."""
    assert dossier.received_at is not None
    last = promised(
        dossier.unit_id,
        dossier.received_at,
        Limit(LimitKind.WORKING_DAYS, Decimal(law.supplement_notice_working_days)),
    )
    return now.astimezone(VIETNAM).date() > last.astimezone(VIETNAM).date()


def after_wait(dossier: Dossier, pause: Pause) -> dt.datetime | None:
    """When a dossier is due after a wait that has ended; never sooner than it was before the wait.

    Counted anew from the end of the wait after a supplement, with the time that was left after a financial duty; a procedure
    with a second appointment (land) has its second limit from then on. A date that does not follow from the limit of the
    procedure (it has none, or there was a re-appointment) keeps the working time that was promised or left.
    """
    if dossier.due_at is None or pause.ended_at is None:
        return dossier.due_at
    clock = clock_of(dossier.unit_id)
    version = dossier.procedure_version
    if pause.kind == Pause.Kind.FINANCIAL_DUTY and version.second_limit is not None:
        return max(dossier.due_at, due(pause.ended_at, version.second_limit, clock).at)
    if version.limit is None or dossier.reappointed:
        return _shifted(dossier, pause, clock)
    assert dossier.received_at is not None
    waits = [
        Wait(
            one.started_at,
            one.ended_at,
            Effect.RESTART if one.kind == Pause.Kind.SUPPLEMENT else Effect.RESUME,
        )
        for one in dossier.pauses.order_by("started_at", "id")
    ]
    return max(dossier.due_at, due(dossier.received_at, version.limit, clock, waits).at)


def after_step(unit_id: int, started: dt.datetime, days: Decimal) -> dt.datetime:
    """By when a step of the internal process is to be done; `days` are working days with fractions."""
    return add_days_fraction(started, days, clock_of(unit_id))


def moved(unit_id: int, due_at: dt.datetime, pause: Pause) -> dt.datetime:
    """What was due during a wait, with the working time that was left when the wait began."""
    assert pause.ended_at is not None
    clock = clock_of(unit_id)
    left = working_time_between(pause.started_at, due_at, clock)
    return add_working_time(pause.ended_at, left, clock) if left else due_at


def _shifted(dossier: Dossier, pause: Pause, clock: UnitClock) -> dt.datetime:
    assert dossier.due_at is not None
    assert pause.ended_at is not None
    start = dossier.received_at if pause.kind == Pause.Kind.SUPPLEMENT else pause.started_at
    assert start is not None
    left = working_time_between(start, dossier.due_at, clock)
    return max(dossier.due_at, add_working_time(pause.ended_at, left, clock)) if left else dossier.due_at
