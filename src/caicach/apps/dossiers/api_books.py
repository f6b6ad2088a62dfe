"""Books and the comparison with reports over HTTP: the same queries and actions as the screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from caicach.apps.dossiers import schemas_books as s
from caicach.apps.dossiers.actions import books as actions
from caicach.apps.dossiers.actions import reports
from caicach.apps.dossiers.queries import books as queries
from caicach.apps.dossiers.queries import reconciliation
from caicach.platform.access import Permission, Scope

router = Router(tags=["books"])
READ = Permission.DOSSIERS_READ


def _scope(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


@router.get("/books", response=s.ShelfOut, summary="Sổ của một năm")
def list_books(request: HttpRequest, year: int, after: int | None = None) -> Any:
    """Sổ của các đơn vị mà người hỏi được xem hồ sơ."""
    _scope(request).require(READ)
    return queries.page_of_books(_scope(request), year, after=after)


@router.get("/books/{int:book_id}/lines", response=s.BookPageOut, summary="Các dòng của một sổ")
def list_lines(request: HttpRequest, book_id: int, after: int | None = None) -> Any:
    """Theo số thứ tự, mỗi lần một trang."""
    book, _unit = queries.book(_scope(request), book_id)
    return queries.page_of_lines(_scope(request), book, after=after)


@router.post("/books/{int:book_id}/close", response=s.BookOut, summary="Khóa sổ của năm đã qua")
def close_book(request: HttpRequest, book_id: int, given: s.CloseIn) -> Any:
    """Sổ đã khóa không ghi thêm và không mở lại."""
    book = actions.close(_scope(request), book_id, given.reason)
    book.last = queries.last_number(book)  # type: ignore[attr-defined]
    return book


@router.get(
    "/units/{int:unit_id}/reconciliation",
    response=s.ReconciliationOut,
    summary="Đối chiếu phần mềm, sổ và báo cáo",
)
def compare(request: HttpRequest, unit_id: int, year: int) -> Any:
    """Mọi số liệu của năm và mọi số lệch."""
    return reconciliation.reconciliation(_scope(request), unit_id, year)


@router.post(
    "/units/{int:unit_id}/reported-totals", response={201: s.ReportedOut}, summary="Ghi số liệu của báo cáo"
)
def report_total(request: HttpRequest, unit_id: int, year: int, given: s.ToldIn) -> Any:
    """Cùng báo cáo, cùng kỳ, cùng loại thì sửa số đã ghi."""
    told = reports.Told(year, given.month, given.kind, given.value, given.source)
    return reports.report(_scope(request), unit_id, told)


@router.delete("/reported-totals/{int:total_id}", response={204: None}, summary="Bỏ số liệu của báo cáo")
def withdraw_total(request: HttpRequest, total_id: int) -> None:
    """Nhật ký giữ lại số đã bỏ."""
    reports.withdraw(_scope(request), total_id)
