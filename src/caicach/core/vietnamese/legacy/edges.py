"""Where one encoding ends and another begins: words that are right in both go where their neighbours want them.

In "quyền hạn của cô quan quaûn lyù" the word "cô" is a word as it stands and, as VNI, "cơ". Offices write "cơ quan" all day and
"cô quan" never, so it belongs to what follows.
"""

import re
from collections.abc import Sequence
from math import log

from caicach.core.vietnamese.legacy.decoding import decode_word
from caicach.core.vietnamese.legacy.encodings import Encoding
from caicach.core.vietnamese.legacy.recognise import Word
from caicach.core.vietnamese.legacy.usage import times, times_together
from caicach.core.vietnamese.syllables import is_syllable

_BEFORE = re.compile(r"([^\W\d_]+)[ \xa0]$")
_BEHIND = re.compile(r"[ \xa0]([^\W\d_]+)")
_FAR_ENOUGH = 12
_CERTAIN = log(10)
_COMMON = 200


def settled(text: str, words: Sequence[Word], ways: Sequence[Encoding]) -> list[Encoding]:
    """The encodings of the words, changed at the edges between Unicode and another encoding where usage is ten times for it.

    A word beside Unicode that is possible as it stands is something else only if that is common, or usual beside its neighbour.
    """
    found = list(ways)
    for at in (*range(len(found)), *reversed(range(len(found)))):
        for other in {found[one] for one in (at - 1, at + 1) if 0 <= one < len(found)} - {found[at]}:
            if Encoding.UNICODE in (other, found[at]) and _is_right_in(words[at], (other, found[at])):
                gain = _usage(text, words, found, at, other) - _usage(text, words, found, at, found[at])
                if gain >= _CERTAIN:
                    found[at] = other
        if _stands_at_unicode(ways, at) and is_syllable(words[at].text):
            common = times(_reading(words[at].text, ways[at])) >= _COMMON
            if not common and not _usage(text, words, found, at, ways[at]):
                found[at] = Encoding.UNICODE
    return found


def _stands_at_unicode(ways: Sequence[Encoding], at: int) -> bool:
    beside = [*ways[max(0, at - 1) : at], *ways[at + 1 : at + 2]]
    return ways[at] is not Encoding.UNICODE and Encoding.UNICODE in beside


def _is_right_in(word: Word, encodings: Sequence[Encoding]) -> bool:
    return not any(word.cost(encoding) for encoding in encodings)


def _usage(text: str, words: Sequence[Word], ways: Sequence[Encoding], at: int, encoding: Encoding) -> float:
    """How usual the word is between its neighbours, read in `encoding`."""
    word = words[at]
    reading = _reading(word.text, encoding)
    before = _BEFORE.search(text, max(0, word.start - _FAR_ENOUGH), word.start)
    behind = _BEHIND.match(text, word.end)
    score = 0.0
    if before:
        known = at > 0 and words[at - 1].end == before.end(1)
        first = _reading(words[at - 1].text, ways[at - 1]) if known else before[1]
        score += log(1 + times_together(first, reading))
    if behind:
        known = at + 1 < len(words) and words[at + 1].start == behind.start(1)
        second = _reading(words[at + 1].text, ways[at + 1]) if known else behind[1]
        score += log(1 + times_together(reading, second))
    return score


def _reading(word: str, encoding: Encoding) -> str:
    return word if encoding is Encoding.UNICODE else decode_word(word, encoding)
