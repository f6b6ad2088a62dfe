"""Words as the index knows them: plain (no marks at all, đ as d) and, for a word with marks, exact; and pairs of words.

The exact form has its tone on the first vowel, wherever a writer put it: hòa and hoà are one word, and "thủ tụ" is the
beginning of "thủ tục". Exact forms, pairs and what stands in a title begin with letters that no word has, so that none is taken
for another.
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

EXACT, PAIR, TITLE = "\u02bc", "\u02d0", "\u02c8"
"""Letters to the databases, so that a word stays whole."""
WORD = re.compile(r"[^\W_]+")
LONGEST = 60
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in its order (plain), and the exact forms that stand in it."""

    plain: tuple[str, ...]
    exact: tuple[str, ...]


def lexemes(title: str, text: str) -> Iterator[str]:
    """All that a text is found by, each once: words, those of the title as the title's own, then words side by side."""
    both = words_of(title), words_of(text)
    parts = (
        *((*words.plain, *words.exact) for words in both),
        (TITLE + one for one in (*both[0].plain, *both[0].exact, *pairs(both[0].plain))),
        *(pairs(words.plain) for words in both),
    )
    return iter(dict.fromkeys(one for part in parts for one in part))


def pairs(plain: tuple[str, ...]) -> Iterator[str]:
    """Each word with the next one."""
    return (f"{PAIR}{first}{PAIR}{second}" for first, second in pairwise(plain))


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
