"""The parts of a dispatch around its body, as Nghị định 30/2020/NĐ-CP places them, with the defects that offices leave in them.

What is blank stays empty: a number that is still to be given ("Số: /UBND-NV"), a day that is still to be written, a name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caicach.core.directives.addressees import TO, addressed, copies_at, copies_of, recipients_of
from caicach.core.directives.bodies import body_name, offices_in
from caicach.core.directives.frames import NATION, unfolded
from caicach.core.directives.layout import DATE, NUMBER
from caicach.core.directives.lines import Line, Quote, lines_of, quoted
from caicach.core.directives.references import Reference, references, symbol_of, without_itself
from caicach.core.directives.signature import Signer, signature
from caicach.core.directives.subject import type_and_subject
from caicach.core.vietnamese import fold

_HEAD_LINES, _CLOSING_LINES = 30, 4
_MADE_KNOWN = re.compile(
    r"(?:Thừa lệnh [^,]{3,80}, )?(?P<office>(?:Văn phòng|Ủy ban|Uỷ ban|UBND|Sở|Thanh tra|Phòng|Ban)\s[^,.;:]{3,80}?)\s+"
    r"(?:xin )?(?:trân trọng )?thông báo\b"
)


class Precision(StrEnum):
    """How much of the date is written."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Header:
    """The header fields. `date` is the first day of what is known where `date_precision` is less than a day.

    `superior` is the office that a letterhead names above the one that issues.
    """

    doc_type: str | None
    number: Quote | None
    symbol: Quote | None
    date: date | None
    date_precision: Precision
    place: Quote | None
    superior: Quote | None
    issuing_body: Quote | None
    subject: Quote | None
    recipients: tuple[Quote, ...]
    cc: tuple[Quote, ...]
    signer: Signer | None
    references: tuple[Reference, ...]


def read_header(text: str) -> Header:
    """The header of a dispatch in clean Unicode (old encodings are converted before)."""
    lines = unfolded(lines_of(text))
    nation = next((at for at, line in enumerate(lines) if fold(line.text).startswith(NATION)), None)
    head = lines[max(0, (nation or 0) - 3) : (nation or 0) + _HEAD_LINES]
    number, symbol = _number(head)
    place, day, precision = _date(head)
    type_, subject = type_and_subject(lines[nation + 1 if nation is not None else 0 :][:_HEAD_LINES])
    superior, issuer = _issuers(lines, nation)
    copies = copies_at(lines)
    cc, rest = copies_of(lines, copies)
    return Header(
        doc_type=type_,
        number=number,
        symbol=symbol,
        date=day,
        date_precision=precision,
        place=place,
        superior=superior,
        issuing_body=issuer or _issuer_in_body(text, place) or _issuer_who_closes(lines[:copies]),
        subject=subject,
        recipients=recipients_of(lines[:copies][: (nation or 0) + _HEAD_LINES]),
        cc=cc,
        signer=_signer(lines, copies, rest),
        references=without_itself(references(text), number.value if number else None),
    )


def body_of(text: str, header: Header | None = None) -> list[Line]:
    """What the dispatch says: the lines between the address, or the subject where nobody is addressed, and the list of copies."""
    lines = lines_of(text)
    header = header or read_header(text)
    copies = copies_at(lines)
    to = next((at for at, line in enumerate(lines[:copies]) if TO.match(line.text)), None)
    if to is not None:
        return lines[to + 1 + len(addressed(lines[to + 1 :])) : copies]
    known = [part.end for part in (header.subject, header.place, header.symbol) if part]
    return [line for line in lines[:copies] if line.start >= max(known, default=0)]


def annexes_of(text: str, header: Header) -> list[Line]:
    """The lines behind the list of copies and the signature."""
    lines = lines_of(text)
    copies = copies_at(lines)
    if copies is None:
        return []
    _, behind = copies_of(lines, copies)
    signed = [part.end for part in _signed(header.signer)]
    return [line for line in lines[behind:] if line.start >= max(signed, default=0)]


def _signed(signer: Signer | None) -> list[Quote]:
    return [part for part in (signer.name, signer.title, signer.authority) if part] if signer else []


def _issuers(lines: Sequence[Line], nation: int | None) -> tuple[Quote | None, Quote | None]:
    """The capital lines before the name of the nation: the office above, where there is one, and the one that issues."""
    if not nation:
        return None, None
    first = nation
    while first > max(0, nation - 4) and lines[first - 1].text.isupper():
        first -= 1
    if first == nation:
        return None, None
    found = quoted(lines[first:nation])
    above, issuer = offices_in(found.value)
    # Lines are joined by one blank, as they are parted by one line break or more: the last words stand at the end.
    start = found.end - len(issuer) if above else found.start
    superior = Quote(body_name(above), found.start, max(found.start, start - 1)) if above else None
    return superior, Quote(body_name(issuer), start, found.end)


def _issuer_in_body(text: str, place: Quote | None) -> Quote | None:
    """Where the head is missing: the committee that the text names with the place from which it is dated."""
    if place is None:
        return None
    found = re.search(rf"[ỦU][ỷyỶYủ] ban nhân dân [^\W\d_]+(?: [^\W\d_]+)? {re.escape(place.value)}", text)
    return Quote(found[0], found.start(), found.end()) if found else None


def _issuer_who_closes(lines: Sequence[Line]) -> Quote | None:
    """Where head and place are missing: the office that makes the notice known at its end."""
    for line in reversed(lines[-_CLOSING_LINES:]):
        if found := _MADE_KNOWN.match(line.text):
            return Quote(
                found["office"], line.start + found.start("office"), line.start + found.end("office")
            )
    return None


def _number(head: Sequence[Line]) -> tuple[Quote | None, Quote | None]:
    """Number with its symbol, and the symbol alone; the first is None while no number has been given."""
    for line in head:
        if found := NUMBER.match(line.text):
            start, end = line.start + found.start("symbol"), line.start + found.end()
            symbol = Quote(symbol_of(found["symbol"]), start, end)
            if not found["number"]:
                return None, symbol
            at = line.start + found.start("number")
            return Quote(symbol_of(found[0][found.start("number") :]), at, end), symbol
    return None, None


def _date(head: Sequence[Line]) -> tuple[Quote | None, date | None, Precision]:
    for line in head:
        found = DATE.fullmatch(line.text.rstrip(". "))
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


def _signer(lines: Sequence[Line], copies: int | None, behind: int) -> Signer | None:
    """The capital lines behind the list of copies, or before it, and the name below them."""
    if copies is None:
        return signature(lines[-6:])
    return signature(lines[behind : behind + 6]) or signature(lines[max(0, copies - 6) : copies])
