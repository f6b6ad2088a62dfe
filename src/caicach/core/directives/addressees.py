"""To whom a dispatch goes: those behind "Kính gửi", and those who get a copy."""

import re
from collections.abc import Sequence

from caicach.core.directives.lines import Line, Quote
from caicach.core.directives.wording import LOWER

# A công điện names its addressees behind "điện:".
TO = re.compile(
    r"Kính gửi\s*:?\s*|[A-ZĐÀ-Ỹ][^.;:\n]{0,90}\sđiện\s*:\s*|"
    rf"[A-ZĐÀ-Ỹ][^.;:\n{LOWER}]{{90,300}}\sđiện\s*:$"
)
COPIES = re.compile(r"nơi nhận\s*:?", re.IGNORECASE)
_AS_ABOVE = re.compile(r"Như (?:trên|kính gửi|k/g|điều \d+)\W*$", re.IGNORECASE)
BODY = re.compile(
    r"(?:Căn cứ|Thực hiện|Kính gửi|Để |Theo |Xét |Thời gian|Ngày |\d+\.\s|[A-HIVX]+\.\s|Điều \d|Nhằm |Trong |Chương |Phần |"
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Chủ tịch|Sở|Phòng|Ban|Văn phòng)\s[^.;]{0,90}?\s(?:ban hành|xây dựng|yêu cầu|"
    r"đề nghị|thông báo|triển khai|chỉ thị|có ý kiến|nhận được)\b|[^.;]{20,}:$)"
)
_ENTRY = re.compile(r"[-–+•●▪\ue000-\uf8ff]")
# Where the body follows the addressee on one line: behind a full stop, or with a word that opens it.
_BEGUN = re.compile(
    r"(?<!TP)(?<!TT)(?<!TX)(?<!\bP)(?<!\bQ)\.\s+(?=[A-ZĐ(])|"
    r"(?<=\w) (?=(?:Thực hiện|Triển khai|Căn cứ|Theo|Để|Ngày|Trong|Nhằm|Tiếp theo|Xét|Qua|Trả lời|Phúc đáp)\s)"
)
_LONGEST_NAME = 60


def recipients_of(lines: Sequence[Line]) -> tuple[Quote, ...]:
    """Behind "Kính gửi": on the same line, parted by semicolons, and one a line below."""
    for at, line in enumerate(lines):
        if found := TO.match(line.text):
            own = _parts(line, found.end()) if found.end() < len(line.text) else []
            below = addressed(lines[at + 1 :]) if not own or line.text.endswith((";", ",", ":")) else []
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


def addressed(lines: Sequence[Line]) -> list[Line]:
    """The lines below "Kính gửi:" that name somebody: those with a dash, and those that end as entries of a list do."""
    found: list[Line] = []
    for line in lines[:40]:
        listed = _ENTRY.match(line.text) or (
            line.text.endswith((";", ".")) and len(line.text) < 120 and not BODY.match(line.text)
        )
        if not listed or (found and found[-1].text.endswith(".") and not _ENTRY.match(line.text)):
            break
        found.append(line)
    return found


def copies_at(lines: Sequence[Line]) -> int | None:
    """Where the list of copies begins: the first with entries, because annexes may have forms with another."""
    return next(
        (
            at
            for at, line in enumerate(lines[:-1])
            if COPIES.match(line.text) and _ENTRY.match(lines[at + 1].text)
        ),
        None,
    )


def copies_of(lines: Sequence[Line], at: int | None) -> tuple[tuple[Quote, ...], int]:
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
    text = re.sub(r"^[\s•●▪\ue000-\uf8ff–-]+", "", line.text[skip:])
    kept = re.sub(r"(?:[;,.]|\./\.)+$", "", text).rstrip()
    start = line.end - len(text)
    return Quote(kept.replace("*", ""), start, start + len(kept))
