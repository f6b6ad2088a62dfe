"""The body of a directive as numbered items: I, 1, 1.1, a), (1), -, + in whatever order and depth a text uses them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from caicach.core.directives.lines import Line

_MARKERS = (
    ("article", re.compile(r"(Điều \d+[a-zđ]?)[.:]?\s+")),
    ("part", re.compile(r"((?:Phần|Chương|Mục) (?:[IVXLC]+|\d+|thứ \w+))\b[.:]?\s*")),
    ("roman", re.compile(r"([IVX]+)[.)/-]\s+")),
    ("number", re.compile(r"(\d{1,2}(?:\.\d{1,2})*)(?:[.)]|(?<=\.\d))\s+(?!tháng\b)")),
    ("letter", re.compile(r"([a-zđ])[.)]\s+")),
    ("bracket", re.compile(r"(\(\d{1,2}\))\s*")),
    ("dash", re.compile(r"([-–])\s*(?=[^\W\d_]|\d|[“\"])")),
    ("plus", re.compile(r"(\+)\s*")),
)
_BULLETS = frozenset({"dash", "plus"})


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
class _Open:
    kind: str
    marker: str
    lines: list[tuple[str, Line]]
    items: list[Item] = field(default_factory=list)

    def closed(self) -> Item:
        first, last = self.lines[0][1], self.lines[-1][1]
        start = first.end - len(self.lines[0][0])
        return Item(
            self.marker,
            " ".join(text for text, _ in self.lines),
            first.number,
            start,
            last.end,
            tuple(self.items),
        )


def items_of(lines: Sequence[Line]) -> tuple[Item, ...]:
    """The items of a body. A line without a marker continues the item above it when that has not come to an end."""
    done: list[Item] = []
    path: list[_Open] = []
    for line in lines:
        kind, marker, text = _marked(line.text)
        if not marker:
            if path and not path[-1].lines[-1][0].endswith((".", ";", ":", "./", "./.")):
                path[-1].lines.append((text, line))
            continue
        while path and (path[-1].kind in _below(kind) or any(one.kind == kind for one in path)):
            _close(path, done)
        path.append(_Open(kind, marker, [(text, line)]))
    while path:
        _close(path, done)
    return tuple(done)


def _below(kind: str) -> frozenset[str]:
    """Kinds of markers that never stand above this one: no "1." below a dash, no "a)" either."""
    if kind in ("letter", "bracket", "dash", "plus"):
        return _BULLETS if kind == "letter" else frozenset()
    return _BULLETS | {"letter", "bracket"}


def _close(path: list[_Open], done: list[Item]) -> None:
    item = path.pop().closed()
    (path[-1].items if path else done).append(item)


def _marked(text: str) -> tuple[str, str, str]:
    """Kind and text of the marker of a line and what stands behind it; 1.1 is of another kind than 1."""
    for kind, pattern in _MARKERS:
        if found := pattern.match(text):
            marker = found[1]
            deeper = f"{kind}{marker.count('.')}" if kind == "number" else kind
            return deeper, marker, text[found.end() :].strip()
    return "", "", text
