"""What holds for every text: nothing raises, every finding points to its very words."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caicach.core.directives import Cell, Reading, ReportedResult, Table, Target, Task, read
from shared_data import corpus, directive

PIECES = (
    "Kính gửi: Các phòng, ban", "Nơi nhận:", "- Như trên;", "TM. ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 12/UBND-NV", "Mẫu, ngày 05 tháng 3 năm 2025", "KẾ HOẠCH", "V/v báo cáo năm 2025", "I. MỤC TIÊU", "1. Sở Nội vụ",
    "a) Giao Sở Y tế chủ trì,", "- ", "+ ", "100% hồ sơ", "đạt từ 95% trở lên", "không quá 01 lần", "giảm từ 23% xuống 18%",
    "trước ngày 31/02/2025", "trước ngày 15 hằng tháng", "trong tháng 13", "Quý IV-2025", "phối hợp với", "Nghiêm cấm:", "(",
    ")", "**", "|", " | ", "TT | Nội dung | Chủ trì | Thời gian", "1 | Rà soát thủ tục | Sở Nội vụ | 2026 - 2025",
    "|---|---|", "đứng thứ 01/16", "top 03", "năm 2022 đạt 87,03%", ":", ";", ".", "\n", "\n\n", " ", "\t", "¹ chú thích",
    "999999999999999999999%", "0,0%", "%", "từ 88 - 90%",
)  # fmt: skip


def findings(reading: Reading) -> Iterator[Target | Task | ReportedResult]:
    yield from reading.targets
    yield from reading.tasks
    yield from reading.results


def check(text: str, reading: Reading) -> None:
    for one in findings(reading):
        assert text[one.start : one.end] == one.text
        assert one.text.strip()
        assert one.line == text.count("\n", 0, one.start) + 1
    for confidence in [one.confidence for one in reading.targets] + [one.confidence for one in reading.tasks]:
        assert Decimal(0) <= confidence <= Decimal(1)
    for part in (reading.targets, reading.tasks, reading.results):
        assert [one.start for one in part] == sorted(one.start for one in part)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
@example("\x1c- a\n\x85")
@example("V/v báo cáo năm 2025 Nơi nhận:")
def test_nothing_that_is_written_raises_and_offsets_point_to_the_words(text: str) -> None:
    check(text, read(text))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=120))
def test_no_text_at_all_raises(text: str) -> None:
    check(text, read(text))


@pytest.mark.parametrize("name", ["can-tho-2023", "cao-lanh-2023", "duc-tho-2023", "tan-hong-2023"])
def test_findings_of_the_directives_point_to_their_words(name: str) -> None:
    text = directive(f"{name}.txt")
    check(text, read(text))


def test_findings_of_the_corpus_point_to_their_words() -> None:
    """The largest document of the corpus is left out here for the time it takes."""
    for text in corpus()[::7]:
        if len(text) < 100_000:
            check(text, read(text))


def test_a_table_of_the_file_is_read_by_its_columns_and_not_again_as_text() -> None:
    rows = (
        ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Hạn"),
        ("1", "Rà soát thủ tục hành chính", "Phòng Nội vụ", "Phòng Tư pháp", "Quý II/2026"),
    )
    text = "Mẫu, ngày 05 tháng 01 năm 2026\nPHỤ LỤC\n" + "\n".join(" | ".join(row) for row in rows)
    at = 0
    cells = []
    for row in rows:
        line = []
        for cell in row:
            at = text.index(cell, at)
            line.append(Cell(cell, at, at + len(cell)))
            at += len(cell)
        cells.append(tuple(line))
    for tables in ((), (Table(tuple(cells)),)):
        found = read(text, tables)
        assert [(one.what, one.leads, one.supports, str(one.deadline)) for one in found.tasks] == [
            ("Rà soát thủ tục hành chính", ("Phòng Nội vụ",), ("Phòng Tư pháp",), "2026-06-30")
        ]
        check(text, found)
