"""The unit's side of the yearly round over HTTP: where it stands, evidence, explanation, the lock and its way back, deadlines."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Schema
from pydantic import Field

from caicach.apps.parindex import evidence_files
from caicach.apps.parindex.actions import appraisal, evidence, evidence_package, process
from caicach.apps.parindex.actions.appraisal import ANSWER_LENGTH
from caicach.apps.parindex.actions.evidence import NOTE_LENGTH, PAGES_LENGTH
from caicach.apps.parindex.api_support import LARGEST_ID, Code, CodeIn, Id, IdIn, ReasonIn, Year, scope_of
from caicach.apps.parindex.models import Participant
from caicach.apps.parindex.queries import facts, self_score
from caicach.apps.parindex.queries.process import deadline
from caicach.core.parindex import plain
from caicach.core.parindex.process import PARTS
from caicach.platform.files import packing

router = Router(tags=["self-score"])
UNIT, LEAF = "/units/{int:unit_id}", "/units/{int:unit_id}/facts/{str:code}"
Points = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=6)]


class QuestionOut(Schema):
    """Yêu cầu giải trình một tiêu chí và câu trả lời của đơn vị."""

    code: str
    text: str
    due_on: dt.date | None
    answer: str
    answered_at: dt.datetime | None
    version: int


class SubmissionOut(Schema):
    """Một lần nộp: `kind` là self_score hoặc explanation; bản đã rút có lý do."""

    kind: str
    number: int
    report_id: int
    submitted_at: dt.datetime
    due_on: dt.date | None
    days_late: int
    digest: str
    withdrawn_at: dt.datetime | None
    withdrawn_reason: str


class ProcessOut(Schema):
    """Đơn vị ở bước nào của đợt, hạn của bước, còn thiếu gì, đã nộp gì."""

    unit_id: int
    unit: str
    year: int
    stage: str
    stage_since: dt.datetime | None
    due_on: dt.date | None
    without_input: list[str]
    without_evidence: list[str]
    questions: list[QuestionOut]
    submissions: list[SubmissionOut]


class NoteIn(Schema):
    """Giải thích của đơn vị; chữ rỗng là bỏ. `version` là phiên bản đã xem, 0 khi chưa có."""

    text: str = Field(max_length=NOTE_LENGTH)
    version: int = Field(ge=0, le=LARGEST_ID)


class NoteOut(Schema):
    """Giải thích đang lưu; `version` là 0 khi không có."""

    code: str
    text: str
    version: int


class ProofIn(Schema):
    """Tài liệu trong kho của đơn vị chứng minh tiêu chí."""

    document_id: IdIn
    pages: str = Field("", max_length=PAGES_LENGTH)


class ProofOut(Schema):
    """Tài liệu đã gắn."""

    code: str
    document_id: int
    pages: str


class SeveralIn(Schema):
    """Một tài liệu trong kho của đơn vị, các tiêu chí mà nó chứng minh, và trang của từng tiêu chí nếu có."""

    document_id: IdIn
    codes: list[CodeIn] = Field(min_length=1, max_length=1000)
    pages: dict[CodeIn, Annotated[str, Field(max_length=PAGES_LENGTH)]] = {}


class SeveralOut(Schema):
    """Bao nhiêu tiêu chí mới được gắn."""

    added: int


class ReportIn(Schema):
    """Báo cáo đã ký: tài liệu PDF trong kho của đơn vị."""

    report_id: IdIn | None = None


class AnswerIn(Schema):
    """Giải trình một tiêu chí, có thể kèm điểm đề nghị. `version` là phiên bản đã xem; bỏ trống để không so."""

    text: str = Field(max_length=ANSWER_LENGTH)
    points: Points | None = None
    version: int | None = Field(default=None, ge=0, le=LARGEST_ID)


class AnswerOut(QuestionOut):
    """Yêu cầu giải trình sau khi trả lời."""

    points: str | None


class DeadlinesIn(Schema):
    """Thời hạn các bước, để trống là không đặt; không bước nào trước bước đứng trước nó."""

    self_score: dt.date | None = None
    appraisal_1: dt.date | None = None
    explanation: dt.date | None = None
    appraisal_2: dt.date | None = None
    council: dt.date | None = None
    publication: dt.date | None = None
    reason: str = Field(max_length=1000)


class DeadlinesOut(Schema):
    """Thời hạn các bước của đợt."""

    self_score: dt.date | None
    appraisal_1: dt.date | None
    explanation: dt.date | None
    appraisal_2: dt.date | None
    council: dt.date | None
    publication: dt.date | None


@router.get(
    f"{UNIT}/process", response=ProcessOut, summary="Đơn vị ở bước nào của đợt", operation_id="process"
)
def state(request: HttpRequest, unit_id: Id, year: Year) -> Any:
    """Bước, thời hạn, mã những tiêu chí còn thiếu, yêu cầu giải trình, các lần nộp."""
    shown = facts.sheet(scope_of(request), year, unit_id)
    standing = self_score.progress(scope_of(request), shown)
    participant, gaps = standing.participant, standing.state.gaps
    return {
        "unit_id": unit_id,
        "unit": shown.unit.shown_name,
        "year": year,
        "stage": standing.stage.value,
        "stage_since": participant.stage_since,
        "due_on": standing.due,
        "without_input": list(gaps.without_input),
        "without_evidence": list(gaps.without_evidence),
        "questions": [_question(one) for one in standing.asked],
        "submissions": [_submission(one) for one in self_score.submissions(participant)],
    }


@router.put(
    f"{LEAF}/note",
    response=NoteOut,
    summary="Ghi giải thích của đơn vị cho một tiêu chí",
    operation_id="note",
)
def note(request: HttpRequest, unit_id: Id, code: Code, year: Year, given: NoteIn) -> Any:
    """Trả lời 409 khi người khác đã sửa sau phiên bản đã xem; bản hiện có nằm trong "problems"."""
    participant = _participant(request, year, unit_id)
    kept = evidence.note(scope_of(request), participant.pk, code, given.text, given.version)
    return {"code": code, "text": kept.text if kept else "", "version": kept.version if kept else 0}


@router.post(
    f"{LEAF}/proofs", response=ProofOut, summary="Gắn tài liệu chứng minh", operation_id="proof_attach"
)
def attach(request: HttpRequest, unit_id: Id, code: Code, year: Year, given: ProofIn) -> Any:
    """Gắn lại tài liệu đã gắn là ghi lại số trang."""
    participant = _participant(request, year, unit_id)
    proof = evidence.attach(scope_of(request), participant.pk, code, given.document_id, given.pages)
    return {"code": code, "document_id": proof.document_id, "pages": proof.pages}


@router.post(
    f"{UNIT}/proofs",
    response=SeveralOut,
    summary="Gắn một tài liệu với nhiều tiêu chí",
    operation_id="proof_attach_to_several",
)
def attach_to_several(request: HttpRequest, unit_id: Id, year: Year, given: SeveralIn) -> Any:
    """Tất cả các tiêu chí nêu tên hoặc không tiêu chí nào; tiêu chí đã gắn tài liệu này từ trước giữ nguyên."""
    participant = _participant(request, year, unit_id)
    added = evidence.attach_to_several(
        scope_of(request), participant.pk, given.codes, given.document_id, given.pages
    )
    return {"added": added}


@router.delete(
    LEAF + "/proofs/{int:document_id}",
    response={204: None},
    summary="Gỡ tài liệu chứng minh",
    operation_id="proof_detach",
)
def detach(request: HttpRequest, unit_id: Id, code: Code, document_id: Id, year: Year) -> Any:
    """Tài liệu vẫn còn trong kho của đơn vị."""
    participant = _participant(request, year, unit_id)
    evidence.detach(scope_of(request), participant.pk, code, document_id)
    return None


@router.post(
    f"{LEAF}/answer", response=AnswerOut, summary="Giải trình một tiêu chí", operation_id="question_answer"
)
def answer(request: HttpRequest, unit_id: Id, code: Code, year: Year, given: AnswerIn) -> Any:
    """Chỉ khi đơn vị đang giải trình và tiêu chí có yêu cầu."""
    participant = _participant(request, year, unit_id)
    found = appraisal.answer(scope_of(request), participant.pk, code, given.text, given.points, given.version)
    return _question(found) | {"points": None if given.points is None else plain(given.points)}


@router.post(
    f"{UNIT}/evidence-package",
    response={200: None},
    summary="Tải gói minh chứng (ZIP)",
    operation_id="evidence_package",
)
def package(request: HttpRequest, unit_id: Id, year: Year) -> HttpResponseBase:
    """Mọi tài liệu và báo cáo đã ký của đơn vị, kèm mục lục và SHA256SUMS; nhật ký ghi việc tải."""
    taken = evidence_package.take_out(scope_of(request), year, unit_id)
    return packing.archive(evidence_files.members(taken), f"minh-chung-{unit_id}-{year}.zip")


@router.post(
    f"{UNIT}/self-score/lock",
    response=SubmissionOut,
    summary="Chốt điểm tự chấm",
    operation_id="self_score_lock",
)
def lock(request: HttpRequest, unit_id: Id, year: Year, given: ReportIn) -> Any:
    """Trả lời 409 với mọi thứ còn thiếu trong "problems"."""
    participant = _participant(request, year, unit_id)
    return _submission(process.lock(scope_of(request), participant.pk, given.report_id))


@router.post(
    f"{UNIT}/self-score/withdraw",
    response=ProcessOut,
    summary="Rút bản tự chấm đã chốt",
    operation_id="self_score_withdraw",
)
def withdraw(request: HttpRequest, unit_id: Id, year: Year, given: ReasonIn) -> Any:
    """Được khi chưa ai bắt đầu thẩm định."""
    process.withdraw(scope_of(request), _participant(request, year, unit_id).pk, given.reason)
    return state(request, unit_id, year)


@router.post(
    f"{UNIT}/self-score/unlock",
    response=ProcessOut,
    summary="Mở khóa điểm tự chấm cho đơn vị sửa",
    operation_id="self_score_unlock",
)
def unlock(request: HttpRequest, unit_id: Id, year: Year, given: ReasonIn) -> Any:
    """Việc của quản trị bộ chỉ số, cả khi đang thẩm định."""
    process.unlock(scope_of(request), _participant(request, year, unit_id).pk, given.reason)
    return state(request, unit_id, year)


@router.post(
    f"{UNIT}/explanation",
    response=SubmissionOut,
    summary="Gửi giải trình đã ký",
    operation_id="explanation_send",
)
def explain(request: HttpRequest, unit_id: Id, year: Year, given: ReportIn) -> Any:
    """Khi mọi yêu cầu đã được trả lời."""
    participant = _participant(request, year, unit_id)
    return _submission(process.explain(scope_of(request), participant.pk, given.report_id))


@router.put(
    "/rounds/{int:round_id}/deadlines",
    response=DeadlinesOut,
    summary="Đặt thời hạn các bước của đợt",
    operation_id="round_deadlines",
)
def deadlines(request: HttpRequest, round_id: Id, given: DeadlinesIn) -> Any:
    """Ghi cả bộ thời hạn: bước để trống là không có hạn."""
    stated = {part: getattr(given, part) for part in PARTS}
    round = process.set_deadlines(scope_of(request), round_id, stated, given.reason)
    return {part: deadline(round, part) for part in PARTS}


def _participant(request: HttpRequest, year: int, unit_id: int) -> Participant:
    return self_score.participating(facts.sheet(scope_of(request), year, unit_id))


def _question(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in QuestionOut.model_fields}


def _submission(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in SubmissionOut.model_fields}
