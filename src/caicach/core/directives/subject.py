"""What kind of document it is and what it is about, from the lines below the letterhead."""

import re
from collections.abc import Sequence
from functools import cache

from caicach.core.directives.addressees import BODY, TO
from caicach.core.directives.layout import DATE, NUMBER
from caicach.core.directives.lines import Line, Quote, quoted
from caicach.core.directives.references import LAWS
from caicach.core.letters.kinds import OFFICIAL_LETTER, kinds

_SUBJECT = re.compile(r"[“\"]?(?:V/v|Về việc)\b")
# A công điện may have its subject, the one who sends it and "điện:" on one line.
_SENT = re.compile(r"(?<=[A-ZĐÀ-Ỹ])\sđiện\s*:$")
_LONGEST_SUBJECT, _GLUED = 6, 200
_ENACTED = frozenset(
    {"thông báo", "quyết định", "nghị quyết", "nghị định", "thông tư", "pháp lệnh", "công điện"}
)
# An office at the end of a subject that no word before it asks for.
_ENACTING = re.compile(
    r"(?<!CỦA)(?<!CHO)(?<!THUỘC)(?<! DO)(?<!TRƯỚC)(?<!VỚI)(?<! VÀ)(?<!TẠI)(?<!QUYỀN)(?<!PHÒNG)"
    r"(?<!TỊCH)(?<!TƯỚNG)(?<!TRA)(?<!NGHỊ)(?<!PHÁT TRIỂN)"
    r"\s(?:THỦ TƯỚNG CHÍNH PHỦ|CHÍNH PHỦ(?! SỐ| ĐIỆN)|(?:CHỦ TỊCH )?[ỦU][ỶY] BAN NHÂN DÂN (?:TỈNH|"
    r"THÀNH PHỐ|XÃ|PHƯỜNG|HUYỆN)[^,]{2,40}|"
    r"HỘI ĐỒNG NHÂN DÂN (?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|HUYỆN)[^,]{2,40}|(?:BỘ TRƯỞNG|CỤC TRƯỞNG|GIÁM ĐỐC|"
    r"TỔNG GIÁM ĐỐC|CHÁNH VĂN PHÒNG)\s.{2,90})$"
)


def _behind_number(head: Sequence[Line]) -> list[Line]:
    """The lines of the head, what stands behind the number on its line on one of its own."""
    found: list[Line] = []
    for line in head:
        number = NUMBER.match(line.text)
        rest = line.text[number.end() :].strip() if number else ""
        if number and (_SUBJECT.match(rest) or rest.startswith("Về ")):
            found.append(Line(line.number, line.text[: number.end()], line.start, line.start + number.end()))
            line = Line(line.number, rest, line.end - len(rest), line.end)
        found.append(line)
    return found


def type_and_subject(head: Sequence[Line]) -> tuple[str | None, Quote | None]:
    """The kind of the document in small letters, and its subject; None for each that is not told."""
    kind, subject = _read(_behind_number(head))
    return kind, _without_office(subject, kind) if subject else None


def _read(head: Sequence[Line]) -> tuple[str | None, Quote | None]:
    """A named kind stands in capitals above or before its subject; a công văn has no kind and its subject begins with V/v."""
    letter = kinds().by_code[OFFICIAL_LETTER].name.lower()
    for at, line in enumerate(head):
        if _SUBJECT.match(line.text) or (
            at and line.text.startswith("Về ") and head[at - 1].number == line.number
        ):
            subject = _until_body([line, *head[at + 1 :]]) or [line]
            return letter, _without_quotes(quoted(subject))
        if title := _title(line.text):
            rest = Line(line.number, line.text[len(title) :].strip(), line.start + len(title) + 1, line.end)
            subject = _until_body([*([rest] if rest.text else []), *head[at + 1 :]])
            return title.lower(), _without_quotes(quoted(subject)) if subject else None
    return (letter if any(TO.match(line.text) for line in head) else None), None


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
        if sent := _SENT.search(line.text):
            found.append(Line(line.number, line.text[: sent.start()], line.start, line.start + sent.start()))
            return found
        if BODY.match(line.text) or DATE.fullmatch(line.text.rstrip(". ")) or _is_office(line.text):
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
