"""Normal forms of Vietnamese text: the one that is stored and the ones that are compared."""

import re
import unicodedata

TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the combining marks, in the order of the Vietnamese dictionary."""


def nfc(text: str) -> str:
    """The composed form (NFC), which is the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """NFC, with runs of white space (a no-break space too) as one space and none at the ends."""
    return " ".join(nfc(text).split())


def tidy_paragraphs(text: str) -> str:
    """As `tidy`, line by line: line breaks stay, with at most one empty line between two; no control characters."""
    lines = nfc(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = "\n".join(tidy("".join(one for one in line if not _is_control(one))) for line in lines)
    return re.sub("\n{3,}", "\n\n", kept).strip("\n")


def _is_control(letter: str) -> bool:
    """Control characters and halves of surrogate pairs; a tabulator is white space."""
    return letter != "\t" and unicodedata.category(letter) in ("Cc", "Cs")


def fold(text: str) -> str:
    """Lower case without tone and letter marks, đ as d: what search compares.

    Neither SQLite nor DuckDB folds đ, so the folded form is stored beside the text. Folding twice
    changes nothing, and composed and decomposed input fold to the same text.
    """
    lowered = unicodedata.normalize("NFD", unicodedata.normalize("NFKD", text).lower())
    plain = "".join(mark for mark in lowered if not unicodedata.combining(mark))
    return unicodedata.normalize("NFC", plain.replace("đ", "d"))


def spelling_key(text: str) -> str:
    """Equal for spellings that differ only in where the tone stands (Hòa, Hoà), in case or in spaces.

    Unlike `fold` it keeps Vân Lăng and Văn Lang apart, so it may decide whether two names are the
    same name. Typographic dashes and apostrophes count as the plain ones.
    """
    words = []
    for word in text.replace("–", "-").replace("’", "'").lower().split():
        marks = unicodedata.normalize("NFD", word)
        tones = "".join(mark for mark in marks if mark in TONE_MARKS)
        letters = "".join(mark for mark in marks if mark not in TONE_MARKS)
        words.append(unicodedata.normalize("NFC", letters) + tones)
    return " ".join(words)
