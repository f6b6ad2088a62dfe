"""The few numbers on top of the home page, each with its sentence; apps register who gives them.

For a chair: the index today and what it will be at the end of the year, and so on. A provider is a function of the
scope and the year that yields figures; it asks the scope for permissions itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caicach.platform.access.scope import Scope

Tone = Literal["", "done", "waiting", "late"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `value` is text as it is shown; `why` the URL that explains it, `url` the page behind it.

    `change` is now minus last year, None where nothing compares.
    """

    label: str
    value: str
    unit: str = ""
    sentence: str = ""
    url: str = ""
    why: str = ""
    change: Decimal | None = None
    tone: Tone = ""
    order: int = 100


Provider = Callable[[Scope, int], Iterable[Figure]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add a provider, once; called in an app's `ready`."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def figures(scope: Scope, year: int) -> list[Figure]:
    """The figures for a person, in their order."""
    found = [figure for provider in _providers for figure in provider(scope, year)]
    return sorted(found, key=lambda figure: (figure.order, figure.label))
