"""Paragraphs as the rules read them: words on their places, what stands above them, and sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caicach.core.directives.actors import names_go_on
from caicach.core.directives.lines import Line
from caicach.core.directives.structure import Entry, outline
from caicach.core.directives.wording import LOWER

_FOOTNOTE = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+\s*\S")
_PAGE = re.compile(r"\d{1,3}")
# A sentence ends with a mark and a capital behind it, never behind a short form ("TP. Cao Lãnh", "v.v.").
_SHORT = re.compile(r"(?:\b(?:TP|Tp|TT|TX|P|Q|H|St|ThS|TS|PGS|GS|BS|Đ|v\.v|tr|đ/c)|\s[A-ZĐ])\.$")
_STOP = re.compile(rf"\.(?=\s+[^\s\d{LOWER}]|\s+\d+%|\s*$)|;|\.\.\.(?=\s)|…(?=\s)|\s{{60,}}")
# No sentence of a dispatch is longer; what is gets cut, so that no text makes the rules slow.
_LONGEST = 2_500


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A paragraph: `words` stand on the same places as in the text (from `start`), with blanks for marks and line breaks.

    `source` is the whole text; `begin` is where its marker stands. `above` are the passages it stands under, the outermost first.
    `leads` tells that entries follow which stand under it.
    """

    source: str
    words: str
    start: int
    begin: int
    line: int
    kind: str
    marker: str
    above: tuple["Passage", ...]
    leads: bool

    @property
    def path(self) -> str:
        """The markers down to here: "III.2.a"."""
        markers: list[str] = []
        for one in (*self.above, self):
            if markers and one.marker.startswith(f"{markers[-1]}."):
                # "1.2" names the "1" above it itself.
                markers.pop()
            markers += [one.marker] if one.marker else []
        return ".".join(markers)

    def quote(self, start: int, end: int) -> tuple[str, int]:
        """The very words of the text there, and the line on which they begin."""
        return self.source[start:end], self.line + self.source.count("\n", self.begin, start)

    @property
    def heading(self) -> bool:
        """A line that only names what follows: a part, or words in capitals, without the end of a sentence."""
        words = self.words.strip()
        return words.isupper() or (
            self.leads and not words.endswith((".", ";", ":", "…")) and len(words) < 250
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a passage between full stops or semicolons: its words, and from where to where of the text they stand."""

    words: str
    start: int
    end: int


def passages_of(text: str, lines: Sequence[Line]) -> list[Passage]:
    """The paragraphs of these lines; footnotes and page numbers that a page break left between them are passed over."""
    kept = [line for line in lines if not (_FOOTNOTE.match(line.text) or _PAGE.fullmatch(line.text))]
    found: dict[int, Passage] = {}
    entries = outline(kept)
    leading = {id(parent) for entry in entries for parent in entry.parents}
    for entry in entries:
        above = tuple(found[id(parent)] for parent in entry.parents)
        found[id(entry)] = _passage(text, entry, above, id(entry) in leading)
    return list(found.values())


def _passage(text: str, entry: Entry, above: tuple[Passage, ...], leads: bool) -> Passage:
    first, last = entry.lines[0][1], entry.lines[-1][1]
    start = entry.start
    words = [" "] * (last.end - start)
    for own, line in entry.lines:
        at = line.end - len(own) - start
        words[at : at + len(own)] = re.sub(r"[*#\t\xa0]", " ", own)
    return Passage(
        text, "".join(words), start, first.start, first.number, entry.kind, entry.marker, above, leads
    )


def segments(passage: Passage) -> Iterator[Segment]:
    """The sentences of a passage, cut at semicolons too; brackets are not cut."""
    words = passage.words
    at = 0
    depth = _depths(words)
    for stop in _STOP.finditer(words):
        if stop[0] == ";" and names_go_on(words[at : stop.start()], words[stop.end() : stop.end() + 80]):
            continue
        if depth[stop.start()] or _SHORT.search(words[at : stop.start() + 1]):
            continue
        yield from _segment(passage, at, stop.start())
        at = stop.end()
    yield from _segment(passage, at, len(words))


def _segment(passage: Passage, start: int, end: int) -> Iterator[Segment]:
    while end - start > _LONGEST:
        blank = passage.words.rfind(" ", start + 1, start + _LONGEST)
        cut = blank if blank > start else start + _LONGEST
        yield from _segment(passage, start, cut)
        start = cut
    words = passage.words[start:end]
    begin = start + len(words) - len(words.lstrip(" \t./-+,"))
    stop = start + len(words.rstrip(" \t./,;:"))
    if begin < stop:
        yield Segment(passage.words[begin:stop], passage.start + begin, passage.start + stop)


def _depths(words: str) -> list[int]:
    """How many brackets are open at each place; one that is never closed opens nothing."""
    depths = [0] * len(words)
    for found in re.finditer(r"\([^()]{1,400}\)", words):
        depths[found.start() : found.end()] = [1] * (found.end() - found.start())
    return depths
