"""Deadlines, beginnings and rhythms as directives write them; nothing is guessed."""

import datetime as dt

import pytest

from caicach.core.directives.findings import Recurrence
from caicach.core.directives.times import column_time, when_of

TOLD = dt.date(2025, 3, 5)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("hoàn thành trước ngày 31/12/2025", "2025-12-31"),
        ("báo cáo chậm nhất ngày 25 tháng 4 năm 2025", "2025-04-25"),
        ("thời hạn trình trong tháng 3 năm 2025", "2025-03-31"),
        ("hoàn thành trong tháng 02/2028", "2028-02-29"),
        ("thời gian hoàn thành: Quý II/2025", "2025-06-30"),
        ("xong trong Quý IV-2025", "2025-12-31"),
        ("trong quý II và quý III năm 2025", "2025-09-30"),
        ("hoàn thành trong 6 tháng đầu năm 2025", "2025-06-30"),
        ("đến hết năm 2026", "2026-12-31"),
        ("đến năm 2030", "2030-12-31"),
    ],
)
def test_a_point_in_time_that_is_named_has_the_end_that_the_calendar_gives_it(
    text: str, deadline: str
) -> None:
    found = when_of(text, TOLD)
    assert found
    assert str(found.deadline) == deadline
    assert text[found.start : found.end] == found.text


def test_a_day_without_a_year_is_in_the_year_of_the_dispatch_and_not_before_it() -> None:
    due = when_of("xong trước ngày 15/12", TOLD)
    assert due
    assert due.deadline == dt.date(2025, 12, 15)
    assert when_of("xong trước ngày 15/01", TOLD) is None
    unknown = when_of("xong trước ngày 15/12", None)
    assert unknown is None


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("gửi báo cáo trước ngày 15 hằng tháng", Recurrence.MONTHLY),
        ("trước ngày 20 của tháng cuối quý", Recurrence.QUARTERLY),
        ("hạn cuối ngày 15 tháng 12 hàng năm", Recurrence.YEARLY),
        ("định kỳ hằng quý tổng hợp", Recurrence.QUARTERLY),
        ("định kỳ 6 tháng báo cáo", Recurrence.HALF_YEARLY),
        ("Hằng năm, tổ chức kiểm tra", Recurrence.YEARLY),
        ("Thường xuyên kiểm tra, đôn đốc", Recurrence.CONTINUOUS),
    ],
)
def test_what_comes_back_has_a_rhythm_and_no_deadline(text: str, rhythm: Recurrence) -> None:
    found = when_of(text, TOLD)
    assert found
    assert (found.recurrence, found.deadline) == (rhythm, None)


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 07/KH-UBND ngày 10/01/2023 của UBND Thành phố",
        "bố trí từ ngân sách hằng năm",
        "Chiến lược phát triển đến năm 2030",
        "giai đoạn 2021-2030",
        "trước ngày 31/02/2025",
        "tập trung chỉ đạo",
    ],
)
def test_dates_of_documents_names_of_plans_and_days_that_do_not_exist_are_no_deadlines(text: str) -> None:
    found = when_of(text, TOLD)
    assert found is None or (found.deadline, found.recurrence) == (None, None)


def test_a_beginning_and_words_without_a_day_are_kept() -> None:
    begun = when_of("thành lập Đoàn kiểm tra ngay từ đầu quý II năm 2025", TOLD)
    assert begun
    assert (begun.start_on, begun.deadline) == (dt.date(2025, 4, 1), None)
    both = when_of("tổ chức khảo sát từ ngày 01/4/2025 đến ngày 30/6/2025", TOLD)
    assert both
    assert (both.start_on, both.deadline) == (dt.date(2025, 4, 1), dt.date(2025, 6, 30))
    vague = when_of("số hóa đầy đủ theo lộ trình", TOLD)
    assert vague
    assert (vague.text, vague.deadline) == ("theo lộ trình", None)


@pytest.mark.parametrize(
    ("cell", "start", "end", "rhythm"),
    [
        ("Tháng 12/2025", None, "2025-12-31", None),
        ("2026 - 2030", "2026-01-01", "2030-12-31", None),
        ("Quý IV/2025- Quý II/2026", "2025-10-01", "2026-06-30", None),
        ("2026", None, "2026-12-31", None),
        ("Thường xuyên", None, None, Recurrence.CONTINUOUS),
        ("Hàng năm", None, None, Recurrence.YEARLY),
        ("2030 - 2026", None, None, None),
    ],
)
def test_a_column_of_times_needs_no_word_before_them(
    cell: str, start: str | None, end: str | None, rhythm: Recurrence | None
) -> None:
    found = column_time(cell, TOLD)
    known = (found.start_on, found.deadline, found.recurrence) if found else (None, None, None)
    assert known == (start and dt.date.fromisoformat(start), end and dt.date.fromisoformat(end), rhythm)
