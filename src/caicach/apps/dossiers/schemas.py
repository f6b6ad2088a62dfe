"""What the API of dossiers takes and gives. Moments are ISO 8601 with offset, amounts decimal text in whole đồng."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from ninja import Schema
from pydantic import Field


class PersonIn(Schema):
    """Người nộp: công dân có số định danh 12 số, tổ chức có mã số; để trống nếu chưa có số."""

    name: str
    number: str = ""
    kind: str = "citizen"
    birth_date: dt.date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""


class PaperIn(Schema):
    """Giấy tờ nộp: theo thành phần hồ sơ (`paper_id`) hoặc tên khác; `file` là mã tệp đã gửi, `reuse` là mã giấy tờ đã số hóa."""

    paper_id: int | None = None
    name: str = ""
    form: str = ""
    copies: int = 1
    file: str = ""
    reuse: str = ""
    signed: bool = False


class FeeIn(Schema):
    """Phí, lệ phí thu: theo biểu phí (`fee_id`); khác mức quy định thì phải có `reason`."""

    fee_id: int | None = None
    name: str = ""
    amount: Decimal | None = None
    reason: str = ""
    paid: bool = False
    online: bool = False


class CompletionIn(Schema):
    """Phần làm hồ sơ đầy đủ; `due_at` và `due_reason` chỉ khi thủ tục chưa có thời hạn trong danh mục."""

    papers: list[PaperIn] = []
    fees: list[FeeIn] = []
    due_at: dt.datetime | None = None
    due_reason: str = ""
    wants_receipt: bool = True
    note: str = ""


class IntakeIn(CompletionIn):
    """Hồ sơ nộp tại một quầy. `channel`: 1 trực tiếp, 2 trực tuyến, 3 bưu chính công ích."""

    unit_id: int
    version_id: int = Field(description="Phiên bản thủ tục đang có hiệu lực")
    person: PersonIn
    channel: int = 1
    proxy_name: str = ""
    content: str = ""
    sets: int = 1
    return_way: str = "in_person"
    submitted_at: dt.datetime | None = None
    handling_unit_id: int | None = None


class PartIn(Schema):
    """Hồ sơ thành phần; `after` là vị trí (từ 0) của các hồ sơ phải xong trước."""

    intake: IntakeIn
    after: list[int] = []


class GroupIn(Schema):
    """Hồ sơ liên thông: nhiều hồ sơ của một việc."""

    name: str
    parts: list[PartIn]


class ActIn(Schema):
    """Mọi việc trên hồ sơ đều kèm `version` đã đọc; phiên bản cũ thì trả lời 409."""

    version: int
    note: str = ""


class ReceiveIn(CompletionIn):
    """Tiếp nhận hồ sơ đã đăng ký, hoặc nhận phần bổ sung."""

    version: int


class GuidanceIn(ActIn):
    """Phiếu yêu cầu bổ sung (mẫu 02)."""

    missing: list[str]
    reason: str


class ReasonIn(ActIn):
    """Lý do được lưu lại."""

    reason: str


class GroundIn(ReasonIn):
    """Lý do hoặc căn cứ theo mã trong danh mục, kèm giải thích."""

    code: str


class OfficerIn(ActIn):
    """Người giải quyết; `handling_unit_id` khi chuyển cho đơn vị khác."""

    officer_id: int
    handling_unit_id: int | None = None


class ReassignIn(ReasonIn):
    """Phân công lại."""

    officer_id: int


class StepIn(ActIn):
    """Hoàn thành bước đang xử lý."""

    next_officer_id: int | None = None


class QuestionIn(ActIn):
    """Lấy ý kiến cơ quan khác trong `days` ngày làm việc."""

    unit_id: int
    question: str
    days: Decimal = Decimal(2)


class AnswerIn(ActIn):
    """Ý kiến trả lời."""

    answer: str


class ApologyIn(ReasonIn):
    """Phiếu xin lỗi (mẫu 04): một lần, một ngày hẹn mới."""

    new_day: dt.date


class ResultIn(Schema):
    """Giấy tờ kết quả; có tệp thì được lưu để dùng lại."""

    name: str
    form: str = "original"
    file: str = ""
    signed: bool = False
    valid_to: dt.date | None = None


class FinishIn(ActIn):
    """Kết thúc giải quyết; `denied` kèm `reason` khi không đủ điều kiện."""

    results: list[ResultIn] = []
    denied: bool = False
    reason: str = ""


class ReturnIn(ActIn):
    """Trả kết quả; trả trước hẹn thì phải đã thông báo (`announced`)."""

    way: str
    taker: str
    announced: bool = False


class RatingIn(ActIn):
    """Phiếu đánh giá: 1 không hài lòng, 2 hài lòng, 3 rất hài lòng."""

    score: int
    contacts: int = 0
    agencies: int = 0
    complaint: bool = False
    words: str = ""


class CorrectIn(ReasonIn):
    """Đính chính chỗ ghi sai; không đính chính những gì pháp luật đã cố định."""

    changes: dict[str, str]


class PayIn(Schema):
    """Cách nộp phí."""

    online: bool = False


class FeeOut(Schema):
    """Một khoản phí, lệ phí đã thu."""

    id: int
    dossier_id: int
    name: str
    amount: Decimal
    scheduled: Decimal | None
    paid_at: dt.datetime | None
    online: bool


class FileOut(Schema):
    """Tệp đã nhận: `file` dùng một giờ, chỉ cho người đã gửi."""

    file: str
    name: str


class DossierOut(Schema):
    """Một hồ sơ. `status` là trạng thái quốc gia 1–10, `version` phải gửi lại khi thực hiện việc tiếp theo."""

    id: int
    code: str
    version: int
    status: int
    unit_id: int
    handling_unit_id: int
    procedure: str = Field(alias="procedure_version.procedure.code")
    procedure_name: str = Field(alias="procedure_version.name")
    channel: int
    applicant_name: str
    content: str
    submitted_at: dt.datetime
    received_at: dt.datetime | None
    first_due_at: dt.datetime | None
    due_at: dt.datetime | None
    reappointed: int
    finished_at: dt.datetime | None
    returned_at: dt.datetime | None
    ended_at: dt.datetime | None
    officer_id: int | None
    step: int | None
    return_way: str
    receipt_number: str
    same_day: bool
    denied: bool
    group_id: int | None


class SlipOut(Schema):
    """Một phiếu; `dossier_version` phải gửi lại khi thực hiện việc tiếp theo."""

    id: int
    dossier_id: int
    dossier_version: int = Field(alias="dossier.version")
    form: str
    year: int
    number: int
    reason: str
    new_due_at: dt.datetime | None
    signed_at: dt.datetime | None
    sent_at: dt.datetime | None


class GroupOut(Schema):
    """Hồ sơ liên thông với ngày hẹn chung cho công dân."""

    id: int
    code: str
    name: str
    due_at: dt.datetime | None


class EventOut(Schema):
    """Một diễn biến."""

    at: dt.datetime
    act: str
    before: int | None
    after: int
    by_name: str
    note: str


class StepOut(Schema):
    """Một bước của quy trình nội bộ."""

    order: int
    name: str
    officer_id: int | None
    started_at: dt.datetime
    due_at: dt.datetime | None
    finished_at: dt.datetime | None


class PageOut(Schema):
    """Hồ sơ với mọi diễn biến; `acts` là các việc người hỏi được làm lúc này."""

    dossier: DossierOut
    events: list[EventOut]
    slips: list[SlipOut]
    steps: list[StepOut]
    parts: list[DossierOut]
    acts: list[str]
