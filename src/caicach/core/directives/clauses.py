"""A sentence in clauses, each with its numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from caicach.core.directives.quantities import Quantity, quantities
from caicach.core.directives.wording import words

_I = re.IGNORECASE
# Where one figure ends and another begins: behind a comma or "và", with what figures begin with, or the number itself.
_NEXT_FIGURE = words(
    r"(?:,| và) (?:trong đó,? )?(?=(?:lĩnh vực|riêng|tỷ lệ|tỉ lệ|tỷ trọng|tỷ số|chỉ số|ít nhất|tối thiểu|tối đa|"
    r"không quá|trên|dưới|đạt|phấn đấu|đảm bảo|bảo đảm|có|tăng|giảm|nâng|"
    r"số|hoàn thành|duy trì|thu hút|phát triển|xây dựng|hình thành|tổ chức|đào tạo|thực hiện|mức|tổng|từ|đưa|hỗ trợ|phủ)\b|$)",
    _I,
)


# How much of its sentence before it a clause knows.
_NEAR = 400
_REACHES = words(
    r"(?:(?:phấn đấu|phải|đạt|là|từ|trên|dưới|hơn|tối thiểu|tối đa|ít nhất|không quá|không dưới|[≥≤<>=]+),? ?)*",
    _I,
)
_NOT_COUNTED = words(r" ?(?:$|[^\w\s]|(?:trở|trước|vào|đến|trong|so với)\b)", _I)
# "100% cơ quan sử dụng ít nhất 01 ứng dụng": the limit says what is counted.
_SHARE_OF = re.compile(r"\d\s?%\s[^;:]*$")
_JOINED = words(r" và $", _I)
_OF_THESE = words(r"trong đó", _I)


@dataclass(frozen=True, slots=True)
class Clause:
    """The words between two marks around one number, with what stands before in its sentence.

    `shared` are the words of the next clause where "và" joins the two: its time is that of both.
    `is_over` tells that its sentence began with what was reached.
    """

    words: str
    start: int
    before: str = ""
    shared: str = ""
    is_over: bool = False


def clauses_of(text: str) -> Iterator[tuple[Clause, list[Quantity]]]:
    """A sentence in clauses that hold numbers: cut at commas and "và" where a number with its operator begins behind them."""
    every = [one for one in quantities(text) if one.is_usual or not _SHARE_OF.search(text[: one.start])]
    if not every:
        return
    colons = [found.end() for found in re.finditer(r":\s+", text)]
    cuts = [0, *(at for at in colons if not any(_is_its_figure(text, at, one) for one in every))]
    for one, following in pairwise(every):
        between = text[one.end : following.start]
        if found := _last_cut(between):
            cuts.append(one.end + found)
    cuts = sorted(set(cuts))
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        inner = [one for one in every if start <= one.start < end]
        if inner:
            shared = _JOINED.search(text[start:end]) and text[end:].partition(";")[0]
            yield Clause(text[start:end], start, text[max(0, start - _NEAR) : start], shared or ""), inner


def _is_its_figure(text: str, at: int, one: Quantity) -> bool:
    """Whether a figure belongs to what stands before the colon: "Tỷ lệ hồ sơ đúng hạn: đạt 100%", not "Đô thị: 100% trẻ em"."""
    return bool(_REACHES.fullmatch(text, at, one.start) and _NOT_COUNTED.match(text, one.end))


def _last_cut(between: str) -> int | None:
    """Where between two numbers one clause ends: the last comma, or "và", that stands outside brackets."""
    bare = re.sub(r"\([^()]*\)", lambda found: " " * len(found[0]), between)
    if "(" in bare or ")" in bare:
        return None
    marks = [
        found.end()
        for found in re.finditer(
            r",\s+(?:trong\s+đó,?\s+)?|\s+và\s+(?=tăng|giảm|ít|tối|trên|tỷ|tỉ|$|đạt)", bare
        )
    ]
    apart = [found.end() for found in _NEXT_FIGURE.finditer(bare) if _OF_THESE.search(found[0])]
    return apart[0] if apart else marks[-1] if marks else None
