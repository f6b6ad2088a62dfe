"""What the API of units, people and responsibilities takes and gives."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from ninja import Schema
from pydantic import Field

from caicach.apps.units.models import Unit

KindName = Literal["province", "department", "district", "commune", "service_centre", "division"]
PartName = Literal["full", "partial"]


class UnitOut(Schema):
    """Một đơn vị, như trong năm được hỏi. `path` là các mã số từ trên xuống, kết thúc bằng dấu /."""

    id: int
    kind: str
    subkind: str
    code: str = Field(description="Mã chính thức, là chữ: 07900")
    identification_code: str = Field(description="Mã định danh, ví dụ H44.104")
    name: str
    short_name: str
    valid_from: dt.date
    valid_to: dt.date | None
    path: str
    parent_id: int | None

    @staticmethod
    def resolve_name(unit: Unit) -> str:
        return unit.shown_name

    @staticmethod
    def resolve_subkind(unit: Unit) -> str:
        return unit.shown_subkind


class UnitPageOut(Schema):
    """Một trang danh sách theo thứ tự chữ cái; đọc tiếp với `after`, null khi đã hết."""

    units: list[UnitOut]
    after: int | None
    count: int = Field(description="Số đơn vị khớp bộ lọc, đếm tới 10.000")
    count_is_complete: bool


class TreeNodeOut(Schema):
    """Một đơn vị trong cây và số đơn vị trực thuộc."""

    unit: UnitOut
    children: int


class SuccessionOut(Schema):
    """Đơn vị trước đã nhập vào đơn vị sau, toàn bộ (full) hay một phần (partial); `weight` là tỷ lệ nếu văn bản ghi."""

    id: int
    predecessor_id: int
    predecessor: str = Field(alias="predecessor.name")
    successor_id: int
    successor: str = Field(alias="successor.name")
    part: PartName
    weight: Decimal | None
    basis: str


class PostOut(Schema):
    """Một vị trí công tác; `fields` là mã cơ quan của thành viên tổ thẩm định."""

    id: int
    user_id: int
    username: str = Field(alias="user.username")
    person: str = Field(alias="user.display_name")
    unit_id: int
    unit: str = Field(alias="unit.name")
    role: str
    fields: list[str] = Field(alias="fields")
    title: str
    valid_from: dt.date
    valid_to: dt.date | None


class AnswerableOut(Schema):
    """Ai chịu trách nhiệm, theo mã nào của thông báo nào. `still_here` sai khi người đó không còn giữ vị trí."""

    code: str
    part: Literal["lead", "support"]
    unit_id: int | None
    unit_name: str
    user_id: int | None
    person: str
    notice_id: int
    notice_number: str
    notice_date: dt.date
    still_here: bool


class AssignmentOut(Schema):
    """Một dòng của thông báo."""

    node_code: str
    subject: str
    part: str
    holder_unit_id: int | None
    holder_user_id: int | None


class NoticeOut(Schema):
    """Thông báo phân công của một đơn vị."""

    id: int
    unit_id: int
    number: str
    date: dt.date
    title: str
    valid_from: dt.date
    valid_to: dt.date | None


class NoticeWithRowsOut(NoticeOut):
    """Thông báo cùng các dòng phân công."""

    assignments: list[AssignmentOut]


class UnitIn(Schema):
    """Đơn vị mới; không có `parent_id` thì đứng đầu hệ thống."""

    kind: KindName
    name: str
    valid_from: dt.date
    parent_id: int | None = None
    short_name: str = ""
    subkind: Literal["", "xa", "phuong", "dac_khu", "thi_tran"] = ""
    code: str = ""
    identification_code: str = ""
    valid_to: dt.date | None = None
    reason: str = ""


class AmendIn(Schema):
    """Chỗ đã nhập sai và giá trị đúng; trường không gửi thì giữ nguyên."""

    reason: str
    name: str | None = None
    short_name: str | None = None
    subkind: str | None = None
    code: str | None = None
    identification_code: str | None = None


class RenameIn(Schema):
    """Tên mới từ ngày `on`; các năm trước giữ tên cũ."""

    name: str
    on: dt.date
    basis: str
    short_name: str = ""
    subkind: str = ""


class MoveIn(Schema):
    """Cấp trên mới từ ngày `on`; đơn vị trực thuộc đi cùng."""

    parent_id: int
    on: dt.date
    reason: str


class EndIn(Schema):
    """`on` là ngày cuối cùng có hiệu lực."""

    on: dt.date
    reason: str


class SuccessionIn(Schema):
    """Đơn vị trước và đơn vị sau."""

    predecessor_id: int
    successor_id: int
    part: PartName
    basis: str
    weight: Decimal | None = None


class PostIn(Schema):
    """Vị trí công tác cho một tài khoản đã có."""

    user_id: int
    unit_id: int
    role: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    title: str = ""
    fields: list[str] = Field(default_factory=list)
    reason: str = ""


class AssignmentIn(Schema):
    """Một mã và nơi chịu trách nhiệm: phòng, người, hoặc cả hai."""

    node_code: str
    holder_unit_id: int | None = None
    holder_user_id: int | None = None
    part: Literal["lead", "support"] = "lead"
    subject: Literal["", "commune", "department", "district"] = ""


class NoticeIn(Schema):
    """Thông báo có số, ngày và các dòng phân công."""

    unit_id: int
    number: str
    date: dt.date
    valid_from: dt.date
    assignments: list[AssignmentIn]
    valid_to: dt.date | None = None
    title: str = ""


class ReasonIn(Schema):
    """Căn cứ hoặc lý do."""

    reason: str


class RowOut(Schema):
    """Một dòng của tệp: sẽ thêm (create), sửa (change), giữ nguyên (same) hay chưa hợp lệ (error)."""

    number: int
    name: str
    outcome: str
    unit_id: int | None
    parent: str
    changes: list[tuple[str, str, str]]
    problems: list[str]


class ImportOut(Schema):
    """Việc nhập làm gì, hoặc sẽ làm gì khi `saved` là sai."""

    saved: bool
    rows: list[RowOut]
    notes: list[str]


class MappingOut(Schema):
    """Tệp quan hệ sắp xếp làm gì, hoặc sẽ làm gì khi `saved` là sai."""

    saved: bool
    old_units: int
    successions: int
    continuing: int
    already: int
    absent: list[str]
    warnings: list[str]
    problems: list[str]
