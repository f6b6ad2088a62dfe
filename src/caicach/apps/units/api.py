"""Units, people and responsibilities over HTTP: the same queries and actions as the screen.

Lists are read page by page: the answer names the id to continue with (`after`).
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import File, Query, Router, UploadedFile

from caicach.apps.units import actions, queries
from caicach.apps.units.models import Post, Responsibility, ResponsibilityNotice
from caicach.apps.units.schemas import (
    AmendIn,
    AnswerableOut,
    AssignmentOut,
    EndIn,
    ImportOut,
    KindName,
    MappingOut,
    MoveIn,
    NoticeIn,
    NoticeOut,
    NoticeWithRowsOut,
    PostIn,
    PostOut,
    ReasonIn,
    RenameIn,
    SuccessionIn,
    SuccessionOut,
    TreeNodeOut,
    UnitIn,
    UnitOut,
    UnitPageOut,
)
from caicach.platform import spreadsheets, uploads
from caicach.platform.access import Permission, Scope

router = Router(tags=["units"])

Year = Annotated[int, Query(description="Năm của cây đơn vị", ge=queries.FIRST_YEAR, le=queries.LAST_YEAR)]


def _scope(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


def _year(scope: Scope, year: int | None) -> int:
    return scope.today.year if year is None else year


# --- reading ---------------------------------------------------------------------------------------------------------


@router.get("/units", response=UnitPageOut, summary="Danh sách đơn vị của một năm")
def list_units(
    request: HttpRequest,
    year: Year | None = None,
    kind: KindName | None = None,
    search: str = "",
    under: int | None = None,
    after: int | None = None,
) -> Any:
    """Trong phạm vi của người hỏi; `search` là tên có dấu hoặc không dấu, hoặc mã; `under` chỉ lấy trong một đơn vị."""
    scope = _scope(request)
    scope.require(Permission.UNITS_READ)
    narrowed = queries.UnitFilter(kinds=(kind,) if kind else (), search=search[:200], under=under)
    return queries.page_of_units(scope, _year(scope, year), narrowed, after=after)


@router.get("/units/tree", response=list[TreeNodeOut], summary="Cây đơn vị")
def unit_tree(request: HttpRequest, year: Year | None = None, parent: int | None = None) -> Any:
    """Các đơn vị ngay dưới `parent`; không có `parent` thì là đầu cây trong phạm vi của người hỏi."""
    scope = _scope(request)
    scope.require(Permission.UNITS_READ)
    return queries.tree(scope, _year(scope, year), parent)


@router.get("/units/{int:unit_id}", response=UnitOut, summary="Một đơn vị")
def one_unit(request: HttpRequest, unit_id: int, year: Year | None = None) -> Any:
    """Tên và vị trí như trong năm; nếu năm đó không có thì là gần nhất."""
    scope = _scope(request)
    return queries.find_in_year(scope, _year(scope, year), unit_id)


@router.get(
    "/units/{int:unit_id}/successors", response=list[SuccessionOut], summary="Đơn vị đã nhập vào những đâu"
)
def unit_successors(request: HttpRequest, unit_id: int) -> Any:
    """Theo thứ tự chữ cái."""
    return queries.successors(_scope(request), unit_id)


@router.get(
    "/units/{int:unit_id}/predecessors", response=list[SuccessionOut], summary="Đơn vị được lập từ những đâu"
)
def unit_predecessors(request: HttpRequest, unit_id: int) -> Any:
    """Theo thứ tự chữ cái."""
    return queries.predecessors(_scope(request), unit_id)


@router.get("/units/{int:unit_id}/answerable", response=list[AnswerableOut], summary="Ai chịu trách nhiệm")
def who_answers(
    request: HttpRequest, unit_id: int, code: str, on: dt.date | None = None, subject: str = ""
) -> Any:
    """Ai chịu trách nhiệm mã `code` tại đơn vị vào ngày `on`: mã gần nhất được giao, theo thông báo mới nhất đang hiệu lực."""
    scope = _scope(request)
    return queries.who_answers(scope, unit_id, actions.node_code(code), on or scope.today, subject=subject)


@router.get("/posts", response=list[PostOut], summary="Vị trí công tác")
def list_posts(
    request: HttpRequest,
    year: Year | None = None,
    unit: int | None = None,
    role: str = "",
    search: str = "",
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Any:
    """Đang hiệu lực vào ngày mà năm đó hiển thị, xếp theo tên người."""
    scope = _scope(request)
    scope.require(Permission.UNITS_READ)
    narrowed = queries.PostFilter(role=role, unit_id=unit, search=search[:200])
    return list(queries.posts_of_year(scope, _year(scope, year), narrowed)[offset : offset + limit])


@router.get("/notices", response=list[NoticeOut], summary="Thông báo phân công")
def list_notices(
    request: HttpRequest,
    year: Year | None = None,
    unit: int | None = None,
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Any:
    """Có hiệu lực vào một ngày nào đó của năm, mới nhất trước."""
    scope = _scope(request)
    scope.require(Permission.UNITS_READ)
    return list(queries.notices(scope, _year(scope, year), unit)[offset : offset + limit])


@router.get("/notices/{int:notice_id}", response=NoticeWithRowsOut, summary="Một thông báo phân công")
def one_notice(request: HttpRequest, notice_id: int) -> Any:
    """Cùng các dòng phân công theo thứ tự đã nhập."""
    return _with_rows(_scope(request), queries.notice(_scope(request), notice_id))


# --- changing --------------------------------------------------------------------------------------------------------


@router.post("/units", response={201: UnitOut}, summary="Thêm đơn vị")
def create_unit(request: HttpRequest, given: UnitIn) -> Any:
    """Cần quyền quản lý danh mục tại đơn vị cấp trên."""
    data = given.dict()
    reason = data.pop("reason")
    unit = actions.create_unit(_scope(request), actions.UnitData(**data), reason)
    return queries.latest(unit.pk)


@router.post("/units/{int:unit_id}/amend", response=UnitOut, summary="Sửa thông tin nhập sai")
def amend_unit(request: HttpRequest, unit_id: int, given: AmendIn) -> Any:
    """Lý do là bắt buộc; quá khứ được sửa theo."""
    changes = given.dict(exclude_none=True)
    reason = changes.pop("reason")
    actions.amend_unit(_scope(request), unit_id, changes, reason)
    return queries.latest(unit_id)


@router.post("/units/{int:unit_id}/rename", response=UnitOut, summary="Đổi tên từ một ngày")
def rename_unit(request: HttpRequest, unit_id: int, given: RenameIn) -> Any:
    """Các năm trước ngày đó vẫn hiện tên cũ."""
    actions.rename_unit(_scope(request), unit_id, actions.NewName(**given.dict()))
    return queries.latest(unit_id)


@router.post("/units/{int:unit_id}/move", response=UnitOut, summary="Chuyển cấp trên")
def move_unit(request: HttpRequest, unit_id: int, given: MoveIn) -> Any:
    """Cần quyền quản lý danh mục ở cả hai nơi."""
    actions.move_unit(_scope(request), unit_id, given.parent_id, given.on, given.reason)
    return queries.latest(unit_id)


@router.post("/units/{int:unit_id}/end", response=UnitOut, summary="Kết thúc hoạt động")
def end_unit(request: HttpRequest, unit_id: int, given: EndIn) -> Any:
    """Đơn vị trực thuộc phải kết thúc hoặc chuyển trước."""
    actions.end_unit(_scope(request), unit_id, given.on, given.reason)
    return queries.latest(unit_id)


@router.post("/successions", response={201: SuccessionOut}, summary="Ghi đơn vị trước và đơn vị sau")
def record_succession(request: HttpRequest, given: SuccessionIn) -> Any:
    """Cần quyền quản lý danh mục ở cả hai đơn vị."""
    return actions.record_succession(_scope(request), actions.SuccessionData(**given.dict()))


@router.post("/successions/{int:succession_id}/withdraw", response={204: None}, summary="Bỏ quan hệ ghi sai")
def withdraw_succession(request: HttpRequest, succession_id: int, given: ReasonIn) -> Any:
    """Nhật ký giữ lại việc này."""
    actions.withdraw_succession(_scope(request), succession_id, given.reason)


@router.post("/posts", response={201: PostOut}, summary="Giao vị trí công tác")
def assign_post(request: HttpRequest, given: PostIn) -> Any:
    """Cần quyền quản lý tài khoản ở toàn bộ phạm vi mà vai trò với tới."""
    data = given.dict()
    reason = data.pop("reason")
    return actions.assign_post(
        _scope(request), actions.PostData(**data | {"fields": tuple(data["fields"])}), reason
    )


@router.post("/posts/{int:post_id}/end", response=PostOut, summary="Kết thúc vị trí công tác")
def end_post(request: HttpRequest, post_id: int, given: EndIn) -> Post:
    """Người này mất quyền của vai trò từ hôm sau."""
    return actions.end_post(_scope(request), post_id, given.on, given.reason)


@router.post("/notices", response={201: NoticeWithRowsOut}, summary="Nhập thông báo phân công")
def issue_notice(request: HttpRequest, given: NoticeIn) -> Any:
    """Tất cả các dòng hợp lệ thì mới lưu."""
    data = given.dict() | {
        "assignments": tuple(actions.Assignment(**row.dict()) for row in given.assignments)
    }
    notice = actions.issue_notice(_scope(request), actions.NoticeData(**data))
    return _with_rows(_scope(request), notice)


@router.post("/notices/{int:notice_id}/end", response=NoticeOut, summary="Kết thúc hiệu lực thông báo")
def end_notice(request: HttpRequest, notice_id: int, given: EndIn) -> ResponsibilityNotice:
    """`on` là ngày cuối cùng còn hiệu lực."""
    return actions.end_notice(_scope(request), notice_id, given.on, given.reason)


@router.post("/units/import", response=ImportOut, summary="Nhập danh sách đơn vị từ XLSX, CSV")
def import_units(
    request: HttpRequest, file: File[UploadedFile], confirm: bool = False, reason: str = ""
) -> Any:
    """Xem trước; với `confirm=true` thì lưu, một dòng sai là cả tệp không lưu."""
    scope = _scope(request)
    scope.require(Permission.UNITS_MANAGE)
    sheet = actions.read_sheet(spreadsheets.read_table(cast(uploads.File, file)))
    result = actions.import_units(scope, sheet, reason) if confirm else actions.preview_units(scope, sheet)
    return {"saved": confirm, "rows": result.rows, "notes": result.notes}


@router.post(
    "/units/import-succession", response=MappingOut, summary="Nhập quan hệ đơn vị trước và sau sắp xếp"
)
def import_succession(
    request: HttpRequest,
    file: File[UploadedFile],
    confirm: bool = False,
    basis: str = "",
    since: dt.date = actions.OLD_SINCE,
) -> Any:
    """Xem trước; với `confirm=true` thì lưu."""
    scope = _scope(request)
    scope.require(Permission.UNITS_MANAGE)
    mapping = actions.read_mapping(uploads.accept(cast(uploads.File, file), {uploads.Kind.TEXT}).content)
    result = (
        actions.import_succession(scope, mapping, basis, since)
        if confirm
        else actions.preview_succession(scope, mapping, since)
    )
    counts = ("old_units", "successions", "continuing", "already", "absent", "warnings", "problems")
    return {"saved": confirm} | {name: getattr(result, name) for name in counts}


def _with_rows(scope: Scope, notice: ResponsibilityNotice) -> dict[str, Any]:
    head = NoticeOut.from_orm(notice).dict()
    rows: list[Responsibility] = queries.assignments(scope, notice.pk)
    return head | {"assignments": [AssignmentOut.from_orm(row) for row in rows]}
