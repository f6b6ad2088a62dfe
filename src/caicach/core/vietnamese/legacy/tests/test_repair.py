"""VNI text that a scanner misread: repaired where it is certain, offered where it is not."""

import pytest

from caicach.core.vietnamese.legacy import Encoding, convert
from caicach.core.vietnamese.legacy.repair import candidates, choose
from shared_data import directive

DAMAGED = (
    "Chuû tòch Uyû ban nhaân daân phòõng yeâu caàu toaøn theỏ caùn boỏ coâng nhaân vieân, caùc ban ngaõnh ñoàøn theỏ cuûa phòõng "
    "toỏ chòùc phaùt ñoàng tăng cường thực hiện nhiệm vụ CCHC năm 2024 vôùi nhữõng noãi dung cuûi theỏ sau:"
)
REPAIRED = (
    "Chủ tịch Uỷ ban nhân dân phường yêu cầu toàn thể cán bộ công nhân viên, các ban ngành đoàn thể của phường "
    "tổ chức phát ñoàng tăng cường thực hiện nhiệm vụ CCHC năm 2024 với những nội dung cụ thể sau:"
)


def test_the_scanned_dispatch_is_repaired_but_for_one_word() -> None:
    text = directive("thac-mo-2024.txt")
    converted = convert(text)
    right = text.replace(DAMAGED, REPAIRED).replace("caùc caùch haõnh chính", "các cách hành chính")
    assert text.count(DAMAGED) == 1
    assert converted.text == right
    assert [(span.original, span.suggestions) for span in converted.doubtful] == [("ñoàng", ("động", "đồng"))]


@pytest.mark.parametrize(
    "name", ["can-tho-2023.txt", "cao-lanh-2023.txt", "duc-tho-2023.txt", "tan-hong-2023.txt"]
)
def test_directives_that_are_right_stay_as_they_are(name: str) -> None:
    text = directive(name)
    assert convert(text).text == text


def test_a_repaired_word_keeps_its_original_and_its_other_readings() -> None:
    span = next(span for span in convert(DAMAGED).spans if span.original == "boỏ")
    assert (span.encoding, span.text, span.suggestions) == (Encoding.VNI_OCR, "bộ", ("bổ",))
    assert DAMAGED[span.start : span.end] == "boỏ"


def test_words_are_read_as_clean_where_nothing_was_misread() -> None:
    assert convert("hieåm hoïa laõnh ñaïo").text == "hiểm họa lãnh đạo"


@pytest.mark.parametrize(
    ("word", "readings"),
    [("ñoàøn", ["đoàn"]), ("theỏ", ["thể", "thệ"]), ("noãi", ["nỗi", "nội"]), ("vôùi", ["với"]), ("tr", [])],
)
def test_all_possible_readings_are_found(word: str, readings: list[str]) -> None:
    assert sorted(one.text for one in candidates(word)) == sorted(readings)


def test_neighbours_choose_together() -> None:
    first, second = choose([candidates("toỏ"), candidates("chòùc")])
    assert (first.readings[0], second.readings[0]) == ("tổ", "chức")
    assert first.is_certain


def test_right_words_in_damaged_text_stay() -> None:
    text = DAMAGED.replace("caùn boỏ", "caùn boỏ xã Hòa Bình, tòa án,")
    assert convert(text).text == REPAIRED.replace("cán bộ", "cán bộ xã Hòa Bình, tòa án,")


def test_slips_in_right_text_are_no_damaged_vni() -> None:
    text = "Ủy ban nhân dân theỏ quy định của boỏ phận"
    assert convert(text).text == text
