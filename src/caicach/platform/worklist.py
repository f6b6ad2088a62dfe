"""What waits for a person: the registry that apps fill and the home page ("Bàn làm việc") reads.

A provider is a function of the scope and the year that yields work items; it asks the scope for permissions itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from caicach.platform.access.scope import Scope

Kind = Literal["todo", "risk", "done"]
KINDS: tuple[Kind, ...] = ("todo", "risk", "done")


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of the home page: something to do, something that is losing points, or something just done.

    `weight` orders items that are due on the same day, the heaviest first.
    """

    title: str
    detail: str
    url: str
    kind: Kind
    due: dt.date | None = None
    weight: int = 0


Provider = Callable[[Scope, int], Iterable[WorkItem]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add a provider, once; called in an app's `ready`. Returns it, so that it also serves as a decorator."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def items(scope: Scope, year: int) -> list[WorkItem]:
    """Everything that waits for the person, by kind, then by due date (undated last), then by weight."""
    found = [item for provider in _providers for item in provider(scope, year)]
    return sorted(found, key=_order)


def _order(item: WorkItem) -> tuple[int, dt.date, int, str]:
    return KINDS.index(item.kind), item.due or dt.date.max, -item.weight, item.title
