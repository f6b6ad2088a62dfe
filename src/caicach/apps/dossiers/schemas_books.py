"""What the interface takes and gives of books and of reported totals."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ninja import Schema
from pydantic import Field

TotalName = Literal["received", "settled", "late"]


class BookOut(Schema):
    """Một sổ của một đơn vị trong một năm; `last` là số của dòng cuối, null khi chưa có dòng nào."""

    id: int
    unit_id: int
    unit: str = Field(alias="unit.name")
    year: int
    kind: str = Field(
        alias="register", description="dossiers, civil_status, social_affairs, land, certification"
    )
    last: int | None
    closed_at: dt.datetime | None


class ShelfOut(Schema):
    """Một trang danh sách sổ; đọc tiếp với `after`, null khi đã hết."""

    books: list[BookOut]
    after: int | None


class BookLineOut(Schema):
    """Một dòng sổ, theo hồ sơ như hiện nay."""

    number: int
    dossier_id: int
    code: str = Field(alias="dossier.code")
    procedure: str = Field(alias="dossier.procedure_version.name")
    sets: int = Field(alias="dossier.sets")
    applicant: str = Field(alias="dossier.applicant_name")
    address: str = Field(alias="dossier.address")
    phone: str = Field(alias="dossier.phone")
    handling: str = Field(alias="dossier.handling_unit.name")
    received_at: dt.datetime | None = Field(alias="dossier.received_at")
    due_at: dt.datetime | None = Field(alias="dossier.due_at")
    returned_at: dt.datetime | None = Field(alias="dossier.returned_at")
    return_way: str = Field(alias="dossier.return_way")


class BookPageOut(Schema):
    """Một trang sổ theo số thứ tự; đọc tiếp với `after`, null khi đã hết."""

    lines: list[BookLineOut]
    after: int | None
    last: int


class CloseIn(Schema):
    """Căn cứ khóa sổ."""

    reason: str


class ToldIn(Schema):
    """Một số liệu trong báo cáo; `month` null là cả năm."""

    month: int | None = None
    kind: TotalName
    value: int = Field(ge=0)
    source: str


class ReportedOut(Schema):
    """Một số liệu báo cáo đã nhập."""

    id: int
    year: int
    month: int | None
    kind: str
    value: int
    source: str


class ComparedOut(Schema):
    """Một số liệu theo phần mềm, theo sổ (null khi sổ không đếm) và theo các báo cáo."""

    kind: str
    month: int | None
    software: int
    book: int | None
    reports: list[ReportedOut]
    differs: bool


class DifferenceOut(Schema):
    """Một số lệch: `where` là "book" hoặc tên báo cáo, `by` là số ở đó trừ số của phần mềm."""

    kind: str
    month: int | None
    software: int
    told: int
    where: str
    by: int


class ReconciliationOut(Schema):
    """Đối chiếu một năm của một đơn vị; `missing` là mã hồ sơ chưa có trong sổ (tối đa 50)."""

    year: int
    lines: list[ComparedOut]
    differences: list[DifferenceOut]
    missing: list[str]
    missing_count: int
    foreign_count: int
