"""RTF, read by ourselves: it is text with commands, and the fonts that it names tell the encodings of its words.

LibreOffice would do as well but is not on every machine, takes a second for each file, and is far more program than words need.
Pictures, embedded objects, headers and footers of pages, and instructions of fields are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.utils.translation import gettext as _

from caicach.platform.readers.blocks import Block, Cell, Content, Grid, Paragraph, Run
from caicach.platform.readers.faults import Unreadable, Why
from caicach.platform.readers.xml import broken

MOST_DEPTH = 200

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_SILENT = frozenset(
    b"colortbl stylesheet info header headerl headerr headerf footer footerl footerr footerf pict object listtable"
    b" listoverridetable fldinst xmlnstbl themedata datastore nonshppict generator rsidtbl revtbl filetbl".split()
)
_SIGNS = {
    b"line": "\n", b"tab": "\t", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_ESCAPED = {b"~": "\xa0", b"_": "-", b"-": "\xad", b"\\": "\\", b"{": "{", b"}": "}"}
_CODE_PAGES = {163: "cp1258", 204: "cp1251", 161: "cp1253", 162: "cp1254", 238: "cp1250", 222: "cp874"}
"""By the number of the character set of a font; fonts of VNI and TCVN3 say that they are Western."""


@dataclass(slots=True)
class _State:
    """What a group inherits from the one round it."""

    font: int = 0
    capitals: bool = False
    hidden: bool = False
    silent: bool = False
    into: str = "body"
    skip: int = 1


@dataclass(slots=True)
class _Fonts:
    names: dict[int, str] = field(default_factory=dict)
    pages: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Flow:
    """A flow of blocks: the body or the footnotes. Cells are gathered until their row ends."""

    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    in_table: bool = False

    def add(self, run: Run) -> None:
        last = self.runs[-1] if self.runs else None
        if last is not None and (last.font, last.capitals) == (run.font, run.capitals):
            self.runs[-1] = replace(last, text=last.text + run.text)
        else:
            self.runs.append(run)

    def end_paragraph(self) -> None:
        paragraph, self.runs = Paragraph(self.runs), []
        (self.cell if self.in_table else self.blocks).append(paragraph)

    def end_cell(self) -> None:
        self.cell.append(Paragraph(self.runs))
        self.runs = []
        self.row.append(Cell(self.cell))
        self.cell = []

    def end_row(self) -> None:
        if not self.row:
            return
        last = self.blocks[-1] if self.blocks else None
        grid = last if isinstance(last, Grid) else Grid()
        if grid is not last:
            self.blocks.append(grid)
        grid.rows.append(self.row)
        self.row = []

    def end(self) -> None:
        self.end_row()
        if self.runs or self.cell:
            self.blocks += self.cell
            self.blocks.append(Paragraph(self.runs))
            self.runs, self.cell = [], []


def read_rtf(path: Path) -> Content:
    """The blocks of an RTF file. Raises `Unreadable` for one that nests too deep or never ends its groups."""
    reader = _Reader()
    for token in _tokens(path.read_bytes()):
        reader.take(*token)
    if reader.depth or not reader.has_begun:
        raise broken()
    for flow in reader.flows.values():
        flow.end()
    return Content(reader.flows["body"].blocks, reader.flows["notes"].blocks)


def _tokens(content: bytes) -> Iterator[tuple[bytes | None, ...]]:
    """Command with its number, byte, escaped sign, brace, text; binary data (\\binN) is jumped over."""
    at = 0
    while found := _TOKEN.match(content, at):
        at = found.end()
        if found[1] == b"bin":
            at += max(0, int(found[2] or 0))
        else:
            yield found.groups()


class _Reader:
    def __init__(self) -> None:
        self.flows = {"body": _Flow(), "notes": _Flow()}
        self.has_begun = False
        self._fonts = _Fonts()
        self._page = "cp1252"
        self._default = 0
        self._groups: list[_State] = []
        self._state = _State()
        self._skipped = 0
        self._bytes: list[bytes] = []
        self._high = 0

    @property
    def depth(self) -> int:
        return len(self._groups)

    def take(self, command: bytes | None, number: bytes | None, byte: bytes | None, escaped: bytes | None,
             brace: bytes | None, text: bytes | None) -> None:  # fmt: skip
        if byte or text:
            self._letters(bytes.fromhex(byte.decode()) if byte else text or b"")
            return
        self._flush()
        if brace:
            self._brace(brace)
        elif escaped == b"*":
            self._state.silent = True
        elif escaped in (b"\r", b"\n"):
            self._flow.end_paragraph()
        elif escaped is not None:
            self._say(_ESCAPED.get(escaped, ""))
        elif command:
            self._command(command, int(number) if number else None)

    @property
    def _flow(self) -> _Flow:
        return self.flows["notes" if self._state.into == "notes" else "body"]

    def _brace(self, brace: bytes) -> None:
        self._skipped = 0
        if brace == b"{":
            self.has_begun = True
            self._groups.append(replace(self._state))
            if len(self._groups) > MOST_DEPTH:
                raise Unreadable(
                    Why.NESTED,
                    _("Các phần của tệp lồng nhau quá %(most)s tầng.") % {"most": MOST_DEPTH},
                    _("Hãy chép nội dung sang một tệp mới rồi gửi lại."),
                )
        elif self._groups:
            before, self._state = self._state, self._groups.pop()
            if before.into == "notes" and self._state.into != "notes":
                self.flows["notes"].end()

    def _command(self, command: bytes, number: int | None) -> None:
        state = self._state
        if command in _SILENT:
            state.silent = True
        elif command == b"u" and number is not None:
            self._unicode(number)
        elif command == b"fonttbl":
            state.into = "fonts"
        elif command == b"footnote":
            state.into = "notes"
        elif command == b"shptxt":
            state.silent = False  # the words of a text box, within instructions for drawing it
        elif command == b"f":
            state.font = number or 0
            if state.into == "fonts":
                self._fonts.names.setdefault(state.font, "")
        elif command == b"fcharset" and state.into == "fonts" and number in _CODE_PAGES:
            self._fonts.pages[state.font] = _CODE_PAGES[number]
        elif command == b"deff":
            self._default = state.font = number or 0
        elif command == b"ansicpg":
            self._page = f"cp{number}" if number in (874, *range(1250, 1259)) else self._page
        elif command == b"uc":
            state.skip = max(0, min(number or 0, 8))
        elif command == b"plain":
            state.font, state.capitals, state.hidden = self._default, False, False
        elif command in (b"caps", b"scaps"):
            state.capitals = number != 0
        elif command == b"v":
            state.hidden = number != 0
        elif not state.silent:
            self._layout(command)

    def _layout(self, command: bytes) -> None:
        flow = self._flow
        if command in (b"par", b"sect", b"page"):
            flow.end_paragraph()
        elif command in (b"cell", b"nestcell"):
            flow.end_cell()
        elif command in (b"row", b"nestrow"):
            flow.end_row()
        elif command == b"intbl":
            flow.in_table = True
        elif command == b"pard":
            flow.in_table = False
        elif command in _SIGNS:
            self._say(_SIGNS[command])

    def _unicode(self, number: int) -> None:
        """A letter by its number in UTF-16, which may be negative; `skip` letters behind it are for old programs."""
        code = number % 65536
        self._skipped = self._state.skip
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            if self._high:
                self._say(chr(0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00), counted=False)
            self._high = 0
        else:
            self._say(chr(code), counted=False)

    def _letters(self, content: bytes) -> None:
        dropped = min(self._skipped, len(content))
        self._skipped -= dropped
        if content[dropped:]:
            self._bytes.append(content[dropped:])

    def _flush(self) -> None:
        if self._bytes:
            page = self._fonts.pages.get(self._state.font, self._page)
            content = b"".join(self._bytes)
            self._bytes.clear()
            self._say(
                "".join(_letter(one, page) for one in content) if not content.isascii() else content.decode()
            )

    def _say(self, text: str, *, counted: bool = True) -> None:
        state = self._state
        if counted and self._skipped and text:
            self._skipped -= 1
            return
        if state.into == "fonts":
            if not state.silent:
                name = self._fonts.names.get(state.font, "") + text
                self._fonts.names[state.font] = name.split(";")[0].strip()[:100]
        elif text and not state.silent and not state.hidden:
            self._flow.add(Run(text, self._fonts.names.get(state.font, ""), state.capitals))


def _letter(byte: int, page: str) -> str:
    """A byte as the code page shows it; one that it does not have as the letter of its number (bytes of old fonts)."""
    return bytes([byte]).decode(page, "ignore") or chr(byte)
