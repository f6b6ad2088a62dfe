"""The order of the Vietnamese alphabet as a text that sorts the same under every collation.

The key holds only digits, because PostgreSQL may have been created with any locale while SQLite
compares bytes: digits sort alike in all of them. First level: letters a ă â b c d đ ..., spaces before
punctuation before numbers before letters; second level: tones in the order ngang huyền hỏi ngã sắc
nặng. Case makes no difference. Numbers sort by value, so that "Phường 9" comes before "Phường 10" and
the printed code "1.10" after "1.9".
"""

import unicodedata
from itertools import groupby

from caicach.core.vietnamese.names import split_name
from caicach.core.vietnamese.text import TONE_MARKS

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

_END, _SPACE, _OTHER, _NUMBER, _DIGIT, _LETTER = "00", "01", "02", "03", 10, 30
_RANK = {letter: f"{_LETTER + place:02d}" for place, letter in enumerate(ALPHABET)}
_TONE = {mark: str(place) for place, mark in enumerate(TONE_MARKS, start=1)}
_LONGEST_NUMBER = 99


def sort_key(text: str) -> str:
    """A key of digits: two for each letter, then one for each letter's tone."""
    first: list[str] = []
    second: list[str] = []
    for is_number, run in groupby(unicodedata.normalize("NFC", text.lower()), _is_digit):
        if is_number:
            first.append(_number_key("".join(run)))
            continue
        for char in run:
            level, tone = _char_key(char)
            first.append(level)
            second.append(tone)
    return "".join(first) + _END + "".join(second).rstrip("0")


def person_sort_key(name: str) -> str:
    """Vietnamese people are listed by given name (the last word), then family name, then the rest."""
    parts = split_name(name)
    return sort_key(" ".join(part for part in (parts.given, parts.family, parts.middle) if part))


def _is_digit(char: str) -> bool:
    return "0" <= char <= "9"


def _number_key(digits: str) -> str:
    significant = digits.lstrip("0")[:_LONGEST_NUMBER]
    return f"{_NUMBER}{len(significant):02d}" + "".join(str(_DIGIT + int(digit)) for digit in significant)


def _char_key(char: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", char)
    tone = next((_TONE[mark] for mark in marks[1:] if mark in _TONE), "0")
    letter = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONE))
    if letter in _RANK:
        return _RANK[letter], tone
    if marks[0] in _RANK:
        return _RANK[marks[0]], "0"
    return (_SPACE, "0") if char.isspace() else (_OTHER, "0")
