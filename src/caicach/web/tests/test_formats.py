"""How numbers, dates and due dates are written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils.translation import override

from caicach.web import formats, pieces
from caicach.web.templatetags.web import area_color, due_words, heat_step, initials, marked, plain

TODAY = dt.date(2026, 3, 12)


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (Decimal("3.876"), "3,88", "3.88"),
        (Decimal("3.875"), "3,88", "3.88"),
        ("1234.5", "1.234,50", "1,234.50"),
        (0, "0,00", "0.00"),
        (Decimal("-0.001"), "0,00", "0.00"),
        (None, "—", "—"),
        ("", "—", "—"),
        ("không", "—", "—"),
        (Decimal("NaN"), "—", "—"),
    ],
)
def test_points_have_a_comma_in_vietnamese_and_a_dot_in_english(
    value: object, vietnamese: str, english: str
) -> None:
    assert formats.decimal(value) == vietnamese
    with override("en"):
        assert formats.decimal(value) == english


def test_points_take_other_numbers_of_decimals() -> None:
    assert formats.decimal(Decimal("3.876"), 1) == "3,9"


def test_a_rate_is_already_in_percent() -> None:
    assert formats.percent(Decimal("87.034")) == "87,03%"
    assert formats.percent(None) == "—"


def test_counts_have_a_thousands_dot_and_keep_the_decimals_they_carry() -> None:
    assert [formats.number(n) for n in (3321, Decimal("4"), Decimal("4.00"), Decimal("0.5"), None)] == [
        "3.321", "4", "4", "0,5", "—",
    ]  # fmt: skip


def test_a_point_in_time_is_shown_in_vietnam() -> None:
    evening = dt.datetime(2026, 3, 13, 20, 32, tzinfo=dt.UTC)
    assert formats.date(evening) == "14/03/2026"
    assert formats.time(evening) == "03:32 14/03/2026"
    assert formats.date(None) == "—"


@pytest.mark.parametrize(
    ("day", "words", "tone"),
    [
        (dt.date(2026, 3, 14), "còn 2 ngày · 14/03", "waiting"),
        (dt.date(2026, 3, 12), "hôm nay · 12/03", "waiting"),
        (dt.date(2026, 3, 11), "quá hạn 1 ngày · 11/03", "late"),
        (dt.date(2026, 6, 1), "còn 81 ngày · 01/06", "neutral"),
        (dt.date(2027, 1, 5), "còn 299 ngày · 05/01/2027", "neutral"),
    ],
)
def test_a_due_date_is_words_and_date(day: dt.date, words: str, tone: str) -> None:
    assert formats.due(day, TODAY) == formats.Due(words, tone)


def test_working_days_are_named_where_they_were_counted() -> None:
    assert formats.due(dt.date(2026, 3, 16), TODAY, working_days=2).words == "còn 2 ngày làm việc · 16/03"
    assert formats.due(dt.date(2026, 3, 6), TODAY, working_days=-4).words == "quá hạn 4 ngày làm việc · 06/03"


def test_what_is_done_says_whether_in_time() -> None:
    due = dt.date(2026, 3, 10)
    assert formats.due(due, TODAY, done_on=dt.date(2026, 3, 9)) == formats.Due(
        "xong đúng hạn · 10/03", "done"
    )
    assert formats.due(due, TODAY, done_on=dt.date(2026, 3, 12)).words == "xong, quá hạn 2 ngày · 10/03"


def test_days_have_their_english_plural() -> None:
    with override("en"):
        assert formats.due(dt.date(2026, 3, 13), TODAY).words == "1 day left · 13/03"
        assert formats.due(dt.date(2026, 3, 10), TODAY).words == "2 days overdue · 10/03"


@pytest.mark.parametrize(
    ("change", "sign", "kind", "shown"),
    [
        (Decimal("0.32"), "▲", "up", "0,32"),
        (Decimal("-1.2"), "▼", "down", "1,20"),
        (Decimal("0.001"), "=", "same", "0,00"),
        (0, "=", "same", "0,00"),
    ],
)
def test_a_change_has_a_sign_a_number_and_a_word(change: object, sign: str, kind: str, shown: str) -> None:
    html = pieces.delta(change)
    assert f"cc-delta-{kind}" in html
    assert sign in plain(html)
    assert shown in html


def test_no_change_known_is_a_dash() -> None:
    assert plain(pieces.delta(None)) == "—"


def test_no_points_known_are_a_dash_without_a_bar() -> None:
    html = pieces.points_bar(None, Decimal("2"))
    assert plain(html) == "—/ 2"
    assert "cc-bar-fill" not in html


def test_the_bar_is_as_long_as_the_share_and_never_longer() -> None:
    assert 'cc-bar-fill" width="97.0"' in pieces.points_bar(Decimal("3.88"), Decimal("4"))
    assert 'cc-bar-fill" width="100.0"' in pieces.points_bar(Decimal("5"), Decimal("4"))
    assert 'cc-bar-fill" width="0.0"' in pieces.points_bar(Decimal("-1"), Decimal("4"))


def test_points_say_why_there_are_none() -> None:
    assert plain(pieces.points_bar(None, 2, status="missing")) == "chưa có số liệu/ 2"


@pytest.mark.parametrize(
    ("value", "step"),
    [(0, "0"), (39.99, "0"), (40, "1"), (87, "7"), (100, "9"), (104, "9"), (-3, "0"), (None, "none")],
)
def test_heat_has_ten_steps(value: object, step: str) -> None:
    assert heat_step(value) == step


@pytest.mark.parametrize(
    ("code", "number"), [("3.2.1", "3"), ("VIII", "8"), ("II.4", "2"), ("9.1.3", "9"), ("10", ""), ("A", "")]
)
def test_a_line_has_the_colour_of_its_area(code: str, number: str) -> None:
    assert area_color(code) == number


def test_due_words_of_nothing_are_a_dash() -> None:
    assert due_words(None) == "—"


@pytest.mark.parametrize(("name", "letters"), [("Nguyễn Thị Hạnh", "NH"), ("đức", "Đ"), ("", "")])
def test_initials_are_those_of_family_and_given_name(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("title", "wanted", "html"),
    [
        ("Xã Hy Cương", "cuong", "Xã Hy <mark>Cương</mark>"),
        ("Phường Đống Đa", "dong da", "Phường <mark>Đống Đa</mark>"),
        ("Xã Hy Cương", "việt trì", "Xã Hy Cương"),
        ("a < b", "b", "a &lt; <mark>b</mark>"),
    ],
)
def test_what_was_searched_is_marked_without_regard_to_tone_marks(title: str, wanted: str, html: str) -> None:
    assert marked(title, wanted) == html
