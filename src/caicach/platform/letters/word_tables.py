"""Tables in Word, written as WordprocessingML at once: cell by cell through python-docx a ranking takes seconds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from caicach.core.letters import Grid
from caicach.platform.letters import word_styles as looks

CELL_MARGIN = 1.0
"""Millimetres at both sides of a cell."""
_MARGINS = "".join(f'<w:{side} w:w="{Mm(CELL_MARGIN).twips}" w:type="dxa"/>' for side in ("left", "right"))


def table(document: Document, grid: Grid, width: float) -> Any:
    """The table of a letter, `width` millimetres wide: ruled, its head on every page, columns that no program changes."""
    columns = [Mm(share * width).twips for share in grid.shares]
    cell, head = (document.styles[look.name].style_id for look in (looks.CELL, looks.HEAD))
    places = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    rows = "".join(_rows(grid, columns, cell))
    titles = "".join(_cell(text, column, head) for text, column in zip(grid.head, columns, strict=True))
    style = document.styles["Table Grid"].style_id
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr><w:tblGrid>{places}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{titles}</w:tr>{rows}</w:tbl>"
    )


def bare(document: Document, widths: tuple[float, ...]) -> Any:
    """A table of one row of empty cells without lines, kept on one page; widths in millimetres."""
    columns = [Mm(width).twips for width in widths]
    places = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{column}" w:type="dxa"/></w:tcPr><w:p/></w:tc>' for column in columns
    )
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{places}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _rows(grid: Grid, columns: list[int], style: str) -> Iterator[str]:
    for cells, strong, whole in zip(grid.rows, grid.strong, grid.whole, strict=True):
        over_all = len(cells) == 1 and len(columns) > 1
        if over_all:
            inner = _cell(cells[0], sum(columns), style, "left", strong, span=len(columns))
        else:
            inner = "".join(
                _cell(text, column, style, align, strong)
                for text, column, align in zip(cells, columns, grid.aligns, strict=True)
            )
        yield f"<w:tr><w:trPr>{'<w:cantSplit/>' if whole else ''}</w:trPr>{inner}</w:tr>"


def _cell(text: str, width: int, style: str, align: str = "", strong: bool = False, span: int = 1) -> str:
    """A cell whose text is looked like its style, unless `align` or `strong` says otherwise."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    bold = "<w:rPr><w:b/></w:rPr>" if strong else ""
    together = "<w:keepNext/>" if span > 1 else ""  # the head of what follows is not the last row of a page
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{together}{aligned}</w:pPr>'
        f'<w:r>{bold}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
    )
