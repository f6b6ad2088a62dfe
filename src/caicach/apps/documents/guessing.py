"""What a file's name says of the document in it: "07-KH-UBND 2026-02-05.pdf" is plan 07/KH-UBND of 5 February 2026.

Names are written by hand and lie; what comes out is only to fill a form in, for a person to look at.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from caicach.apps.documents.checks import EARLIEST
from caicach.apps.documents.models import TITLE_LENGTH, Kind
from caicach.core.vietnamese import date_text, nfc, tidy
from caicach.platform.uploads import PICTURES

# The abbreviations of the kinds of documents (Nghị định 30/2020/NĐ-CP, Phụ lục III), as they are also typed without tone marks.
_ABBREVIATIONS = {
    "KH": ("KH", Kind.PLAN),
    "BC": ("BC", Kind.REPORT),
    "QĐ": ("QĐ", Kind.DECISION),
    "QD": ("QĐ", Kind.DECISION),
    "TB": ("TB", Kind.NOTICE),
    "BB": ("BB", Kind.MINUTES),
    "NQ": ("NQ", Kind.OTHER),
    "CT": ("CT", Kind.OTHER),
    "HD": ("HD", Kind.OTHER),
    "TTR": ("TTr", Kind.OTHER),
}
_ORGAN = r"[A-ZĐ][A-ZĐ0-9]*(?:-[A-ZĐ][A-ZĐ0-9]*)*"
_NUMBERED = re.compile(
    rf"(?<![\w])(?P<number>\d{{1,5}})[-_ .]+(?P<kind>{'|'.join(_ABBREVIATIONS)})[-_ .]+(?P<organ>{_ORGAN})(?![\w])",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?<![\w])(?P<number>\d{1,5})[-_](?P<organ>U[BN]ND(?:-[A-ZĐ]+)+|[A-ZĐ]{2,}-[A-ZĐ]{2,})(?![\w])"
)
_DAY = r"(?:\b(?:ngày|ngay)\s+)?"
_DATES = (
    re.compile(rf"{_DAY}(?<!\d)(?P<y>20\d\d)[-._ ]?(?P<m>\d\d)[-._ ]?(?P<d>\d\d)(?!\d)"),
    re.compile(rf"{_DAY}(?<!\d)(?P<d>\d{{1,2}})[-._ ](?P<m>\d{{1,2}})[-._ ](?P<y>20\d\d)(?!\d)"),
)
_OPENING = {
    "kế hoạch": Kind.PLAN,
    "báo cáo": Kind.REPORT,
    "quyết định": Kind.DECISION,
    "thông báo": Kind.NOTICE,
    "công văn": Kind.LETTER,
    "biên bản": Kind.MINUTES,
}


@dataclass(frozen=True, slots=True)
class Guess:
    """What to fill in; empty where the name says nothing."""

    title: str
    kind: Kind
    number: str = ""
    issued_on: dt.date | None = None


def guess(name: str, file_kind: str, today: dt.date) -> Guess:
    """What the name of a file says; a day in the future is not believed."""
    stem = (nfc(name).rpartition(".")[0] or nfc(name)).replace("_", " ")
    rest, issued_on = _date(stem, today)
    rest, number, kind = _number(rest)
    title = tidy(rest).strip(" -–.,;")
    if kind is None:
        kind = next((found for opening, found in _OPENING.items() if title.lower().startswith(opening)), None)
    if kind is None:
        kind = Kind.PICTURE if file_kind in {one.value for one in PICTURES} else Kind.OTHER
    return Guess((title or _without_words(kind, number, issued_on))[:TITLE_LENGTH], kind, number, issued_on)


def _date(text: str, today: dt.date) -> tuple[str, dt.date | None]:
    for pattern in _DATES:
        for found in pattern.finditer(text):
            try:
                day = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                continue
            if EARLIEST <= day <= today:
                return f"{text[: found.start()]} {text[found.end() :]}", day
    return text, None


def _number(text: str) -> tuple[str, str, Kind | None]:
    """The text without the number, the number as it is written on paper, the kind that it names."""
    if found := _NUMBERED.search(text):
        written, kind = _ABBREVIATIONS[found["kind"].upper()]
        number = f"{found['number']}/{written}-{found['organ'].upper()}"
        return f"{text[: found.start()]} {text[found.end() :]}", number, kind
    if found := _LETTER.search(text):
        number = f"{found['number']}/{found['organ']}"
        return f"{text[: found.start()]} {text[found.end() :]}", number, Kind.LETTER
    return text, "", None


def _without_words(kind: Kind, number: str, issued_on: dt.date | None) -> str:
    """A title for a name that is nothing but a number and a day, in the language that documents are written in."""
    parts = [
        _PLAIN[kind],
        f"số {number}" if number else "",
        f"ngày {date_text(issued_on)}" if issued_on else "",
    ]
    return " ".join(part for part in parts if part)


_PLAIN = {
    Kind.PLAN: "Kế hoạch",
    Kind.REPORT: "Báo cáo",
    Kind.DECISION: "Quyết định",
    Kind.NOTICE: "Thông báo",
    Kind.LETTER: "Công văn",
    Kind.MINUTES: "Biên bản",
    Kind.PICTURE: "Hình ảnh",
    Kind.OTHER: "Tài liệu",
}
