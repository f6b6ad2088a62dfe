"""What the search box shows of a hit: its kind once, and the part of its title that was searched for."""

from __future__ import annotations

from collections.abc import Iterable

from caicach.core.vietnamese import fold
from caicach.platform.search import Hit


def by_kind(hits: Iterable[Hit]) -> list[tuple[str, list[Hit]]]:
    """Hits under their kinds; the kind of the best hit comes first."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.kind, []).append(hit)
    return list(found.items())


def found_in(title: str, wanted: str) -> tuple[int, int]:
    """Where in `title` the text stands, without regard to marks and capitals; (0, 0) where it does not."""
    places = [place for place, letter in enumerate(title) for _ in fold(letter) or letter]
    start = fold(title).find(fold(wanted.strip()))
    length = len(fold(wanted.strip()))
    if start < 0 or not length or start + length > len(places):
        return 0, 0
    return places[start], places[start + length - 1] + 1
