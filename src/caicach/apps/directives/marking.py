"""The text of a directive cut into pieces, so that a page can mark the words of each finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from caicach.apps.directives.models import Finding


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the text. `finding` is the one to which its words belong: the chosen one, or the shortest of several.

    `begins` are the ids of the findings whose words begin here.
    """

    text: str
    finding: Finding | None
    begins: tuple[int, ...]


def pieces(text: str, found: Sequence[Finding], chosen: Finding | None = None) -> list[Piece]:
    """All of the text, in order; where findings lie over one another, the words belong to the chosen one."""
    placed = [one for one in found if 0 <= one.start < one.end <= len(text)]
    starts: dict[int, list[int]] = {}
    for one in placed:
        starts.setdefault(one.start, []).append(one.pk)
    edges = sorted({0, len(text), *(one.start for one in placed), *(one.end for one in placed)})
    cut = []
    for start, end in pairwise(edges):
        over = [one for one in placed if one.start <= start and end <= one.end]
        inner = min(over, key=lambda one: (one != chosen, one.end - one.start, one.pk), default=None)
        cut.append(Piece(text[start:end], inner, tuple(starts.get(start, ()))))
    return cut
