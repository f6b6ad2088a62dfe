"""What the API of documents takes and gives."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ninja import Schema
from pydantic import Field

KindName = Literal["plan", "report", "decision", "notice", "letter", "minutes", "picture", "other"]


class DocumentOut(Schema):
    """Một tài liệu trong kho. `year` là năm công tác mà tài liệu chứng minh; tải tệp ở `/documents/{id}/file`."""

    id: int
    unit_id: int
    unit: str = Field(alias="unit.name")
    name: str
    title: str
    number: str
    issued_on: dt.date | None
    issuer: str
    kind: str
    year: int
    sha256: str = Field(alias="file.sha256")
    size: int = Field(alias="file.size", description="Số byte")
    file_kind: str = Field(alias="file.kind")
    uploaded_by: int | None = Field(alias="uploaded_by_id")
    uploaded_at: dt.datetime
    withdrawn_at: dt.datetime | None
    withdrawn_reason: str


class DocumentPageOut(Schema):
    """Một trang kho, mới nhất trước; đọc tiếp với `after`, null khi đã hết."""

    documents: list[DocumentOut]
    after: int | None
    count: int = Field(description="Số tài liệu khớp bộ lọc, đếm tới 10.000")
    count_is_complete: bool


class DocumentIn(Schema):
    """Thông tin của tài liệu gửi lên."""

    title: str
    kind: KindName
    year: int
    number: str = ""
    issued_on: dt.date | None = None
    issuer: str = ""


class DocumentAmendIn(Schema):
    """Chỗ ghi sai và giá trị đúng; trường không gửi thì giữ nguyên, `issued_on` gửi null thì xóa ngày."""

    title: str | None = None
    kind: KindName | None = None
    year: int | None = None
    number: str | None = None
    issued_on: dt.date | None = None
    issuer: str | None = None
    reason: str = ""


class WithdrawIn(Schema):
    """Vì sao rút."""

    reason: str
