"""What the API of directives takes and gives."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from caicach.apps.directives.models import Finding, UnitPart

StateName = Literal["reading", "unread", "read", "confirmed"]
OperatorName = Literal[">", ">=", "<", "<=", "="]
TaskKindName = Literal["task", "prohibition", "sanction", "report"]
RelationName = Literal["implements", "answers", "replaces", "mentions"]
RecurrenceName = Literal["", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "continuous"]


class DirectiveOut(Schema):
    """Một văn bản trong sổ; `issued_on` là ngày đầu của phần ngày đã biết, mức biết ở `precision`."""

    id: int
    unit_id: int
    unit: str = Field(alias="unit.name")
    name: str
    doc_type: str
    number: str = Field(description="Rỗng khi văn bản chưa ghi số")
    symbol: str
    issued_on: dt.date | None
    precision: str
    place: str
    issuer: str
    subject: str
    recipients: list[str]
    copies: list[str]
    signer_name: str
    signer_title: str
    signer_authority: str
    year: int
    state: StateName
    version: int
    registered_at: dt.datetime
    confirmed_at: dt.datetime | None
    withdrawn_at: dt.datetime | None
    withdrawn_reason: str


class DirectiveTextOut(DirectiveOut):
    """Một văn bản với toàn văn; `original` là chữ trước khi chuyển mã, rỗng khi không phải chuyển."""

    text: str
    original: str
    sha256: str = Field(alias="file.sha256")
    pages: int | None
    scanned: bool
    warnings: list[str]


class ReadingOut(Schema):
    """Việc đọc tệp; `pages` là số trang ảnh quét, null khi chưa biết; `is_unattended`: máy chủ không chạy phần đọc."""

    state: StateName
    warnings: list[str]
    pages: int | None = None
    done: int = 0
    is_unattended: bool = False


class DirectivePageOut(Schema):
    """Một trang sổ, mới nhất trước; đọc tiếp với `after`, null khi đã hết."""

    directives: list[DirectiveOut]
    after: int | None
    count: int = Field(description="Số văn bản khớp bộ lọc, đếm tới 10.000")
    count_is_complete: bool


class PlaceOut(Schema):
    """Chỗ chữ cũ có nhiều cách đọc; `start` là vị trí trong toàn văn, `original` là chữ trong tệp."""

    start: int
    word: str
    before: str
    behind: str
    original: str
    suggestions: list[str]
    is_waiting: bool
    is_certain: bool
    is_picked: bool


class ReadingsIn(Schema):
    """Cách đọc chọn cho từng chỗ, theo vị trí."""

    version: int
    readings: dict[int, str]


class PlacesIn(Schema):
    """Những chỗ được hoàn tác, theo vị trí."""

    version: int
    starts: list[int]


class NamedOut(Schema):
    """Đơn vị được giao: chữ trong văn bản và đơn vị được nối tới."""

    part: str
    written: str
    unit_id: int | None


class FindingOut(Schema):
    """Một chỉ tiêu (`target`) hoặc nhiệm vụ (`task`); `start`, `end` là vị trí chữ trong toàn văn."""

    id: int
    directive_id: int
    type: Literal["target", "task"]
    standing: Literal["suggested", "confirmed", "rejected"]
    origin: Literal["read", "typed"]
    confidence: Decimal | None
    item: str
    line: int
    text: str = Field(alias="quote")
    start: int
    end: int
    deadline: dt.date | None
    version: int
    units: list[NamedOut]
    links: list[str] = Field(description="Khóa của tiêu chí, thước đo, ví dụ leaf:commune:1.2")
    content: dict[str, Any] = Field(description="Các trường riêng của chỉ tiêu hoặc nhiệm vụ")

    @staticmethod
    def resolve_type(found: Finding) -> str:
        return "target" if found.is_target else "task"

    @staticmethod
    def resolve_units(found: Finding) -> list[Any]:
        return list(found.units.all())

    @staticmethod
    def resolve_links(found: Finding) -> list[str]:
        return [link.key for link in found.links.all()]

    @staticmethod
    def resolve_content(found: Finding) -> dict[str, Any]:
        if found.is_target:
            one = found.target
            return {
                "subject": one.subject,
                "operator": one.operator,
                "value": f"{one.value.normalize() + 0:f}",
                "unit": one.measured_in,
                "base": one.base,
                "period": one.period,
                "optional": one.optional,
            }
        task = found.task
        return {
            "kind": task.kind,
            "what": task.what,
            "product": task.product,
            "start_on": task.start_on,
            "deadline_text": task.deadline_text,
            "recurrence": task.recurrence,
            "leads": [each.shown for each in found.units.all() if each.part == UnitPart.LEADS],
            "supports": [each.shown for each in found.units.all() if each.part == UnitPart.SUPPORTS],
        }


class FindingPageOut(Schema):
    """Một trang mục đã xác nhận, đến hạn trước đứng trước; đọc tiếp với `after`, null khi đã hết."""

    findings: list[FindingOut]
    after: str | None
    count: int
    count_is_complete: bool


class HeaderIn(Schema):
    """Thông tin đầu văn bản; trường không gửi thì giữ nguyên."""

    version: int
    doc_type: str | None = None
    number: str | None = None
    symbol: str | None = None
    issued_on: dt.date | None = None
    precision: Literal["day", "month", "year", "none"] | None = None
    place: str | None = None
    issuer: str | None = None
    subject: str | None = None
    recipients: list[str] | None = None
    copies: list[str] | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    signer_authority: str | None = None
    year: int | None = None


class VersionIn(Schema):
    """Phiên bản mà người gửi đã thấy."""

    version: int


class SeenIn(Schema):
    """Các mục đã thấy: mã mục và phiên bản."""

    seen: dict[int, int]


class SpanIn(Schema):
    """Chỗ đứng trong toàn văn: vị trí, hoặc nguyên văn để hệ thống tìm."""

    start: int | None = None
    end: int | None = None
    quote: str = ""


class TargetIn(Schema):
    """Một chỉ tiêu."""

    subject: str
    operator: OperatorName
    value: Decimal
    measured_in: str = ""
    base: str = ""
    period: str = ""
    deadline: dt.date | None = None
    optional: bool = False


class TaskIn(Schema):
    """Một nhiệm vụ, điều cấm, chế tài hay chế độ báo cáo."""

    kind: TaskKindName
    what: str
    leads: list[str] = []
    supports: list[str] = []
    product: str = ""
    start_on: dt.date | None = None
    deadline: dt.date | None = None
    deadline_text: str = ""
    recurrence: RecurrenceName = ""


class TargetMendIn(VersionIn):
    """Chỉ tiêu đã sửa."""

    target: TargetIn


class TaskMendIn(VersionIn):
    """Nhiệm vụ đã sửa."""

    task: TaskIn


class TargetAddIn(SpanIn):
    """Chỉ tiêu thêm bằng tay."""

    target: TargetIn


class TaskAddIn(SpanIn):
    """Nhiệm vụ thêm bằng tay."""

    task: TaskIn


class YardsticksIn(VersionIn):
    """Khóa của các tiêu chí, thước đo mà mục này gắn với; thay cho những gì đang gắn."""

    keys: list[str]


class LinkIn(Schema):
    """Văn bản được nêu."""

    relation: RelationName
    number: str
    doc_type: str = ""
    issued_on: dt.date | None = None
    issuer: str = ""


class LinkOut(Schema):
    """Một văn bản được nêu; `other_id` là văn bản trong sổ, null khi chỉ biết số."""

    id: int
    relation: RelationName
    doc_type: str
    number: str
    issued_on: dt.date | None
    issuer: str
    other_id: int | None


class AskIn(Schema):
    """Ai phải đọc: từng người, hoặc mọi người ở các vị trí."""

    user_ids: list[int] = []
    roles: list[str] = []
    due_on: dt.date | None = None


class ReaderOut(Schema):
    """Người phải đọc; `read_at` null khi chưa đọc."""

    id: int
    user_id: int
    user: str = Field(alias="user.display_name")
    role: str
    unit: str = Field(alias="unit.name")
    due_on: dt.date | None
    read_at: dt.datetime | None


class WithdrawIn(Schema):
    """Vì sao rút."""

    reason: str


class YardstickOut(Schema):
    """Một tiêu chí hay thước đo có thể gắn."""

    key: str
    kind: str
    group: str
    code: str
    name: str
    area: str
    area_name: str
