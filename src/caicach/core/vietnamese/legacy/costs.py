"""How badly a word reads in an encoding: 0 for a usual Vietnamese word, more for what is only possible or cannot be.

The recogniser adds these up along the text and takes the encodings that cost least. One cost is about one doubtful word.
"""

import re
import unicodedata
from functools import lru_cache

from caicach.core.vietnamese.legacy.decoding import decode_word
from caicach.core.vietnamese.legacy.encodings import Encoding
from caicach.core.vietnamese.legacy.usage import times
from caicach.core.vietnamese.syllables import folded_syllables, is_syllable
from caicach.core.vietnamese.text import TONE_MARKS, fold

IMPOSSIBLE = 8.0
_POSSIBLE, _ABBREVIATION, _MISSPELLED, _FOREIGN = 0.6, 0.3, 1.0, 5.0
_MISREAD = 4.0
_CACHED = 65_536

_VIETNAMESE = frozenset(
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵfjwz"
)
_JOINERS = re.compile("[‘’“”•–—…„‚‹›\xad\u200b-\u200d\ufeff]+")
_UNIT = re.compile(r"µ[a-z]{0,2}|[A-Za-z]{0,3}[²³]|°[CFK]?|[Nn][°º]")
_LOOKALIKES = str.maketrans("ðÐ", "đĐ")


@lru_cache(_CACHED)
def unicode_cost(word: str) -> float:
    """As right Unicode, composed or not."""
    composed = unicodedata.normalize("NFC", word)
    return max((_part_cost(part) for part in _JOINERS.split(composed) if part), default=0.0)


@lru_cache(_CACHED)
def legacy_cost(word: str, encoding: Encoding) -> float:
    """As a word of a legacy encoding that puts its letters in the place of Western ones."""
    decoded = decode_word(word, encoding)
    if not _VIETNAMESE.issuperset(decoded.lower()):
        return IMPOSSIBLE
    if is_beyond_western(word):
        return IMPOSSIBLE
    if is_syllable(decoded):
        return 0.0 if times(decoded) else _POSSIBLE
    if is_abbreviation(decoded):
        return _ABBREVIATION
    return _MISSPELLED * 2 if _is_misspelling(decoded) else _MISREAD


@lru_cache(_CACHED)
def is_beyond_western(word: str) -> bool:
    """Whether the word has a Vietnamese letter that no legacy encoding shows: whoever sees one sees Unicode."""
    return any(ord(letter) > 0xFF and letter.lower() in _VIETNAMESE for letter in word)


def is_abbreviation(word: str) -> bool:
    """QĐ, HĐND, UBND: capitals of the alphabet without tones or hats."""
    return word.isupper() and all(letter == "Đ" or letter.isascii() for letter in word)


def without_lookalikes(word: str) -> str:
    """With đ for the Icelandic letter that some keyboards write instead, where that makes a word of it."""
    mended = word.translate(_LOOKALIKES)
    return mended if mended != word and (is_syllable(mended) or is_abbreviation(mended)) else word


def _part_cost(part: str) -> float:
    if part.isascii() or _UNIT.fullmatch(part):
        return 0.0
    word = without_lookalikes(part)
    if is_syllable(word):
        return 0.0 if times(word) else _POSSIBLE
    if is_abbreviation(word):
        return 0.0
    strange = sum(letter.lower() not in _VIETNAMESE and not letter.isascii() for letter in word)
    if strange:
        return _FOREIGN + strange - 1
    return _MISSPELLED if _is_misspelling(word) else _FOREIGN


def _is_misspelling(word: str) -> bool:
    """At most one tone, and a possible word once tones and marks are off: somebody's slip, not another encoding."""
    tones = sum(mark in TONE_MARKS for mark in unicodedata.normalize("NFD", word))
    return tones <= 1 and fold(word) in folded_syllables()
