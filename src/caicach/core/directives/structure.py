"""The body of a directive as numbered items: I, 1, 1.1, a), (1), -, + in whatever order and depth a text uses them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caicach.core.directives.lines import Line
from caicach.core.directives.wording import LOWER

_MARKERS = (
    ("article", re.compile(r"(Điều \d+[a-zđ]?)[.:]?\s+")),
    ("part", re.compile(r"((?:Phần|Chương|Mục) (?:[IVXLC]+|\d+|thứ \w+))\b[.:]?\s*")),
    ("capital", re.compile(rf"([A-HĐ])[.)/-]\s+(?=[^\W\d_{LOWER}])")),
    ("roman", re.compile(r"([IVX]+)[.)/-]\s+")),
    ("number", re.compile(r"(\d{1,2}(?:\.\d{1,2})*)(?:[.)]|(?<=\.\d))\s+(?!tháng\b)")),
    ("letter", re.compile(r"([a-zđ])[.)]\s+")),
    ("bracket", re.compile(r"(\(\d{1,2}\))\s*")),
    ("dash", re.compile(r"([-–•●▪■◦○‣➢✓\ue000-\uf8ff])\s*(?=[^\W\d_]|\d|[“\"])")),
    ("plus", re.compile(r"(\+)\s*")),
)
_BULLETS = frozenset({"dash", "plus"})
_SHARE = re.compile(r"\d+(?:[.,]\d+)?\s*%\s+[^\W\d_]")
_CLOSING = re.compile(
    r"Trên đây là|Trong quá trình|Yêu cầu |Đề nghị |Kế hoạch này|Nhận được|Căn cứ (?:nội dung|Kế hoạch này)"
)
_LONG = 60
_ENDS = (".", ";", ":", "./", "./.", "…")


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item: its marker ("1", "a", "-"), its own words without it, and the items below it.

    `start` and `end` are those of its own words in the text; `line` is where it begins, counted from 1.
    """

    marker: str
    text: str
    line: int
    start: int
    end: int
    items: tuple["Item", ...] = ()

    def walk(self) -> Iterator["Item"]:
        """The item and all below it, in the order of the text."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(slots=True)
class Entry:
    """A marked line, or one that stands for itself, with the lines that go on from it and the entries that it stands under.

    `parents` are the outermost first; `marker` is empty for a paragraph without one.
    """

    kind: str
    marker: str
    lines: list[tuple[str, Line]]
    parents: tuple["Entry", ...] = ()

    @property
    def start(self) -> int:
        """Where its own words begin, behind the marker."""
        return self.lines[0][1].end - len(self.lines[0][0])

    @property
    def has_ended(self) -> bool:
        return self.lines[-1][0].endswith(_ENDS)


_ARTICLE, _ITS_NUMBER = "Điều", re.compile(r"\d+[a-zđ]?\. ")


def _mended(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, where a line break parts "Điều" from its number as one again."""
    alone: Line | None = None
    for line in lines:
        if alone:
            if _ITS_NUMBER.match(line.text):
                line = Line(alone.number, f"{alone.text} {line.text}", alone.start, line.end)
            else:
                yield alone
        alone = line if line.text == _ARTICLE else None
        if alone is None:
            yield line
    if alone:
        yield alone


def outline(lines: Sequence[Line]) -> list[Entry]:
    """The paragraphs of a body in their order, each knowing under which markers it stands.

    A line without a marker goes on from the one above when that has not come to an end and it begins in small letters.
    """
    lines = list(_mended(lines))
    entries: list[Entry] = []
    path: list[Entry] = []
    last = max((at for at, line in enumerate(lines) if _marked(line.text)[1]), default=-1)
    for at, line in enumerate(lines):
        kind, marker, text = _marked(line.text)
        if kind == "dash" and entries and _is_cut(entries[-1]) and text[0].islower():
            # No dash of a list: "tổ chức chính trị" above, "- xã hội" below.
            entries[-1].lines.append((line.text, line))
            continue
        if not marker:
            if entries and not entries[-1].has_ended and not _begins(line.text):
                entries[-1].lines.append((text, line))
                continue
            # What stands behind the last item, once that has ended, speaks of the whole again.
            over = at > last and path and (path[-1].has_ended or _CLOSING.match(line.text))
            within = () if over else tuple(path)
            entries.append(Entry("", "", [(text, line)], within))
            continue
        while path and (path[-1].kind in _below(kind) or any(one.kind == kind for one in path)):
            path.pop()
        entries.append(Entry(kind, marker, [(text, line)], tuple(path)))
        path.append(entries[-1])
    return entries


def _is_cut(entry: Entry) -> bool:
    """Whether a long paragraph stops in the middle of a sentence."""
    last = entry.lines[-1][0]
    return len(last) > _LONG and last[-1].isalnum()


def _begins(text: str) -> bool:
    """Whether a line without a marker begins something: with a capital, or with a share ("100% hồ sơ ...")."""
    return text[0].isupper() or bool(_SHARE.match(text))


def items_of(lines: Sequence[Line]) -> tuple[Item, ...]:
    """The marked entries of a body as a tree."""
    below: dict[int, list[Item]] = {}
    for entry in reversed([entry for entry in outline(lines) if entry.marker]):
        inner = below.pop(id(entry), [])
        above = id(entry.parents[-1]) if entry.parents else 0
        below.setdefault(above, []).append(_item(entry, tuple(reversed(inner))))
    return tuple(reversed(below.get(0, [])))


def _item(entry: Entry, items: tuple[Item, ...]) -> Item:
    first, last = entry.lines[0][1], entry.lines[-1][1]
    text = " ".join(text for text, _ in entry.lines)
    return Item(entry.marker, text, first.number, entry.start, last.end, items)


def _below(kind: str) -> frozenset[str]:
    """Kinds of markers that never stand above this one: no "1." below a dash, no "a)" either."""
    if kind in ("letter", "bracket", "dash", "plus"):
        return _BULLETS if kind == "letter" else frozenset()
    return _BULLETS | {"letter", "bracket"}


def _marked(text: str) -> tuple[str, str, str]:
    """Kind and text of the marker of a line and what stands behind it; 1.1 is of another kind than 1."""
    for kind, pattern in _MARKERS:
        if found := pattern.match(text):
            marker = "-" if kind == "dash" and found[1] != "–" else found[1]
            deeper = f"{kind}{marker.count('.')}" if kind == "number" else kind
            return deeper, marker, text[found.end() :].strip()
    return "", "", text
