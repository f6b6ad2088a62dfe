"""The syllables that the orthography allows."""

import unicodedata
from collections import Counter

import pytest

from caicach.core.vietnamese import spelling_key
from caicach.core.vietnamese.syllables import folded_syllables, is_syllable, syllables


@pytest.mark.parametrize(
    "word",
    "ủy uỷ hòa hoà thủy thuỷ khỏe khoẻ quý quốc quyết quyền qua quả gì gìn giếng giá giờ nghĩa nghề ghi kỳ lý tỷ yêu yếu "
    "ý người được trường khuyết khuya khuỷu ngoài xoáy loắt hoẵng tuần luật huân nguệch xoong của mía rượu hươu diệp "
    "oan uốn ước iu ấy ở thuở huơ chuyển truyền quặng quên".split(),
)
def test_words_that_are_written_are_possible(word: str) -> None:
    assert word in syllables()


@pytest.mark.parametrize(
    "word",
    "caùc vaên cuûa kẻc ngê ghà cê kàn qản nghà bạk đtt hoàt cộch tàp giìn uyể phòõng toỏ đảngg wa zá".split(),
)
def test_what_breaks_a_rule_is_impossible(word: str) -> None:
    assert word not in syllables()


@pytest.mark.parametrize(
    ("word", "is_one"), [("Đất", True), ("ĐẤT", True), ("đất", True), ("đẤt", False), ("ĐấT", False)]
)
def test_capitals_stand_at_the_head_or_everywhere(word: str, is_one: bool) -> None:
    assert is_syllable(word) is is_one


def test_syllables_with_a_stop_at_the_end_have_only_two_tones() -> None:
    assert {"tác", "tạc", "tac"} <= syllables()
    assert not {"tàc", "tảc", "tãc"} & syllables()


def test_all_are_composed_and_small() -> None:
    assert all(word == unicodedata.normalize("NFC", word.lower()) for word in syllables())
    assert 15_000 < len(syllables()) < 20_000
    assert {"hoa", "dat", "quyet", "nguoi"} <= folded_syllables()
    assert "cauc" not in folded_syllables()


def test_two_places_of_the_tone_are_one_key_for_search_and_nothing_else_is() -> None:
    keys = Counter(map(spelling_key, syllables()))
    twice = {word for word in syllables() if keys[spelling_key(word)] > 1}
    assert max(keys.values()) == 2
    assert {"hòa", "hoà", "khỏe", "khoẻ", "ủy", "uỷ"} <= twice
    bare = {"".join(mark for mark in unicodedata.normalize("NFD", word) if mark.isalpha()) for word in twice}
    assert all(word.endswith(("oa", "oe", "uy")) for word in bare)
