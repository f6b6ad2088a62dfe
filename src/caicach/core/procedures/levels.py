"""Levels of online services. Nghị định 42/2022/NĐ-CP, Điều 4: "toàn trình" (whole) and "một phần" (partial).

Older texts count four levels (Nghị định 43/2011/NĐ-CP, Điều 3): 1 and 2 tell and hand out forms, 3 takes dossiers in, 4 takes
the payment and gives the result too. The field accepts both; 4 is whole, 3 is partial, 1 and 2 are no online service.
"""

import re
from enum import StrEnum

from caicach.core.vietnamese import fold


class Reach(StrEnum):
    """How much of a procedure can be done online."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"


_OF_LEVEL = {1: Reach.NONE, 2: Reach.NONE, 3: Reach.PARTIAL, 4: Reach.FULL}
_WORDS = {
    "toan trinh": Reach.FULL,
    "dich vu cong truc tuyen toan trinh": Reach.FULL,
    "mot phan": Reach.PARTIAL,
    "dich vu cong truc tuyen mot phan": Reach.PARTIAL,
    "khong": Reach.NONE,
    "chua cung cap truc tuyen": Reach.NONE,
    "cung cap thong tin truc tuyen": Reach.NONE,
}
_LEVEL = re.compile(r"(?:muc(?: do)?|level|cap do)? ?([1-4])")


def online_of_level(level: int) -> Reach:
    """What a level of older texts is today; ValueError for a level that there never was."""
    try:
        return _OF_LEVEL[level]
    except KeyError:
        raise ValueError(f"online services have levels 1 to 4, not {level}") from None


def reach_of(text: str) -> Reach:
    """What is written in either manner ("Toàn trình", "Mức độ 4", "3"); ValueError for anything else."""
    words = " ".join(fold(text).split())
    if words in _WORDS:
        return _WORDS[words]
    if found := _LEVEL.fullmatch(words):
        return online_of_level(int(found[1]))
    raise ValueError(f"not a level of online service: {text!r}")


_AGENCIES = (
    ("commune", re.compile(r"\bcap xa\b|\bcap phuong\b|\bxa, phuong\b")),
    ("province", re.compile(r"\bcap tinh\b|\bso\b|\btinh\b|\bthanh pho\b|\bkhu vuc\b")),
    ("ministry", re.compile(r"^(bo|cuc|tong cuc|vu|thu tuong|chinh phu)\b|\bviet nam\b|\bnha nuoc\b")),
)


def levels_named(agencies: str) -> tuple[str, ...]:
    """The levels ("commune", "province", "ministry") of agencies written one in a line, the one nearest to the citizen first.

    A reading of names ("Ủy ban nhân dân cấp xã", "Sở Tư pháp"), for lists that do not state the level; () where none is named.
    """
    lines = [" ".join(fold(line).split()) for line in agencies.splitlines()]
    found = set()
    for line in lines:
        found.update([level for level, pattern in _AGENCIES if pattern.search(line)][:1])
    return tuple(level for level, _pattern in _AGENCIES if level in found)
