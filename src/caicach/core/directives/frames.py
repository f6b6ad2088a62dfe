"""A letterhead or a signature in two columns, of a table or of blanks, as the lines that it stands for."""

import re
from collections.abc import Sequence

from caicach.core.directives.addressees import COPIES
from caicach.core.directives.lines import Line
from caicach.core.directives.signature import is_signed
from caicach.core.vietnamese import fold

_BAR, _GAP = re.compile(r"\|"), re.compile(r"\s{3,}|\t+")
_DRAWN = re.compile(r"[-–—_=*\s]{3,}")
NATION = "cong hoa xa hoi chu nghia viet nam"


def unfolded(lines: Sequence[Line]) -> list[Line]:
    """The lines, where the letterhead or the signature stands in columns its cells: the left column before the right one.

    Lines that are only drawn ("-------") are left out.
    """
    found: list[Line] = []
    rows: list[list[Line]] = []
    for line in lines:
        if _DRAWN.fullmatch(line.text):
            continue
        cells = _cells(line, rows)
        if cells and (rows or _is_frame(line.text)):
            rows.append(cells)
            continue
        found += _by_columns(rows)
        rows = []
        found.append(line)
    return found + _by_columns(rows)


def _is_frame(text: str) -> bool:
    return fold(re.sub(r"[|\s]+", " ", text)).find(NATION) >= 0 or bool(COPIES.match(text.lstrip("| *")))


def _cells(line: Line, above: Sequence[Sequence[Line]]) -> list[Line]:
    """The cells of a row, without the dashes that are drawn below headings; none of a line that is no row."""
    text = line.text
    between = _BAR if "|" in text else _GAP
    cells = []
    at = 0
    for mark in [*between.finditer(text), None]:
        part = text[at : mark.start() if mark else len(text)]
        inner = re.sub(r"^[\s*]+|[\s*]*-{3,}[\s*]*$|[\s*]+$", "", part)
        start = line.start + at + (part.find(inner) if inner else 0)
        cells.append(Line(line.number, inner, start, start + len(inner)))
        at = mark.end() if mark else at
    if len(cells) > 1:
        return cells
    # Beside the list of copies a line is one of its entries, or belongs to the signature on the right.
    if not above or not COPIES.match(above[0][0].text) or "|" in above[0][0].text or len(above[0]) < 2:
        return []
    if text.startswith(("-", "–", "+")):
        return cells
    return [Line(line.number, "", line.start, line.start), line] if is_signed(text) else []


def _by_columns(rows: Sequence[Sequence[Line]]) -> list[Line]:
    """The office that issues before the nation, as where they stand below each other; then number and subject, place and date."""
    left = [row[0] for row in rows if row[0].text]
    right = [cell for row in rows for cell in row[1:] if cell.text]
    head = [line for line in left if line.text.isupper()] if right and left and left[0].text.isupper() else []
    nation = [line for line in right if fold(line.text).startswith((NATION, "doc lap"))]
    return [
        *head,
        *nation,
        *(one for one in left if one not in head),
        *(one for one in right if one not in nation),
    ]
