"""Directives over HTTP: the same queries and actions as the screen; `api_findings` has what was read out of them."""

from __future__ import annotations

from typing import Annotated, Any, cast

from django.core.files.uploadedfile import UploadedFile as DjangoUpload
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Form, Query, Router, UploadedFile

from caicach.apps.directives import actions, queries, schemas
from caicach.apps.directives.checks import HeaderData, LinkData
from caicach.platform.access import Scope
from caicach.platform.files import downloads

router = Router(tags=["directives"])


def scope_of(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


@router.get("/directives", response=schemas.DirectivePageOut, summary="Sổ văn bản chỉ đạo")
def list_directives(
    request: HttpRequest,
    year: int | None = None,
    unit_id: Annotated[int | None, Query(description="Đơn vị và các đơn vị trực thuộc")] = None,
    doc_type: str = "",
    state: schemas.StateName | None = None,
    search: str = "",
    withdrawn: Annotated[bool, Query(description="Kể cả văn bản đã rút")] = False,
    after: int | None = None,
) -> Any:
    """Trong phạm vi của người hỏi, mới nhất trước; `search` có dấu hoặc không dấu."""
    narrowed = queries.RegisterFilter(year, unit_id, doc_type[:100], state or "", search[:200], withdrawn)
    return queries.page_of_directives(scope_of(request), narrowed, after=after)


@router.post(
    "/units/{int:unit_id}/directives",
    response={201: schemas.DirectiveTextOut},
    summary="Đưa một văn bản vào sổ",
    url_name="directives_add",
)
def add_directive(
    request: HttpRequest, unit_id: int, file: File[UploadedFile], year: Form[int | None] = None
) -> Any:
    """Tệp được giữ nguyên và đọc ngay (ảnh quét, tệp dài: `state` là `reading`); mục đọc được chờ xác nhận."""
    scope = scope_of(request)
    made = actions.register(scope, unit_id, cast(DjangoUpload, file), year)
    return queries.directive(scope, made.pk)


@router.get("/directives/{int:directive_id}", response=schemas.DirectiveTextOut, summary="Một văn bản")
def one_directive(request: HttpRequest, directive_id: int) -> Any:
    """Kể cả khi đã rút."""
    return queries.directive(scope_of(request), directive_id)


@router.get("/directives/{int:directive_id}/file", summary="Tải tệp gốc", response={200: None})
def directive_file(request: HttpRequest, directive_id: int) -> HttpResponseBase:
    """Nguyên văn tệp đã gửi."""
    one = queries.directive(scope_of(request), directive_id)
    return downloads.download(one.file, one.name)


@router.post(
    "/directives/{int:directive_id}/amend", response=schemas.DirectiveTextOut, summary="Sửa thông tin"
)
def amend_directive(request: HttpRequest, directive_id: int, given: schemas.HeaderIn) -> Any:
    """`issued_on` gửi null thì xóa ngày; 409 khi người khác vừa sửa."""
    scope = scope_of(request)
    one = queries.directive(scope, directive_id, queries.MANAGE)
    changes = given.dict(exclude_unset=True)
    version = changes.pop("version")
    wanted = {name: value for name, value in changes.items() if value is not None or name == "issued_on"}
    if wanted.get("issued_on") and "precision" not in wanted:
        wanted["precision"] = "day"
    stands = {name: getattr(one, name) for name in HeaderData.__dataclass_fields__}
    actions.amend(scope, directive_id, HeaderData(**stands | wanted), version)
    return queries.directive(scope, directive_id)


@router.post(
    "/directives/{int:directive_id}/confirm", response=schemas.DirectiveTextOut, summary="Xác nhận văn bản"
)
def confirm_directive(request: HttpRequest, directive_id: int, given: schemas.VersionIn) -> Any:
    """409 khi còn mục chưa được xác nhận hoặc bỏ."""
    actions.confirm_directive(scope_of(request), directive_id, given.version)
    return queries.directive(scope_of(request), directive_id)


@router.post(
    "/directives/{int:directive_id}/reread", response=schemas.DirectiveTextOut, summary="Đọc lại tệp"
)
def reread_directive(request: HttpRequest, directive_id: int) -> Any:
    """Dùng khi lần trước chưa đọc được chữ nào."""
    actions.reread(scope_of(request), directive_id)
    return queries.directive(scope_of(request), directive_id)


@router.get(
    "/directives/{int:directive_id}/reading", response=schemas.ReadingOut, summary="Việc đọc tệp tới đâu"
)
def reading_of_directive(request: HttpRequest, directive_id: int) -> Any:
    """Hỏi lại cho tới khi `state` khác `reading`."""
    scope = scope_of(request)
    one = queries.directive(scope, directive_id)
    told = {"state": one.state, "warnings": one.warnings}
    if found := queries.progress(scope, one):
        told |= {"pages": found.pages, "done": found.done, "is_unattended": found.waiting.is_unattended}
    return told


@router.post(
    "/directives/{int:directive_id}/stop-reading", response=schemas.DirectiveTextOut, summary="Dừng đọc tệp"
)
def stop_reading(request: HttpRequest, directive_id: int) -> Any:
    """Trang đã đọc được giữ cho lần đọc lại; 409 khi tệp không được đọc."""
    actions.stop_reading(scope_of(request), directive_id)
    return queries.directive(scope_of(request), directive_id)


@router.post(
    "/directives/{int:directive_id}/withdraw", response=schemas.DirectiveTextOut, summary="Rút văn bản"
)
def withdraw_directive(request: HttpRequest, directive_id: int, given: schemas.WithdrawIn) -> Any:
    """Văn bản không bị xóa, vẫn xem lại được."""
    actions.withdraw(scope_of(request), directive_id, given.reason)
    return queries.directive(scope_of(request), directive_id)


@router.get(
    "/directives/{int:directive_id}/links", response=list[schemas.LinkOut], summary="Văn bản được nêu"
)
def list_links(request: HttpRequest, directive_id: int) -> Any:
    """Thực hiện, trả lời, thay thế hay chỉ dẫn chiếu."""
    one = queries.directive(scope_of(request), directive_id)
    return queries.links_of(scope_of(request), one)[0]


@router.post(
    "/directives/{int:directive_id}/links", response={201: schemas.LinkOut}, summary="Ghi một liên kết"
)
def add_link(request: HttpRequest, directive_id: int, given: schemas.LinkIn) -> Any:
    """Văn bản đã nêu thì được sửa quan hệ."""
    return actions.link(scope_of(request), directive_id, LinkData(**given.dict()))


@router.delete(
    "/directives/{int:directive_id}/links/{int:named_id}", response={204: None}, summary="Bỏ một liên kết"
)
def remove_link(request: HttpRequest, directive_id: int, named_id: int) -> Any:
    """409 khi liên kết không còn."""
    actions.unlink(scope_of(request), directive_id, named_id)


@router.get(
    "/directives/{int:directive_id}/readers", response=list[schemas.ReaderOut], summary="Người phải đọc"
)
def list_readers(request: HttpRequest, directive_id: int) -> Any:
    """Ai phải đọc và ai đã đọc."""
    scope = scope_of(request)
    return queries.readers_of(scope, queries.directive(scope, directive_id))


@router.post("/directives/{int:directive_id}/readers", response=dict[str, int], summary="Yêu cầu đọc")
def ask_readers(request: HttpRequest, directive_id: int, given: schemas.AskIn) -> Any:
    """Trả về số người mới được yêu cầu."""
    asked = actions.Asked(given.user_ids, given.roles, given.due_on)
    return {"asked": actions.ask_readers(scope_of(request), directive_id, asked)}


@router.delete(
    "/directives/{int:directive_id}/readers/{int:reader_id}", response={204: None}, summary="Bỏ yêu cầu đọc"
)
def release_reader(request: HttpRequest, directive_id: int, reader_id: int) -> Any:
    """409 khi người đó đã đọc."""
    actions.release_reader(scope_of(request), directive_id, reader_id)


@router.post("/directives/{int:directive_id}/read", response={204: None}, summary="Tôi đã đọc")
def mark_read(request: HttpRequest, directive_id: int) -> Any:
    """Ghi thời điểm đọc của người gửi."""
    actions.mark_read(scope_of(request), directive_id)
