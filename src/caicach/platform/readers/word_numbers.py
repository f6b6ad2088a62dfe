"""Numbers that Word writes before paragraphs ("Điều 1.", "a)"): they stand in no text of the file, so they are counted here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from caicach.platform.readers.word_styles import NOTHING_SAID, Look
from caicach.platform.readers.xml import read_part

_LEVELS = 9
_PLACE = re.compile("%([1-9])")
_BULLETS = frozenset("-–+*•")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: "%1.%2" with the counters of the levels in their places."""

    first: int = 1
    format: str = "decimal"
    text: str = ""
    look: Look = NOTHING_SAID


@dataclass(slots=True)
class _List:
    """A list of the file: the pattern that it follows, and what it says otherwise."""

    pattern: str = ""
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbers:
    """Counts the paragraphs of all lists. Also the handler that reads how they are numbered."""

    patterns: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, _List] = field(default_factory=dict)
    _counted: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)
    _levels: dict[int, Level] | None = None
    _list: _List | None = None
    _at: int = 0

    def label(self, number: str, level: int) -> tuple[str, Look]:
        """What stands before the next paragraph of a list at `level` (from 0), "" for nothing, and how it looks."""
        found = self.lists.get(number)
        if found is None or not 0 <= level < _LEVELS:
            return "", NOTHING_SAID
        shape = self._level(found, level)
        if shape.format == "bullet":
            return (shape.text if shape.text in _BULLETS else "-") if shape.text else "", NOTHING_SAID
        counters = self._counters(number, found)
        current = counters[level]
        counters[level] = shape.first if current is None else current + 1
        counters[level + 1 :] = [None] * (_LEVELS - level - 1)
        if shape.format == "none":
            return shape.text, shape.look

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            own = self._level(found, at)
            counter = counters[at]
            return written(own.first if counter is None else counter, own.format)

        return _PLACE.sub(shown, shape.text), shape.look

    def _counters(self, number: str, found: _List) -> list[int | None]:
        """Lists of one pattern count on, unless the list has a start of its own."""
        counters = self._counted.setdefault(found.pattern, [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for level in found.starts:
                counters[level] = None
        return counters

    def _level(self, found: _List, level: int) -> Level:
        shape = found.levels.get(level) or self.patterns.get(found.pattern, {}).get(level, Level())
        return replace(shape, first=found.starts[level]) if level in found.starts else shape

    def start(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "abstractNum":
            self._levels = self.patterns.setdefault(attributes.get("abstractNumId", ""), {})
        elif name == "num":
            self._list = self.lists.setdefault(attributes.get("numId", ""), _List())
        elif name == "abstractNumId" and self._list is not None:
            self._list.pattern = value
        elif name in ("lvl", "lvlOverride"):
            self._at = _count(attributes.get("ilvl", ""), 0)
            if name == "lvl" and self._list is not None:
                self._levels = self._list.levels
            if name == "lvl" and self._levels is not None:
                self._levels[self._at] = Level()
        elif name == "startOverride" and self._list is not None:
            self._list.starts[self._at] = _count(value, 1)
        elif self._levels is not None and self._at in self._levels:
            self._levels[self._at] = _told(self._levels[self._at], name, attributes)

    def end(self, name: str) -> None:
        if name == "abstractNum" or (name == "lvl" and self._list is not None):
            self._levels = None
        elif name == "num":
            self._list = None

    def characters(self, text: str) -> None:
        pass


def read_numbers(path: Path) -> Numbers:
    """The lists of a .docx; none where it has none."""
    numbers = Numbers()
    read_part(path, "word/numbering.xml", numbers)
    return numbers


def written(number: int, format: str) -> str:
    """A counter as Word writes it: 4 is "4", "iv", "IV", "d", "D" or "04"; beyond ten thousand always in figures."""
    if 0 < number < _MOST:
        match format:
            case "lowerRoman" | "upperRoman":
                return _cased(_roman(number), format)
            case "lowerLetter" | "upperLetter":
                return _cased(chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1), format)
            case "decimalZero":
                return f"{number:02d}"
    return str(number)


def _cased(text: str, format: str) -> str:
    return text.upper() if format.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _told(level: Level, name: str, attributes: dict[str, str]) -> Level:
    value = attributes.get("val", "")
    if name == "start":
        return replace(level, first=_count(value, 1))
    if name == "numFmt":
        return replace(level, format=value)
    if name == "lvlText":
        return replace(level, text=value[:100])
    return replace(level, look=level.look.told(name, attributes))


def _count(value: str, otherwise: int) -> int:
    return int(value) if value.isdecimal() and len(value) < 6 else otherwise
