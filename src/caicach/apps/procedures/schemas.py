"""What the API of procedures takes and gives."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from ninja import Schema
from pydantic import Field


class LimitOut(Schema):
    """Thời hạn: `kind` là working_days, calendar_days, working_hours hoặc same_day; `amount` null với same_day."""

    kind: str
    amount: Decimal | None
    words: str


class ProcedureOut(Schema):
    """Một thủ tục trong danh mục, theo phiên bản của ngày được hỏi; `limit` null khi thời hạn chưa rõ."""

    id: int
    code: str
    name: str
    field: str
    level: str
    other_levels: list[str]
    online: str
    by_post: bool
    limit: LimitOut | None
    valid_from: dt.date
    valid_to: dt.date | None


class ProcedurePageOut(Schema):
    """Một trang danh mục theo thứ tự chữ cái; đọc tiếp với `after`, null khi đã hết."""

    procedures: list[ProcedureOut]
    after: int | None
    count: int = Field(description="Số thủ tục khớp bộ lọc, đếm tới 10.000")
    count_is_complete: bool


class PaperOut(Schema):
    """Một giấy tờ của hồ sơ."""

    name: str
    form: str
    copies: int
    required: bool
    digitisable: bool


class StepOut(Schema):
    """Một bước của quy trình nội bộ, tính bằng phần của ngày làm việc."""

    name: str
    post: str
    days: Decimal


class FeeOut(Schema):
    """Một khoản phí, lệ phí bằng đồng; `channel` null là mọi kênh, 1 trực tiếp, 2 trực tuyến, 3 bưu chính."""

    name: str
    amount: Decimal
    channel: int | None


class ProcedureDetailOut(ProcedureOut):
    """Một thủ tục với giấy tờ, quy trình, phí và ghi chú."""

    is_in_force: bool
    executing: list[str]
    audience: str
    result: str
    legal_basis: str
    limit_note: str
    fee_note: str
    papers: list[PaperOut]
    steps: list[StepOut]
    fees: list[FeeOut]
    variants: list[str] = Field(description="Mã của các biến thể cùng thủ tục quốc gia")


class DecisionOut(Schema):
    """Một quyết định công bố và tình hình niêm yết; `due` null khi chưa có lịch làm việc của năm đó."""

    id: int
    number: str
    issued_on: dt.date
    effective_on: dt.date
    title: str
    due: dt.date | None
    procedures: int
    duties: int
    done: int
    late: int
    missing: int
    waiting: int


class PostingOut(Schema):
    """Một đơn vị phải niêm yết; `desk` và `page` là on_time, late, missing hoặc waiting."""

    unit_id: int
    unit: str
    due: dt.date | None
    desk: str
    desk_on: dt.date | None
    page: str
    page_on: dt.date | None
    page_url: str


class PostedIn(Schema):
    """Ngày đã niêm yết tại nơi tiếp nhận, ngày đã công khai trên trang thông tin."""

    desk_on: dt.date | None = None
    page_on: dt.date | None = None
    page_url: str = ""
    note: str = ""


class RepealIn(Schema):
    """Mã thủ tục bị bãi bỏ."""

    code: str
