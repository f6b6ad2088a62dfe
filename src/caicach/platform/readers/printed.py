"""From printed lines back to paragraphs: what PDF files and scanners give are lines, and a sentence runs over several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from caicach.core.vietnamese.legacy import font
from caicach.platform.readers.blocks import Paragraph, Run

_FULL = 0.93
"""A line that reaches this far across the page runs on in the next one."""
_SHORTEST = 30
_MARKER = re.compile(
    r"\s*(?:[-–+•*]\s|\(?[a-zđ]\)|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s|[IVX]{1,5}[.)]\s"
    r"|Điều \d|§iÒu \d|Ñieàu \d)"
)
_PAGE_NUMBER = re.compile(r"\s*[-–]?\s*(?:[Tt]rang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?\s*[-–]?\s*")
_REPEATED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: where it begins and ends across its page, in any unit; 0 where that is not known."""

    runs: tuple[Run, ...]
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_in_capitals(self) -> bool:
        return self.text.isupper() or all(font(run.font).capitals for run in self.runs if run.text.strip())


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[Paragraph]:
    """The paragraphs of all pages, without page numbers and lines that head or end most pages; they may run over pages."""
    repeated = _repeated(pages)
    open_: list[Run] = []
    last: Line | None = None
    right = 0.0
    for lines in pages:
        body = _body(lines, repeated)
        reach = max((line.right for line in body if len(line.text) >= _SHORTEST), default=0.0)
        for line in body:
            if last is not None and _runs_on(last, right, line):
                open_ = [*open_, Run(" ", open_[-1].font), *line.runs]
            else:
                if open_:
                    yield Paragraph(open_)
                open_ = list(line.runs)
            last, right = line, reach
    if open_:
        yield Paragraph(open_)


def _runs_on(line: Line, reach: float, following: Line) -> bool:
    text = line.text.rstrip()
    if _MARKER.match(following.text) or len(text) < _SHORTEST or text.endswith((";", ":")):
        return False
    if text.endswith((".", "!", "?", "./.")) and following.left > line.left + 1:
        return False  # the next one is indented: a new paragraph
    if line.is_in_capitals or following.is_in_capitals:
        return False  # headings, whose lines are broken by sense
    if following.text.lstrip()[:1].islower():
        return True
    return reach > 0 and line.right >= reach * _FULL


def _body(lines: Sequence[Line], repeated: set[str]) -> list[Line]:
    return _without_ends(lines, lambda text: bool(_PAGE_NUMBER.fullmatch(text)) or text in repeated)


def _without_ends(lines: Sequence[Line], drops: Callable[[str], bool]) -> list[Line]:
    kept = [line for line in lines if line.text.strip()]
    for end in (0, -1):
        while kept and drops(kept[end].text.strip()):
            kept.pop(end)
    return kept


def _repeated(pages: Sequence[Sequence[Line]]) -> set[str]:
    """What stands first or last on at least three pages, and on more than half of them."""
    bodies = [_without_ends(lines, lambda text: bool(_PAGE_NUMBER.fullmatch(text))) for lines in pages]
    ends = Counter(text for body in bodies if body for text in {body[0].text.strip(), body[-1].text.strip()})
    return {text for text, times in ends.items() if times >= _REPEATED and times * 2 > len(pages)}
