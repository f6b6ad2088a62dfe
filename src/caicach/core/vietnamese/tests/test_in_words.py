"""Numbers and money in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.vietnamese import in_words, money_in_words
from caicach.core.vietnamese.syllables import syllables

DIGITS = {word: value for value, word in enumerate("không một hai ba bốn năm sáu bảy tám chín".split())}
UNITS = {"nghìn": 1_000, "triệu": 1_000_000}


def read(words: str) -> int:
    """The way back, for whole numbers: what each word adds."""
    billions = 0
    millions = group = digit = 0
    for word in words.split():
        if word == "tỷ":
            billions, millions, group, digit = (billions + millions + group + digit) * 10**9, 0, 0, 0
        elif word in UNITS:
            millions, group, digit = millions + (group + digit) * UNITS[word], 0, 0
        elif word == "trăm":
            group, digit = group + digit * 100, 0
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word == "mười":
            group += 10
        elif word != "linh":
            digit = {"mốt": 1, "lăm": 5}.get(word, DIGITS.get(word, 0))
    return billions + millions + group + digit


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (1005, "một nghìn không trăm linh năm"),
        (1_000_000, "một triệu"),
        (1_050_020, "một triệu không trăm năm mươi nghìn không trăm hai mươi"),
        (2_000_000_015, "hai tỷ không trăm mười lăm"),
        (3_000_000_000_000, "ba nghìn tỷ"),
        (-7, "âm bảy"),
        ("3.5", "ba phẩy năm"),
        ("89.80", "tám mươi chín phẩy tám"),
        ("3.25", "ba phẩy hai mươi lăm"),
        ("0.05", "không phẩy không năm"),
        ("-2.105", "âm hai phẩy một trăm linh năm"),
        ("1E+3", "một nghìn"),
    ],
)
def test_numbers_are_read_as_they_are_said(value: int | str, words: str) -> None:
    assert in_words(Decimal(value)) == words


def test_money_is_in_whole_dong() -> None:
    assert money_in_words(105) == "một trăm linh năm đồng"
    assert money_in_words(Decimal("15000.00")) == "mười lăm nghìn đồng"
    with pytest.raises(ValueError, match="fraction"):
        money_in_words(Decimal("0.5"))


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_number_has_no_words(value: str) -> None:
    with pytest.raises(ValueError, match="number"):
        in_words(Decimal(value))


@given(st.integers(0, 10**18 - 1))
def test_the_words_lead_back_to_the_number(value: int) -> None:
    assert read(in_words(value)) == value


@given(st.integers(-(10**21), 10**21))
def test_every_word_is_vietnamese(value: int) -> None:
    assert set(in_words(value).split()) <= syllables()


@given(st.decimals(-1_000_000, 1_000_000, places=4))
def test_a_number_and_its_negative_differ_by_one_word(value: Decimal) -> None:
    if value:
        assert in_words(-abs(value)) == f"âm {in_words(abs(value))}"
