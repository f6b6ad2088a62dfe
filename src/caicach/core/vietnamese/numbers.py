"""Numbers and dates as Vietnamese offices write them: 1.234,50 and 31/12/2025.

Reading refuses what it would have to guess: a date without a full year, a number in which the mark
could be a thousands dot as well as a decimal point.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00(?:\.0+)?)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
_COMMA = re.compile(r"[+-]?\d+(,\d+)?")
_POINT = re.compile(r"[+-]?\d+\.\d+")


def decimal_text(value: Decimal | int, digits: int | None = None) -> str:
    """1234.5 as "1.234,50" with two digits; without `digits`, as many as the value carries.

    Halves are rounded up, as points are.
    """
    number = Decimal(value)
    if digits is not None:
        number = number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(number):f}".partition(".")
    sign = "-" if number < 0 else ""
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def integer_text(value: int) -> str:
    """3321 as "3.321"."""
    return f"{value:,}".replace(",", ".")


def date_text(day: date) -> str:
    """dd/MM/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def read_date(text: str) -> date:
    """The date in "31/12/2025", "31-12-2025", "31.12.2025" or "2025-12-31".

    Raises ValueError for every other text and for days that do not exist.
    """
    stripped = text.strip()
    if iso := _ISO_DATE.fullmatch(stripped):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if found := _DATE.fullmatch(stripped):
        return date(int(found[3]), int(found[2]), int(found[1]))
    raise ValueError(f"not a date: {stripped!r}")


def read_decimal(text: str) -> Decimal:
    """The number in "3,88", "1.234,5", "1.234.567" or "0.25".

    One point with exactly three digits behind it ("1.234") may be a thousands dot as well as a decimal
    point: it raises ValueError, as every other text does.
    """
    stripped = text.strip().replace("\u00a0", "").replace(" ", "")
    if _COMMA.fullmatch(stripped):
        return Decimal(stripped.replace(",", "."))
    if _GROUPED.fullmatch(stripped) and (stripped.count(".") > 1 or "," in stripped):
        return Decimal(stripped.replace(".", "").replace(",", "."))
    if _POINT.fullmatch(stripped) and len(stripped.partition(".")[2]) != 3:
        return Decimal(stripped)
    raise ValueError(f"not a number, or two numbers could be meant: {stripped!r}")
