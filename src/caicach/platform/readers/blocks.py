"""What the reader of any kind of file hands on: paragraphs and tables whose words know their font."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one font ("" where it is not known); `capitals`: small letters are shown as capitals. "\\n" breaks the line."""

    text: str
    font: str = ""
    capitals: bool = False


@dataclass(slots=True)
class Paragraph:
    runs: list[Run] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return not any(run.text.strip() for run in self.runs)


@dataclass(slots=True)
class Cell:
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table. A cell that spans columns is followed by empty ones, so that cells of a column have the same place."""

    rows: list[list[Cell]] = field(default_factory=list)


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Content:
    """A file taken apart. `notes` (footnotes) come behind the body, because inside they would break its sentences.

    `as_lines`: its lines stay as they are, blank ones too, so that they keep their numbers.
    """

    blocks: Iterable[Block]
    notes: Iterable[Block] = ()
    pages: int | None = None
    scanned: bool = False
    as_lines: bool = False
    warnings: tuple[str, ...] = ()


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs in the order of reading, those of tables row by row."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs_of(cell.blocks)
