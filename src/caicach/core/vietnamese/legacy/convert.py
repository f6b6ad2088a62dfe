"""Old text made new: the encoding of each stretch is recognised, right words stay, the rest becomes Unicode (NFC)."""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from unicodedata import normalize

from caicach.core.vietnamese.legacy.costs import without_lookalikes
from caicach.core.vietnamese.legacy.edges import settled
from caicach.core.vietnamese.legacy.encodings import Encoding, Font
from caicach.core.vietnamese.legacy.recognise import Word, encodings, odd_words, words
from caicach.core.vietnamese.legacy.runs import Run, readings, spans_of
from caicach.core.vietnamese.legacy.spans import Converted, Span, filled
from caicach.core.vietnamese.legacy.usage import times
from caicach.core.vietnamese.legacy.viqr import decode_viqr, stretches

_CERTAINLY_NOT_UNICODE = 5.0
_DOUBT = 0.5
_LETTERS = re.compile(r"[^\W\d_]+")
_WITHOUT_QUOTES = (Encoding.VISCII, Encoding.VPS)


def convert(text: str, font: Font | None = None) -> Converted:
    """`text` in Unicode. `font`: what its font says about it, or what a person states; None where nothing is known.

    A word that is right as it stands is not touched, whatever the font. What is not certain keeps its letters, and its span has
    suggestions.
    """
    stated = font.encoding if font else None
    if stated is Encoding.VIQR:
        return Converted((Span(0, len(text), Encoding.VIQR, 1.0, text, decode_viqr(text)),) if text else ())
    found = words(text) if stated else odd_words(text)
    viqr = [] if stated else [_viqr(text, *reading) for reading in stretches(text)]
    runs = list(_runs(text, found, stated, [span.start for span in viqr]))
    damaged = any(run.is_damaged for run in runs)
    spans = list(viqr)
    for run in runs:
        spans += _mended(run) if run.encoding is Encoding.UNICODE else spans_of(run, damaged)
    result = filled(text, spans)
    if font and font.capitals:
        return Converted(tuple(replace(span, text=span.text.upper()) for span in result))
    return Converted(result)


def shown(content: bytes, stated: Encoding | None = None) -> str:
    """Bytes that are not UTF-8, one character for each: what `convert` reads.

    VISCII and VPS have letters where Windows has quotes and dashes, the other encodings have the quotes and dashes.
    """
    letters = content.decode("latin-1")
    quotes = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in content)
    if letters == quotes or (stated and stated not in _WITHOUT_QUOTES):
        return quotes
    if stated:
        return letters
    return max(quotes, letters, key=lambda one: _usual_words(convert(one).text))


def _usual_words(text: str) -> int:
    return sum(times(word) > 0 for word in _LETTERS.findall(text))


def _runs(text: str, found: list[Word], stated: Encoding | None, breaks: list[int]) -> Iterator[Run]:
    """The words grouped by encoding; a stretch of VIQR between two words parts them."""
    ways = encodings(found, stated)
    if stated is None:
        ways = settled(text, found, ways)
    is_whole = len(set(ways)) == 1
    tagged = zip(found, ways, strict=True)
    for (encoding, _), group in groupby(tagged, key=lambda one: (one[1], bisect(breaks, one[0].start))):
        yield Run(text, [word for word, _ in group], encoding, encoding is stated, is_whole)


def _viqr(text: str, start: int, end: int, reading: str, marked: int) -> Span:
    confidence = round(1 - 0.5 * 2**-marked, 3)
    return Span(start, end, Encoding.VIQR, confidence, text[start:end], reading)


def _mended(run: Run) -> Iterator[Span]:
    """Unicode words: composed, with đ for its look-alike; what looks like an old encoding but stands too alone is offered."""
    for word in run.words:
        composed = normalize("NFC", word.text)
        if composed != word.text:
            yield Span(word.start, word.end, Encoding.DECOMPOSED, 1.0, word.text, composed)
        elif (right := without_lookalikes(word.text)) != word.text:
            yield Span(word.start, word.end, Encoding.LOOKALIKE, 1.0, word.text, right)
        elif word.cost(Encoding.UNICODE) >= _CERTAINLY_NOT_UNICODE and (offered := readings(word)):
            suggestions = tuple(offered)
            yield Span(
                word.start, word.end, offered[suggestions[0]], _DOUBT, word.text, word.text, suggestions
            )
