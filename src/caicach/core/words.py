"""Words in the two languages of the screen, and figures as each language writes them."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

Language = Literal["vi", "en"]

_EXPONENTS = tuple(Decimal(1).scaleb(-digits) for digits in range(8))


class Words(NamedTuple):
    """One sentence in both languages."""

    vi: str
    en: str

    def text(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


def plain(value: Decimal | int) -> str:
    """A number in full, without exponent and trailing zeros: Decimal('0.50') -> '0.5'."""
    if isinstance(value, int):
        return str(value)
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def figure(value: Decimal | int, language: Language, digits: int | None = None) -> str:
    """A number for reading: '1.234,5' in Vietnamese, '1,234.5' in English; `digits` rounds for display only."""
    if isinstance(value, int):
        text = f"{value:,}"
        return text.replace(",", ".") if language == "vi" else text
    if digits is not None:
        value = value.quantize(_EXPONENTS[digits], ROUND_HALF_UP)
    whole, _, part = str(value).partition(".")
    if len(whole) > 3 or "E" in part:
        whole, _, part = f"{value:,f}".partition(".")
        if language == "vi":
            whole = whole.replace(",", ".")
    part = part.rstrip("0")
    if part:
        return f"{whole},{part}" if language == "vi" else f"{whole}.{part}"
    return "0" if whole == "-0" else whole


def rate(value: Decimal, language: Language) -> str:
    """A rate of per cent, to two decimals or fewer."""
    return figure(value, language, 2) + " %"
