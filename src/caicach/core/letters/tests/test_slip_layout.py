"""What stands on a slip, word for word, by the edition of the law in force on its day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from caicach.core.dossiers.status import Form
from caicach.core.letters.layout import Grid
from caicach.core.letters.slip_forms import edition, editions
from caicach.core.letters.slip_layout import (
    ROOM,
    SlipLayout,
    SlipLine,
    SlipPair,
    book_layout,
    moment_text,
    slip_layout,
)
from caicach.core.letters.tests import slip_samples as samples

BEFORE = dt.date(2025, 9, 14)


def lines(layout: SlipLayout) -> list[str]:
    """The lines as one reads them."""
    found: list[str] = []
    for part in layout.parts:
        if isinstance(part, SlipLine):
            found.append(f"{part.label} {part.text}".strip())
        elif isinstance(part, SlipPair):
            found += [f"{one.label} {one.text}" for one in part.lines]
        else:
            found += [" | ".join(row) for row in part.rows]
    return found


def dated(slip: Any, day: dt.date) -> Any:
    return replace(slip, head=replace(slip.head, day=day))


def test_a_receipt_says_what_the_law_wants_it_to_say() -> None:
    layout = slip_layout(samples.receipt())
    assert (layout.form, layout.title) == ("Mẫu số 01", ("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",))
    assert (layout.number, layout.place_and_date) == ("Số: 07/TTPVHCC", "Mẫu, ngày 20 tháng 11 năm 2026")
    assert layout.code == "Mã hồ sơ: H42.15-261120-0007"
    assert lines(layout) == [
        "Bộ phận Một cửa: Trung tâm Phục vụ hành chính công xã Mẫu",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Ví Dụ (người nộp thay: Trần Văn Thử)",
        "Số định danh cá nhân/mã số tổ chức: 001199000017",
        "Địa chỉ: Số 5, đường Mẫu, xã Mẫu, tỉnh Thử",
        "Số điện thoại: 0900000001",
        "Email: vi.du@example.com",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh",
        "Thành phần hồ sơ nộp gồm:",
        "1 | Tờ khai đăng ký khai sinh theo mẫu | Bản chính | 01",
        "2 | Giấy chứng sinh | Bản chính | 01",
        "3 | Giấy chứng nhận kết hôn của cha, mẹ | Xuất trình | 01",
        "Số lượng hồ sơ: 01 (bộ)",
        "Phí, lệ phí: 5.000 đồng",
        "Thời gian giải quyết hồ sơ theo quy định là: 03 ngày làm việc",
        "Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 20 tháng 11 năm 2026",
        "Thời gian trả kết quả giải quyết hồ sơ: 08 giờ 05 phút, ngày 25 tháng 11 năm 2026",
        "Đăng ký nhận kết quả tại: Trung tâm Phục vụ hành chính công xã Mẫu",
        "Vào Sổ theo dõi hồ sơ, quyển số: 01/2026",
        "Số thứ tự: 07",
    ]
    assert [one.name for one in layout.signatures] == ["Trần Văn Thử", "Lê Thị Mẫu"]
    assert layout.qr == "https://example.com/cong-khai/ho-so/H42.15-261120-0007"


def test_what_is_not_known_leaves_room_and_what_may_be_missing_is_left_out() -> None:
    bare = replace(samples.receipt(), due_at=None, limit="", fee="", sequence=None, qr="")
    slip = replace(bare, applicant=replace(samples.APPLICANT, proxy="", number="", email=""))
    found = lines(slip_layout(slip))
    assert f"Thời gian trả kết quả giải quyết hồ sơ: {ROOM}" in found
    assert f"Email: {ROOM}" in found
    assert not any(one.startswith(("Phí", "Số định danh")) for one in found)
    assert slip_layout(slip).signatures[0].name == "Nguyễn Thị Ví Dụ"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("receipt", "Mẫu số 01", "Mẫu số 01"),
        ("apology", "Mẫu số 04", "Mẫu số 04"),
        ("control", "Mẫu số 05", "Mẫu số 06"),
        ("stop", "", "Mẫu số 05"),
    ],
)
def test_a_slip_is_printed_by_the_edition_of_its_day(name: str, before: str, after: str) -> None:
    slip = samples.ALL[name]
    assert slip_layout(dated(slip, BEFORE)).form == before
    assert slip_layout(slip).form == after


def test_the_apology_has_the_title_of_each_edition() -> None:
    assert slip_layout(dated(samples.apology(), BEFORE)).title == (
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
    )
    assert " ".join(slip_layout(samples.apology()).title) == (
        "PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT"
    )


def test_an_apology_names_the_promise_the_reason_and_one_new_date() -> None:
    found = lines(slip_layout(samples.apology()))
    assert "Thời gian hẹn trả kết quả: 08 giờ 05 phút, ngày 25 tháng 11 năm 2026" in found
    assert "Lý do: Phải xác minh nơi cư trú của người yêu cầu" in found
    assert "08 giờ 05 phút, ngày 30 tháng 11 năm 2026" in found


def test_a_control_slip_says_of_each_step_who_when_and_how_it_ended() -> None:
    (grid,) = [part for part in slip_layout(samples.control()).parts if isinstance(part, Grid)]
    assert [row[7] for row in grid.rows] == ["Trước hạn", "Đúng hạn", "Quá hạn"]
    assert grid.rows[1][2:7] == (
        "Lê Thị Mẫu",
        "Trần Thị Thử (Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Mẫu)",
        "12:05 20/11/2026",
        "16:05 20/11/2026",
        "15:05 20/11/2026",
    )


def test_moments_are_those_of_vietnam_whatever_offset_they_carry() -> None:
    late = dt.datetime(2026, 1, 4, 17, 30, tzinfo=dt.UTC)
    assert moment_text(late) == "00 giờ 30 phút, ngày 05 tháng 01 năm 2026"


def test_a_book_has_the_columns_of_its_form_and_says_when_it_was_closed() -> None:
    book = replace(samples.book(2), closed_at=dt.datetime(2027, 1, 4, 1, tzinfo=dt.UTC))
    layout = book_layout(book)
    assert (layout.form, layout.title, layout.year) == ("Mẫu số 07", "SỔ THEO DÕI HỒ SƠ", "Năm 2026")
    assert len(layout.grid.head) == len(layout.grid.rows[0]) == 13
    assert layout.grid.rows[0][:2] == ("01", "H42.15-261120-0001")
    assert layout.closed == "Đã khóa sổ ngày 04 tháng 01 năm 2027."


def test_every_edition_has_every_form_and_tells_what_is_from_memory() -> None:
    for one in editions():
        assert set(one.forms) == set(Form)
        assert one.citation.startswith("Thông tư số")
        assert any(form.from_memory for form in one.forms.values())
    assert edition(dt.date(2018, 1, 1)) is editions()[0]


def test_control_characters_never_reach_the_paper() -> None:
    slip = replace(samples.receipt(), content="Khai\u202e sinh\n\x00mới")
    assert "Nội dung yêu cầu giải quyết: Khai sinh mới" in lines(slip_layout(slip))
