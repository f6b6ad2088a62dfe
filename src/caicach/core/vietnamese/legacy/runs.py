"""Words of one legacy encoding that follow one another, and what they become."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import exp

from caicach.core.vietnamese.legacy.costs import IMPOSSIBLE, legacy_cost
from caicach.core.vietnamese.legacy.decoding import decode_word
from caicach.core.vietnamese.legacy.encodings import LEGACY, Encoding
from caicach.core.vietnamese.legacy.recognise import WORD, Word, entry_cost
from caicach.core.vietnamese.legacy.repair import Candidate, Choice, can_be_repaired, candidates, choose
from caicach.core.vietnamese.legacy.spans import Span
from caicach.core.vietnamese.legacy.usage import times
from caicach.core.vietnamese.syllables import is_syllable

AUTOMATIC = 0.6
"""From this confidence on a stretch is converted; below it is only offered."""

_MOST_SUGGESTIONS = 5
_ALONE = {"®": "đ", "§": "Đ", "«": "ô"}
_PARAGRAPH, _QUOTED = re.compile(r"\s*\d"), 80
# The words right beside one, a word in capitals, and a code, which has capitals of its own ("05/KH-UBND").
_BEFORE, _BEHIND = re.compile(r"([^\W\d_]+)[ \xa0]+$"), re.compile(r"^[ \xa0]+([^\W\d_]+)")
_CAPITALS = re.compile(r"(?<![\w/-])[A-Z][^\W\d_a-z]*[A-Z](?![\w/-])")
_CODE = re.compile(r"\S*[\d/]\S*")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of `text` that are one after the other in `encoding`. `stated`: the font or a person said so."""

    text: str
    words: Sequence[Word]
    encoding: Encoding
    stated: bool = False
    is_whole: bool = False

    @property
    def confidence(self) -> float:
        """0.5 where as much speaks against the encoding as for it; the nearest rival is Unicode or another encoding."""
        if self.stated:
            return 1.0
        own = sum(word.cost(self.encoding) for word in self.words)
        margin = (
            sum(word.cost(Encoding.UNICODE) for word in self.words)
            - entry_cost(self.encoding, self.is_whole)
            - own
        )
        decoded = [decode_word(word.text, self.encoding) for word in self.words]
        for rival in LEGACY:
            if rival is not self.encoding and decoded != [
                decode_word(word.text, rival) for word in self.words
            ]:
                margin = min(margin, sum(word.cost(rival) for word in self.words) - own)
        return round(1 - 0.5 * 2 ** (-margin / 2), 3) if margin > 0 else 0.5

    @property
    def is_damaged(self) -> bool:
        """Whether a scanner misread marks of VNI here: some words are clean, some come out right only when repaired."""
        return (
            self.encoding is Encoding.VNI
            and any(map(_needs_repair, self.words))
            and not all(map(_needs_repair, self.words))
        )

    @property
    def is_only_slips(self) -> bool:
        """Words that only repairs could explain: slips of somebody who wrote Unicode."""
        return not self.stated and all(map(_needs_repair, self.words))


def spans_of(run: Run, damaged: bool) -> list[Span]:
    """What the words of a run become; `damaged`: the text that they are part of was misread by a scanner."""
    if run.is_only_slips:
        return []
    confidence = run.confidence
    if confidence < AUTOMATIC:
        return [_offered(word, run, confidence) for word in run.words]
    if damaged and run.encoding is Encoding.VNI:
        return _joined(run, [_repaired(word, choice, confidence) for word, choice in _choices(run)])
    return _joined(run, [_read(word, run, confidence) for word in run.words])


def _needs_repair(word: Word) -> bool:
    return legacy_cost(word.text, Encoding.VNI) == IMPOSSIBLE and can_be_repaired(word.text)


def readings(word: Word) -> dict[str, Encoding]:
    """What a word may be in old encodings, as possible syllables only, the usual encodings first."""
    found: dict[str, Encoding] = {}
    for encoding in LEGACY:
        decoded = decode_word(word.text, encoding)
        if decoded != word.text and is_syllable(decoded):
            found.setdefault(decoded, encoding)
    return found


def _offered(word: Word, run: Run, confidence: float) -> Span:
    offered = tuple(readings(word)) if word.cost(Encoding.UNICODE) else ()
    return Span(word.start, word.end, run.encoding, confidence, word.text, word.text, offered)


def _read(word: Word, run: Run, confidence: float) -> Span:
    return Span(word.start, word.end, run.encoding, confidence, word.text, _decoded(word, run))


def _decoded(word: Word, run: Run) -> str:
    """The word in Unicode; as it is where it is a usual Vietnamese word and would not be one."""
    decoded = decode_word(word.text, run.encoding)
    if word.text in _ALONE and run.encoding is Encoding.TCVN3 and _is_letter(word, run.text):
        return _ALONE[word.text]
    if legacy_cost(word.text, run.encoding) == IMPOSSIBLE:
        return word.text
    if is_syllable(word.text) and times(word.text) and not (is_syllable(decoded) and times(decoded)):
        return word.text
    if run.encoding is Encoding.TCVN3 and _stands_in_capitals(word, decoded, run.text):
        return decoded.upper()
    return decoded


def _is_letter(word: Word, text: str) -> bool:
    """Whether a sign alone among words of TCVN3 is a letter: "500.000 ®/ng­êi", "(§/c ...)", "« t«"; no "§ 5", no quotes "« »"."""
    if word.text == "§":
        return not _PARAGRAPH.match(text, word.end)
    return word.text == "®" or "»" not in text[word.end : word.end + _QUOTED].partition("\n")[0]


def _stands_in_capitals(word: Word, decoded: str, text: str) -> bool:
    """Whether a word is one of capitals, of which TCVN3 has none with tones: "§æI", and "Ký" among words in capitals."""
    letters = [letter for letter in decoded if letter.isascii()]
    if any(map(str.islower, letters)):
        return False
    if any(letter.isascii() and letter.isupper() for letter in decoded[1:]):
        return True
    line_start = text.rfind("\n", 0, word.start) + 1
    line_end = text.find("\n", word.end)
    line_end = len(text) if line_end < 0 else line_end
    others = _CODE.sub("", f"{text[line_start : word.start]} {text[word.end : line_end]}")
    if not any(map(str.islower, _ascii(others))):
        return bool(_CAPITALS.search(others))
    before = _BEFORE.findall(text[line_start : word.start])
    behind = _BEHIND.findall(text[word.end : line_end])
    return (
        decoded[0].isupper()
        and bool(before or behind)
        and all(len(one) > 1 and one.isupper() for one in map(_ascii, (*before, *behind)))
    )


def _ascii(words: str) -> str:
    return "".join(letter for letter in words if letter.isascii() and letter.isalpha())


def _choices(run: Run) -> Iterator[tuple[Word, Choice]]:
    """Each word of a damaged run with its readings, judged by the words around it."""
    by_start = {word.start: word for word in run.words}
    for row in _rows(run):
        choices = choose([_candidates(by_start.get(start), text) for start, text in row])
        yield from (
            (by_start[start], choice)
            for (start, _), choice in zip(row, choices, strict=True)
            if start in by_start
        )


def _candidates(word: Word | None, text: str) -> tuple[Candidate, ...]:
    """The readings of a word of the run, and the word as it is where it is a usual one; any other word is only itself."""
    if word is None:
        return (Candidate(text),)
    found = candidates(word.text)
    if is_syllable(word.text) and times(word.text):
        return (Candidate(word.text), *(one for one in found if one.text != word.text))
    return found or (Candidate(decode_word(word.text, Encoding.VNI)),)


def _rows(run: Run) -> list[list[tuple[int, str]]]:
    """The words of the run, and those of one line before and behind it, cut where more than spaces stands between them."""
    first, last = run.words[0].start, run.words[-1].end
    start = run.text.rfind("\n", 0, first) + 1
    line_end = run.text.find("\n", last)
    found = list(WORD.finditer(run.text, start, len(run.text) if line_end < 0 else line_end))
    rows = [[(one.start(), one[0]) for one in found[:1]]]
    for before, behind in pairwise(found):
        if run.text[before.end() : behind.start()].strip(" \xa0"):
            rows.append([])
        rows[-1].append((behind.start(), behind[0]))
    return rows


def _repaired(word: Word, choice: Choice, confidence: float) -> Span:
    """Clean VNI stays VNI; a repaired word says so; a doubtful one keeps its letters and offers its readings."""
    best, *others = choice.readings
    if best == word.text:
        return Span(word.start, word.end, Encoding.UNICODE, _sureness(choice), word.text, best)
    if not choice.is_certain:
        suggestions = tuple(one for one in choice.readings if one != word.text)[:_MOST_SUGGESTIONS]
        return Span(
            word.start, word.end, Encoding.VNI_OCR, _sureness(choice), word.text, word.text, suggestions
        )
    if best == decode_word(word.text, Encoding.VNI):
        return Span(word.start, word.end, Encoding.VNI, confidence, word.text, best)
    suggestions = tuple(others[: _MOST_SUGGESTIONS - 1])
    return Span(word.start, word.end, Encoding.VNI_OCR, _sureness(choice), word.text, best, suggestions)


def _sureness(choice: Choice) -> float:
    return round(1 - 0.5 * exp(-choice.margin), 3)


def _joined(run: Run, found: list[Span]) -> list[Span]:
    """Neighbours without suggestions become one span, with what stands between them."""
    ordered = sorted(found, key=lambda one: one.start)
    joined: list[Span] = []
    for is_clean, group in groupby(ordered, lambda one: one.encoding is run.encoding and not one.suggestions):
        spans = list(group)
        joined += [_one(run, spans)] if is_clean else spans
    return joined


def _one(run: Run, spans: list[Span]) -> Span:
    first, last = spans[0], spans[-1]
    texts = [first.text]
    for before, behind in pairwise(spans):
        texts += [run.text[before.end : behind.start], behind.text]
    return replace(first, end=last.end, original=run.text[first.start : last.end], text="".join(texts))
