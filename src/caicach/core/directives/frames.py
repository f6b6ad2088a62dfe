"""A letterhead or a signature that is a table, as the lines that it stands for."""

import re
from collections.abc import Sequence

from caicach.core.directives.addressees import COPIES
from caicach.core.directives.lines import Line
from caicach.core.vietnamese import fold

NATION = "cong hoa xa hoi chu nghia viet nam"


def unfolded(lines: Sequence[Line]) -> list[Line]:
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
    return fold(text.replace("|", " ")).find(NATION) >= 0 or bool(COPIES.match(text.lstrip("| *")))


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
    nation = [line for line in right if fold(line.text).startswith((NATION, "doc lap"))]
    return [
        *head,
        *nation,
        *(one for one in left if one not in head),
        *(one for one in right if one not in nation),
    ]
