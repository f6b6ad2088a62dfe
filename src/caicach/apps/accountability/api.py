"""Remedies and consequences over HTTP: the same queries and actions as the pages."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from caicach.apps.accountability.actions import consequences, plans, remedies
from caicach.apps.accountability.actions.remedies import RemedyData
from caicach.apps.accountability.queries import cases as case_queries
from caicach.apps.accountability.queries import plans as plan_queries
from caicach.apps.accountability.queries.cases import Narrowed
from caicach.apps.accountability.queries.overview import overview
from caicach.apps.accountability.queries.plan_model import PlanPage
from caicach.apps.accountability.schemas import (
    CaseOut,
    CasesIn,
    ClosingIn,
    CountOut,
    DecisionIn,
    ObjectionIn,
    PlanOut,
    RemedyIn,
    RemedyOut,
    ReportIn,
    UnitPlanOut,
)
from caicach.apps.parindex.api_support import LARGEST_ID, Code, Id, SubjectName, Year, scope_of
from caicach.core.accountability.people import Step
from caicach.core.accountability.plan import Report, State
from caicach.platform.access import NotFound

router = Router(tags=["accountability"])
Month = Annotated[int, Path(ge=1, le=36, description="Kỳ báo cáo, tính theo tháng sau ngày công bố")]
Locality = Annotated[int | None, Query(ge=1, le=LARGEST_ID, description="Địa phương, khi có nhiều")]
MOST = 500


@router.get("/remedy-plans", response=list[UnitPlanOut], summary="Kế hoạch khắc phục của các đơn vị")
def remedy_plans(
    request: HttpRequest, year: Year, subject: SubjectName = "commune", locality_id: Locality = None
) -> list[UnitPlanOut]:
    """Mỗi đơn vị trong phạm vi của người hỏi: trạng thái, hạn, số việc, tiến độ kỳ hiện tại, số điểm dự kiến lấy lại."""
    found = overview(scope_of(request), year, subject, locality_id)
    return [UnitPlanOut.of(one) for one in found.units]


@router.get("/units/{unit_id}/remedy-plan", response=PlanOut, summary="Kế hoạch khắc phục của một đơn vị")
def remedy_plan(request: HttpRequest, unit_id: Id, year: Year) -> PlanOut:
    """Hai danh sách (giữ vững, khắc phục) theo kết quả đã công bố: việc cần làm, ai chịu trách nhiệm, thời hạn, báo cáo."""
    return PlanOut.of(plan_queries.page(scope_of(request), year, unit_id))


@router.put(
    "/units/{unit_id}/remedy-plan/leaves/{code}",
    response=RemedyOut,
    summary="Ghi việc khắc phục của một tiêu chí",
)
def put_remedy(request: HttpRequest, unit_id: Id, code: Code, year: Year, body: RemedyIn) -> RemedyOut:
    """Kế hoạch đã phê duyệt thì phải có `reason`. `version` là phiên bản đã đọc; 409 khi người khác đã sửa trước."""
    scope = scope_of(request)
    found = plan_queries.page(scope, year, unit_id)
    data = RemedyData(body.cause, body.what, body.owner_user_id, body.owner_unit_id, body.due_on)
    remedies.amend(scope, _member(found), code, data, body.version, body.reason)
    return RemedyOut.of(plan_queries.page(scope, year, unit_id).line(code))


@router.put(
    "/units/{unit_id}/remedy-plan/leaves/{code}/progress/{month}",
    response=RemedyOut,
    summary="Báo cáo tiến độ một kỳ",
)
def put_progress(
    request: HttpRequest, unit_id: Id, code: Code, month: Month, year: Year, body: ReportIn
) -> RemedyOut:
    """Của đơn vị hoặc của người chịu trách nhiệm. `version` là phiên bản đã đọc, 0 khi chưa có; 409 khi đã có người ghi."""
    scope = scope_of(request)
    found = plan_queries.page(scope, year, unit_id)
    given = Report(State(body.state), body.text, body.percent, body.expected)
    remedies.report(scope, _member(found), code, month, given, body.version)
    return RemedyOut.of(plan_queries.page(scope, year, unit_id).line(code))


@router.post("/units/{unit_id}/remedy-plan/approve", response=PlanOut, summary="Phê duyệt kế hoạch khắc phục")
def approve(request: HttpRequest, unit_id: Id, year: Year) -> PlanOut:
    """Dành cho người đứng đầu đơn vị. 409 kèm mọi tiêu chí còn thiếu việc cần làm, người chịu trách nhiệm hoặc thời hạn."""
    scope = scope_of(request)
    plans.approve(scope, _member(plan_queries.page(scope, year, unit_id)))
    return PlanOut.of(plan_queries.page(scope, year, unit_id))


@router.post("/units/{unit_id}/remedy-plan/close", response=PlanOut, summary="Kết thúc kế hoạch khắc phục")
def close(request: HttpRequest, unit_id: Id, year: Year, body: ClosingIn) -> PlanOut:
    """Dành cho người đứng đầu đơn vị; còn việc chưa xong thì phải ghi lý do."""
    scope = scope_of(request)
    plans.close(scope, _member(plan_queries.page(scope, year, unit_id)), body.reason)
    return PlanOut.of(plan_queries.page(scope, year, unit_id))


@router.get("/consequences", response=list[CaseOut], summary="Các trường hợp trong phạm vi, tối đa 500")
def consequences_of_year(
    request: HttpRequest, year: Year, subject: SubjectName = "commune", locality_id: Locality = None
) -> list[CaseOut]:
    """Chỉ người có quyền xem hệ quả về thi đua, khen thưởng; theo thứ tự đơn vị."""
    scope = scope_of(request)
    found = case_queries.listing(scope, year, Narrowed(), subject, locality_id)
    return [CaseOut.of(one) for one in case_queries.in_words(scope, list(found.rows[:MOST]))]


@router.get("/consequences/mine", response=list[CaseOut], summary="Các trường hợp của người hỏi")
def own_consequences(request: HttpRequest) -> list[CaseOut]:
    """Chỉ các trường hợp nêu tên người hỏi, năm mới nhất trước."""
    return [CaseOut.of(one) for one in case_queries.own(scope_of(request))]


@router.get("/consequences/{case_id}", response=CaseOut, summary="Một trường hợp")
def consequence(request: HttpRequest, case_id: Id, year: Year) -> CaseOut:
    """Người được nêu và người có quyền xem; với người khác, trường hợp này không tồn tại (404)."""
    return CaseOut.of(case_queries.case(scope_of(request), year, case_id))


@router.post("/rounds/{round_id}/consequences", response=CountOut, summary="Lập đề xuất từ kết quả công bố")
def propose(request: HttpRequest, round_id: Id) -> CountOut:
    """Cho người đứng đầu và người phụ trách theo kết quả công bố; gọi lại không lập trùng. Trả về số trường hợp mới."""
    return CountOut(count=consequences.propose(scope_of(request), round_id))


@router.post("/consequence-notices", response=CountOut, summary="Thông báo cho người được nêu")
def notify(request: HttpRequest, body: CasesIn) -> CountOut:
    """Từ ngày thông báo, thời hạn có ý kiến bắt đầu tính. Trả về số trường hợp đã thông báo."""
    return CountOut(count=consequences.notify(scope_of(request), body.ids))


@router.post("/consequences/{case_id}/objection", response=CaseOut, summary="Ghi ý kiến phản đối")
def object_to(request: HttpRequest, case_id: Id, year: Year, body: ObjectionIn) -> CaseOut:
    """Chính người được nêu, hoặc người của đơn vị ghi thay; ý kiến muộn vẫn được nhận và ghi số ngày muộn."""
    scope = scope_of(request)
    consequences.object_to(scope, case_id, body.text, body.document_ids)
    return CaseOut.of(case_queries.case(scope, year, case_id))


@router.post("/consequences/{case_id}/decision", response=CaseOut, summary="Giữ nguyên hoặc không áp dụng")
def decide(request: HttpRequest, case_id: Id, year: Year, body: DecisionIn) -> CaseOut:
    """Luôn có lý do; người được nêu không tự quyết định. 409 khi trường hợp đã thay đổi sau phiên bản `version`."""
    scope = scope_of(request)
    consequences.decide(scope, case_id, Step(body.step), body.reason, body.version)
    return CaseOut.of(case_queries.case(scope, year, case_id))


def _member(found: PlanPage) -> int:
    if found.participant is None:
        raise NotFound
    return found.participant.pk
