"""What a conversion gives: the text cut into spans that follow one another without a gap."""

from dataclasses import dataclass

from caicach.core.vietnamese.legacy.encodings import Encoding


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: `original` from `start` to `end`, what it became, and other readings of it.

    `confidence` runs from 0 to 1. A span whose text is its original and that has suggestions waits for a person.
    """

    start: int
    end: int
    encoding: Encoding
    confidence: float
    original: str
    text: str
    suggestions: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self.text != self.original


@dataclass(frozen=True, slots=True)
class Converted:
    """What a text became. The originals of the spans joined are the text that was given, their texts the new one."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def original(self) -> str:
        return "".join(span.original for span in self.spans)

    @property
    def changed(self) -> tuple[Span, ...]:
        return tuple(span for span in self.spans if span.is_changed)

    @property
    def doubtful(self) -> tuple[Span, ...]:
        """What waits for a person: kept as it was, with suggestions."""
        return tuple(span for span in self.spans if span.suggestions and not span.is_changed)


def filled(text: str, found: list[Span]) -> tuple[Span, ...]:
    """The spans in order with the rest of the text between them as right Unicode; neighbours of one run become one span."""
    spans: list[Span] = []
    last = 0
    for span in sorted(found, key=lambda one: one.start):
        if last < span.start:
            spans.append(_plain(text, last, span.start))
        spans.append(span)
        last = span.end
    if last < len(text):
        spans.append(_plain(text, last, len(text)))
    return tuple(spans)


def _plain(text: str, start: int, end: int) -> Span:
    return Span(start, end, Encoding.UNICODE, 1.0, text[start:end], text[start:end])
