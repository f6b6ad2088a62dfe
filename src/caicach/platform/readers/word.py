"""Word files (.docx), read as a stream: paragraphs with their fonts and numbers, tables, text boxes, footnotes.

Headers and footers of pages are left out, they repeat what the body says; so are deleted and hidden words, comments and the
instructions of fields. A text box stands behind the paragraph that it hangs on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from caicach.platform.readers.blocks import Block, Cell, Content, Grid, Paragraph, Run
from caicach.platform.readers.faults import Unreadable, Why
from caicach.platform.readers.word_numbers import Numbers, read_numbers
from caicach.platform.readers.word_styles import Look, Styles, read_styles
from caicach.platform.readers.xml import broken, read_part

MOST_LETTERS = 5_000_000
MOST_TABLES_DEEP = 8
_MOST_SPANNED = 64

# Whatever stands in these is not shown. "Fallback" repeats a picture or text box for old programs.
_SILENT = frozenset(
    "del moveFrom instrText delText delInstrText Fallback rt sectPr tblPr trPr tblGrid comment".split()
)
# A soft hyphen is where a word may part, and ư in TCVN3; the conversion knows which.
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\xad", "ptab": "\t"}
_NOTES_OF_WORD = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_word(path: Path) -> Content:
    """The blocks of a .docx whose container has been checked. Raises `Unreadable`."""
    styles, numbers = read_styles(path), read_numbers(path)
    body = _Body(styles, numbers)
    if not read_part(path, "word/document.xml", body):
        raise broken()
    notes = _Body(styles, numbers)
    read_part(path, "word/footnotes.xml", notes)
    read_part(path, "word/endnotes.xml", notes)
    return Content(body.blocks, notes.blocks)


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read, with the text boxes that hang on it."""

    paragraph: Paragraph
    style: str
    number: str | None = None
    level: int | None = None
    boxes: list[Block] = field(default_factory=list)


class _Body:
    """The handler of the main part and of the notes."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self.blocks: list[Block] = []
        self._styles, self._numbers = styles, numbers
        self._into = [self.blocks]
        self._paragraphs: list[_Open] = []
        self._grids: list[Grid] = []
        self._path: list[str] = []
        self._silent = 0
        self._look = Look()
        self._run_style = ""
        self._text: list[str] | None = None
        self._letters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if self._silent or name in _SILENT or attributes.get("type") in _NOTES_OF_WORD:
            self._silent += 1
        elif name == "p":
            self._paragraphs.append(_Open(Paragraph(), self._styles.paragraph))
        elif name == "r":
            self._look, self._run_style = Look(), ""
        elif name == "t":
            self._text = []
        elif parent == "r" and (name in _SIGNS or name == "sym"):
            self._add(_SIGNS.get(name) or _symbol(attributes.get("char", "")))
        elif parent == "rPr" and self._path[-3:-2] == ["r"]:
            self._run_style = attributes.get("val", "") if name == "rStyle" else self._run_style
            self._look = self._look.told(name, attributes)
        elif parent in ("pPr", "numPr"):
            self._paragraph_property(name, attributes.get("val", ""))
        else:
            self._container(name, attributes)

    def _paragraph_property(self, name: str, value: str) -> None:
        if not self._paragraphs:
            return
        if name == "pStyle":
            self._paragraphs[-1].style = value
        elif name == "numId":
            self._paragraphs[-1].number = value
        elif name == "ilvl":
            self._paragraphs[-1].level = int(value) if value.isdecimal() and len(value) < 3 else None

    def _container(self, name: str, attributes: dict[str, str]) -> None:
        if name == "txbxContent":
            self._into.append([])
        elif name == "tbl":
            self._grids.append(Grid())
            if len(self._grids) > MOST_TABLES_DEEP:
                raise Unreadable(
                    Why.NESTED,
                    _("Các bảng lồng nhau quá %(most)s tầng.") % {"most": MOST_TABLES_DEEP},
                    _("Hãy chép nội dung sang một tệp mới, đưa bảng ra ngoài bảng rồi gửi lại."),
                )
        elif name == "tr" and self._grids:
            self._grids[-1].rows.append([])
        elif name == "tc" and self._grids and self._grids[-1].rows:
            cell = Cell()
            self._grids[-1].rows[-1].append(cell)
            self._into.append(cell.blocks)
        elif name == "gridSpan" and self._grids and self._grids[-1].rows:
            spanned = attributes.get("val", "1")
            more = min(int(spanned), _MOST_SPANNED) - 1 if spanned.isdecimal() and len(spanned) < 4 else 0
            self._grids[-1].rows[-1] += [Cell() for _more in range(more)]

    def end(self, name: str) -> None:
        self._path.pop()
        if self._silent:
            self._silent -= 1
        elif name == "t" and self._text is not None:
            self._add("".join(self._text))
            self._text = None
        elif name == "p" and self._paragraphs:
            self._end_paragraph(self._paragraphs.pop())
        elif name == "txbxContent" and len(self._into) > 1:
            boxed = self._into.pop()
            (self._paragraphs[-1].boxes if self._paragraphs else self._into[-1]).extend(boxed)
        elif name == "tc" and len(self._into) > 1:
            self._into.pop()
        elif name == "tbl" and self._grids:
            self._into[-1].append(self._grids.pop())

    def characters(self, text: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(text)

    def _end_paragraph(self, one: _Open) -> None:
        inherited = self._styles.numbering(one.style)
        number = one.number if one.number is not None else inherited[0] if inherited else None
        level = one.level if one.level is not None else inherited[1] if inherited else 0
        if number is not None:
            label, look = self._numbers.label(number, level)
            # A row is numbered in a cell of its own; an empty paragraph elsewhere only counts.
            if label and (self._grids or not one.paragraph.is_blank):
                below = self._styles.look(one.style).over(self._styles.default)
                one.paragraph.runs.insert(0, _run(f"{label} ", look.over(below)))
        self._into[-1].append(one.paragraph)
        self._into[-1] += one.boxes

    def _add(self, text: str) -> None:
        if not self._paragraphs:
            return
        open_ = self._paragraphs[-1]
        styles = self._styles
        look = (
            self._look.over(styles.look(self._run_style)).over(styles.look(open_.style)).over(styles.default)
        )
        if look.hidden:
            return
        self._letters += len(text)
        if self._letters > MOST_LETTERS:
            raise Unreadable(
                Why.TOO_LONG,
                _("Văn bản dài hơn %(most)s triệu ký tự.") % {"most": MOST_LETTERS // 1_000_000},
                _("Hãy chia thành nhiều tệp rồi gửi lại."),
            )
        open_.paragraph.runs.append(_run(text, look))


def _run(text: str, look: Look) -> Run:
    return Run(text, look.font or "", bool(look.capitals))


def _symbol(code: str) -> str:
    """A sign of a font of signs: its letter where it is an ordinary one, else a bullet in its place."""
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return letter if letter.isprintable() and not "\ue000" <= letter <= "\uf8ff" else "•"
