"""The styles of a letter in Word: named, so that an official changes a whole letter in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from caicach.core.letters.layout import Style
from caicach.platform.letters.paper import FONT, PAPER

LEFT, CENTER, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
LANGUAGE = "vi-VN"


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style by its Vietnamese name; spacing in points, indents in millimetres."""

    name: str
    size: float
    align: WD_ALIGN_PARAGRAPH = CENTER
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    first_line: float = 0
    indent: float = 0
    keep_with_next: bool = False


_BODY: dict[str, Any] = {
    "size": PAPER.body,
    "align": JUSTIFY,
    "after": PAPER.spacing,
    "first_line": PAPER.first_line,
}
AGENCY_ABOVE = Look("Cơ quan chủ quản", PAPER.agency)
AGENCY = Look("Cơ quan ban hành", PAPER.agency, bold=True)
NATION = Look("Quốc hiệu", PAPER.nation, bold=True)
MOTTO = Look("Tiêu ngữ", PAPER.motto, bold=True)
NUMBER = Look("Số ký hiệu", PAPER.number)
DATE = Look("Địa danh ngày tháng", PAPER.date, italic=True)
BESIDE = Look("Trích yếu công văn", PAPER.beside)
TITLE = Look("Tên loại văn bản", PAPER.title, bold=True, before=10, keep_with_next=True)
SUBJECT = Look("Trích yếu", PAPER.title, bold=True, keep_with_next=True)
ADDRESSED = Look("Kính gửi", PAPER.body, before=6, after=6)
ADDRESSED_MANY = Look("Kính gửi nhiều nơi", PAPER.body, LEFT, after=4, indent=PAPER.addressed)
AUTHORITY = Look("Thẩm quyền ban hành", PAPER.body, bold=True, before=6, after=PAPER.spacing)
REFERENCE = Look("Phụ lục kèm theo", PAPER.body, italic=True, keep_with_next=True)
CELL = Look("Ô bảng", PAPER.table, LEFT, before=2, after=2)
HEAD = Look("Đầu bảng", PAPER.table, bold=True, before=2, after=2)
SIGNER = Look("Người ký", PAPER.body, bold=True, keep_with_next=True)
RECIPIENTS_HEAD = Look("Nơi nhận", PAPER.recipients_head, LEFT, bold=True, italic=True)
RECIPIENTS = Look("Danh sách nơi nhận", PAPER.recipients, LEFT)
PAGE_NUMBER = Look("Số trang", PAPER.page_number)
LINE = Look("Đường kẻ", 2, after=4)

BODY: dict[Style, Look] = {
    Style.TEXT: Look("Nội dung", **_BODY),
    Style.BASIS: Look("Căn cứ", italic=True, **_BODY),
    Style.CENTRED: Look("Nội dung giữa dòng", PAPER.body, bold=True, before=6, after=6, keep_with_next=True),
    Style.HEADING: Look("Heading 1", **(_BODY | {"align": LEFT}), bold=True, before=8, keep_with_next=True),
    Style.SUBHEADING: Look(
        "Heading 2", **(_BODY | {"align": LEFT}), bold=True, italic=True, before=6, keep_with_next=True
    ),
}
ALL = (
    AGENCY_ABOVE, AGENCY, NATION, MOTTO, NUMBER, DATE, BESIDE, TITLE, SUBJECT, ADDRESSED, ADDRESSED_MANY, AUTHORITY, REFERENCE,
    CELL, HEAD, SIGNER, RECIPIENTS_HEAD, RECIPIENTS, PAGE_NUMBER, LINE, *BODY.values(),
)  # fmt: skip


def add_styles(document: Document, looks: Sequence[Look] = ALL, body: float = PAPER.body) -> None:
    """All styles of a letter (or of what else `looks` are for), and Vietnamese as the language of its text."""
    normal = document.styles["Normal"]
    _font(normal, body, bold=False, italic=False)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    for look in looks:
        known = look.name in document.styles
        style = (
            document.styles[look.name]
            if known
            else document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        )
        style.base_style = normal
        style.quick_style, style.hidden = True, False
        _font(style, look.size, look.bold, look.italic)
        form = style.paragraph_format
        form.alignment = look.align
        form.space_before, form.space_after = Pt(look.before), Pt(look.after)
        form.first_line_indent = Mm(look.first_line)
        form.left_indent = Mm(look.indent)
        form.keep_with_next = look.keep_with_next
        form.widow_control = True
    _language(document)


def _font(style: Any, size: float, bold: bool, italic: bool) -> None:
    """Times New Roman in black for every script; the fonts of the theme, which would win, are taken away."""
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _language(document: Document) -> None:
    properties = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    for script in ("val", "eastAsia"):
        language.set(qn(f"w:{script}"), LANGUAGE)
