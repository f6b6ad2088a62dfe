"""How codes, levels, limits and fees are read, and when posting is due."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.core.procedures import (
    ChannelRow,
    Reach,
    State,
    base_of,
    checked_code,
    due_on,
    fees_of,
    is_variant_of,
    limit_of,
    online_of_level,
    reach_of,
    rule_on,
    state,
)
from caicach.core.worktime.calendar import decreed
from caicach.core.worktime.limits import Limit, LimitKind

DAYS, HOURS = LimitKind.WORKING_DAYS, LimitKind.WORKING_HOURS


def test_levels_three_and_four_of_old_texts_are_partial_and_full() -> None:
    assert [online_of_level(level) for level in (1, 2, 3, 4)] == [
        Reach.NONE,
        Reach.NONE,
        Reach.PARTIAL,
        Reach.FULL,
    ]
    with pytest.raises(ValueError, match="1 to 4"):
        online_of_level(5)


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("Toàn trình", Reach.FULL),
        ("toan  trinh", Reach.FULL),
        ("Dịch vụ công trực tuyến một phần", Reach.PARTIAL),
        ("Mức độ 4", Reach.FULL),
        ("mức 3", Reach.PARTIAL),
        ("2", Reach.NONE),
    ],
)
def test_a_level_is_read_in_the_manner_of_both_times(text: str, reach: Reach) -> None:
    assert reach_of(text) is reach


def test_a_word_that_is_no_level_is_refused() -> None:
    with pytest.raises(ValueError, match="not a level"):
        reach_of("mức độ 7")


def test_a_code_with_the_suffix_of_a_province_stands_on_the_national_one() -> None:
    assert base_of("1.013978.H42") == base_of("1.013978") == "1.013978"
    assert is_variant_of("1.013978.H42", "1.013978")
    assert is_variant_of("1.013978.H42", "1.013978.H57")
    assert not is_variant_of("1.013978", "1.013978")
    assert not is_variant_of("1.013978.H42", "1.013979")
    assert checked_code(" 1.013978.h42 ") == "1.013978.H42"


@pytest.mark.parametrize(
    "text", ["", "13978", "1.13978", "1.0139781", "1.013978.", "1.013978.42", "x.000000"]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a code"):
        checked_code(text)


def rows(*values: tuple[str, str | None, str | None, str | None]) -> list[ChannelRow]:
    return [ChannelRow(*one) for one in values]


def test_a_limit_on_which_all_channels_agree_is_taken() -> None:
    found = limit_of(
        rows(("Trực tiếp", "3", "Ngày làm việc", None), ("Trực tuyến", "3", "Ngày làm việc", "Miễn phí"))
    )
    assert (found.limit, found.note) == (Limit(DAYS, Decimal(3)), "")
    assert limit_of(rows(("Trực tiếp", "8", "Giờ", None))).limit == Limit(HOURS, Decimal(8))
    assert limit_of(rows(("Trực tiếp", "1.5", "Ngày làm việc", None))).limit == Limit(DAYS, Decimal("1.5"))


def test_several_limits_are_told_and_none_is_chosen() -> None:
    found = limit_of(rows(("Trực tiếp", "15", "Ngày làm việc", None), ("Trực tiếp", "3", "Ngày", None)))
    assert (found.limit, found.note) == (None, "15 Ngày làm việc; 3 Ngày")


@pytest.mark.parametrize(
    ("value", "unit", "note"),
    [
        ("6", "Tháng", "6 Tháng"),
        ("1", None, "1 (không rõ đơn vị tính)"),
        ("140,000", None, "140,000 (không rõ đơn vị tính)"),
        ("140000", "Ngày", "140.000 Ngày"),
        ("0", "Ngày", "0 Ngày"),
    ],
)
def test_what_is_no_limit_in_days_or_hours_stays_in_words(value: str, unit: str | None, note: str) -> None:
    found = limit_of(rows(("Trực tiếp", value, unit, None)))
    assert (found.limit, found.note) == (None, note)


def test_without_any_value_nothing_is_said() -> None:
    assert limit_of(rows(("Trực tiếp", None, None, "Miễn phí"))) == limit_of([])


def test_free_is_a_fee_of_zero_and_not_saying_is_no_fee() -> None:
    free = fees_of(rows(("Trực tiếp", None, None, "Miễn phí"), ("Trực tuyến", None, None, "Miễn phí")))
    assert free.amounts == ((None, Decimal(0)),)
    assert fees_of(rows(("Trực tiếp", "3", "Ngày", None))).amounts == ()


def test_fees_that_differ_by_channel_keep_their_channel() -> None:
    found = fees_of(
        rows(
            ("Trực tuyến", None, None, "Miễn phí"),
            ("Trực tiếp", None, None, "70,000 Việt Nam Đồng"),
            ("Dịch vụ bưu chính", None, None, None),
        )
    )
    assert found.amounts == ((1, Decimal(70000)), (2, Decimal(0)))


def test_what_is_not_in_dong_or_no_whole_amount_stays_in_words() -> None:
    found = fees_of(
        rows(("Trực tiếp", None, None, "10 USD"), ("Trực tuyến", None, None, "830 Việt Nam Đồng"))
    )
    assert (found.amounts, found.note) == ((), "Trực tiếp: 10 USD; Trực tuyến: 830 Việt Nam Đồng")


@given(
    st.lists(
        st.builds(ChannelRow, st.text(), st.text() | st.none(), st.text() | st.none(), st.text() | st.none())
    )
)
@settings(max_examples=60)
def test_whatever_is_written_never_fails(given_rows: list[ChannelRow]) -> None:
    limit_of(given_rows)
    assert all(amount >= 0 for _channel, amount in fees_of(given_rows).amounts)


def test_posting_is_due_five_working_days_after_signing() -> None:
    assert due_on(date(2026, 2, 13), decreed()) == date(2026, 2, 27), "Tết 16/2 to 20/2 does not count"
    assert due_on(date(2026, 2, 13), decreed(), stated=date(2026, 2, 20)) == date(2026, 2, 20)


def test_the_rule_says_where_it_comes_from_and_that_it_is_not_verified() -> None:
    rule = rule_on(date(2026, 1, 5))
    assert "02/2017/TT-VPCP" in rule.citation
    assert not rule.certain


def test_posting_on_the_last_day_is_on_time_and_missing_begins_the_day_after() -> None:
    due = date(2026, 3, 6)
    assert state(due, due, date(2026, 4, 1)) is State.ON_TIME
    assert state(due, date(2026, 3, 7), date(2026, 4, 1)) is State.LATE
    assert state(due, None, due) is State.WAITING
    assert state(due, None, date(2026, 3, 7)) is State.MISSING
