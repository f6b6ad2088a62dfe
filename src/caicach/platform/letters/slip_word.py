"""A slip as Word: the same words as the PDF, since both write the `SlipLayout` of `core.letters`; styles that can be changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm

from caicach.core.letters import Grid
from caicach.core.letters.layout import MOTTO, NATION
from caicach.core.letters.slip_layout import FOLLOW, SlipLayout, SlipLine, SlipPair, SlipSigned, slip_layout
from caicach.core.letters.slips import Slip
from caicach.platform.letters import word_styles as looks
from caicach.platform.letters import word_tables
from caicach.platform.letters.slip_paper import SLIP
from caicach.platform.letters.slip_pdf import square_png
from caicach.platform.letters.word_pieces import bare, describe, packed, rule, say
from caicach.platform.letters.word_styles import CENTER, JUSTIFY, LEFT, RIGHT, Look

FORM = Look("Mẫu số", SLIP.small, RIGHT)
AGENCY_ABOVE = Look("Cơ quan chủ quản", SLIP.agency)
AGENCY = Look("Cơ quan ban hành", SLIP.agency, bold=True)
NUMBER = Look("Số ký hiệu", SLIP.date)
NATIONAL = Look("Quốc hiệu", SLIP.nation, bold=True)
MOTTO_LOOK = Look("Tiêu ngữ", SLIP.motto, bold=True)
DATE = Look("Địa danh ngày tháng", SLIP.date, italic=True)
TITLE = Look("Tên loại văn bản", SLIP.title, bold=True, keep_with_next=True)
CODE = Look("Mã hồ sơ", SLIP.body, after=4)
TEXT = Look("Nội dung", SLIP.body, JUSTIFY, after=SLIP.spacing, first_line=SLIP.first_line)
LABELLED = Look("Dòng biểu mẫu", SLIP.body, LEFT, after=SLIP.spacing)
CENTRED = Look("Nội dung giữa dòng", SLIP.body, CENTER, after=SLIP.spacing)
CELL = Look("Ô bảng", SLIP.table, LEFT, before=1, after=1)
HEAD = Look("Đầu bảng", SLIP.table, bold=True, before=1, after=1)
SIGNER = Look("Người ký", SLIP.body - 0.5, bold=True, keep_with_next=True)
HOW = Look("Cách ký", SLIP.small, italic=True, keep_with_next=True)
NOTE = Look("Ghi chú biểu mẫu", SLIP.small, LEFT, italic=True)
CAPTION = Look("Chú thích mã", SLIP.small)
LOOKS = (
    FORM, AGENCY_ABOVE, AGENCY, NUMBER, NATIONAL, MOTTO_LOOK, DATE, TITLE, CODE, TEXT, LABELLED, CENTRED, CELL, HEAD, SIGNER, HOW,
    NOTE, CAPTION, looks.LINE,
)  # fmt: skip
SQUARE_COLUMN = SLIP.qr + 6


def write_slip_word(slip: Slip, made_on: dt.date) -> bytes:
    """The slip as .docx; `made_on` is its date of creation."""
    layout = slip_layout(slip)
    document = Document()
    looks.add_styles(document, LOOKS, SLIP.body)
    describe(document, layout.name, " ".join(layout.office), made_on)
    _page(document)
    say(document, layout.form, FORM)
    _head(document, layout)
    for line in layout.title:
        say(document, line, TITLE)
    say(document, layout.code, CODE)
    for part in layout.parts:
        _part(document, part)
    _end(document, layout)
    for note in layout.notes:
        say(document, note, NOTE)
    return packed(document)


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(SLIP.width), Mm(SLIP.height)
    section.top_margin, section.bottom_margin = Mm(SLIP.top), Mm(SLIP.bottom)
    section.left_margin, section.right_margin = Mm(SLIP.left), Mm(SLIP.right)
    section.header_distance = section.footer_distance = Mm(SLIP.top / 2)


def _head(document: WordDocument, layout: SlipLayout) -> None:
    wide = SLIP.text_width - SLIP.left_column
    left, right = bare(document, (SLIP.left_column, wide))
    for line in layout.upper:
        say(left, line, AGENCY_ABOVE)
    for line in layout.office:
        say(left, line, AGENCY)
    rule(left, SLIP.left_column - 2 * word_tables.CELL_MARGIN, SLIP.agency_line)
    say(left, layout.number, NUMBER)
    say(right, NATION, NATIONAL)
    say(right, MOTTO, MOTTO_LOOK)
    rule(right, wide - 2 * word_tables.CELL_MARGIN, SLIP.motto_line)
    say(right, layout.place_and_date, DATE)


def _part(document: WordDocument, part: SlipLine | SlipPair | Grid) -> None:
    if isinstance(part, Grid):
        gap = document.add_paragraph(style=looks.LINE.name)
        gap._p.addprevious(word_tables.table(document, part, SLIP.text_width))
    elif isinstance(part, SlipPair):
        shares = (0.58, 0.42)
        cells = bare(document, tuple(share * SLIP.text_width for share in shares))
        for cell, line in zip(cells, part.lines, strict=True):
            _line(cell, line)
    else:
        _line(document, part)


def _line(place: Any, line: SlipLine) -> None:
    look = CENTRED if line.centred else TEXT if line.indented else LABELLED
    say(place, f"{line.label} " if line.label and line.text else line.label, look)
    run = place.paragraphs[-1].add_run(line.text)
    run.bold = line.strong or None


def _end(document: WordDocument, layout: SlipLayout) -> None:
    signers = list(layout.signatures)
    square = bool(layout.qr)
    if not signers and not square:
        return
    room = SLIP.text_width - (SQUARE_COLUMN if square else 0)
    shared = max(len(signers), 1) + (not square and len(signers) == 1)
    widths = (*((SQUARE_COLUMN,) if square else ()), *((room / shared,) * shared))
    cells = list(bare(document, widths))
    if square:
        first = cells.pop(0)
        first.paragraphs[0].style = CAPTION.name
        first.paragraphs[0].add_run().add_picture(square_png(layout.qr), width=Mm(SLIP.qr))
        say(first, FOLLOW, CAPTION)
    for cell, one in zip(cells[-len(signers) :], signers, strict=True):
        _signed(cell, one)


def _signed(place: Any, signed: SlipSigned) -> None:
    say(place, signed.title, SIGNER)
    say(place, signed.note, HOW)
    place.paragraphs[-1].paragraph_format.space_after = Mm(SLIP.room_to_sign)
    if signed.name:
        say(place, signed.name, SIGNER)
