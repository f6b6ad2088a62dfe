"""Text in an old encoding, as programs show it that take its bytes for Western ones, and the Vietnamese that it stands for.

"Cải cách" typed with a VNI font comes out of a file as "Caûi caùch", with a TCVN3 font as "C¶i c¸ch". Bytes from 80 to 9F are
taken as Windows-1252 shows them and as ISO 8859-1 does.
"""

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from caicach.core.vietnamese.legacy.encodings import Encoding

# VNI writes a letter and behind it one mark for what is added: the hat, the tone, or both.
_VNI_TONES = dict(zip("øûõùï", "\u0300\u0309\u0303\u0301\u0323", strict=True))
_VNI_CIRCUMFLEX = dict(zip("âàåãáä", ("", *"\u0300\u0309\u0303\u0301\u0323"), strict=True))
_VNI_BREVE = dict(zip("êèúüéë", ("", *"\u0300\u0309\u0303\u0301\u0323"), strict=True))
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
# What PDF files show for two letters of TCVN3: minus for the soft hyphen (ư), bullet operator for the middle dot (ã).
_TCVN3_OF_PDF = {"\u2212": "ư", "\u2219": "ã"}
# Where one of these is all of a word it is itself: 5 − 3, § 2, ½.
_TCVN3_SIGNS = frozenset("\u2212\u2219\xad·§®©«»¼½¾¶")


@lru_cache(65_536)
def decode_word(word: str, encoding: Encoding) -> str:
    """The word that `word` stands for in a legacy encoding; letters that the encoding does not have stay."""
    if encoding is Encoding.VNI:
        return _vni_pattern().sub(lambda found: _vni_letters()[found[0]], word)
    decoded = unicodedata.normalize("NFC", word.translate(_letters(encoding)))
    if encoding is not Encoding.TCVN3:
        return decoded
    if word in _TCVN3_SIGNS:
        return word
    latin = [letter for letter in word if letter.isascii()]
    # TCVN3 has no capitals with a tone: CéNG is CỘNG.
    return decoded.upper() if len(latin) > 1 and all(letter.isupper() for letter in latin) else decoded


@cache
def _vni_letters() -> dict[str, str]:
    """Each letter with its mark, in both cases: the case of the letter counts, not that of the mark ("Aâ" is Â)."""
    pairs = dict(_VNI_ALONE)
    for letter in "aeouyôö":
        base = _VNI_ALONE.get(letter, letter)
        marks = {mark: base + tone for mark, tone in _VNI_TONES.items()}
        if letter in "aeo":
            marks |= {mark: f"{letter}\u0302{tone}" for mark, tone in _VNI_CIRCUMFLEX.items()}
        if letter == "a":
            marks |= {mark: f"a\u0306{tone}" for mark, tone in _VNI_BREVE.items()}
        pairs |= {letter + mark: unicodedata.normalize("NFC", text) for mark, text in marks.items()}
    both = {}
    for shown, text in pairs.items():
        for mark in {shown[1:], shown[1:].upper()}:
            both[shown[0] + mark] = text
            both[shown[0].upper() + mark] = text.upper()
    return both


@cache
def _vni_pattern() -> re.Pattern[str]:
    longest_first = sorted(_vni_letters(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


@cache
def _letters(encoding: Encoding) -> dict[int, str]:
    """By the character that is shown."""
    if encoding is Encoding.CP1258:
        by_byte = {byte: shown for byte in range(0x80, 0x100) if (shown := _shown(byte, "cp1258"))}
    else:
        by_byte = {
            int(first, 16) + place: letter
            for first, run in _tables()[encoding].items()
            for place, letter in enumerate(run)
        }
    found = {byte: letter for byte, letter in by_byte.items() if chr(byte) != letter}
    for byte, letter in list(found.items()):
        if (shown := _shown(byte, "cp1252")) and shown != letter:
            found[ord(shown)] = letter
    if encoding is Encoding.TCVN3:
        found |= {ord(shown): letter for shown, letter in _TCVN3_OF_PDF.items()}
    return found


def _shown(byte: int, codec: str) -> str:
    return bytes([byte]).decode(codec, "ignore")


@cache
def _tables() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("data/tables.json").read_text(encoding="utf-8")
    return {name: rows for name, rows in json.loads(text).items() if name != "citation"}
