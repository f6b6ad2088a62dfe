"""A text as lines that know where they stand: readers work on clean lines and point back to the words as they were given."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Marks that programs which turn scans into text leave around headings and emphasis.
_CLEAN = re.compile(r"[*#\s]*(.*?)[*\s]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quote:
    """What was read, and from where to where of the text its words stand."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line without marks of emphasis and white space at its ends; `start` and `end` count from the head of the text."""

    number: int
    text: str
    start: int
    end: int


def lines_of(text: str) -> list[Line]:
    """All lines that hold something, numbered from 1 as they stand."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    offset = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        if (found := _CLEAN.fullmatch(raw)) and found[1]:
            yield Line(number, found[1], offset + found.start(1), offset + found.end(1))
        offset += len(raw) + 1


def quoted(lines: Iterable[Line]) -> Quote:
    """Lines that belong together as one quote, joined by spaces."""
    together = list(lines)
    return Quote(" ".join(line.text for line in together), together[0].start, together[-1].end)
