"""Words of an old encoding that can be read in several ways: what a person may pick, and a text in which he has.

A place is an entry of `Directive.conversions` (see `actions.takingin.conversions`) that has suggestions. Where somebody has
picked one, the entry says in `read` what the machine had made of it, and in `mended` what changed in the findings because of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CERTAIN = 0.9
"""How sure the conversion must be of its first suggestion that it is taken together with others by one click."""
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a text: the word as it reads now with what stands around it, and the readings that may be picked.

    `original` is the word of the file. `is_waiting`: nobody, neither machine nor person, has decided.
    """

    start: int
    before: str
    word: str
    behind: str
    original: str
    suggestions: tuple[str, ...]
    confidence: float
    is_picked: bool

    @property
    def is_waiting(self) -> bool:
        return not self.is_picked and self.word == self.original

    @property
    def is_certain(self) -> bool:
        """Whether the first suggestion is the one, as far as the conversion can tell."""
        return self.is_waiting and self.confidence >= CERTAIN


def places(text: str, conversions: Sequence[Mapping[str, Any]]) -> list[Place]:
    """The places of a text, in its order."""
    found = []
    for each in conversions:
        if not each["suggestions"]:
            continue
        start, end = each["start"], each["end"]
        line = text[text.rfind("\n", 0, start) + 1 : start]
        rest = text[end : end + 2 * _AROUND].partition("\n")[0]
        found.append(
            Place(
                start,
                _end_of(line),
                text[start:end],
                _beginning_of(rest),
                each["original"],
                tuple(each["suggestions"]),
                each["confidence"],
                "read" in each,
            )
        )
    return found


def _end_of(line: str) -> str:
    """The last words of a line, with dots for those that are left out."""
    return line if len(line) <= _AROUND else f"…{line[-_AROUND:].partition(' ')[2]}"


def _beginning_of(line: str) -> str:
    return line if len(line) <= _AROUND else f"{line[:_AROUND].rpartition(' ')[0]}…"


@dataclass(frozen=True, slots=True)
class Change:
    """Words of a text from `start` to `end`, and those that come in their place."""

    start: int
    end: int
    old: str
    new: str

    @property
    def growth(self) -> int:
        return len(self.new) - len(self.old)

    def of(self, text: str) -> str:
        """The text with the new words."""
        return text[: self.start] + self.new + text[self.end :]

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text stands afterwards; what ends or begins inside the words takes all of them."""
        if start > self.start:
            start = start + self.growth if start >= self.end else self.start
        if end > self.start:
            end = max(end, self.end) + self.growth
        return start, end

    def in_words(self, words: str) -> str:
        """Other words that were made from the text, with the new ones wherever the old ones stand as a whole."""
        return re.sub(rf"(?<!\w){re.escape(self.old)}(?!\w)", lambda _found: self.new, words)


def changed(conversions: Sequence[Mapping[str, Any]], at: int, change: Change) -> list[dict[str, Any]]:
    """The entries with that at index `at` grown and those behind it moved."""
    grown = []
    for number, each in enumerate(conversions):
        begin = change.growth if each["start"] >= change.end and number != at else 0
        stop = change.growth if each["end"] >= change.end else 0
        grown.append({**each, "start": each["start"] + begin, "end": each["end"] + stop})
    return grown
