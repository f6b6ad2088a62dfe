"""The parts of a dispatch around its body, as Nghị định 30/2020/NĐ-CP places them, with the defects that offices leave in them.

What is blank stays empty: a number that is still to be given ("Số: /UBND-NV"), a day that is still to be written, a name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from caicach.core.directives.bodies import body_name
from caicach.core.directives.lines import Line, Quote, lines_of, quoted
from caicach.core.directives.references import LAWS, Reference, references, symbol_of
from caicach.core.directives.signature import Signer, signature
from caicach.core.letters.kinds import OFFICIAL_LETTER, kinds
from caicach.core.vietnamese import fold

_NATION = "cong hoa xa hoi chu nghia viet nam"
_HEAD_LINES = 30
_NUMBER = re.compile(
    r"Số\s*:?\s*(?P<number>\d+[a-z]?(?:/\d{4})?)?\s*[-/]\s*(?P<symbol>[A-ZĐ][\wĐ]*(?:\s?[-–/]\s?[\wĐ]+)*)"
)
_DATE = re.compile(
    r"(?:(?P<place>[^,\n]{2,60}),\s*)?[Nn]gày\s*(?P<day>\d{1,2})?[\s.…]*tháng\s*(?P<month>\d{1,2})?[\s.…]*năm\s*(?P<year>\d{4})"
)
_SUBJECT = re.compile(r"[“\"]?(?:V/v|Về việc)\b")
_TO = re.compile(r"Kính gửi\s*:?\s*")
_COPIES = re.compile(r"nơi nhận\s*:?", re.IGNORECASE)
_AS_ABOVE = re.compile(r"Như (?:trên|kính gửi|k/g|điều \d+)\W*$", re.IGNORECASE)
_BODY = re.compile(r"(?:Căn cứ|Thực hiện|Kính gửi|Để |Theo |Xét |Thời gian|Ngày |\d+\. |Điều \d|Nhằm )")
_ENTRY = re.compile(r"[-–+]")
_LONGEST_SUBJECT = 6


class Precision(StrEnum):
    """How much of the date is written."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Header:
    """The header fields. `date` is the first day of what is known where `date_precision` is less than a day."""

    doc_type: str | None
    number: Quote | None
    symbol: Quote | None
    date: date | None
    date_precision: Precision
    place: Quote | None
    issuing_body: Quote | None
    subject: Quote | None
    recipients: tuple[Quote, ...]
    cc: tuple[Quote, ...]
    signer: Signer | None
    references: tuple[Reference, ...]


def read_header(text: str) -> Header:
    """The header of a dispatch in clean Unicode (old encodings are converted before)."""
    lines = lines_of(text)
    nation = next((at for at, line in enumerate(lines) if fold(line.text).startswith(_NATION)), None)
    head = lines[max(0, (nation or 0) - 3) : (nation or 0) + _HEAD_LINES]
    number, symbol = _number(head)
    place, day, precision = _date(head)
    type_, subject = _type_and_subject(lines[nation + 1 if nation is not None else 0 :][:_HEAD_LINES])
    copies = _copies_at(lines)
    cc, rest = _copies(lines, copies)
    return Header(
        doc_type=type_,
        number=number,
        symbol=symbol,
        date=day,
        date_precision=precision,
        place=place,
        issuing_body=_issuer(lines, nation) or _issuer_in_body(text, place),
        subject=subject,
        recipients=_recipients(lines),
        cc=cc,
        signer=_signer(lines, copies, rest),
        references=references(text),
    )


def body_of(text: str) -> list[Line]:
    """The lines between the address and the list of copies: what the dispatch says."""
    lines = lines_of(text)
    to = next((at for at, line in enumerate(lines) if _TO.match(line.text)), None)
    first = 0 if to is None else to + 1 + len(_listed(lines[to + 1 :]))
    return lines[first : _copies_at(lines)]


def _issuer(lines: Sequence[Line], nation: int | None) -> Quote | None:
    """The capital lines before the name of the nation."""
    if not nation:
        return None
    first = nation
    while first > max(0, nation - 3) and lines[first - 1].text.isupper():
        first -= 1
    if first == nation:
        return None
    found = quoted(lines[first:nation])
    return Quote(body_name(found.value), found.start, found.end)


def _issuer_in_body(text: str, place: Quote | None) -> Quote | None:
    """Where the head is missing: the committee that the text names with the place from which it is dated."""
    if place is None:
        return None
    found = re.search(rf"[ỦU][ỷyỶYủ] ban nhân dân [^\W\d_]+(?: [^\W\d_]+)? {re.escape(place.value)}", text)
    return Quote(found[0], found.start(), found.end()) if found else None


def _number(head: Sequence[Line]) -> tuple[Quote | None, Quote | None]:
    """Number with its symbol, and the symbol alone; the first is None while no number has been given."""
    for line in head:
        if found := _NUMBER.match(line.text):
            start, end = line.start + found.start("symbol"), line.start + found.end()
            symbol = Quote(symbol_of(found["symbol"]), start, end)
            if not found["number"]:
                return None, symbol
            at = line.start + found.start("number")
            return Quote(symbol_of(found[0][found.start("number") :]), at, end), symbol
    return None, None


def _date(head: Sequence[Line]) -> tuple[Quote | None, date | None, Precision]:
    for line in head:
        found = _DATE.fullmatch(line.text.rstrip(". "))
        if not found:
            continue
        place = None
        if found["place"]:
            place = Quote(found["place"], line.start + found.start("place"), line.start + found.end("place"))
        month = int(found["month"] or 0)
        day = int(found["day"] or 0) if month else 0
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        try:
            return place, date(int(found["year"]), month or 1, day or 1), precision
        except ValueError:
            return place, None, Precision.NONE
    return None, None, Precision.NONE


def _type_and_subject(head: Sequence[Line]) -> tuple[str | None, Quote | None]:
    """A named kind stands in capitals above or before its subject; a công văn has no kind and its subject begins with V/v."""
    letter = kinds().by_code[OFFICIAL_LETTER].name.lower()
    for at, line in enumerate(head):
        if _SUBJECT.match(line.text):
            return letter, _without_quotes(quoted([line, *_until_body(head[at + 1 :])]))
        if title := _title(line.text):
            rest = Line(line.number, line.text[len(title) :].strip(), line.start + len(title) + 1, line.end)
            subject = [*([rest] if rest.text else []), *_until_body(head[at + 1 :])]
            return title.lower(), quoted(subject) if subject else None
    return (letter if any(_TO.match(line.text) for line in head) else None), None


def _title(text: str) -> str | None:
    """The kind in capitals at the head of a line of capitals."""
    for name in _titles():
        rest = text[len(name) :].split(maxsplit=1)[:1]
        if text.startswith(name) and (
            text == name or (text[len(name)] == " " and rest and rest[0].isupper())
        ):
            return name
    return None


@cache
def _titles() -> tuple[str, ...]:
    named = (*LAWS, *(kind.name for kind in kinds().by_code.values()))
    return tuple(sorted(map(str.upper, named), key=len, reverse=True))


def _until_body(lines: Sequence[Line]) -> list[Line]:
    found: list[Line] = []
    for line in lines[:_LONGEST_SUBJECT]:
        if _BODY.match(line.text) or _DATE.fullmatch(line.text) or _is_office(line.text):
            break
        found.append(line)
    return found if len(found) < _LONGEST_SUBJECT else []


def _is_office(text: str) -> bool:
    """The line with which an act that enacts says who enacts it."""
    return bool(
        re.match(r"(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|HỘI ĐỒNG|BỘ TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|GIÁM ĐỐC)\b", text)
    )


def _without_quotes(found: Quote) -> Quote:
    inner = found.value.strip('“”". ')
    return Quote(inner, found.start, found.end)


def _recipients(lines: Sequence[Line]) -> tuple[Quote, ...]:
    """Behind "Kính gửi": on the same line, or one a line below."""
    for at, line in enumerate(lines):
        if found := _TO.match(line.text):
            if found.end() < len(line.text):
                return (_entry(line, found.end()),)
            return tuple(_listed(lines[at + 1 :]))
    return ()


def _copies_at(lines: Sequence[Line]) -> int | None:
    """Where the list of copies begins: the first with entries, because annexes may have forms with another."""
    return next(
        (
            at
            for at, line in enumerate(lines[:-1])
            if _COPIES.match(line.text) and _ENTRY.match(lines[at + 1].text)
        ),
        None,
    )


def _copies(lines: Sequence[Line], at: int | None) -> tuple[tuple[Quote, ...], int]:
    """Who gets a copy, and the line behind the list; "Như trên" names nobody."""
    if at is None:
        return (), len(lines)
    listed = _listed(lines[at + 1 :])
    return tuple(one for one in listed if not _AS_ABOVE.match(one.value)), at + 1 + len(listed)


def _listed(lines: Sequence[Line]) -> list[Quote]:
    found = []
    for line in lines:
        if not _ENTRY.match(line.text):
            break
        found.append(_entry(line, 1))
    return found


def _entry(line: Line, skip: int) -> Quote:
    text = line.text[skip:].lstrip(" -–")
    kept = re.sub(r"(?:[;,.]|\./\.)+$", "", text).rstrip()
    start = line.end - len(text)
    return Quote(kept.replace("*", ""), start, start + len(kept))


def _signer(lines: Sequence[Line], copies: int | None, behind: int) -> Signer | None:
    """The capital lines behind the list of copies, or before it, and the name below them."""
    if copies is None:
        return signature(lines[-6:])
    return signature(lines[behind : behind + 6]) or signature(lines[max(0, copies - 6) : copies])
