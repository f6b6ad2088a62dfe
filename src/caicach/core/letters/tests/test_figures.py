"""Numbers, dates and marks as the decree writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.letters import Dateline, Number, day_text, number_text, point_mark, roman
from caicach.core.letters.figures import LETTERS, ROOM, date_text


def test_days_below_ten_and_the_first_two_months_have_a_leading_zero() -> None:
    assert day_text(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert day_text(date(2026, 3, 9)) == "ngày 09 tháng 3 năm 2026"
    assert day_text(date(2026, 10, 31)) == "ngày 31 tháng 10 năm 2026"


def test_a_day_that_is_not_known_leaves_room_in_its_year() -> None:
    words = date_text(Dateline("Phú Thọ", None, 2026))
    assert words.split() == ["ngày", "tháng", "năm", "2026"]
    assert "ngày \u00a0" in words
    assert date_text(Dateline("Phú Thọ")).split() == ["ngày", "tháng", "năm"]


def test_numbers_below_ten_have_a_leading_zero() -> None:
    assert number_text(Number("KH-UBND", 7)) == "07/KH-UBND"
    assert number_text(Number("KH-UBND", 112)) == "112/KH-UBND"


def test_a_number_not_yet_given_leaves_room_before_the_stroke() -> None:
    assert number_text(Number("QĐ-UBND")) == f"{ROOM}/QĐ-UBND"


def test_a_number_that_was_given_is_printed_as_its_office_wrote_it() -> None:
    assert number_text(Number("QĐ-UBND", given="7/QĐ-UBND")) == "7/QĐ-UBND"


def test_points_follow_the_vietnamese_alphabet() -> None:
    assert [point_mark(at) for at in range(7)] == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)"]
    marks = [point_mark(at) for at in range(3 * len(LETTERS))]
    assert len(set(marks)) == len(marks)


@given(st.integers(1, 3999))
def test_roman_numerals_have_the_value_of_their_number(number: int) -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    digits = [values[letter] for letter in roman(number)]
    signs = [-1 if larger > digit else 1 for digit, larger in zip(digits, [*digits[1:], 0], strict=True)]
    assert sum(digit * sign for digit, sign in zip(digits, signs, strict=True)) == number


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_there_is_no_roman_numeral_outside_their_range(number: int) -> None:
    with pytest.raises(ValueError, match="no Roman number"):
        roman(number)
