"""Where the texts can be read again: what an app registers so that its part of the index can be rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from caicach.platform.fulltext.actions import Text

Source = Callable[[int, int], Iterable[Text]]
"""Given an id and a limit: at most so many texts whose ids are greater, in the order of their ids."""

_sources: dict[str, Source] = {}


def register(kind: str, source: Source) -> None:
    """Say where the texts of a kind come from; called in an app's `ready`. The same kind again replaces it."""
    _sources[kind] = source


def kinds() -> list[str]:
    """The registered kinds."""
    return sorted(_sources)


def source(kind: str) -> Source:
    """Where the texts of a kind come from; KeyError for a kind that nobody registered."""
    return _sources[kind]
