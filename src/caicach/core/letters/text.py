"""Text that can stand on paper: what no printer and no file format takes is left out."""

import textwrap
import unicodedata

_NOTHING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def printable(text: str) -> str:
    """NFC; line breaks and tabs as spaces; control, formatting, private and unassigned characters are left out.

    No-break spaces stay, since they keep room. Doing it twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    spaced = "".join(" " if letter in "\t\n\r\v\f\x85\u2028\u2029" else letter for letter in text)
    kept = "".join(letter for letter in spaced if unicodedata.category(letter) not in _NOTHING)
    return unicodedata.normalize("NFC", kept)


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen on paper."""
    return not printable(text).strip()


def ended(text: str, ending: str) -> str:
    """The text with this ending in place of the punctuation it may end with already."""
    return text.rstrip(" ;,./") + ending


def balanced(text: str, longest: int) -> tuple[str, ...]:
    """The text in as few lines as fit into `longest` letters, each about as long as the others; () for none.

    "ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ" breaks before "TỈNH". A word longer than a line stands alone and whole.
    """
    found = _wrapped(text, longest)
    return next(
        (tuple(lines) for width in range(1, longest) if len(lines := _wrapped(text, width)) == len(found)),
        tuple(found),
    )


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
