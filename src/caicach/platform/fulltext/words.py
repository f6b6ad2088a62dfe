"""Words as the index knows them: plain (no marks at all, đ as d) and, for a word with marks, exact.

The exact form has its tone on the first vowel, wherever a writer put it: hòa and hoà are one word, and "thủ tụ" is the
beginning of "thủ tục". It begins with a letter that no word has, so that it is never taken for a plain one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from caicach.core.vietnamese import fold, nfc
from caicach.core.vietnamese.text import TONE_MARKS

EXACT = "\u02bc"
WORD = re.compile(r"[^\W_]+")
LONGEST = 60
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in its order (plain), and the exact forms that stand in it."""

    plain: tuple[str, ...]
    exact: tuple[str, ...]

    @property
    def pairs(self) -> Iterator[str]:
        """Each word with the next one, once."""
        return (" ".join(pair) for pair in dict.fromkeys(pairwise(self.plain)))


def words_of(text: str) -> Words:
    """The words of a text. Signs part words: "12/KH-UBND" is three."""
    forms = [forms_of(word) for word in WORD.findall(nfc(text))]
    plain = tuple(one for form, _exact in forms for one in form)
    return Words(plain, tuple(dict.fromkeys(exact for _plain, exact in forms if exact)))


@lru_cache(65_536)
def forms_of(word: str) -> tuple[tuple[str, ...], str]:
    """The plain forms of a word (signs like ½ fold to several) and its exact one, "" for a word without marks."""
    plain = tuple(one[:LONGEST] for one in WORD.findall(fold(word)))
    marks = unicodedata.normalize("NFD", word.lower())
    letters = "".join(mark for mark in marks if mark not in TONE_MARKS)
    if len(plain) != 1 or nfc(marks) == plain[0]:
        return plain, ""
    tone = next((mark for mark in marks if mark in TONE_MARKS), "")
    place = next((at for at, letter in enumerate(letters) if letter in _VOWELS), len(letters) - 1) + 1
    return plain, EXACT + nfc(letters[:place] + tone + letters[place:])[:LONGEST]
