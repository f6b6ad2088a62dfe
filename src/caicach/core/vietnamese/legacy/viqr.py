"""VIQR (RFC 1456), the Vietnamese of mail programs: "ca?i ca'ch ha`nh chi'nh" is "cải cách hành chính".

All of it is plain ASCII, and its marks are punctuation as well. So words are read only in a stretch of ASCII words in which
several have marks in their middle and come out as usual Vietnamese words; a full stop or a question mark at the end of a word
counts as a tone only where a sentence cannot end.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from caicach.core.vietnamese.legacy.costs import is_abbreviation
from caicach.core.vietnamese.legacy.usage import times, times_together
from caicach.core.vietnamese.syllables import is_syllable

_HATS = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
_TONES = {"`": "\u0300", "?": "\u0309", "~": "\u0303", "'": "\u0301", ".": "\u0323"}
_LETTER = re.compile(r"\\(.)|([aeiouy])(\^|\(|\+|)([`?~'.]|)|(dd|d-)", re.IGNORECASE)
_MARKED = re.compile(
    r"[aeiouy][\^(+]|dd[aeiouy]|[aeiouy][`?~'.](?=[a-z])|[aeiouy][`~'](?![a-z])", re.IGNORECASE
)
_HATTED = re.compile(r"[aeou][\^(+]|dd", re.IGNORECASE)
_ONLY_VIQR = re.compile(r"[aeou][\^(+]|dd[aeiouy]|[aeiouy][`~]", re.IGNORECASE)
_ADDRESS = re.compile(r"@|://|^www\.", re.IGNORECASE)
_CHUNK = re.compile(r"[^\s]+")
_CORE = re.compile(r"[a-z].*", re.IGNORECASE | re.DOTALL)
_CLOSING = re.compile(r"(?:\.?/\.?|[,;:!)\]\"])*$")
# Marks that no other writing has: of names, too, that are no Vietnamese syllables ("DDa('k La('k").
_CERTAINLY = re.compile(r"dd[aeou][\^(+]|[aeou][\^(+][`?~'.]", re.IGNORECASE)
_PARTING = re.compile(r"(?<=.)[-/](?=.)")
_STRETCH = re.compile(r"[\t -~]+")
_CACHED = 65_536
# So many marked words make a text one of VIQR: what one of its lines says then needs less to be believed.
_ENOUGH, _NEAR = 20, 3
_LETTERS = re.compile(r"[^\W\d_]+")
_ANY_WORD = "x"
_FITS = {"^": "aeo", "(": "a", "+": "ou"}


class Reading(NamedTuple):
    """A stretch of VIQR, from `start` to `end` of the text, and what it says. `marked` of its words carry marks."""

    start: int
    end: int
    text: str
    marked: int


def decode_viqr(text: str) -> str:
    """All of a text as VIQR, by RFC 1456 and without a look at the words; a backslash keeps the mark behind it."""
    return unicodedata.normalize("NFC", _LETTER.sub(_letter, text))


def _letter(found: re.Match[str]) -> str:
    escaped, vowel, hat, tone, barred = found.groups()
    if escaped:
        return escaped
    if barred:
        return "Đ" if barred[0] == "D" else "đ"
    if hat and vowel.lower() not in _FITS[hat]:
        return found[0]
    return vowel + _HATS.get(hat, "") + _TONES.get(tone, "")


def stretches(text: str) -> list[Reading]:
    """The stretches of a text that are VIQR beyond doubt."""
    if not _MARKED.search(text):
        return []
    lines = list(_STRETCH.finditer(text))
    found = {line.start(): reading for line in lines if (reading := _reading(line[0], line.start()))}
    if sum(reading.marked for reading in found.values()) >= _ENOUGH:
        for line in lines:
            if line.start() not in found and _is_whole_line(text, line):
                reading = _reading(line[0], line.start(), among_viqr=True)
                found |= {line.start(): reading} if reading else {}
    return [found[start] for start in sorted(found)]


def _is_whole_line(text: str, found: re.Match[str]) -> bool:
    before, behind = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return before in ("", "\n", "\r") and behind in ("", "\n", "\r")


def _reading(line: str, offset: int, among_viqr: bool = False) -> Reading | None:
    """The VIQR of a stretch of ASCII, from its first word with marks to its last one; nothing where too little speaks for it."""
    chunks = list(_CHUNK.finditer(line))
    words = [_word(chunk[0], behind) for chunk, behind in _with_following(chunks)]
    marked = [at for at, chunk in enumerate(chunks) if _speaks_for_viqr(chunk[0])]
    if among_viqr and not marked:
        marked = [at for at, chunk in enumerate(chunks) if _is_read(chunk[0], words[at])]
    if not marked:
        return None
    hatted = any(_HATTED.search(chunks[at][0]) for at in marked)
    few = len(marked) * 4 < marked[-1] + 1 - marked[0] or (len(marked) < 2 and not hatted)
    if few and not among_viqr:
        return None
    first, last = marked[0], marked[-1]
    # Beside it stand words that could be something else when alone: "Chu? ti.ch", "phu?;".
    for at in range(first - 1, -1, -1):
        first = at if first - at <= _NEAR and _is_read(chunks[at][0], words[at]) else first
    for at in range(last + 1, len(chunks)):
        last = at if at - last <= _NEAR and _is_read(chunks[at][0], words[at]) else last
    parts, end = [], chunks[first].start()
    for at in range(first, last + 1):
        parts += [line[end : chunks[at].start()], words[at]]
        end = chunks[at].end()
    return Reading(offset + chunks[first].start(), offset + end, "".join(parts), len(marked))


def _with_following(chunks: list[re.Match[str]]) -> Iterator[tuple[re.Match[str], str]]:
    for at, chunk in enumerate(chunks):
        yield chunk, chunks[at + 1][0] if at + 1 < len(chunks) else ""


def _is_read(chunk: str, read: str) -> bool:
    """Whether a chunk becomes a usual Vietnamese word, or an abbreviation with Đ."""
    if read == chunk or read.isascii():
        return False
    found = _LETTERS.findall(read)
    return any(times(word) > 0 or is_abbreviation(word) for word in found)


@lru_cache(_CACHED)
def _speaks_for_viqr(chunk: str) -> bool:
    """A mark that makes a word of it: a possible one where no other writing has such a mark, else a usual one."""
    return not _ADDRESS.search(chunk) and any(map(_is_marked_word, _PARTING.split(_core(chunk))))


def _is_marked_word(core: str) -> bool:
    decoded = _word(core, "").rstrip(".?,;:!")
    return (
        bool(_MARKED.search(core))
        and not decoded.isascii()
        and is_syllable(decoded)
        and (bool(_ONLY_VIQR.search(core)) or times(decoded) > 0)
    )


def _is_end_of_sentence(word: str, following: str) -> bool:
    """Whether the full stop or question mark behind a word is one: before a capital or at the end, unless usage is against it."""
    shorter, longer = decode_viqr(word[:-1]), decode_viqr(word)
    if word[-1] not in ".?" or not is_syllable(shorter) or (following and not following[0].isupper()):
        return False
    if word[-1] == "?" and following:
        return False
    next_word = decode_viqr(_core(following))
    return times_together(longer, next_word) == 0 and times(shorter) * 10 >= times(longer)


def _core(chunk: str) -> str:
    """The chunk without brackets and quotes before and marks of sentences behind it."""
    inner = _CORE.search(chunk)
    return _CLOSING.sub("", inner[0]) if inner else ""


@lru_cache(_CACHED)
def _word(chunk: str, following: str) -> str:
    """One chunk with its punctuation; `following` is the next one, or nothing at the end of the line."""
    core = _core(chunk)
    if not core or _ADDRESS.search(chunk):
        return chunk
    head, _, tail = chunk.partition(core)
    decoded = decode_viqr(core)
    if is_syllable(decoded) and (tail or not _is_end_of_sentence(core, following)):
        return head + decoded + tail
    if "dd" in core.lower() and (is_abbreviation(decoded) or len(decoded) == 1):
        return head + decoded + tail
    if core[-1] in ".?'":
        # Of two marks the first is no end of a sentence: "ddie^.n tu+?." is "điện tử."
        goes_on = core[-2:-1] == "?" and core[-1] == "."
        return head + _word(core[:-1], _ANY_WORD if goes_on else following) + core[-1] + tail
    if parting := _PARTING.search(core):
        return head + parting[0].join(_word(part, following) for part in core.split(parting[0])) + tail
    return head + decoded + tail if _CERTAINLY.search(core) and decoded.isalpha() else chunk
