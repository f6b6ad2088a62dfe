"""What goes in and out of the API of imports of dossiers."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Field, Schema


class DeliveryIn(Schema):
    """Hồ sơ đến từ hệ thống nào."""

    source: str


class DeliveryOut(Schema):
    """Một tệp hồ sơ: đã qua `done` trên `total` dòng của lượt xem xét hoặc lưu; `halted` là lý do dừng, rỗng khi không dừng."""

    id: int
    unit_id: int
    source: str
    name: str
    sha256: str = Field(alias="file.sha256")
    state: Literal["checking", "checked", "taking", "taken"]
    halted: str
    asked_at: datetime
    total: int
    done: int
    new: int
    changed: int
    same: int
    faulty: int


class DeliveryRowOut(Schema):
    """Một dòng lỗi bỏ lại kèm các trường sai; `place` là số dòng trong tệp."""

    place: int
    code: str
    faults: list[str]


class DeliveryRowsOut(Schema):
    """Các dòng lỗi theo thứ tự trong tệp; đọc tiếp với `after`, null khi đã hết."""

    rows: list[DeliveryRowOut]
    after: int | None


class DeliveryPageOut(Schema):
    """Các tệp đã gửi, mới nhất trước; đọc tiếp với `after`, null khi đã hết."""

    deliveries: list[DeliveryOut]
    after: int | None
