"""Tables that only set words side by side: letterhead, recipients and signature, a box round a text. They are read as lines."""

from __future__ import annotations

import re
from functools import lru_cache

from caicach.core.vietnamese import fold
from caicach.core.vietnamese.legacy import Font, convert
from caicach.core.vietnamese.legacy import font as font_named
from caicach.platform.readers.blocks import Block, Cell, Grid, Run, paragraphs_of

_LAYOUT = re.compile(
    r"cong hoa xa hoi chu nghia|doc lap\s*-\s*tu do|dang cong san viet nam|^noi nhan\b|^kinh gui\b|^(?:tm|kt|tl|tuq|q)\.",
    re.MULTILINE,
)
_NATION = re.compile("cong hoa xa hoi chu nghia|dang cong san viet nam")
_NUMBER = re.compile(r"so\s*[:.\d]")
_DATE = re.compile(r"\bngay\b.*\bthang\b")
_MOST_LAYOUT_CELLS = 12


def is_layout(grid: Grid) -> bool:
    """Whether a table only sets words side by side: letterhead, signature, recipients, a box around a text."""
    if all(len(row) <= 1 for row in grid.rows):
        return True
    if sum(len(row) for row in grid.rows) > _MOST_LAYOUT_CELLS:
        return False
    return any(
        _LAYOUT.search(fold(_plain(block))) for row in grid.rows for cell in row for block in cell.blocks
    )


def in_order(row: list[Cell]) -> list[Block]:
    """The blocks of cells side by side, cell by cell. A letterhead in one row is read across: who issues it, the name of the
    nation, number and subject, place and date.
    """
    cells = [cell.blocks for cell in row if not all(one.is_blank for one in paragraphs_of(cell.blocks))]
    if len(cells) == 2:
        left, right = cells
        number = next((at for at, one in enumerate(left) if _NUMBER.match(fold(_plain(one)))), None)
        dated = next((at for at, one in enumerate(right) if _DATE.search(fold(_plain(one)))), len(right))
        if number and any(_NATION.search(fold(_plain(one))) for one in right[:dated]):
            return [*left[:number], *right[:dated], *left[number:], *right[dated:]]
    return [block for cell in cells for block in cell]


def _plain(block: Block) -> str:
    """The words of a block in Unicode, quickly: enough to recognise a letterhead."""
    lines = (
        "".join(convert(run.text, font_of(run)).text for run in paragraph.runs)
        for paragraph in paragraphs_of([block])
    )
    return "\n".join(line.strip() for line in lines)


def font_of(run: Run) -> Font | None:
    """What the font of a run says about its words; None where it says nothing."""
    return _font(run.font, run.capitals)


@lru_cache(1024)
def _font(name: str, capitals: bool) -> Font | None:
    said = font_named(name)
    if capitals:
        return Font(said.encoding, True)
    return said if said.encoding else None
