"""What of a text can stand on paper."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from caicach.core.letters.text import balanced, ended, is_blank, printable


def test_line_breaks_become_spaces_and_hidden_characters_go() -> None:
    assert printable("Xã\r\nBản\tNguyên\x00\u202e\u200b\ue000") == "Xã  Bản Nguyên"
    assert printable("room\u00a0stays") == "room\u00a0stays"


@given(st.text())
def test_printable_text_is_composed_visible_and_stays_as_it_is(text: str) -> None:
    once = printable(text)
    assert printable(once) == once == unicodedata.normalize("NFC", once)
    assert not {"Cc", "Cf", "Cs", "Co", "Cn"} & {unicodedata.category(letter) for letter in once}


def test_text_without_anything_to_see_is_blank() -> None:
    assert is_blank(" \u00a0\u200b\n")
    assert not is_blank("Đ")


@given(st.text(), st.sampled_from([";", ".", "./."]))
def test_an_ending_is_put_on_once(text: str, ending: str) -> None:
    assert ended(ended(text, ";"), ending) == ended(text, ending)
    assert ended(text, ending).endswith(ending)


def test_the_name_of_an_agency_breaks_in_the_middle() -> None:
    assert balanced("ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ", 26) == ("ỦY BAN NHÂN DÂN", "TỈNH PHÚ THỌ")
    assert balanced("SỞ NỘI VỤ", 26) == ("SỞ NỘI VỤ",)
    assert balanced("", 26) == ()


@given(st.lists(st.text("ABĐ", min_size=1, max_size=12), max_size=12), st.integers(12, 40))
def test_balancing_keeps_every_word_and_uses_no_line_more(words: list[str], longest: int) -> None:
    lines = balanced(" ".join(words), longest)
    assert " ".join(lines).split() == words
    assert all(len(line) <= longest for line in lines)
