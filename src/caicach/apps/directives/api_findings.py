"""Targets and tasks over HTTP: those of a directive, each decision about them, the lists of what is confirmed."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router

from caicach.apps.directives import actions, queries, schemas
from caicach.apps.directives.api import scope_of
from caicach.apps.directives.checks import TargetData, TaskData
from caicach.apps.directives.spelling import places
from caicach.platform import yardsticks

router = Router(tags=["directives"])
ACTS = {
    "confirm": actions.confirm,
    "reject": actions.reject,
    "merge": actions.merge,
    "reopen": actions.reopen,
}


@router.get(
    "/directives/{int:directive_id}/findings",
    response=list[schemas.FindingOut],
    summary="Mục đọc từ một văn bản",
)
def list_findings_of(request: HttpRequest, directive_id: int) -> Any:
    """Theo thứ tự trong văn bản, cả mục chờ và mục đã bỏ."""
    scope = scope_of(request)
    return queries.findings_of(scope, queries.directive(scope, directive_id))


@router.get(
    "/directives/{int:directive_id}/readings",
    response=list[schemas.PlaceOut],
    summary="Chữ cũ chưa chắc cách đọc",
)
def list_readings(request: HttpRequest, directive_id: int) -> Any:
    """Theo thứ tự trong văn bản, cả chỗ máy đã sửa và chỗ đã chọn."""
    one = queries.directive(scope_of(request), directive_id)
    return places(one.text, one.conversions)


@router.post(
    "/directives/{int:directive_id}/readings", response=list[schemas.PlaceOut], summary="Chọn cách đọc chữ cũ"
)
def pick_readings(request: HttpRequest, directive_id: int, given: schemas.ReadingsIn) -> Any:
    """Toàn văn và vị trí các mục được sửa theo; 409 khi văn bản vừa được sửa."""
    one = actions.pick_readings(scope_of(request), directive_id, given.version, given.readings)
    return places(one.text, one.conversions)


@router.post(
    "/directives/{int:directive_id}/readings/undo",
    response=list[schemas.PlaceOut],
    summary="Hoàn tác cách đọc chữ cũ",
)
def undo_readings(request: HttpRequest, directive_id: int, given: schemas.PlacesIn) -> Any:
    """Chữ trở lại như máy đã đọc."""
    one = actions.undo_readings(scope_of(request), directive_id, given.version, given.starts)
    return places(one.text, one.conversions)


@router.get("/findings/{type}", response=schemas.FindingPageOut, summary="Chỉ tiêu, nhiệm vụ đã xác nhận")
def list_findings(
    request: HttpRequest,
    type: Literal["targets", "tasks"],
    year: int | None = None,
    unit_id: int | None = None,
    area: str = "",
    leaf: str = "",
    kind: schemas.TaskKindName | None = None,
    due: Literal["late", "open", "none"] | None = None,
    after: str = "",
) -> Any:
    """Lọc theo đơn vị thực hiện, lĩnh vực, tiêu chí (khóa), thời hạn; đến hạn trước đứng trước."""
    narrowed = queries.FindingFilter(year, unit_id, area[:60], leaf[:200], kind or "", due or "")
    return queries.page_of_findings(scope_of(request), narrowed, targets=type == "targets", after=after[:40])


@router.get("/yardsticks", response=list[schemas.YardstickOut], summary="Tiêu chí, thước đo có thể gắn")
def list_yardsticks(request: HttpRequest, year: int) -> Any:
    """Của một năm, trong phạm vi của người hỏi."""
    scope_of(request).require(queries.READ)
    return list(yardsticks.yardsticks(scope_of(request), year).values())


@router.post(
    "/findings/{int:finding_id}/decide/{act}", response=schemas.FindingOut, summary="Quyết định về một mục"
)
def decide(
    request: HttpRequest,
    finding_id: int,
    act: Literal["confirm", "reject", "merge", "reopen"],
    given: schemas.VersionIn,
) -> Any:
    """Xác nhận, bỏ, gộp vào mục trước (trả về mục trước), hoặc hoàn tác; 409 khi người khác vừa sửa."""
    found = ACTS[act](scope_of(request), finding_id, given.version)
    return queries.finding(scope_of(request), found.pk)


@router.post(
    "/directives/{int:directive_id}/findings/confirm", response=dict[str, int], summary="Xác nhận nhiều mục"
)
def confirm_many(request: HttpRequest, directive_id: int, given: schemas.SeenIn) -> Any:
    """Mục đã có người quyết định thì giữ nguyên; 409 khi một mục đã bị sửa."""
    return {"confirmed": actions.confirm_many(scope_of(request), directive_id, given.seen)}


@router.post("/findings/{int:finding_id}/target", response=schemas.FindingOut, summary="Sửa một chỉ tiêu")
def mend_target(request: HttpRequest, finding_id: int, given: schemas.TargetMendIn) -> Any:
    """Sửa là xác nhận."""
    actions.mend_target(scope_of(request), finding_id, given.version, TargetData(**given.target.dict()))
    return queries.finding(scope_of(request), finding_id)


@router.post("/findings/{int:finding_id}/task", response=schemas.FindingOut, summary="Sửa một nhiệm vụ")
def mend_task(request: HttpRequest, finding_id: int, given: schemas.TaskMendIn) -> Any:
    """Sửa là xác nhận."""
    actions.mend_task(scope_of(request), finding_id, given.version, TaskData(**given.task.dict()))
    return queries.finding(scope_of(request), finding_id)


@router.post(
    "/directives/{int:directive_id}/targets", response={201: schemas.FindingOut}, summary="Thêm một chỉ tiêu"
)
def add_target(request: HttpRequest, directive_id: int, given: schemas.TargetAddIn) -> Any:
    """Mục do người nhập, coi như đã xác nhận."""
    span = actions.Span(given.start, given.end, given.quote)
    made = actions.add_target(scope_of(request), directive_id, TargetData(**given.target.dict()), span)
    return queries.finding(scope_of(request), made.pk)


@router.post(
    "/directives/{int:directive_id}/tasks", response={201: schemas.FindingOut}, summary="Thêm một nhiệm vụ"
)
def add_task(request: HttpRequest, directive_id: int, given: schemas.TaskAddIn) -> Any:
    """Mục do người nhập, coi như đã xác nhận."""
    span = actions.Span(given.start, given.end, given.quote)
    made = actions.add_task(scope_of(request), directive_id, TaskData(**given.task.dict()), span)
    return queries.finding(scope_of(request), made.pk)


@router.put("/findings/{int:finding_id}/links", response=schemas.FindingOut, summary="Gắn tiêu chí, thước đo")
def link_finding(request: HttpRequest, finding_id: int, given: schemas.YardsticksIn) -> Any:
    """Danh sách gửi lên thay cho những gì đang gắn."""
    actions.link_to(scope_of(request), finding_id, given.version, given.keys)
    return queries.finding(scope_of(request), finding_id)
