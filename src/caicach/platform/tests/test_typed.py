"""What people type is stored in one form, whatever it carries; what is missing or too long names its field."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.platform.errors import Invalid
from caicach.platform.typed import paragraphs, text


@given(st.text(st.characters(), max_size=80))
def test_whatever_is_typed_can_be_stored_and_stays_as_it_is_stored(typed: str) -> None:
    for kept in (text(typed, "tên", 1000), paragraphs(typed, "tên", 1000)):
        kept.encode()
        assert "\x00" not in kept
        assert unicodedata.is_normalized("NFC", kept)
    assert text(text(typed, "tên", 1000), "tên", 1000) == text(typed, "tên", 1000)


@pytest.mark.parametrize("typed", ["", "  ", "\x00", "\ud800"])
def test_what_is_required_is_named_where_it_is_missing(typed: str) -> None:
    assert text(typed, "số UBND") == ""
    with pytest.raises(Invalid, match="Thiếu số UBND"):
        text(typed, "số UBND", required=True)


@pytest.mark.parametrize(
    ("label", "within"), [("Lĩnh vực", "lĩnh vực"), ("UBND xã", "UBND xã"), ("Ý kiến", "ý kiến")]
)
def test_a_label_stands_within_the_sentence_as_a_word_does(label: str, within: str) -> None:
    with pytest.raises(Invalid, match=f"Thiếu {within}"):
        text("", label, required=True)


def test_what_is_too_long_is_named_with_its_length() -> None:
    with pytest.raises(Invalid, match="Số UBND dài 11 ký tự, quá 10 ký tự"):
        text("a" * 11, "số UBND", 10)
