"""Procedures over HTTP: the same queries and actions as the screen."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from caicach.apps.procedures import actions, queries
from caicach.apps.procedures import schemas as out
from caicach.apps.procedures.checks import no_such_procedure
from caicach.apps.procedures.content import limit_words, lists_of
from caicach.apps.procedures.models import Level, Online, Version
from caicach.platform.access import Permission, Scope

router = Router(tags=["procedures"])
Locality = Annotated[int | None, Query(description="Địa phương; bỏ trống là địa phương của người hỏi")]
Day = Annotated[dt.date | None, Query(description="Danh mục có hiệu lực ngày này; bỏ trống là hôm nay")]


def _scope(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


@router.get("/procedures", response=out.ProcedurePageOut, summary="Danh mục thủ tục có hiệu lực")
def list_procedures(
    request: HttpRequest,
    locality: Locality = None,
    on: Day = None,
    level: Level | None = None,
    online: Online | None = None,
    field: int | None = None,
    search: str = "",
    after: int | None = None,
) -> Any:
    """`search` là tên có dấu hoặc không dấu, hoặc mã."""
    scope = _scope(request)
    narrowed = queries.CatalogueFilter(
        on or scope.today, field, level.value if level else "", online.value if online else "", search[:200]
    )
    page = queries.page_of_catalogue(scope, _locality(scope, locality), narrowed, after=after)
    return {
        "procedures": [_procedure(one) for one in page.versions],
        "after": page.after,
        "count": page.count,
        "count_is_complete": page.count_is_complete,
    }


@router.get("/procedures/{int:procedure_id}", response=out.ProcedureDetailOut, summary="Một thủ tục")
def one_procedure(request: HttpRequest, procedure_id: int, on: Day = None) -> Any:
    """Theo phiên bản có hiệu lực ngày `on`, nếu không có thì phiên bản mới nhất."""
    scope = _scope(request)
    page = queries.page_of_procedure(scope, procedure_id, on or scope.today)
    version = page.shown
    names = ("audience", "result", "legal_basis", "limit_note", "fee_note")
    return (
        _procedure(version)
        | lists_of(version)
        | {name: getattr(version, name) for name in names}
        | {
            "is_in_force": page.is_in_force,
            "executing": version.executing.splitlines(),
            "variants": [one.code for one in page.variants],
        }
    )


@router.get("/procedure-decisions", response=list[out.DecisionOut], summary="Quyết định công bố và niêm yết")
def list_decisions(request: HttpRequest, locality: Locality = None) -> Any:
    """Mới nhất trước; số đơn vị đếm trong phạm vi của người hỏi."""
    scope = _scope(request)
    rows = queries.overview(scope, _locality(scope, locality))
    names = ("due", "procedures", "duties", "done", "late", "missing", "waiting")
    return [
        {name: getattr(row, name) for name in names}
        | {
            name: getattr(row.decision, name)
            for name in ("id", "number", "issued_on", "effective_on", "title")
        }
        for row in rows
    ]


@router.get(
    "/procedure-decisions/{int:decision_id}/postings",
    response=list[out.PostingOut],
    summary="Đơn vị nào đã niêm yết",
)
def list_postings(request: HttpRequest, decision_id: int) -> Any:
    """Mọi đơn vị phải niêm yết trong phạm vi của người hỏi, kể cả đơn vị chưa làm."""
    scope = _scope(request)
    return [_posting(one) for one in queries.duties(scope, queries.decision(scope, decision_id))]


@router.post(
    "/procedure-decisions/{int:decision_id}/postings/{int:unit_id}",
    response=out.PostingOut,
    summary="Xác nhận niêm yết",
)
def confirm_posted(request: HttpRequest, decision_id: int, unit_id: int, given: out.PostedIn) -> Any:
    """Gửi lại thì sửa ngày đã ghi; nhật ký giữ cả hai."""
    scope = _scope(request)
    actions.confirm_posted(scope, decision_id, unit_id, actions.PostedData(**given.dict()))
    return _posting(queries.duty(scope, decision_id, unit_id))


@router.post(
    "/procedure-decisions/{int:decision_id}/repeals",
    response=out.ProcedureOut,
    summary="Bãi bỏ một thủ tục theo quyết định",
)
def repeal(request: HttpRequest, decision_id: int, given: out.RepealIn) -> Any:
    """Thủ tục hết hiệu lực từ ngày quyết định có hiệu lực."""
    scope = _scope(request)
    return _procedure(queries.version(scope, actions.repeal(scope, decision_id, given.code).pk))


def _locality(scope: Scope, asked: int | None) -> int:
    scope.require(Permission.PROCEDURES_READ)
    if asked is not None:
        return asked
    own = queries.own_locality(scope)
    if own is None:
        raise no_such_procedure()
    return own.pk


def _procedure(one: Version) -> dict[str, Any]:
    limit = one.limit
    return {
        "id": one.procedure_id,
        "code": one.procedure.code,
        "name": one.name,
        "field": one.field.name,
        "level": one.level,
        "other_levels": [level.value for level in one.levels[1:]],
        "online": one.online,
        "by_post": one.by_post,
        "limit": {"kind": one.limit_kind, "amount": one.limit_amount, "words": limit_words(limit)}
        if limit
        else None,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
    }


def _posting(one: queries.Duty) -> dict[str, Any]:
    stands = one.posting
    return {
        "unit_id": one.unit.pk,
        "unit": one.unit.name,
        "due": one.due,
        "desk": one.desk.value,
        "desk_on": stands.desk_on if stands else None,
        "page": one.page.value,
        "page_on": stands.page_on if stands else None,
        "page_url": stands.page_url if stands else "",
    }
