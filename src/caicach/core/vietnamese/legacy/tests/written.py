"""The way back, for tests: right Vietnamese text as old fonts and programs would show it."""

import unicodedata
from functools import cache

from caicach.core.vietnamese.legacy.decoding import _letters, _vni_letters
from caicach.core.vietnamese.legacy.encodings import Encoding
from caicach.core.vietnamese.text import TONE_MARKS

LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
_VIQR_MARKS = dict(zip("\u0302\u0306\u031b" + TONE_MARKS, "^(+`?~'.", strict=True))


def encode(text: str, encoding: Encoding) -> str:
    """`text` (NFC) in a legacy encoding; TCVN3 shows letters with tones small."""
    if encoding is Encoding.VIQR:
        spelled = text.replace("đ", "dd").replace("Đ", "DD")
        return "".join(
            "".join(_VIQR_MARKS.get(mark, mark) for part in _split(one) for mark in part) for one in spelled
        )
    if encoding is Encoding.DECOMPOSED:
        return unicodedata.normalize("NFD", text)
    return text.translate(_shown(encoding))


@cache
def _shown(encoding: Encoding) -> dict[int, str]:
    """By the Vietnamese letter: the signs that stand for it; none for a letter that Western text has, too."""
    if encoding is Encoding.VNI:
        found = {
            letter: signs for signs, letter in _vni_letters().items() if signs.islower() or signs.isupper()
        }
    elif encoding is Encoding.CP1258:
        return {ord(letter): _cp1258(letter) for letter in LETTERS + LETTERS.upper()}
    else:
        found = {letter: chr(sign) for sign, letter in _letters(encoding).items() if sign <= 0xFF}
    small = {
        letter.upper(): found[letter] for letter in LETTERS if letter in found and letter.upper() not in found
    }
    return {ord(letter): signs for letter, signs in (small | found).items()}


def _cp1258(letter: str) -> str:
    """Composed where the code page has the letter, else a letter and its tone."""
    for form in (letter, *(unicodedata.normalize("NFC", base) + tone for base, tone in [_split(letter)])):
        try:
            return form.encode("cp1258").decode("cp1252")
        except UnicodeEncodeError:
            continue
    raise AssertionError(letter)


def _split(letter: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in marks if mark in TONE_MARKS)
    return "".join(mark for mark in marks if mark not in TONE_MARKS), tone
