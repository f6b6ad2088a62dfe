"""VIQR (RFC 1456), the Vietnamese of mail programs: "ca?i ca'ch ha`nh chi'nh" is "cải cách hành chính".

All of it is plain ASCII, and its marks are punctuation as well. So words are read only in a stretch of ASCII words in which
several have marks in their middle and come out as usual Vietnamese words; a full stop or a question mark at the end of a word
counts as a tone only where a sentence cannot end.
"""

import re
import unicodedata
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
_CLOSING = re.compile(r"[,;:!)\]\"]*$")
_STRETCH = re.compile(r"[\t -~]+")
_CACHED = 65_536
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
    found = []
    for line in _STRETCH.finditer(text):
        if len(_MARKED.findall(line[0])) and (reading := _reading(line[0], line.start())):
            found.append(reading)
    return found


def _reading(line: str, offset: int) -> Reading | None:
    """The VIQR of a stretch of ASCII, from its first marked word to its last one; nothing where too little speaks for it."""
    chunks = list(_CHUNK.finditer(line))
    marked = [at for at, chunk in enumerate(chunks) if _speaks_for_viqr(chunk[0])]
    if not marked:
        return None
    within = chunks[marked[0] : marked[-1] + 1]
    hatted = any(_HATTED.search(chunks[at][0]) for at in marked)
    if len(marked) * 4 < len(within) or (len(marked) < 2 and not hatted):
        return None
    start, end = within[0].start(), within[-1].end()
    parts, last = [], start
    for at, chunk in enumerate(within, start=marked[0]):
        following = chunks[at + 1][0] if at + 1 < len(chunks) else ""
        parts += [line[last : chunk.start()], _word(chunk[0], following)]
        last = chunk.end()
    return Reading(offset + start, offset + end, "".join(parts), len(marked))


@lru_cache(_CACHED)
def _speaks_for_viqr(chunk: str) -> bool:
    """A mark that makes a word of it: a possible one where no other writing has such a mark, else a usual one."""
    core = _core(chunk)
    if not _MARKED.search(core) or _ADDRESS.search(chunk):
        return False
    decoded = _word(core, "").rstrip(".?,;:!")
    return (
        not decoded.isascii()
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
    if "dd" in core.lower() and is_abbreviation(decoded):
        return head + decoded + tail
    if core[-1] in ".?'":
        return head + _word(core[:-1], following) + core[-1] + tail
    return (
        head + "-".join(_word(part, following) for part in core.split("-")) + tail if "-" in core else chunk
    )
