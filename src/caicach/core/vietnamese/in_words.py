"""Numbers and money in words, as they stand beside the figures of decisions and receipts: "Bằng chữ: một trăm linh năm đồng".

The words are those of the north, which forms of the state print: nghìn (not ngàn), linh (not lẻ), tỷ (not tỉ), and bốn
(not tư) after mươi.
"""

from decimal import Decimal

_DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()
_GROUPS = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000


def in_words(value: Decimal | int) -> str:
    """1305 as "một nghìn ba trăm linh năm", -2,05 as "âm hai phẩy không năm". Raises ValueError for what is no finite number."""
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"not a number: {value}")
    whole, _, fraction = f"{abs(number):f}".partition(".")
    words = _whole(int(whole))
    if fraction := fraction.rstrip("0"):
        words += ["phẩy", *_fraction(fraction)]
    return " ".join(["âm", *words] if number < 0 else words)


def money_in_words(amount: Decimal | int) -> str:
    """An amount of đồng, which has no smaller part: ValueError for a fraction."""
    number = Decimal(amount)
    if number != number.to_integral_value():
        raise ValueError(f"đồng has no fraction: {amount}")
    return f"{in_words(number)} đồng"


def _whole(number: int) -> list[str]:
    return _positive(number, leading=True) if number else [_DIGITS[0]]


def _positive(number: int, leading: bool) -> list[str]:
    """A number above zero. `leading`: nothing stands before it, so that 5 is "năm" and not "không trăm linh năm"."""
    if number >= _BILLION:
        head, rest = divmod(number, _BILLION)
        return [*_positive(head, leading), "tỷ", *(_positive(rest, leading=False) if rest else [])]
    words: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            words += _group(group, leading and not words)
            words += [_GROUPS[power]] if power else []
    return words


def _group(number: int, leading: bool) -> list[str]:
    """Three digits, 1 to 999; behind a greater group the hundreds are said even when they are none."""
    hundreds, rest = divmod(number, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or not leading else []
    if not rest:
        return words
    tens, ones = divmod(rest, 10)
    if not tens:
        return [*words, "linh", _DIGITS[ones]] if words else [_DIGITS[ones]]
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 1 and tens > 1:
        return [*words, "mốt"]
    if ones == 5:
        return [*words, "lăm"]
    return [*words, _DIGITS[ones]] if ones else words


def _fraction(digits: str) -> list[str]:
    """The zeros at its head one by one, the rest as a number: 05 is "không năm", 25 "hai mươi lăm"."""
    zeros = len(digits) - len(digits.lstrip("0"))
    return [_DIGITS[0]] * zeros + _whole(int(digits))
