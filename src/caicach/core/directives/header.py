"""The parts of a dispatch around its body, as Nghị định 30/2020/NĐ-CP places them, with the defects that offices leave in them.

What is blank stays empty: a number that is still to be given ("Số: /UBND-NV"), a day that is still to be written, a name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from caicach.core.directives.bodies import body_name, offices_in
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
# A công điện names its addressees behind "điện:".
_TO = re.compile(r"Kính gửi\s*:?\s*|[A-ZĐÀ-Ỹ][^.;:\n]{0,90}\sđiện\s*:\s*")
_COPIES = re.compile(r"nơi nhận\s*:?", re.IGNORECASE)
_AS_ABOVE = re.compile(r"Như (?:trên|kính gửi|k/g|điều \d+)\W*$", re.IGNORECASE)
_BODY = re.compile(
    r"(?:Căn cứ|Thực hiện|Kính gửi|Để |Theo |Xét |Thời gian|Ngày |\d+\. |[IVX]+\. |Điều \d|Nhằm |Trong |Chương |Phần )"
)
_BEGUN = re.compile(
    r"(?<=\w) (?=(?:Thực hiện|Triển khai|Căn cứ|Theo|Để|Ngày|Trong|Nhằm|Tiếp theo|Xét|Qua|Trả lời|Phúc đáp)\s)"
)
_LONGEST_NAME = 120
_ENTRY = re.compile(r"[-–+]")
_LONGEST_SUBJECT, _GLUED = 6, 200
_ENACTED = frozenset({"quyết định", "nghị quyết", "nghị định", "thông tư", "pháp lệnh", "công điện"})
# An office at the end of a subject that no word before it asks for.
_ENACTING = re.compile(
    r"(?<!CỦA)(?<!CHO)(?<!THUỘC)(?<! DO)(?<!TRƯỚC)(?<!VỚI)(?<! VÀ)(?<!TẠI)(?<!QUYỀN)(?<!PHÒNG)(?<!TỊCH)(?<!TƯỚNG)(?<!TRA)(?<!NGHỊ)(?<!PHÁT TRIỂN)"
    r"\s(?:THỦ TƯỚNG CHÍNH PHỦ|CHÍNH PHỦ(?! SỐ| ĐIỆN)|(?:CHỦ TỊCH )?[ỦU][ỶY] BAN NHÂN DÂN (?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|HUYỆN)[^,]{2,40}|"
    r"HỘI ĐỒNG NHÂN DÂN (?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|HUYỆN)[^,]{2,40}|(?:BỘ TRƯỞNG|CỤC TRƯỞNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CHÁNH VĂN PHÒNG)\s.{2,90})$"
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
    lines = _unfolded(lines_of(text))
    nation = next((at for at, line in enumerate(lines) if fold(line.text).startswith(_NATION)), None)
    head = lines[max(0, (nation or 0) - 3) : (nation or 0) + _HEAD_LINES]
    number, symbol = _number(head)
    place, day, precision = _date(head)
    type_, subject = _type_and_subject(
        _behind_number(lines[nation + 1 if nation is not None else 0 :][:_HEAD_LINES])
    )
    superior, issuer = _issuers(lines, nation)
    copies = _copies_at(lines)
    cc, rest = _copies(lines, copies)
    return Header(
        doc_type=type_,
        number=number,
        symbol=symbol,
        date=day,
        date_precision=precision,
        place=place,
        superior=superior,
        issuing_body=issuer or _issuer_in_body(text, place),
        subject=subject and _without_office(subject, type_),
        recipients=_recipients(lines),
        cc=cc,
        signer=_signer(lines, copies, rest),
        references=references(text),
    )


def body_of(text: str, header: Header | None = None) -> list[Line]:
    """The lines between the address (or the subject, where nobody is addressed) and the list of copies: what the dispatch says."""
    lines = lines_of(text)
    header = header or read_header(text)
    copies = _copies_at(lines)
    to = next((at for at, line in enumerate(lines[:copies]) if _TO.match(line.text)), None)
    if to is not None:
        return lines[to + 1 + len(_addressed(lines[to + 1 :])) : copies]
    known = [part.end for part in (header.subject, header.place, header.symbol) if part]
    return [line for line in lines[:copies] if line.start >= max(known, default=0)]


def annexes_of(text: str, header: Header) -> list[Line]:
    """The lines behind the list of copies and the signature."""
    lines = lines_of(text)
    copies = _copies_at(lines)
    if copies is None:
        return []
    _, behind = _copies(lines, copies)
    signed = [part.end for part in _signed(header.signer)]
    return [line for line in lines[behind:] if line.start >= max(signed, default=0)]


def _signed(signer: Signer | None) -> list[Quote]:
    return [part for part in (signer.name, signer.title, signer.authority) if part] if signer else []


def _unfolded(lines: Sequence[Line]) -> list[Line]:
    """The lines, where the letterhead or the signature is a table its cells: the left column before the right one."""
    found: list[Line] = []
    rows: list[list[Line]] = []
    for line in lines:
        cells = _cells(line) if "|" in line.text else []
        if cells and (rows or _is_frame(line.text)):
            rows.append(cells)
            continue
        found += _by_columns(rows)
        rows = []
        found.append(line)
    return found + _by_columns(rows)


def _is_frame(text: str) -> bool:
    return fold(text.replace("|", " ")).find(_NATION) >= 0 or bool(_COPIES.match(text.lstrip("| *")))


def _cells(line: Line) -> list[Line]:
    """The cells of a row, without the dashes that are drawn below headings."""
    cells = []
    at = line.start
    for part in line.text.split("|"):
        inner = re.sub(r"^[\s*]+|[\s*]*-{3,}[\s*]*$|[\s*]+$", "", part)
        start = at + (part.find(inner) if inner else 0)
        cells.append(Line(line.number, inner, start, start + len(inner)))
        at += len(part) + 1
    return cells


def _by_columns(rows: Sequence[Sequence[Line]]) -> list[Line]:
    """The office that issues before the nation, as where they stand below each other; then number and subject, place and date."""
    left = [row[0] for row in rows if row[0].text]
    right = [cell for row in rows for cell in row[1:] if cell.text]
    head = [line for line in left if line.text.isupper()] if right and left and left[0].text.isupper() else []
    nation = [line for line in right if fold(line.text).startswith((_NATION, "doc lap"))]
    return [
        *head,
        *nation,
        *(one for one in left if one not in head),
        *(one for one in right if one not in nation),
    ]


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


def _behind_number(head: Sequence[Line]) -> list[Line]:
    """The lines of the head, what stands behind the number on its line on one of its own."""
    found: list[Line] = []
    for line in head:
        number = _NUMBER.match(line.text)
        rest = line.text[number.end() :].strip() if number else ""
        if number and (_SUBJECT.match(rest) or rest.startswith("Về ")):
            found.append(Line(line.number, line.text[: number.end()], line.start, line.start + number.end()))
            line = Line(line.number, rest, line.end - len(rest), line.end)
        found.append(line)
    return found


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
        if _SUBJECT.match(line.text) or (
            at and line.text.startswith("Về ") and head[at - 1].number == line.number
        ):
            return letter, _without_quotes(quoted([line, *_until_body(head[at + 1 :])]))
        if title := _title(line.text):
            rest = Line(line.number, line.text[len(title) :].strip(), line.start + len(title) + 1, line.end)
            subject = _until_body([*([rest] if rest.text else []), *head[at + 1 :]])
            return title.lower(), _without_quotes(quoted(subject)) if subject else None
    return (letter if any(_TO.match(line.text) for line in head) else None), None


def _capitals(line: Line) -> Line:
    """The line, or the capital words at its head where the body follows the subject on it without a break."""
    words = list(re.finditer(r"\S+", line.text))
    first = next((at for at, word in enumerate(words) if any(one.islower() for one in word[0])), len(words))
    if first < 4 or first == len(words) or not words[first][0][0].isupper():
        return line
    end = words[first - 1].end()
    return (
        Line(line.number, line.text[:end], line.start, line.start + end)
        if len(line.text) - end > _GLUED
        else line
    )


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
        if found and found[-1].text.isupper() and not line.text.isupper() and len(line.text) > _GLUED:
            break
        found.append(_capitals(line))
        if found[-1] is not line:
            return found
    return found if len(found) < _LONGEST_SUBJECT else []


def _is_office(text: str) -> bool:
    """The line with which an act that enacts says who enacts it."""
    return bool(
        re.match(r"(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|HỘI ĐỒNG|BỘ TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|GIÁM ĐỐC)\b", text)
    )


def _without_office(subject: Quote, type_: str | None) -> Quote:
    """The subject without the office that enacts, where an act has it on the same line: "... QUY CHẾ LÀM VIỆC CHÍNH PHỦ"."""
    if type_ not in _ENACTED:
        return subject
    found = _ENACTING.search(subject.value)
    if not found or not found.start():
        return subject
    kept = subject.value[: found.start()]
    return Quote(kept, subject.start, subject.start + len(kept))


def _without_quotes(found: Quote) -> Quote:
    inner = found.value.strip(". ")
    if inner[:1] in '“"' and inner[-1:] in '”"':
        inner = inner[1:-1]
    return Quote(inner, found.start, found.end)


def _recipients(lines: Sequence[Line]) -> tuple[Quote, ...]:
    """Behind "Kính gửi": on the same line, parted by semicolons, and one a line below."""
    for at, line in enumerate(lines):
        if found := _TO.match(line.text):
            own = _parts(line, found.end()) if found.end() < len(line.text) else []
            below = _addressed(lines[at + 1 :]) if not own or line.text.endswith((";", ",", ":")) else []
            return (*own, *(_entry(one, 1 if _ENTRY.match(one.text) else 0) for one in below))
    return ()


def _parts(line: Line, skip: int) -> list[Quote]:
    """What stands behind "Kính gửi:" on its line."""
    found = []
    for part in re.finditer(r"[^;]+", line.text[skip:]):
        words = part[0].strip()
        start = line.start + skip + part.start() + part[0].index(words)
        begun = _BEGUN.search(words) if len(words) > _LONGEST_NAME else None
        words = words[: begun.start()] if begun else words
        entry = _entry(Line(line.number, words, start, start + len(words)), 0)
        if entry.value:
            found.append(entry)
        if begun:
            # The body follows on the same line.
            break
    return found


def _addressed(lines: Sequence[Line]) -> list[Line]:
    """The lines below "Kính gửi:" that name somebody: those with a dash, and those that end as entries of a list do."""
    found: list[Line] = []
    for line in lines[:40]:
        listed = _ENTRY.match(line.text) or (
            line.text.endswith((";", ".")) and len(line.text) < 120 and not _BODY.match(line.text)
        )
        if not listed or (found and found[-1].text.endswith(".") and not _ENTRY.match(line.text)):
            break
        found.append(line)
    return found


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
