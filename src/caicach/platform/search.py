"""One search box for everything: apps register what can be found in them.

A provider is given the scope, the text as typed (NFC, without outer spaces) and a limit, and yields hits, best first; it
folds tone marks itself, because only it knows its stored columns.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from caicach.platform.access.scope import Scope

SHORTEST = 2
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `kind` is the word shown before the title ("Đơn vị", "Tiêu chí")."""

    kind: str
    title: str
    detail: str
    url: str


Provider = Callable[[Scope, str, int], Iterable[Hit]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add a provider, once; called in an app's `ready`."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def search(scope: Scope, text: str, limit: int = 20) -> list[Hit]:
    """At most `limit` hits, dealt out in turn so that one crowded kind does not hide the others; [] for under two letters."""
    wanted = unicodedata.normalize("NFC", text).strip()[:LONGEST]
    if len(wanted) < SHORTEST:
        return []
    columns = [list(islice(provider(scope, wanted, limit), limit)) for provider in _providers]
    dealt = [column[i] for i in range(limit) for column in columns if i < len(column)]
    return dealt[:limit]
