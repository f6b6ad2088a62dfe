"""Slips for tests: one of each form, plainly fictional, with the letters that are hard to set."""

from __future__ import annotations

import datetime as dt

from caicach.core.letters.slips import (
    Apology,
    BookLine,
    BookPages,
    ControlSlip,
    ControlStep,
    Receipt,
    Refusal,
    Slip,
    SlipHead,
    SlipPaper,
    SlipPerson,
    StopNotice,
    SupplementRequest,
)
from caicach.core.worktime.punctuality import Punctuality

VIETNAM = dt.timezone(dt.timedelta(hours=7))
DAY = dt.date(2026, 11, 20)
RECEIVED = dt.datetime(2026, 11, 20, 8, 5, tzinfo=VIETNAM)
DUE = dt.datetime(2026, 11, 25, 8, 5, tzinfo=VIETNAM)
HEAD = SlipHead(
    upper="Ủy ban nhân dân xã Mẫu",
    office="Trung tâm Phục vụ hành chính công xã Mẫu",
    symbol="TTPVHCC",
    place="Mẫu",
    day=DAY,
    code="H42.15-261120-0007",
    number=7,
)
APPLICANT = SlipPerson(
    name="Nguyễn Thị Ví Dụ",
    proxy="Trần Văn Thử",
    number="001199000017",
    address="Số 5, đường Mẫu, xã Mẫu, tỉnh Thử",
    phone="0900000001",
    email="vi.du@example.com",
)
CONTENT = "Đăng ký khai sinh"
PAPERS = (
    SlipPaper("Tờ khai đăng ký khai sinh theo mẫu", "Bản chính", 1),
    SlipPaper("Giấy chứng sinh", "Bản chính", 1),
    SlipPaper("Giấy chứng nhận kết hôn của cha, mẹ", "Xuất trình", 1),
)


def receipt() -> Receipt:
    return Receipt(
        head=HEAD, applicant=APPLICANT, content=CONTENT, papers=PAPERS, limit="03 ngày làm việc", received_at=RECEIVED,
        due_at=DUE,
        result_at="Trung tâm Phục vụ hành chính công xã Mẫu", sets=1, book="01/2026", sequence=7, fee="5.000 đồng",
        officer="Lê Thị Mẫu", qr="https://example.com/cong-khai/ho-so/H42.15-261120-0007",
    )  # fmt: skip


def supplement() -> SupplementRequest:
    return SupplementRequest(
        head=HEAD, applicant=APPLICANT, content=CONTENT,
        missing=("Bản chính Giấy chứng sinh", "Chữ ký của người yêu cầu trên tờ khai"),
        reason="Thành phần hồ sơ chưa đủ theo quy định tại Điều 16 Luật Hộ tịch", contact="Lê Thị Mẫu",
        contact_phone="0900000002", officer="Lê Thị Mẫu",
    )  # fmt: skip


def refusal() -> Refusal:
    return Refusal(
        head=HEAD, applicant=APPLICANT, content=CONTENT, reason="Không thuộc thẩm quyền giải quyết của Ủy ban nhân dân xã Mẫu",
        basis="Điều 13 Luật Hộ tịch", officer="Lê Thị Mẫu",
    )  # fmt: skip


def apology() -> Apology:
    return Apology(
        head=HEAD, applicant=APPLICANT, content=CONTENT, received_at=RECEIVED, due_at=DUE,
        reason="Phải xác minh nơi cư trú của người yêu cầu", new_due_at=DUE + dt.timedelta(days=5),
        position="Giám đốc", signer="Phạm Văn Mẫu",
    )  # fmt: skip


def control() -> ControlSlip:
    steps = tuple(
        ControlStep(
            name=name, unit="Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Mẫu", giver="Lê Thị Mẫu", receiver="Trần Thị Thử",
            given_at=RECEIVED + dt.timedelta(hours=4 * at), due_at=RECEIVED + dt.timedelta(hours=4 * at + 4),
            finished_at=RECEIVED + dt.timedelta(hours=4 * at + 3), outcome=outcome, note="Đủ giấy tờ" if at == 1 else "",
        )
        for at, (name, outcome) in enumerate(
            (
                ("Tiếp nhận, chuyển hồ sơ", Punctuality.EARLY),
                ("Thẩm định hồ sơ", Punctuality.ON_TIME),
                ("Ký kết quả", Punctuality.LATE),
            )
        )
    )  # fmt: skip
    return ControlSlip(
        head=HEAD, applicant=APPLICANT, content=CONTENT, handling="Ủy ban nhân dân xã Mẫu", received_at=RECEIVED, due_at=DUE,
        steps=steps, cooperating="Công an xã Mẫu",
    )  # fmt: skip


def stop_notice() -> StopNotice:
    return StopNotice(
        head=HEAD, applicant=APPLICANT, content=CONTENT, received_at=RECEIVED, reason="Người nộp hồ sơ đề nghị dừng giải quyết",
        asked_on=DAY, position="Giám đốc", signer="Phạm Văn Mẫu",
    )  # fmt: skip


def book(count: int = 3) -> BookPages:
    lines = tuple(
        BookLine(
            number=at, code=f"H42.15-261120-{at:04d}", procedure=CONTENT, sets=1, applicant="Nguyễn Thị Ví Dụ",
            contact="Số 5, đường Mẫu, xã Mẫu; 0900000001", handling="Ủy ban nhân dân xã Mẫu", received_at=RECEIVED, due_at=DUE,
            returned_at=DUE if at % 2 else None, way="Nhận tại trung tâm",
        )
        for at in range(1, count + 1)
    )  # fmt: skip
    return BookPages(
        upper="Ủy ban nhân dân xã Mẫu", office="Trung tâm Phục vụ hành chính công xã Mẫu", register="Sổ theo dõi hồ sơ",
        year=2026, day=DAY, lines=lines,
    )  # fmt: skip


ALL: dict[str, Slip] = {
    "receipt": receipt(),
    "supplement": supplement(),
    "refusal": refusal(),
    "apology": apology(),
    "control": control(),
    "stop": stop_notice(),
}
