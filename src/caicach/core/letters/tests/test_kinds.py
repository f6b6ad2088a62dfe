"""The table of kinds, and which of them holds on a day."""

from datetime import date

from caicach.core.letters import OFFICIAL_LETTER, kinds


def test_the_decree_names_twenty_nine_kinds() -> None:
    table = kinds(date(2026, 1, 1))
    assert len(table.by_code) == 29
    assert "30/2020/NĐ-CP" in table.citation


def test_only_the_official_letter_and_the_public_letter_have_no_abbreviation() -> None:
    bare = {code for code, kind in kinds().by_code.items() if not kind.abbreviation}
    assert bare == {OFFICIAL_LETTER, "public_letter"}


def test_abbreviations_tell_the_kinds_apart() -> None:
    table = kinds()
    assert len(table.abbreviations) == sum(bool(kind.abbreviation) for kind in table.by_code.values())


def test_a_day_before_the_oldest_table_is_read_by_the_oldest() -> None:
    assert kinds(date(2019, 1, 1)).valid_from == date(2020, 3, 5)
