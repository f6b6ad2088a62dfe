"""The place of a text that a hit shows: its own words, marks and all, with those marked that were asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from caicach.core.vietnamese import fold
from caicach.platform.fulltext.asking import Asked, Term
from caicach.platform.fulltext.words import WORD, forms_of

LENGTH = 240
_BEFORE = 60
_SEARCHED = 300_000
"""Letters of a text that are looked through for a place to show."""
_MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a snippet; `is_hit`: it is what was asked for."""

    text: str
    is_hit: bool


class _Plain(dict[int, str]):
    """Each letter without its marks, one letter for each, so that places stay the same."""

    def __missing__(self, letter: int) -> str:
        folded = fold(chr(letter))
        self[letter] = folded if len(folded) == 1 else chr(letter)
        return self[letter]


_PLAIN = _Plain()


def snippet(text: str, asked: Asked) -> tuple[Piece, ...]:
    """The stretch of `text` that shows most of what was asked for, the first of several; its beginning where nothing is found."""
    searched = text[:_SEARCHED]
    folded = searched.translate(_PLAIN)
    places = _places(searched, folded, asked)
    start, end = _window(searched, places)
    pieces: list[Piece] = []
    at = start
    for first, behind, _number in places:
        if first < at or behind > end:
            continue
        if first > at:
            pieces.append(Piece(_on_one_line(searched[at:first]), False))
        pieces.append(Piece(_on_one_line(searched[first:behind]), True))
        at = behind
    if at < end:
        pieces.append(Piece(_on_one_line(searched[at:end]), False))
    return (
        *([Piece("…", False)] if start else []),
        *pieces,
        *([Piece("…", False)] if end < len(text.rstrip()) else []),
    )


def _places(text: str, folded: str, asked: Asked) -> list[tuple[int, int, int]]:
    """Where terms stand: from, to, number of the term; in the order of the text."""
    whole = asked.whole
    found = [(one.start(), one.end(), -1) for one in _pattern(whole).finditer(folded)] if whole else []
    if found:
        return found[:_MOST_PLACES]
    for number, term in enumerate(asked.terms):
        taken = 0
        for one in _pattern(term).finditer(folded):
            if _is_meant(text[one.start() : one.end()], term):
                found.append((one.start(), one.end(), number))
                taken += 1
                if taken == _MOST_PLACES:
                    break
    return sorted(found)


@lru_cache(256)
def _pattern(term: Term) -> re.Pattern[str]:
    words = r"[\W_]+".join(map(re.escape, term.plain))
    rest = r"[^\W_]*" if term.is_beginning else ""
    return re.compile(rf"(?<![^\W_]){words}{rest}(?![^\W_])")


def _is_meant(shown: str, term: Term) -> bool:
    """Whether words that were typed with marks stand here with these marks."""
    exact = [forms_of(word)[1] for word in WORD.findall(shown)]
    if term.is_beginning:
        return all(any(one.startswith(wanted) for one in exact) for wanted in term.exact)
    return set(term.exact) <= set(exact)


def _window(text: str, places: list[tuple[int, int, int]]) -> tuple[int, int]:
    """The stretch of about LENGTH letters that holds most different terms, cut between words."""
    best, most = 0, -1
    for number, (first, _behind, _term) in enumerate(places):
        within = {
            term for at, behind, term in places[number : number + 30] if behind <= first + LENGTH - _BEFORE
        }
        if len(within) > most:
            best, most = first, len(within)
    start = max(0, best - _BEFORE)
    if start:
        space = text.find(" ", start, best)
        start = space + 1 if space >= 0 else best
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", start, end)
        last = max((behind for first, behind, _term in places if first >= start and behind <= end), default=0)
        end = space if space > max(start, last) else end
    return start, end


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
