"""The stored jobs and what happens to those that did not end well: tried again with a growing delay, given back, given up.

The rows are those of django-tasks-db. It knows no second try and leaves the job of a killed worker running for ever; both are
made good here from what the row says: `worker_ids` grows by one with every try.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
import socket
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from caicach.platform import clock

DELAYS = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=20),
    dt.timedelta(hours=1),
    dt.timedelta(hours=3),
)
"""How long to wait after each failure; the one after the last is final."""
ATTEMPTS = len(DELAYS) + 1
LONGEST = dt.timedelta(hours=1)
"""A job that says for so long that it is running belongs to a worker that is gone, wherever it ran."""
LATELY = dt.timedelta(minutes=2)
NEVER = 9999
"""The year in which the package says that a job was not put off."""
LOOK_BACK = dt.timedelta(days=1)
GONE = "caicach.platform.jobs.WorkerGone"

Stored = DBTaskResult[..., Any]


@dataclass(frozen=True, slots=True)
class Queue:
    """How background work stands: jobs waiting and since when the oldest could have been run, jobs given up."""

    waiting: int
    since: dt.datetime | None
    failed: int


def queue() -> Queue:
    """What `caicach doctor` tells of background work."""
    ready = DBTaskResult.objects.ready()
    since = [
        max(enqueued, due) if due.year < NEVER else enqueued
        for enqueued, due in ready.values_list("enqueued_at", "run_after")
    ]
    given_up = [row for row in DBTaskResult.objects.failed().only("worker_ids") if _tries(row) >= ATTEMPTS]
    return Queue(len(since), min(since, default=None), len(given_up))


def is_attended(now: dt.datetime) -> bool:
    """Whether a worker has begun or ended a job of late: what waits nevertheless has others before it."""
    since = now - LATELY
    lately = DBTaskResult.objects.filter(Q(started_at__gte=since) | Q(finished_at__gte=since))
    return lately.exists()


def new_worker_id() -> str:
    """Tells on which machine and in which process a worker runs; at most 64 characters."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def is_waiting() -> bool:
    """Whether a job can be run now; asked before the lock is taken that hands one out."""
    return DBTaskResult.objects.ready().exists()


def tend(now: dt.datetime) -> int:
    """Put back what failed and may be tried again, and what a dead worker left running; returns how many jobs."""
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - LOOK_BACK)
    again = [row for row in failed if _tries(row) < ATTEMPTS]
    left = [row for row in DBTaskResult.objects.running() if _is_left(row, now)]
    return sum(_put_back(row, _next_try(row)) for row in again) + sum(_reaped(row, now) for row in left)


def forget(before: dt.date) -> None:
    """Delete the jobs that ended before a day."""
    midnight = dt.datetime.combine(before, dt.time(), clock.VIETNAM)
    DBTaskResult.objects.finished().filter(finished_at__lt=midnight).delete()


def _reaped(row: Stored, now: dt.datetime) -> bool:
    """A job that kills its worker each time must not be handed out for ever."""
    if _tries(row) < ATTEMPTS:
        return _put_back(row, now)
    return bool(
        _as_it_was(row).update(
            status=Status.FAILED,
            finished_at=now,
            exception_class_path=GONE,
            traceback=f"the worker was gone at each of {ATTEMPTS} tries",
        )
    )


def _put_back(row: Stored, run_after: dt.datetime) -> bool:
    return bool(_as_it_was(row).update(status=Status.READY, run_after=run_after, finished_at=None))


def _as_it_was(row: Stored) -> QuerySet[Stored]:
    """The row unless another worker has changed it since it was read."""
    return DBTaskResult.objects.filter(pk=row.pk, status=row.status, started_at=row.started_at)


def _next_try(row: Stored) -> dt.datetime:
    ended: dt.datetime | None = row.finished_at
    assert ended is not None
    return ended + DELAYS[_tries(row) - 1]


def _tries(row: Stored) -> int:
    return len(row.worker_ids)


def _is_left(row: Stored, now: dt.datetime) -> bool:
    if row.started_at is None or row.started_at < now - LONGEST:
        return True
    host, process, _mark = row.worker_ids[-1].rsplit(":", 2)
    return host == socket.gethostname()[:40] and not _is_alive(int(process))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, so alive
        return True
    return True
