"""A text as lines that know where they stand: readers work on clean lines and point back to the words as they were given."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Marks that programs which turn scans into text leave around headings and emphasis.
_BEFORE, _BEHIND = "*#", "*"


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
        start, end = _edges(raw)
        if start < end:
            yield Line(number, raw[start:end], offset + start, offset + end)
        offset += len(raw) + 1


def _edges(raw: str) -> tuple[int, int]:
    """Where a line begins and ends without marks of emphasis and headings, and white space."""
    start, end = 0, len(raw)
    while start < end and (raw[start] in _BEFORE or raw[start].isspace()):
        start += 1
    while end > start and (raw[end - 1] in _BEHIND or raw[end - 1].isspace()):
        end -= 1
    return start, end


def quoted(lines: Iterable[Line]) -> Quote:
    """Lines that belong together as one quote, joined by spaces."""
    together = list(lines)
    return Quote(" ".join(line.text for line in together), together[0].start, together[-1].end)
