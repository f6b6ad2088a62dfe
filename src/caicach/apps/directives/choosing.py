"""Which leaves and measures are offered for a finding: its own, then those that share words with it or are searched for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caicach.apps.directives.models import Finding, Target
from caicach.core.vietnamese import fold
from caicach.platform.yardsticks import Yardstick

NEAREST = 12
MOST = 60
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A yardstick and whether the finding is linked to it."""

    yardstick: Yardstick
    is_chosen: bool


def choices(known: Mapping[str, Yardstick], found: Finding, wanted: str) -> list[Choice]:
    """What to offer, the best first. `wanted` are words, or the beginning of a code; empty offers the nearest."""
    linked = {link.key for link in found.links.all()}
    kept = [Choice(one, True) for key, one in known.items() if key in linked]
    others = [one for key, one in known.items() if key not in linked]
    if words := fold(wanted).split():
        shown = [one for one in others if one.code == wanted.strip() or _has(one, words)][:MOST]
    else:
        shown = _nearest(others, _words_of(found))
    return kept + [Choice(one, False) for one in shown]


def _has(one: Yardstick, words: list[str]) -> bool:
    name = fold(f"{one.code} {one.name} {one.area_name}")
    return all(word in name for word in words)


def _words_of(found: Finding) -> set[str]:
    content = found.content
    said = content.subject if isinstance(content, Target) else content.what
    return {word for word in fold(said).split() if len(word) > _SHORTEST}


def _nearest(others: list[Yardstick], words: set[str]) -> list[Yardstick]:
    """Those that share most words, counted against their own length."""
    scored = []
    for at, one in enumerate(others):
        own = {word for word in fold(one.name).split() if len(word) > _SHORTEST}
        if shared := len(own & words):
            scored.append((-shared / (len(own) ** 0.5), at, one))
    return [one for _score, _at, one in sorted(scored)[:NEAREST]]
