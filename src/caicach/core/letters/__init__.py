"""Official letters: their model, their faults, and every string of them as it stands on paper.

Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư.
"""

from .faults import Fault, LetterFaults, checked, faults
from .figures import day_text, number_text, point_mark, roman
from .kinds import OFFICIAL_LETTER, Kind, Kinds, kinds
from .layout import AnnexLayout, Grid, Layout, Line, Part, Signed, Style, laid_out
from .model import (
    Align,
    Annex,
    Article,
    Authority,
    Block,
    Column,
    Dateline,
    Heading,
    Letter,
    Look,
    Mark,
    Mode,
    Number,
    Paragraph,
    Points,
    Row,
    Sender,
    Signature,
    Table,
)
from .text import printable

__all__ = [
    "OFFICIAL_LETTER",
    "Align",
    "Annex",
    "AnnexLayout",
    "Article",
    "Authority",
    "Block",
    "Column",
    "Dateline",
    "Fault",
    "Grid",
    "Heading",
    "Kind",
    "Kinds",
    "Layout",
    "Letter",
    "LetterFaults",
    "Line",
    "Look",
    "Mark",
    "Mode",
    "Number",
    "Paragraph",
    "Part",
    "Points",
    "Row",
    "Sender",
    "Signature",
    "Signed",
    "Style",
    "Table",
    "checked",
    "day_text",
    "faults",
    "kinds",
    "laid_out",
    "number_text",
    "point_mark",
    "printable",
    "roman",
]
