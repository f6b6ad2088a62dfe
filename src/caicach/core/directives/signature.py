"""Who signs: capital lines with authority and title, and a name below them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caicach.core.directives.lines import Line, Quote, quoted

_AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s*\.\s*\S|(?:TM|KT|TL|TUQ)\s+\S")
_TITLE = re.compile(r"CHỦ TỊCH|TRƯỞNG|GIÁM ĐỐC|CHÁNH|THỦ TƯỚNG|BÍ THƯ|VIỆN TRƯỞNG|TỔNG THANH TRA")
_ANNEX = ("PHỤ LỤC", "DANH MỤC")
_NAME_WORD = r"[A-ZĐÀ-ỸĂƠƯ][a-zđà-ỹăơư']+"
_NAME = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD}){{1,4}}")
# What stands in a copy for the hand and the seal.
_BY_HAND = re.compile(r"[(\[]?\s*(?:đã\s+ký|ký\s+tên|ký,|ký\s+bởi|đã\s+kí).{0,60}", re.IGNORECASE)
# All of a signature on one line: "KT. BỘ TRƯỞNG THỨ TRƯỞNG Nguyễn Văn Mẫu".
_ON_ONE_LINE = re.compile(
    rf"(?P<authority>(?:KT|TL|TUQ)\.\s.+?)\s(?P<title>(?:PHÓ|THỨ)\s.+?)(?:\s(?P<name>{_NAME.pattern}))?"
)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: by what authority ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), as what, and his name; as written."""

    name: Quote | None
    title: Quote | None
    authority: Quote | None


def is_signed(text: str) -> bool:
    """Whether a line is one of a signature: words in capitals, or a name."""
    return text.isupper() or bool(_NAME.fullmatch(text))


def signature(lines: Sequence[Line]) -> Signer | None:
    """The signature in a few lines; None where no line names an authority or a title."""
    parts = [part for line in lines for part in _parts(line) if not _BY_HAND.fullmatch(part.text)]
    capital = [_is_capital(line) for line in parts]
    if True not in capital:
        return None
    first = capital.index(True)
    behind = capital.index(False, first) if False in capital[first:] else len(parts)
    block = parts[first:behind]
    if not any(_AUTHORITY.match(line.text) or _TITLE.search(line.text) for line in block):
        return None
    authority = [line for line in block if _AUTHORITY.match(line.text)]
    titles = [line for line in block if line not in authority]
    below = [line for line in parts[behind : behind + 1] if _NAME.fullmatch(line.text)]
    return Signer(*(quoted(found) if found else None for found in (below, titles, authority)))


def _is_capital(line: Line) -> bool:
    return line.text.isupper() and not line.text.startswith(_ANNEX)


def _parts(line: Line) -> Iterator[Line]:
    """The line, or what would stand on lines of its own."""
    found = _ON_ONE_LINE.fullmatch(line.text)
    if not found:
        yield line
        return
    for part in ("authority", "title", "name"):
        if found[part]:
            yield Line(line.number, found[part], line.start + found.start(part), line.start + found.end(part))
