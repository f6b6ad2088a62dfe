"""Points as they stand in cells and sentences: 2.5, "2,5", "20 điểm", "… trở lên: 2,5"."""

import re
from decimal import Decimal

from caicach.core.vietnamese import fold, read_decimal, tidy

from .model import Cell

_UNIT = re.compile(r"\s*(điểm|đ)\.?$", re.IGNORECASE)
_AT_END = re.compile(
    r"^(?P<text>.+?)\s*[:：–-]\s*(?P<points>\d+(?:[.,]\d+)?)\s*(?:điểm|đ)?\.?$", re.IGNORECASE | re.DOTALL
)
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]|[).”\"’»])(?P<mark>\d{1,2})$")


def points(cell: Cell) -> Decimal | None:
    """The points in a cell, None where it is no number that can be read in one way only."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | Decimal):
        return Decimal(cell)
    if not isinstance(cell, str):
        return None
    text = _UNIT.sub("", tidy(cell))
    if re.fullmatch(r"\d\.\d{3}", text):  # at most four digits: no thousands among the points of a set
        return Decimal(text)
    try:
        return read_decimal(text)
    except ValueError:
        return None


def scale_line(text: str) -> tuple[str, Decimal] | None:
    """A sentence of a guide that gives points: "Tỷ lệ đạt dưới 95%: 0" -> (text, 0)."""
    found = _AT_END.fullmatch(tidy(text))
    if found is None:
        return None
    return found["text"].strip(), Decimal(found["points"].replace(",", "."))


def footnote(name: str) -> str:
    """The digits that hang at the end of a name like a footnote mark, "" where there are none: "được giao2" -> "2"."""
    found = _FOOTNOTE.search(name)
    return found["mark"] if found else ""


def shorter(value: Decimal) -> list[tuple[Decimal, str]]:
    """What a number may have been before a footnote mark stuck to it: 207 -> (20, "7"), (2, "07")."""
    if value != value.to_integral_value() or value < 10:
        return []
    digits = str(int(value))
    return [(Decimal(digits[:-cut]), digits[-cut:]) for cut in (1, 2) if len(digits) > cut]


def says_not_applicable(text: str) -> bool:
    """Whether a sentence says that a criterion does not count: "Không được giao chỉ tiêu thì không đánh giá…"."""
    folded = fold(text)
    condition = re.search(r"khong (duoc giao|phat sinh|co nhiem vu|thuoc doi tuong)", folded)
    return bool(condition and re.search(r"khong (danh gia|cham|tinh)", folded[condition.end() :]))
