"""VNI text that a scanner read: marks of VNI came out as letters that look like them ("boä" as "boỏ", "phöôøng" as "phòõng").

For each damaged word all readings are made that a few misread marks explain and that are possible syllables. Where several are,
the neighbours decide: "caùn boỏ" is "cán bộ" and not "cán bổ", because offices write the one and never the other. A reading is
certain when it is the only one, or ten times as usual as the next; anything less is left for a person.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from caicach.core.vietnamese.legacy.decoding import decode_word
from caicach.core.vietnamese.legacy.encodings import Encoding
from caicach.core.vietnamese.legacy.usage import times, times_together
from caicach.core.vietnamese.syllables import is_syllable

# What the scanner shows, and what may have stood there.
_MISREAD = {
    "ỏ": ("å", "ä"),
    "ò": ("ö",),
    "ữ": ("ö",),
    "õ": ("ø",),
    "òõ": ("öôø",),
    "ã": ("ä",),
    "à": ("ä",),
    "àø": ("aø",),
    "ûi": ("ï",),
}
_MOST_MISREAD = 3
_LONGEST = 12
_CERTAIN = log(10)
_PER_MARK = 0.5
_Link = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a word and how many marks must have been misread for it."""

    text: str
    marks: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """The readings of a word, the likeliest first. `margin`: logarithm of how much likelier the first is than the others."""

    readings: tuple[str, ...]
    margin: float

    @property
    def is_certain(self) -> bool:
        return self.margin >= _CERTAIN


@lru_cache(16_384)
def candidates(word: str) -> tuple[Candidate, ...]:
    """All readings of a word as VNI, clean or with misread marks, that are possible syllables; the least damaged first."""
    if len(word) > _LONGEST:
        return ()
    fewest: dict[str, int] = {}
    for written, marks in _undone(word, 0):
        text = decode_word(written, Encoding.VNI)
        if is_syllable(text) and marks < fewest.get(text, _MOST_MISREAD + 1):
            fewest[text] = marks
    return tuple(Candidate(text, marks) for text, marks in sorted(fewest.items(), key=lambda one: one[1]))


def can_be_repaired(word: str) -> bool:
    """Whether misread marks explain the word."""
    return any(one.marks for one in candidates(word))


def choose(row: Sequence[tuple[Candidate, ...]]) -> list[Choice]:
    """The likeliest readings of words that follow one another, each with at least one candidate, taken together."""
    forward = _best_sums(row, _follows)
    backward = _best_sums(row[::-1], lambda later, earlier: _follows(earlier, later))[::-1]
    return [_choice(*place) for place in zip(row, forward, backward, strict=True)]


def _undone(word: str, marks: int) -> list[tuple[str, int]]:
    """What may have been written: each misread mark as it is or as it was, at most so many changed."""
    if not word:
        return [("", marks)]
    found = [(word[0] + rest, count) for rest, count in _undone(word[1:], marks)]
    if marks < _MOST_MISREAD:
        for length in (1, 2):
            for written in _MISREAD.get(word[:length], ()):
                found += [(written + rest, count) for rest, count in _undone(word[length:], marks + 1)]
    return found


def _choice(row: tuple[Candidate, ...], forward: list[float], backward: list[float]) -> Choice:
    scored = sorted(
        (
            (before + behind - _own(one), one.text)
            for one, before, behind in zip(row, forward, backward, strict=True)
        ),
        reverse=True,
    )
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 2 * _CERTAIN
    return Choice(tuple(text for _, text in scored), margin)


def _best_sums(row: Sequence[tuple[Candidate, ...]], link: _Link) -> list[list[float]]:
    """For each candidate the best sum of everything up to it, itself included."""
    sums: list[list[float]] = []
    for place, here in enumerate(row):
        earlier = [*zip(row[place - 1], sums[place - 1], strict=True)] if place else []
        sums.append(
            [
                _own(one)
                + max((total + link(before.text, one.text) for before, total in earlier), default=0.0)
                for one in here
            ]
        )
    return sums


def _own(one: Candidate) -> float:
    return 0.5 * log(1 + times(one.text)) - _PER_MARK * one.marks


def _follows(first: str, second: str) -> float:
    return log(1 + times_together(first, second))
