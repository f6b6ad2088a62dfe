"""Annex tables: what their columns say, also where headings and rows do not have the same number of cells."""

from caicach.core.directives import Reading, read

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN MẪU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/KH-UBND
Mẫu, ngày 05 tháng 3 năm 2025
KẾ HOẠCH
Cải cách hành chính năm 2025
Nơi nhận:
- Các phòng, ban;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu
PHỤ LỤC
"""
SURVEY = "Khảo sát mức độ hài lòng"
REVIEW = "Rà soát thủ tục hành chính"


def reading(*lines: str) -> Reading:
    return read(HEAD + "\n".join(lines) + "\n")


def test_a_heading_without_the_column_of_numbers_is_read_beside_rows_that_have_it() -> None:
    found = reading(
        "STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn",
        "I | Thủ tục hành chính",
        "Nội dung | Chủ trì | Phối hợp | Thời hạn",
        f"1 | {REVIEW} | Phòng Tư pháp | Phòng Nội vụ | Quý II/2025",
    )
    assert [(one.what, one.leads, one.supports, str(one.deadline)) for one in found.tasks] == [
        (REVIEW, ("Phòng Tư pháp",), ("Phòng Nội vụ",), "2025-06-30")
    ]


def test_a_row_without_the_cell_of_its_number_keeps_the_other_columns() -> None:
    found = reading(
        "STT | Nhiệm vụ | Chủ trì | Phối hợp",
        f"1 | {REVIEW} | Phòng Tư pháp | Phòng Nội vụ",
        f"{SURVEY} | Phòng Nội vụ",
    )
    assert [(one.what, one.leads) for one in found.tasks] == [
        (REVIEW, ("Phòng Tư pháp",)),
        (SURVEY, ("Phòng Nội vụ",)),
    ]


def test_rows_whose_heading_is_lost_are_read_by_what_their_cells_hold() -> None:
    found = reading(
        "TT | Chỉ tiêu | Đơn vị | Mức",
        "1 | Tỷ lệ hồ sơ trực tuyến | % | 80",
        f"1 | {SURVEY} | Phòng Nội vụ | UBND các xã | Báo cáo kết quả | Tháng 11/2025",
    )
    assert [(one.value, one.unit) for one in found.targets] == [(80, "%")]
    (task,) = found.tasks
    assert (task.what, task.leads, task.supports, task.product, str(task.deadline)) == (
        SURVEY,
        ("Phòng Nội vụ",),
        ("UBND các xã",),
        "Báo cáo kết quả",
        "2025-11-30",
    )


def test_a_heading_that_clings_to_the_last_row_of_the_table_before_begins_the_next_one() -> None:
    found = reading(
        "TT | Chỉ tiêu | Đơn vị | Mức",
        "1 | Tỷ lệ hồ sơ trực tuyến | % | 80 | PHỤ LỤC II NHIỆM VỤ | TT | Nhiệm vụ | Chủ trì | Thời hạn",
        f"1 | {REVIEW} | Phòng Tư pháp | Tháng 6/2025",
    )
    assert [(one.value, one.unit) for one in found.targets] == [(80, "%")]
    assert [(one.what, one.leads, str(one.deadline)) for one in found.tasks] == [
        (REVIEW, ("Phòng Tư pháp",), "2025-06-30")
    ]


def test_who_leads_may_stand_in_a_cell_that_is_merged_over_several_rows() -> None:
    found = reading(
        "STT | Nhiệm vụ | Chủ trì | Thời hạn",
        "I | Thủ tục hành chính | |",
        f"1 | {REVIEW} | Phòng Tư pháp | Quý II/2025",
        f"2 | {SURVEY} |  | Quý III/2025",
        "II | Tổ chức bộ máy | |",
        "3 | Rà soát vị trí việc làm |  | Quý III/2025",
    )
    assert [one.leads for one in found.tasks] == [("Phòng Tư pháp",), ("Phòng Tư pháp",), ()]
