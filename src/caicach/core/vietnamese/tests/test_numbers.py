"""Numbers and dates as Vietnamese offices write them."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.vietnamese import date_text, decimal_text, integer_text, read_date, read_decimal


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("3.88", 2, "3,88"),
        ("3.875", 2, "3,88"),
        ("3.5", 2, "3,50"),
        ("1234567.5", 1, "1.234.567,5"),
        ("-0.125", 2, "-0,13"),
        ("-0.001", 2, "0,00"),
        ("89.80", None, "89,80"),
        ("100", None, "100"),
        ("1E+3", None, "1.000"),
    ],
)
def test_decimals_have_a_comma_and_thousands_a_dot(value: str, digits: int | None, text: str) -> None:
    assert decimal_text(Decimal(value), digits) == text


def test_counts_and_days() -> None:
    assert integer_text(3321) == "3.321"
    assert date_text(dt.date(2025, 7, 1)) == "01/07/2025"


@pytest.mark.parametrize(
    "text", ["31/12/2025", "31-12-2025", "31.12.2025", "2025-12-31", " 31/12/2025 ", "2025-12-31T00:00:00"]
)
def test_a_day_is_read_in_the_forms_that_files_use(text: str) -> None:
    assert read_date(text) == dt.date(2025, 12, 31)


@pytest.mark.parametrize(
    "text", ["", "31/02/2025", "12/2025", "1/7/25", "7/1", "ngày 1 tháng 7", "45000", "2025/07/01"]
)
def test_what_is_not_a_whole_real_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_date(text)


@given(st.dates())
def test_every_day_is_read_back(day: dt.date) -> None:
    assert read_date(date_text(day)) == day
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3,88", "3.88"),
        ("0.25", "0.25"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("12", "12"),
        ("-0,5", "-0.5"),
    ],
)
def test_numbers_are_read_with_either_mark(text: str, value: str) -> None:
    assert read_decimal(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.234", "12.345", "1,2,3", "abc", "", "1.23.456", "207 (7)"])
def test_a_number_that_could_be_two_numbers_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_decimal(text)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_what_is_printed_is_read_back(value: Decimal) -> None:
    assert read_decimal(decimal_text(value, 2)) == value
