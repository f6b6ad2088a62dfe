"""Where in the text of a directive the words stand that somebody means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.core.directives import body_of, items_of
from caicach.core.vietnamese import nfc
from caicach.platform.errors import Invalid

_BULLETS = ("-", "–", "+")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text: marked from `start` to `end`, or given by themselves as `quote`; neither means nowhere."""

    start: int | None = None
    end: int | None = None
    quote: str = ""


NOWHERE = Span()


def located(text: str, span: Span) -> tuple[int, int]:
    """From where to where they stand; (0, 0) for nowhere. Invalid for words that the text does not have."""
    if span.start is not None and span.end is not None:
        if not 0 <= span.start < span.end <= len(text):
            raise Invalid(_("Phần đánh dấu nằm ngoài văn bản."), _("Hãy đánh dấu lại trong văn bản."))
        return span.start, span.end
    words = nfc(span.quote).split()
    if not words:
        return 0, 0
    found = re.search(r"\s+".join(map(re.escape, words)), text)
    if found is None:
        raise Invalid(
            _("Không thấy nguyên văn “%(quote)s” trong văn bản.") % {"quote": " ".join(words)[:100]},
            _("Hãy chép đúng từng chữ từ văn bản, hoặc để trống ô này."),
        )
    return found.start(), found.end()


def line_at(text: str, start: int) -> int:
    """The number of the line, from 1."""
    return text.count("\n", 0, start) + 1


def item_at(text: str, start: int) -> str:
    """The path of markers of the numbered item in which the place lies ("III.2.a"); "" outside all items."""
    path: list[str] = []
    items = items_of(body_of(text))
    while inside := [item for item in items if item.start <= start]:
        path.append(inside[-1].marker.strip("()"))
        items = inside[-1].items
    return numbered(path)


def numbered(path: Iterable[str]) -> str:
    """A path of markers without those that count nothing."""
    return ".".join(marker for marker in path if marker and marker not in _BULLETS)
