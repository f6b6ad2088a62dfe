"""From paragraphs and tables to one text in Unicode, with what was converted and where the cells of the tables stand.

The words of one font are converted together, whole pages of them: a word alone proves little about its encoding. Ends of lines
and cells stand as line breaks while that is done, so that every piece of the result still knows where it belongs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from caicach.core.directives.tables import Cell, Table
from caicach.core.vietnamese.legacy import Encoding, Font, Span, convert
from caicach.platform.readers import blocks
from caicach.platform.readers.blocks import Block, Grid, Paragraph, Run, paragraphs_of
from caicach.platform.readers.side_by_side import font_of, in_order, is_layout

BETWEEN_CELLS = " | "
# What stands between words but is no part of them; a no-break space is a letter of VISCII, so its font matters.
_DROPPED = re.compile("[\x00\u200b\u2060\ufeff\ufffe\uffff]")
_BLANKS = re.compile("[\t\x0b\x0c\x85\u2028\u2029 ]+|\r\n?")


@dataclass(frozen=True, slots=True)
class Assembled:
    """`spans` follow one another without a gap: their originals joined are the text as it was, their texts the new one."""

    spans: tuple[Span, ...]
    tables: tuple[Table, ...]
    fonts: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def original(self) -> str:
        return "".join(span.original for span in self.spans)


@dataclass(slots=True)
class _Piece:
    """Words of one font, or what stands between lines and cells (`font` False)."""

    text: str
    font: Font | bool | None


def assemble(content: blocks.Content) -> Assembled:
    """One text of all blocks, a line for each paragraph and for each row of a table, the notes behind the body."""
    layout = _Layout()
    for block in content.blocks:
        if content.as_lines and isinstance(block, Paragraph):
            layout.as_it_is(block)
        else:
            layout.block(block)
    for number, note in enumerate(content.notes, 1):
        layout.note(number, note)
    if not content.as_lines:
        layout.end()
    pieces = [_nfc(spans) for spans in _converted(layout.pieces)]
    starts = [0]
    for spans in pieces:
        starts.append(starts[-1] + sum(len(span.text) for span in spans))
    tables = tuple(
        Table(tuple(tuple(_cell(pieces, starts, *cell) for cell in row) for row in rows))
        for rows in layout.tables
    )
    return Assembled(tuple(_gathered(pieces)), tables, tuple(layout.fonts))


class _Layout:
    """Puts blocks one behind the other. A cell is the numbers of its first piece and of the one behind its last."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self.tables: list[list[list[tuple[int, int]]]] = []
        self.fonts: dict[str, None] = {}

    def block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._line(block)
        elif is_layout(block):
            for row in block.rows:
                for inner in in_order(row):
                    self.block(inner)
        else:
            self._table(block)

    def as_it_is(self, line: Paragraph) -> None:
        """A line of plain text with all its blanks."""
        start = len(self.pieces)
        for run in line.runs:
            self._words(run.text, None, start)
        self._between("\n")

    def note(self, number: int, block: Block) -> None:
        for paragraph in paragraphs_of([block]):
            if not paragraph.is_blank:
                self._line(Paragraph([Run(f"[{number}] "), *paragraph.runs]))

    def end(self) -> None:
        """No empty lines at the end of the text, one line break behind its last line."""
        while self.pieces and self.pieces[-1].font is False:
            self.pieces.pop()
        if self.pieces:
            self._between("\n")

    def _line(self, paragraph: Paragraph) -> None:
        if paragraph.is_blank:
            return
        start = len(self.pieces)
        self._runs(paragraph.runs, breaks="\n")
        self._trim(start)
        self._between("\n")

    def _table(self, grid: Grid) -> None:
        rows = []
        for row in grid.rows:
            filled = [not all(one.is_blank for one in paragraphs_of(cell.blocks)) for cell in row]
            if not any(filled):
                continue
            cells = []
            for number, cell in enumerate(row):
                if number:
                    self._between(BETWEEN_CELLS)
                start = len(self.pieces)
                self._cell(cell)
                self._trim(start)
                cells.append((start, len(self.pieces)))
            rows.append(cells)
            self._between("\n")
        if rows:
            self.tables.append(rows)

    def _cell(self, cell: blocks.Cell) -> None:
        shown = [paragraph for paragraph in paragraphs_of(cell.blocks) if not paragraph.is_blank]
        for number, paragraph in enumerate(shown):
            if number:
                self._between(" ")
            self._runs(paragraph.runs, breaks=" ")

    def _runs(self, runs: Iterable[Run], breaks: str) -> None:
        start = len(self.pieces)
        for run in runs:
            if run.font:
                self.fonts.setdefault(run.font)
            font = font_of(run)
            for number, line in enumerate(run.text.split("\n")):
                if number:
                    self._trim(start)
                    self._between(breaks)
                    start = len(self.pieces)
                self._words(line, font, start)

    def _words(self, text: str, font: Font | None, start: int) -> None:
        cleaned = _BLANKS.sub(_blank, _DROPPED.sub("", text))
        if font is None or font.encoding in (None, Encoding.VNI, Encoding.TCVN3):
            cleaned = cleaned.replace("\xa0", " ")
        if not cleaned:
            return
        if len(self.pieces) > start and self.pieces[-1].font == font:
            self.pieces[-1].text += cleaned
        else:
            self.pieces.append(_Piece(cleaned, font))

    def _between(self, text: str) -> None:
        self.pieces.append(_Piece(text, False))

    def _trim(self, start: int) -> None:
        """No blanks at the ends of what was added from piece `start` on."""
        while len(self.pieces) > start and not self.pieces[-1].text.strip():
            self.pieces.pop()
        if len(self.pieces) > start:
            self.pieces[-1].text = self.pieces[-1].text.rstrip()
            self.pieces[start].text = self.pieces[start].text.lstrip()


def _blank(found: re.Match[str]) -> str:
    return "\t" if "\t" in found[0] else " "


def _converted(pieces: list[_Piece]) -> list[list[Span]]:
    """The spans of each piece. A stretch of pieces in one font is converted in one go."""
    result: list[list[Span]] = []
    start = 0
    while start < len(pieces):
        end, font = start, None
        known = False
        while end < len(pieces):
            own = pieces[end].font
            if not isinstance(own, bool):
                if known and own != font:
                    break
                font, known = own, True
            end += 1
        result += _stretch(pieces[start:end], font)
        start = end
    return result


def _stretch(pieces: list[_Piece], font: Font | None) -> Iterator[list[Span]]:
    whole = "".join("\n" if piece.font is False else piece.text for piece in pieces)
    lines = _split(convert(whole, font).spans)
    if len(lines) != 1 + sum(
        piece.font is False for piece in pieces
    ):  # a conversion that took a line break away: each piece by itself
        for piece in pieces:
            yield [_between(piece.text)] if piece.font is False else list(convert(piece.text, font).spans)
        return
    line = iter(lines)
    current = next(line)
    for piece in pieces:
        if piece.font is False:
            yield [_between(piece.text)]
            current = next(line)
        else:
            yield current


def _split(spans: tuple[Span, ...]) -> list[list[Span]]:
    """The spans cut at line breaks, which are left out."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        originals, texts = span.original.split("\n"), span.text.split("\n")
        if len(originals) != len(texts):
            return []
        for number, (original, text) in enumerate(zip(originals, texts, strict=True)):
            if number:
                lines.append([])
            if original or text:
                lines[-1].append(replace(span, original=original, text=text))
    return lines


def _between(text: str) -> Span:
    return Span(0, 0, Encoding.UNICODE, 1.0, text, text)


def _nfc(spans: list[Span]) -> list[Span]:
    """The spans of a piece such that their texts joined are NFC, without soft hyphens (in TCVN3 they were letters, ư)."""
    shown = [
        replace(span, text=span.text.replace("\xad", "").replace("\xa0", " "))
        if {"\xad", "\xa0"} & set(span.text)
        else span
        for span in spans
    ]
    text = "".join(span.text for span in shown)
    if unicodedata.is_normalized("NFC", text):
        return shown
    original = "".join(span.original for span in shown)
    return [Span(0, 0, Encoding.DECOMPOSED, 1.0, original, unicodedata.normalize("NFC", text))]


def _gathered(pieces: list[list[Span]]) -> Iterator[Span]:
    """All spans with their places in the original; right Unicode that follows right Unicode is one span."""
    start, plain = 0, list[str]()
    for span in (span for spans in pieces for span in spans):
        if span.encoding is Encoding.UNICODE and not span.is_changed and not span.suggestions:
            plain.append(span.text)
            continue
        if plain:
            text = "".join(plain)
            yield Span(start, start + len(text), Encoding.UNICODE, 1.0, text, text)
            start += len(text)
            plain.clear()
        yield replace(span, start=start, end=start + len(span.original))
        start += len(span.original)
    if plain:
        text = "".join(plain)
        yield Span(start, start + len(text), Encoding.UNICODE, 1.0, text, text)


def _cell(pieces: list[list[Span]], starts: list[int], first: int, behind: int) -> Cell:
    text = "".join(span.text for spans in pieces[first:behind] for span in spans)
    return Cell(text, starts[first], starts[behind])
