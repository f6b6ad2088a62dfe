"""Pieces of which Word files are put together: paragraphs of a style, lines, cells side by side, equal bytes for equal input."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell

from caicach.platform.letters import word_styles as looks
from caicach.platform.letters import word_tables

FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def describe(document: WordDocument, title: str, author: str, made_on: dt.date) -> None:
    """Title, author, language and day in the properties of the file."""
    made = dt.datetime.combine(made_on, dt.time(), dt.UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, ""
    properties.language, properties.comments = looks.LANGUAGE, ""
    properties.created = properties.modified = made


def say(place: Any, text: str, look: looks.Look) -> None:
    """A paragraph of one style; a cell's first one is there already and is used."""
    first = place.paragraphs[0] if isinstance(place, _Cell) else None
    if first is not None and not first.runs and first.style.name == "Normal":
        first.style = look.name
        first.add_run(text)
    else:
        place.add_paragraph(style=look.name).add_run(text)


def rule(place: Any, width: float, length: float) -> None:
    """A line of this length in the middle: the lower border of a low paragraph with indents at both sides."""
    paragraph = place.add_paragraph(style=looks.LINE.name)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(max((width - length) / 2, 0))
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def bare(document: WordDocument, widths: tuple[float, ...]) -> tuple[_Cell, ...]:
    """The cells of a row without lines, `widths` millimetres wide."""
    gap = document.add_paragraph(style=looks.LINE.name)
    row = word_tables.bare(document, widths)
    gap._p.addprevious(row)
    return tuple(Table(row, document).rows[0].cells)


def packed(document: WordDocument) -> bytes:
    """The file without the time of day that zip archives keep."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
