"""Which encoding each word of a text is in: the cheapest way along the words, where a change of encoding costs, too.

A word alone proves little ("thò" is a word, and VNI for "thị"), its neighbours prove much. Words of plain ASCII say nothing and
are left out. A letter that only Unicode has ("đ", "ế") forces Unicode, so right Vietnamese text has but one way and costs next
to nothing.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import is_normalized

from caicach.core.vietnamese.legacy.costs import (
    is_beyond_western,
    legacy_cost,
    unicode_cost,
    without_lookalikes,
)
from caicach.core.vietnamese.legacy.encodings import LEGACY, Encoding
from caicach.core.vietnamese.legacy.repair import can_be_repaired

# Letters, combining marks, and the signs and control characters that stand for letters in one encoding or another.
_SIGN = (
    "[^\\W\\d_]|[\u0300-\u036f]|[\xa1-\xbf\xd7\xf7\x80-\x9f\u2212\u2219\u2020-\u2021\u2030\u2122\u02dc\u20ac]"
    "|[\x02-\x06\x10-\x15\x19\x1c-\x1e]"
)
_INSIDE = "[‘’“”•–—…„‚‹›\u200b-\u200d]"
WORD = re.compile(f"(?:{_SIGN})+(?:{_INSIDE}(?:{_SIGN})+)*")

STATES = (Encoding.UNICODE, *LEGACY)
_CACHED = 65_536
_VNI = STATES.index(Encoding.VNI)
_COMMON = frozenset({Encoding.VNI, Encoding.TCVN3})
# Into an encoding and out of it, from one to another, and at the head of the text.
_IN_COMMON, _IN_RARE, _OUT, _ACROSS = 2.5, 3.5, 1.5, 5.0
_HEAD_COMMON, _HEAD_RARE = 1.0, 2.0
_BACK = 0.5
# A word that is neither right Unicode nor clean VNI, but VNI once marks that a scanner misread are put right.
_REPAIRED, DOUBTFUL = 0.8, 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is not plain ASCII: from `start` to `end` of the text, and what it costs in each of STATES."""

    start: int
    end: int
    text: str
    costs: tuple[float, ...]

    def cost(self, encoding: Encoding) -> float:
        return self.costs[STATES.index(encoding)]


def words(text: str) -> list[Word]:
    """The words of a text that say something about its encoding: all that are not plain ASCII."""
    return [_word(found) for found in WORD.finditer(text) if not _says_nothing(found[0])]


def odd_words(text: str) -> list[Word]:
    """Of `words` only those that can matter where nobody states an encoding: from one word that is Unicode for certain to the
    next, where something between them is not right as it stands. A text of right words has none."""
    if all(map(_is_right, set(WORD.findall(text)))):
        return []
    kept: list[Word] = []
    waiting: list[Word] = []
    is_odd = False
    for found in WORD.finditer(text):
        if _says_nothing(found[0]):
            continue
        waiting.append(_word(found))
        if not _is_right(found[0]):
            is_odd = True
        elif is_beyond_western(found[0]):
            kept += waiting if is_odd else []
            waiting, is_odd = [] if is_odd else waiting[-1:], False
    return kept + waiting if is_odd else kept


def encodings(found: list[Word], leaning: Encoding | None = None) -> list[Encoding]:
    """The encoding of each word. `leaning` is what the font, the file or a person says: it wins where the words leave a doubt."""
    states = [Encoding.UNICODE, *(state for state in LEGACY if state is leaning or _is_likely(found, state))]
    if len(states) == 1:
        return [Encoding.UNICODE] * len(found)
    columns = [STATES.index(state) for state in states]
    changes = [[_change(old, new, leaning) for old in states] for new in states]
    best = [_head(state, leaning) for state in states]
    steps: list[list[int]] = []
    for word in found:
        came: list[int] = []
        now: list[float] = []
        for column, change in zip(columns, changes, strict=True):
            costs = [before + cost for before, cost in zip(best, change, strict=True)]
            least = min(costs)
            came.append(costs.index(least))
            now.append(least + word.costs[column])
        best = now
        steps.append(came)
    at = best.index(min(best))
    way = []
    for came_from in reversed(steps):
        way.append(states[at])
        at = came_from[at]
    return way[::-1]


def entry_cost(encoding: Encoding, at_head: bool) -> float:
    """What has to speak for a legacy encoding before it is believed."""
    if at_head:
        return _HEAD_COMMON if encoding in _COMMON else _HEAD_RARE
    return _OUT + (_IN_COMMON if encoding in _COMMON else _IN_RARE)


def _is_likely(found: list[Word], encoding: Encoding) -> bool:
    column = STATES.index(encoding)
    return any(word.costs[column] < word.costs[0] for word in found)


def _head(state: Encoding, leaning: Encoding | None) -> float:
    if state is (leaning or Encoding.UNICODE):
        return 0.0
    return _OUT if state is Encoding.UNICODE else entry_cost(state, at_head=True)


def _change(old: Encoding, new: Encoding, leaning: Encoding | None) -> float:
    if old is new:
        return 0.0
    if new is leaning:
        return _BACK
    if new is Encoding.UNICODE:
        return _OUT
    if old is not Encoding.UNICODE:
        return _ACROSS
    return _IN_COMMON if new in _COMMON else _IN_RARE


def _word(found: re.Match[str]) -> Word:
    return Word(found.start(), found.end(), found[0], _costs(found[0]))


def _says_nothing(word: str) -> bool:
    return word.isascii() and word.isprintable()


@lru_cache(_CACHED)
def _is_right(word: str) -> bool:
    """Whether the word stays as it is whatever stands around it, unless that is in another encoding."""
    if _says_nothing(word):
        return True
    costs = _costs(word)
    return costs[0] <= min(costs) and is_normalized("NFC", word) and without_lookalikes(word) == word


@lru_cache(_CACHED)
def _costs(word: str) -> tuple[float, ...]:
    if len(word) == 1 and not word.isalpha():
        return (0.0,) * len(STATES)  # a sign alone says nothing
    plain = unicode_cost(word)
    costs = [plain, *(legacy_cost(word, encoding) for encoding in LEGACY)]
    if plain >= DOUBTFUL and costs[_VNI] > plain and can_be_repaired(word):
        costs[_VNI] = min(costs[_VNI], _REPAIRED)
    return tuple(costs)
