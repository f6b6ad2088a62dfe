"""Codes of dossiers, personal numbers, telephone numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.dossiers import codes, personal_number, phone
from caicach.core.dossiers.personal_number import Sex

DAYS = st.dates(date(2018, 6, 21), date(2090, 1, 1))


@given(st.sampled_from(["H44.100", "000.00.01.H42", "H42", "07900"]), DAYS, st.integers(1, 123_456))
def test_a_code_is_read_back(agency: str, day: date, number: int) -> None:
    read = codes.parse(codes.code_of(agency, day, number))
    assert read == codes.DossierCode(agency, day, number)


def test_a_code_as_it_is_printed() -> None:
    assert codes.code_of("H44.100", date(2026, 11, 20), 1) == "H44.100-261120-0001"


@pytest.mark.parametrize(("agency", "number"), [("", 1), ("h44", 1), ("H44-1", 1), ("H44", 0)])
def test_a_code_is_not_made_of_anything(agency: str, number: int) -> None:
    with pytest.raises(ValueError, match="not the code"):
        codes.code_of(agency, date(2026, 11, 20), number)


@pytest.mark.parametrize(
    "code", ["", "H44-261320-0001", "H44-261120-001", "H44-261120-0000", "H44 261120 0001"]
)
def test_what_is_no_code_is_not_read(code: str) -> None:
    assert codes.parse(code) is None


def test_a_personal_number_tells_province_sex_and_year() -> None:
    assert personal_number.parse("034190000017") == personal_number.PersonalNumber("034", Sex.FEMALE, 1990)
    assert personal_number.parse("001205000017") == personal_number.PersonalNumber("001", Sex.MALE, 2005)


def test_a_right_number_has_no_fault() -> None:
    assert personal_number.faults("034190000017", date(1990, 5, 1), date(2026, 1, 1)) == ()


@pytest.mark.parametrize(
    ("number", "born", "says"),
    [
        ("03419000001", None, "12 chữ số"),
        ("03419000001x", None, "12 chữ số"),
        ("٠٣٤١٩٠٠٠٠٠١٧", None, "12 chữ số"),
        ("123456789", None, "chứng minh nhân dân 9 số"),
        ("003190000017", None, "mã tỉnh"),
        ("034190000017", date(1991, 5, 1), "1990"),
        ("034399000017", None, "tương lai"),
    ],
)
def test_a_wrong_number_says_what_is_wrong(number: str, born: date | None, says: str) -> None:
    found = personal_number.faults(number, born, date(2026, 1, 1))
    assert any(says in words.vi for words in found)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("(0220) 3838 383", "02203838383"),
        ("912345678", None),
        ("0112345678", None),
        ("09123456789", None),
        ("gọi 0912345678", None),
    ],
)
def test_a_telephone_number_is_kept_in_one_way(typed: str, kept: str | None) -> None:
    assert phone.normal(typed) == kept
