"""A letter as Word: styles, header without drawings, tables whose head repeats, page numbers from the second page on.

The same words as the PDF, since both write the `Layout` of `core.letters`; the same bytes for the same letter and day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.section import Section
from docx.shared import Mm
from docx.table import _Cell

from caicach.core.letters import AnnexLayout, Grid, Layout, Letter, Line, Part, Signed, checked, laid_out
from caicach.core.letters.layout import MOTTO, NATION, RECIPIENTS
from caicach.platform.files.downloads import MEDIA_TYPES
from caicach.platform.letters import word_styles as looks
from caicach.platform.letters import word_tables
from caicach.platform.letters.paper import PAPER
from caicach.platform.letters.word_pieces import bare, describe, packed, rule, say
from caicach.platform.uploads import Kind

WORD_TYPE = MEDIA_TYPES[Kind.DOCX]


def write_word(letter: Letter, made_on: dt.date) -> bytes:
    """The letter as .docx; `made_on` is its date of creation. Raises LetterFaults."""
    layout = laid_out(checked(letter))
    document = Document()
    looks.add_styles(document)
    describe(document, layout.name, " ".join(layout.issuing), made_on)
    _page(document.sections[0], landscape=False)
    _header(document, layout)
    _opening(document, layout)
    _parts(document, layout.parts, PAPER.text_width)
    _ending(document, layout)
    for annex in layout.annexes:
        _annex(document, annex)
    return packed(document)


# --- pages -----------------------------------------------------------------------------------------------------------


def _page(section: Section, *, landscape: bool) -> None:
    """A4 with the margins of the decree, numbered from 1, the number above each page but the first."""
    width, height = Mm(PAPER.width), Mm(PAPER.height)
    section.orientation = WD_ORIENTATION.LANDSCAPE if landscape else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.top_margin, section.bottom_margin = Mm(PAPER.top), Mm(PAPER.bottom)
    section.left_margin, section.right_margin = Mm(PAPER.left), Mm(PAPER.right)
    section.header_distance = Mm(PAPER.top / 2)
    section.different_first_page_header_footer = True
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.style = looks.PAGE_NUMBER.name
    for kind, code in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "2"), ("end", "")):
        paragraph.add_run()._r.append(_field(kind, code))


def _field(kind: str, words: str) -> Any:
    """A piece of a field that Word computes: its marks, its instruction, or the text it shows until then."""
    if kind == "text":
        shown = OxmlElement("w:t")
        shown.text = words
        return shown
    if not kind:
        code = OxmlElement("w:instrText")
        code.text = words
        return code
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


# --- head ------------------------------------------------------------------------------------------------------------


def _header(document: WordDocument, layout: Layout) -> None:
    wide = PAPER.text_width - PAPER.left_column
    left, right = bare(document, (PAPER.left_column, wide))
    if layout.draft:
        say(left, layout.draft, looks.AGENCY)
    for line in layout.upper:
        say(left, line, looks.AGENCY_ABOVE)
    for line in layout.issuing:
        say(left, line, looks.AGENCY)
    rule(left, PAPER.left_column - 2 * word_tables.CELL_MARGIN, PAPER.agency_line)
    say(left, layout.number, looks.NUMBER)
    if layout.beside:
        say(left, layout.beside, looks.BESIDE)
    say(right, NATION, looks.NATION)
    say(right, MOTTO, looks.MOTTO)
    rule(right, wide - 2 * word_tables.CELL_MARGIN, PAPER.motto_line)
    say(right, layout.place_and_date, looks.DATE)


def _opening(document: WordDocument, layout: Layout) -> None:
    if layout.title:
        say(document, layout.title, looks.TITLE)
        say(document, layout.subject, looks.SUBJECT)
        rule(document, PAPER.text_width, PAPER.subject_line)
    together = looks.ADDRESSED if len(layout.addressed) == 1 else looks.ADDRESSED_MANY
    for line in layout.addressed:
        say(document, line, together)
    if layout.authority:
        say(document, layout.authority, looks.AUTHORITY)
    _parts(document, layout.bases, PAPER.text_width)
    if layout.enacting:
        say(document, layout.enacting, looks.AUTHORITY)


# --- body ------------------------------------------------------------------------------------------------------------


def _parts(document: WordDocument, parts: Iterable[Part], width: float) -> None:
    for part in parts:
        if isinstance(part, Line):
            _line(document, part)
        else:
            _grid(document, part, width)


def _line(document: WordDocument, line: Line) -> None:
    paragraph = document.add_paragraph(style=looks.BODY[line.style].name)
    if line.lead:
        paragraph.add_run(f"{line.lead} ").bold = True
    paragraph.add_run(line.text)


def _grid(document: WordDocument, grid: Grid, width: float) -> None:
    gap = document.add_paragraph(style=looks.LINE.name)
    gap._p.addprevious(word_tables.table(document, grid, width))


# --- end -------------------------------------------------------------------------------------------------------------


def _ending(document: WordDocument, layout: Layout) -> None:
    half = PAPER.text_width / 2
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # no page bears a signature alone
    document.add_paragraph(style=looks.LINE.name).paragraph_format.keep_with_next = True
    if len(layout.signatures) == 1:
        left, right = bare(document, (half * 0.93, half * 1.07))
        _recipients(left, layout.recipients)
        _signed(right, layout.signatures[0])
        return
    for place, signature in zip(bare(document, (half, half)), layout.signatures, strict=True):
        _signed(place, signature)
    _recipients(document, layout.recipients)


def _recipients(place: Any, lines: Iterable[str]) -> None:
    say(place, RECIPIENTS, looks.RECIPIENTS_HEAD)
    for line in lines:
        say(place, line, looks.RECIPIENTS)


def _signed(place: _Cell, signature: Signed) -> None:
    for line in signature.lines:
        say(place, line, looks.SIGNER)
    room = place.paragraphs[-1].paragraph_format
    room.space_after = Mm(PAPER.room_to_sign)
    if signature.name:
        say(place, signature.name, looks.SIGNER)


def _annex(document: WordDocument, annex: AnnexLayout) -> None:
    _page(_new_section(document), landscape=annex.landscape)
    width = PAPER.landscape_width if annex.landscape else PAPER.text_width
    say(document, annex.label, looks.SUBJECT)
    say(document, annex.title, looks.SUBJECT)
    say(document, annex.reference, looks.REFERENCE)
    rule(document, width, PAPER.subject_line)
    _parts(document, annex.parts, width)


def _new_section(document: WordDocument) -> Section:
    """A section from a new page on; its break is put into the last paragraph, since one of its own may need a page of its own."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    holder: Any = document.paragraphs[-1]._p
    last = holder.getprevious()
    if isinstance(last, CT_P):
        last.set_sectPr(holder.pPr.sectPr)
        holder.getparent().remove(holder)
    return section
