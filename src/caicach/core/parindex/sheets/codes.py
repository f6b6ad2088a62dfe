"""Printed codes: I, 1, 1.1, a), and how they stand above each other.

Officials print codes relative to what stands above: "a)" below "5.1" below "5" below "II" is II.5.1.a.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from .model import Cell

_ROMAN = re.compile(r"[IVX]{1,6}")
_DOTTED = re.compile(r"\d{1,3}(\.\d{1,3})*")
_UPPER = re.compile(r"[A-ZĐ]")
_LETTER = re.compile(r"[a-zđ]")
_MARKS = re.compile(r"[.)\s]+$")
_ORDER = "abcdđeghiklmnopqrstuvxy"
_NUMERALS = tuple("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII".split())


class Style(Enum):
    UPPER = "upper"
    ROMAN = "roman"
    NUMBER = "number"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Printed:
    """A code as printed, without brackets. `level` tells 1 from 1.1: the number of its parts."""

    text: str
    style: Style
    level: int = 1

    @property
    def rank(self) -> tuple[Style, int]:
        return self.style, self.level


def printed(cell: Cell) -> Printed | None:
    """The code in a cell, None where there is none: "II", 1, "1.10.", "a)", "(a)"."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | Decimal):
        text = format(cell, "f") if isinstance(cell, Decimal) else str(cell)
        return Printed(text, Style.NUMBER, text.count(".") + 1) if _DOTTED.fullmatch(text) else None
    text = _MARKS.sub("", str(cell).strip().removeprefix("("))
    if _DOTTED.fullmatch(text):
        return Printed(text, Style.NUMBER, text.count(".") + 1)
    if _ROMAN.fullmatch(text) and text in _NUMERALS:
        return Printed(text, Style.ROMAN)
    if _UPPER.fullmatch(text):
        return Printed(text, Style.UPPER)
    if _LETTER.fullmatch(text):
        return Printed(text, Style.LETTER)
    return None


def parents(codes: Sequence[Printed]) -> list[int | None]:
    """For each code the place of the one above it: a style seen before closes everything below its own level."""
    found: list[int | None] = []
    open_: list[int] = []
    for at, code in enumerate(codes):
        ranks = [codes[place].rank for place in open_]
        if code.rank in ranks:
            open_ = open_[: ranks.index(code.rank)]
        elif code.style is Style.NUMBER:
            open_ = [place for place in open_ if codes[place].style is not Style.LETTER or code.level == 1]
            open_ = [
                place
                for place in open_
                if codes[place].style is not Style.NUMBER or codes[place].level < code.level
            ]
        found.append(open_[-1] if open_ else None)
        open_.append(at)
    return found


def composed(codes: Sequence[Printed], above: Sequence[int | None]) -> list[str]:
    """Full codes. Numbers that are unique in the sheet stay as printed; all others begin with the code above them."""
    numbers = [code.text for code in codes if code.style is Style.NUMBER]
    absolute = len(numbers) == len(set(numbers))
    full: list[str] = []
    for code, parent in zip(codes, above, strict=True):
        if parent is None or (code.style is Style.NUMBER and absolute):
            full.append(code.text)
            continue
        over = codes[parent]
        if (
            code.style is Style.NUMBER
            and over.style is Style.NUMBER
            and code.text.startswith(over.text + ".")
        ):
            full.append(full[parent] + code.text[len(over.text) :])
        else:
            full.append(f"{full[parent]}.{code.text}")
    return full


def misplaced(code: Printed, over: Printed | None) -> bool:
    """Whether a dotted code stands where it cannot: 5.1 below 4, 1.1.1 right below 1."""
    if code.style is not Style.NUMBER or code.level == 1:
        return False
    if over is None or over.style is not Style.NUMBER:
        return True
    return over.level != code.level - 1 or not code.text.startswith(over.text + ".")


def following(code: Printed) -> str:
    """The code that comes next in a list: 2 -> 3, 1.9 -> 1.10, a -> b, IV -> V; "" at the end of what is known."""
    if code.style is Style.NUMBER:
        head, dot, last = code.text.rpartition(".")
        return f"{head}{dot}{int(last) + 1}"
    if code.style is Style.ROMAN:
        at = _NUMERALS.index(code.text) + 1
        return _NUMERALS[at] if at < len(_NUMERALS) else ""
    letters = _ORDER if code.style is Style.LETTER else _ORDER.upper()
    at = letters.find(code.text) + 1
    return letters[at] if 0 < at < len(letters) else ""
