"""A real circular in .VnTime and .VnTimeH (RTF, 2000), with and without a look at its fonts."""

import re

from caicach.core.vietnamese.legacy import convert, font
from caicach.core.vietnamese.legacy.tests.rtf import fonts, stretches
from shared_data import shared

RTF = shared("legacy", "files", "2003-A30.rtf").read_text(encoding="ascii")
TRUTH = shared("legacy", "files", "2003-A30.truth.txt").read_text(encoding="utf-8")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_the_fonts_of_the_file_tell_everything() -> None:
    names = fonts(RTF)
    assert {".VnTime", ".VnTimeH"} <= set(names.values())
    new = "".join(convert(text, font(names.get(number, ""))).text for number, text in stretches(RTF))
    assert words(new) == words(TRUTH)
    assert "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM" in new.upper()


def test_without_fonts_the_words_tell_it() -> None:
    assert words(convert("".join(text for _, text in stretches(RTF))).text) == words(TRUTH)
