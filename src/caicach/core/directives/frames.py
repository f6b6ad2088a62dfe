"""A letterhead or a signature in two columns, of a table or of blanks, as the lines that it stands for."""

import re
from collections.abc import Sequence

from caicach.core.directives.addressees import COPIES
from caicach.core.directives.layout import DATE, NUMBER
from caicach.core.directives.lines import Line
from caicach.core.directives.signature import is_signed
from caicach.core.vietnamese import fold

_BAR, _GAP = re.compile(r"\|"), re.compile(r"\s{3,}|\t+")
_NATION_BEHIND = re.compile(r"(?<=\S)\s+(?=C[ỘO]NG H[ÒO][AÀ] X[ÃA] H[ỘO]I|Đ[ộo]c l[ậa]p\s*[-–])")
_DRAWN = re.compile(r"[-–—_=*\s]{3,}")
# Its last words may go to the next line.
NATION = "cong hoa xa hoi chu nghia"


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
        if cells and (rows or _is_frame(line.text) or _is_numbered(cells)):
            rows.append(cells)
            continue
        found += _by_columns(rows)
        rows = []
        found.append(line)
    return found + _by_columns(rows)


def _is_numbered(cells: Sequence[Line]) -> bool:
    """A row that holds number and date only: the rows above it were lines."""
    return len(cells) == 2 and bool(NUMBER.match(cells[0].text) and DATE.fullmatch(cells[1].text.strip(" .")))


def _is_frame(text: str) -> bool:
    return fold(re.sub(r"[|\s]+", " ", text)).find(NATION) >= 0 or bool(COPIES.match(text.lstrip("| *")))


def _cells(line: Line, above: Sequence[Sequence[Line]]) -> list[Line]:
    """The cells of a row, without the dashes that are drawn below headings; none of a line that is no row."""
    text = line.text
    marks = [*(_BAR if "|" in text else _GAP).finditer(text)] or _side_by_side(text)
    cells = []
    at = 0
    for mark in [*marks, None]:
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


def _side_by_side(text: str) -> list[re.Match[str]]:
    """Where a blank parts two columns that were printed on one line: office and nation, number and date."""
    found = _NATION_BEHIND.search(text)
    if not found and (number := NUMBER.match(text)) and DATE.fullmatch(text[number.end() :].strip(" .")):
        found = re.compile(r"\s+").match(text, number.end())
    return [found] if found else []


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
