"""What a change of the calendar would move: parts that keep due dates register here and are asked before it is saved.

The calendar knows nothing of dossiers; they lie above it. A provider gets the clocks of the units that a change touches, before
and after, and yields the rows whose date would be another one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from caicach.core.worktime.due import UnitClock
from caicach.platform.access import Scope

MOST_LISTED = 200
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Change:
    """The units that a change touches, their clocks before and after, and the first and last day that differs."""

    units: Collection[int]
    before: Mapping[int, UnitClock]
    after: Mapping[int, UnitClock]
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Moved:
    """Something whose due date would be another one. `url` is "" when the reader may not open it."""

    what: str
    unit: str
    old: dt.datetime
    new: dt.datetime
    url: str = ""


Provider = Callable[[Scope, Change], Iterator[Moved]]

_providers: list[Provider] = []


@dataclass(frozen=True, slots=True)
class Effects:
    """The first of what would move, and how many there are, counted up to MOST_COUNTED."""

    rows: list[Moved]
    count: int
    is_complete: bool


def register(provider: Provider) -> None:
    """Called from the `ready` of the app that keeps the dates."""
    if provider not in _providers:
        _providers.append(provider)


def effects(scope: Scope, change: Change) -> Effects:
    """What all providers say, in their order."""
    found = (row for provider in _providers for row in provider(scope, change))
    rows = list(islice(found, MOST_LISTED))
    count = len(rows) + sum(1 for _ in islice(found, MOST_COUNTED - len(rows)))
    return Effects(rows, count, next(found, None) is None)
