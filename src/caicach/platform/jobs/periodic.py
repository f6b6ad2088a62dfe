"""What is to be done every day, and at which hour in Vietnam: the registry that apps fill in their `ready`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction


class Enqueued(Protocol):
    """A job that takes a day as ISO text."""

    def enqueue(self, day: str, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Daily:
    """A job for every day from `hour` o'clock on. It is handed the day, so that a late run still knows which day it is for."""

    name: str
    hour: int
    job: Enqueued


_registered: dict[str, Daily] = {}


def every_day(daily: Daily) -> None:
    """Have a job done every day; registering the same name again replaces it."""
    _registered[daily.name] = daily


def names() -> list[str]:
    """The names of all daily jobs, in the order in which they become due."""
    return [one.name for one in _in_order()]


def enqueue_due(now: dt.datetime) -> list[str]:
    """Enqueue the daily jobs whose hour has come and that nobody has enqueued today; returns their names.

    `now` is in Vietnam's time. A worker that was away at the hour makes up for it on the same day, not for days before.
    """
    from caicach.platform.jobs.models import DailyRun  # this module is imported before the apps are loaded

    due = [one for one in _in_order() if one.hour <= now.hour]
    done = set(DailyRun.objects.filter(day=now.date()).values_list("name", flat=True))
    return [one.name for one in due if one.name not in done and _enqueued(one, now.date())]


def forget(before: dt.date) -> None:
    """Forget for which days before `before` daily jobs were enqueued."""
    from caicach.platform.jobs.models import DailyRun

    DailyRun.objects.filter(day__lt=before).delete()


def _enqueued(daily: Daily, day: dt.date) -> bool:
    from caicach.platform.jobs.models import DailyRun

    with transaction.atomic():
        _run, is_first = DailyRun.objects.get_or_create(name=daily.name, day=day)
        if is_first:
            daily.job.enqueue(day.isoformat())
        return is_first


def _in_order() -> list[Daily]:
    return sorted(_registered.values(), key=lambda one: (one.hour, one.name))
