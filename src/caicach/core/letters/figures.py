"""Numbers and dates of official letters in their printed form.

Nghị định số 30/2020/NĐ-CP, Phụ lục I, phần II, mục 3 and 4: numbers below 10 and days below 10 and the months 1 and 2 are written
with a leading zero.
"""

from datetime import date

from .model import Dateline, Number

ROOM = "\u00a0" * 8
"""Room for what is written by hand: no-break spaces, so that it neither shrinks nor breaks."""
_SHORT_ROOM = "\u00a0" * 5


def ordinal_text(ordinal: int) -> str:
    """7 as "07", 112 as "112"."""
    return f"{ordinal:02d}"


def number_text(number: Number) -> str:
    """ "07/KH-UBND", with room before the stroke where the ordinal is not given yet."""
    if number.given:
        return number.given
    ordinal = ROOM if number.ordinal is None else ordinal_text(number.ordinal)
    return f"{ordinal}/{number.symbol}"


def day_text(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2026"; from March on the month has no zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def date_text(dateline: Dateline) -> str:
    """The day in words, with room for what is not known."""
    if dateline.day is not None:
        return day_text(dateline.day)
    year = _SHORT_ROOM if dateline.year is None else str(dateline.year)
    return f"ngày {_SHORT_ROOM} tháng {_SHORT_ROOM} năm {year}"


def roman(number: int) -> str:
    """1 as "I", 4 as "IV", up to 3999. Raises ValueError beyond."""
    if not 0 < number < 4000:
        raise ValueError(f"no Roman number: {number}")
    letters = ""
    for value, letter in _ROMAN:
        count, number = divmod(number, value)
        letters += letter * count
    return letters


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters of points (điểm) in the order of the Vietnamese alphabet, as the law uses them."""


def point_mark(place: int) -> str:
    """The mark of the point at a place from 0: a), b), c), d), đ), e) ...; after y) with a number: a1)."""
    again, at = divmod(place, len(LETTERS))
    return f"{LETTERS[at]}{again or ''})"
