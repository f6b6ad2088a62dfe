"""Documents over HTTP: the same queries and actions as the screen.

Lists are read page by page: the answer names the id to continue with (`after`).
"""

from __future__ import annotations

from typing import Annotated, Any, cast

from django.core.files.uploadedfile import UploadedFile as DjangoUpload
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Form, Query, Router, UploadedFile

from caicach.apps.documents import actions, queries
from caicach.apps.documents.schemas import (
    DocumentAmendIn,
    DocumentIn,
    DocumentOut,
    DocumentPageOut,
    KindName,
    WithdrawIn,
)
from caicach.platform.access import Scope
from caicach.platform.files import downloads

router = Router(tags=["documents"])


def _scope(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


@router.get(
    "/units/{int:unit_id}/documents", response=DocumentPageOut, summary="Kho minh chứng của một đơn vị"
)
def list_documents(
    request: HttpRequest,
    unit_id: int,
    year: Annotated[int | None, Query(description="Chỉ tài liệu của năm này")] = None,
    kind: KindName | None = None,
    search: str = "",
    withdrawn: Annotated[bool, Query(description="Kể cả tài liệu đã rút")] = False,
    after: int | None = None,
) -> Any:
    """Gồm cả tài liệu của đơn vị trực thuộc; `search` có dấu hoặc không dấu."""
    narrowed = queries.ShelfFilter(year, kind or "", search[:200], withdrawn)
    return queries.page_of_documents(_scope(request), unit_id, narrowed, after=after)


@router.post(
    "/units/{int:unit_id}/documents",
    response={201: DocumentOut},
    summary="Đưa một tài liệu vào kho",
    url_name="documents_add",
)
def add_document(
    request: HttpRequest, unit_id: int, given: Form[DocumentIn], file: File[UploadedFile]
) -> Any:
    """Tệp được nhận theo nội dung: PDF, Word, Excel, PowerPoint, ảnh; không nhận macro và mật khẩu."""
    scope = _scope(request)
    (received,) = actions.receive(scope, unit_id, [cast(DjangoUpload, file)])
    addition = actions.Addition(received, actions.DocumentData(**given.dict()))
    (document,) = actions.add(scope, unit_id, [addition])
    return queries.document(scope, document.pk)


@router.get("/documents/{int:document_id}", response=DocumentOut, summary="Một tài liệu")
def one_document(request: HttpRequest, document_id: int) -> Any:
    """Kể cả khi đã rút."""
    return queries.document(_scope(request), document_id)


@router.get("/documents/{int:document_id}/file", summary="Tải tệp của tài liệu", response={200: None})
def document_file(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """Nguyên văn tệp đã gửi; mã SHA-256 ở thông tin tài liệu."""
    document = queries.document(_scope(request), document_id)
    return downloads.download(document.file, document.name)


@router.post("/documents/{int:document_id}/amend", response=DocumentOut, summary="Sửa thông tin tài liệu")
def amend_document(request: HttpRequest, document_id: int, given: DocumentAmendIn) -> Any:
    """Nhật ký giữ giá trị trước và sau."""
    changes = given.dict(exclude_unset=True)
    reason = changes.pop("reason", "")
    wanted = {name: value for name, value in changes.items() if value is not None or name == "issued_on"}
    actions.amend(_scope(request), document_id, wanted, reason)
    return queries.document(_scope(request), document_id)


@router.post("/documents/{int:document_id}/withdraw", response=DocumentOut, summary="Rút tài liệu")
def withdraw_document(request: HttpRequest, document_id: int, given: WithdrawIn) -> Any:
    """Tài liệu không bị xóa, vẫn xem lại được."""
    actions.withdraw(_scope(request), document_id, given.reason)
    return queries.document(_scope(request), document_id)
