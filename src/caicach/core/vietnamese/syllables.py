"""Which words can be Vietnamese: every syllable that the orthography allows, made by rule and not copied from a dictionary.

A syllable is an onset, a rime (glide, vowel, coda) and a tone. The tables below are those of the spelling that schools teach:

- c, g, ng stand before back vowels and k, gh, ngh before e, ê, i; q only before the glide u; gi takes its i for a vowel ("gì",
  "giếng");
- rimes that end in c, ch, p, t have only the tones sắc and nặng;
- the tone mark stands on ă â ê ô ơ ư where there is one, else on the last vowel before a coda, else on the middle one of three
  and the first one of two; on open oa, oe, uy it stands on the first (hòa) or on the second (hoà), and both are right.

What the rules allow is more than what is used ("phững" is possible and means nothing), so the set says "this cannot be
Vietnamese" with certainty and "this is Vietnamese" only in company. Names of other peoples of the country (Đắk Lắk, Krông) are
outside.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from caicach.core.vietnamese.text import TONE_MARKS, fold

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x".split()
_PLAIN_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong op ot oong ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu"
).split()
_GLIDE_RIMES = (
    "oa oac oach oai oam oan oang oanh oap oat oay oao oăc oăm oăn oăng oăt oe oen oeo oet "
    "uân uâng uât uây uê uêch uên uênh uêt uơ uy uych uynh uyt uyu uyp uya uyên uyêt"
).split()
_AFTER_Q = (
    "a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây âu e en eo et ê ên êt êch ênh "
    "i it ich in y yt ych ynh yên yêt yêu ơ ơi ơn ôc ôi ông"
).split()
_WITHOUT_ONSET = "y yêm yên yêng yêt yêu".split()
# y for i after a single consonant: "quản lý", "kỳ họp", "tỷ lệ", "bác sỹ".
_Y_AFTER = "h k l m s t v".split()
_IRREGULAR = "gi gin giêng giêc".split()

_FRONT = frozenset("eêi")
_BEFORE_FRONT = frozenset({"k", "gh", "ngh"})
_BEFORE_BACK = frozenset({"c", "g", "ng"})
_STOPS = ("c", "ch", "p", "t")
_HATTED = frozenset("ăâêôơư")
_VOWELS = frozenset("aeiouy") | _HATTED
_SAC, _NANG = TONE_MARKS[3], TONE_MARKS[4]
_WAVERING = re.compile("(?:oa|oe|uy)$")


@cache
def syllables() -> frozenset[str]:
    """All possible syllables, lower case and NFC, with the tone of open oa, oe, uy in both places."""
    return frozenset(toned for bare, onset in _bare() for toned in _toned(bare, onset))


@cache
def folded_syllables() -> frozenset[str]:
    """The possible syllables without tones and marks: what a misspelled word still comes down to."""
    return frozenset(fold(bare) for bare, _ in _bare())


def is_syllable(word: str) -> bool:
    """Whether an NFC word in lower case, in capitals or with a capital at its head is a possible syllable."""
    return word.lower() in syllables() and (word.islower() or word.isupper() or word[1:].islower())


def _bare() -> Iterator[tuple[str, int]]:
    """Each syllable without its tone, with the length of its onset: where no tone may stand."""
    for rime in (*_PLAIN_RIMES, *_GLIDE_RIMES, *_WITHOUT_ONSET):
        if not rime.startswith("iê"):
            yield rime, 0
    for onset in _ONSETS:
        for rime in (*_PLAIN_RIMES, *_GLIDE_RIMES):
            if _fits(onset, rime):
                yield onset + rime, len(onset)
    for onset in _Y_AFTER:
        yield f"{onset}y", len(onset)
    for rime in _AFTER_Q:
        yield f"qu{rime}", 2
    for word in _IRREGULAR:
        yield word, 1


def _fits(onset: str, rime: str) -> bool:
    if onset in _BEFORE_FRONT:
        return rime[0] in _FRONT
    if onset in _BEFORE_BACK:
        return rime[0] not in _FRONT and not (onset == "c" and rime in _GLIDE_RIMES)
    return not (onset == "gi" and rime[0] == "i")


def _toned(bare: str, onset: int) -> Iterator[str]:
    yield bare
    tones = (_SAC, _NANG) if bare.endswith(_STOPS) else TONE_MARKS
    for place in _places(bare, onset):
        for tone in tones:
            yield unicodedata.normalize("NFC", bare[: place + 1] + tone + bare[place + 1 :])


def _places(bare: str, onset: int) -> tuple[int, ...]:
    """Where the tone mark stands, by the rules of the module's description; two places for open oa, oe, uy."""
    vowels = [at for at in range(onset, len(bare)) if bare[at] in _VOWELS]
    if hatted := [at for at in vowels if bare[at] in _HATTED]:
        return (hatted[-1],)
    if len(vowels) == 1:
        return (vowels[0],)
    if vowels[-1] != len(bare) - 1:
        return (vowels[-1],)
    if len(vowels) == 3:
        return (vowels[1],)
    return (vowels[0], vowels[1]) if _WAVERING.search(bare[onset:]) else (vowels[0],)
