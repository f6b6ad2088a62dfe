"""Documents that a text names: "Kế hoạch số 07/KH-UBND ngày 10/01/2023 của UBND Thành phố"."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from caicach.core.letters.kinds import kinds
from caicach.core.vietnamese import tidy

# Kinds above those of Nghị định 30/2020/NĐ-CP: Luật Ban hành văn bản quy phạm pháp luật, Điều 4.
LAWS = ("Luật", "Pháp lệnh", "Nghị định", "Thông tư liên tịch", "Thông tư")
_NUMBER = (
    r"(?P<number>\d+[a-z]?(?:\s*/\s*\d{4})?\s*[-/]\s*[A-ZĐ][\wĐ]*(?:\s?[-–]\s?[A-ZĐ][\wĐ.]*)*(?:/[A-ZĐ]+)?)"
)
_DATE = r"(?P<day>\d{1,2})(?:\s*/\s*|\s+tháng\s+)(?P<month>\d{1,2})(?:\s*/\s*|\s+năm\s+)(?P<year>\d{4})"
# A law has its title between its kind and its number: "Luật Phòng, chống tham nhũng số 36/2018/QH14".
_LAW = r"(?P<law>(?:Bộ\s+l|L)uật|Pháp\s+lệnh)\s+(?:(?!Luật\b)[^\d;:.]){2,140}?"
# An office ends where a verb or a mark of the sentence begins; a line may break inside its name.
_ISSUER = (
    r"(?P<issuer>[A-ZĐỦỨ](?:[^,;.()“”\n]|\([A-ZĐ]+\)|\n(?!\n)){1,120}?)"
    r"(?=\s+(?:về|[Vv]/v|Về|công bố|[Bb]an hành|phê duyệt|[Qq]uy định|giao|triển khai|"
    r"sửa đổi|bổ sung|hướng dẫn|thông qua)\b|[,;.)“”]|\((?![A-ZĐ]+\))|\n\n|$)"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that is named: what is not said stays None. `start` and `end` are those of its words."""

    type: str
    number: str
    date: date | None
    issuer: str | None
    start: int
    end: int


def references(text: str) -> tuple[Reference, ...]:
    """Every document that is named with a number, in the order of the text; the same one named again with less is left out."""
    found: dict[tuple[str, str], Reference] = {}
    for match in _pattern().finditer(text):
        one = Reference(
            _type(match["type"] or match["law"]),
            symbol_of(match["number"]),
            _date(match),
            _issuer(match["issuer"]),
            match.start(),
            match.end(),
        )
        known = found.get((one.type, one.number))
        if known is None or (known.date is None and one.date is not None):
            found[one.type, one.number] = one
    return tuple(sorted(found.values(), key=lambda one: one.start))


def without_itself(named: tuple[Reference, ...], number: str | None) -> tuple[Reference, ...]:
    """The documents named but the dispatch itself, which its annexes name ("Kèm theo Quyết định số ...")."""
    return tuple(one for one in named if one.number != number)


def symbol_of(number: str) -> str:
    """Number and symbol of a document without spaces and with plain hyphens: "26/KH – UBND" is 26/KH-UBND."""
    return re.sub(r"\s+", "", number).replace("–", "-").rstrip(".-/")


def _type(written: str) -> str:
    return tidy(written)[0].upper() + tidy(written)[1:]


def _issuer(written: str | None) -> str | None:
    """Without the abbreviation that is introduced in it: "Ủy ban nhân dân (UBND) Tỉnh"."""
    return tidy(re.sub(r"\([A-ZĐ]+\)", "", written)) if written else None


def _date(match: re.Match[str]) -> date | None:
    """The day that is named; None for none and for one that does not exist."""
    if not match["year"]:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


@cache
def _pattern() -> re.Pattern[str]:
    known = kinds().by_code.values()
    names = sorted({*LAWS, *(kind.name for kind in known)}, key=len, reverse=True)
    types = "|".join(re.escape(name).replace("\\ ", r"\s+") for name in names)
    return re.compile(
        rf"\b(?:(?P<type>(?i:{types}|văn\s+bản))|{_LAW}(?=\s+số))\s+(?:[Ss]ố\s*:?\s*)?{_NUMBER}(?:,?\s+ngày\s+{_DATE})?(?:\s+của\s+{_ISSUER})?"
    )
