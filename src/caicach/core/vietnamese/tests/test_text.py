"""Folding, normal form, spellings."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.vietnamese import fold, nfc, spelling_key, tidy, tidy_paragraphs
from shared_data import shared

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
words = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " ")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đất đai", "dat dai"),
        ("Đức Thọ", "duc tho"),
        ("Đô Thị Ánh ĐẠT", "do thi anh dat"),
        ("Thành phố Hồ Chí Minh", "thanh pho ho chi minh"),
        ("Xã M'Drắk", "xa m'drak"),
        ("H44.104", "h44.104"),
        ("", ""),
    ],
)
def test_fold_takes_off_tones_marks_and_capitals(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(words)
def test_every_vietnamese_word_folds_to_plain_letters(text: str) -> None:
    assert set(fold(text)) <= set("abcdeghiklmnopqrstuvxy ")


@given(words, words)
def test_a_part_of_a_text_is_found_in_it_after_folding(part: str, rest: str) -> None:
    assert fold(part) in fold(f"{rest}{part}{rest}")


def test_stored_text_is_composed_and_has_single_spaces() -> None:
    assert nfc("Hoà") == unicodedata.normalize("NFC", "Hoà")
    assert tidy("  Xã\u00a0\u00a0Hy\n Cương ") == "Xã Hy Cương"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "Hoà Bình"),
        ("Xã Thủy Xuân", "xã  Thuỷ Xuân"),
        ("Chân Mây – Lăng Cô", "Chân Mây - Lăng Cô"),
        ("Ea M’Droh", "Ea M'Droh"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


def test_names_that_differ_by_their_marks_stay_apart() -> None:
    assert spelling_key("Xã Vân Lăng") != spelling_key("Xã Văn Lang")
    assert fold("Xã Vân Lăng") == fold("Xã Văn Lang")


@given(words)
def test_the_spelling_key_does_not_depend_on_the_normal_form(text: str) -> None:
    assert spelling_key(unicodedata.normalize("NFD", text)) == spelling_key(text)


def test_no_two_communes_of_a_province_share_a_spelling_key() -> None:
    provinces = json.loads(shared("units", "mapping_new_to_old.json").read_text(encoding="utf-8"))["data"]
    for province in provinces:
        names = [commune["name"] for commune in province["level2s"]]
        assert len({spelling_key(name) for name in names}) == len(names), province["name"]


def test_paragraphs_keep_their_lines_and_lose_what_cannot_be_read() -> None:
    text = "  Theo  sổ\u00a0theo dõi\r\n\r\n\r\n\r\nĐa\u0323t\x00 90\x07 %\rhết \n"
    assert tidy_paragraphs(text) == "Theo sổ theo dõi\n\nĐạt 90 %\nhết"
    assert tidy_paragraphs(" \n\t\n ") == ""
