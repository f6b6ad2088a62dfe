"""The working calendar over HTTP: the same queries and actions as the screen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from caicach.apps.calendars import actions, queries
from caicach.apps.calendars.checks import DispatchData, GivenDays
from caicach.apps.calendars.schemas import (
    DispatchDetailOut,
    DispatchIn,
    DispatchOut,
    DueOut,
    LimitKindName,
    PreviewOut,
    WithdrawIn,
    YearOut,
)
from caicach.platform.access import Scope

router = Router(tags=["calendar"])


def _scope(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


@router.get(
    "/units/{int:unit_id}/calendar/{int:year}", response=YearOut, summary="Lịch làm việc của một đơn vị"
)
def unit_calendar(request: HttpRequest, unit_id: int, year: int) -> Any:
    """Những ngày khác với ngày thường, kèm văn bản quy định."""
    unit = queries.unit_for(_scope(request), unit_id)
    return queries.year_of(_scope(request), year, unit)


@router.get("/units/{int:unit_id}/deadline", response=DueOut, summary="Tính hạn trả theo lịch của đơn vị")
def unit_deadline(
    request: HttpRequest,
    unit_id: int,
    received: dt.datetime,
    kind: LimitKindName,
    amount: Annotated[
        Decimal, Query(ge=0, le=30_000, description="Số ngày hoặc giờ; 0 khi trả trong ngày")
    ] = Decimal(0),
) -> Any:
    """`received` theo ISO 8601; không ghi múi giờ thì là giờ Việt Nam."""
    return queries.deadline(_scope(request), unit_id, received, kind, amount)


@router.get(
    "/units/{int:unit_id}/calendar-dispatches", response=list[DispatchOut], summary="Văn bản về lịch nghỉ"
)
def list_dispatches(request: HttpRequest, unit_id: int, withdrawn: bool = False) -> Any:
    """Của đơn vị và các đơn vị cấp trên, mới nhất trước."""
    unit = queries.unit_for(_scope(request), unit_id)
    return queries.dispatches(_scope(request), unit, withdrawn)


@router.post(
    "/units/{int:unit_id}/calendar-dispatches",
    response={201: DispatchDetailOut},
    summary="Nhập văn bản về lịch nghỉ",
)
def enter_dispatch(request: HttpRequest, unit_id: int, given: DispatchIn) -> Any:
    """Hạn đã hẹn không tự đổi; xem trước ở `preview`."""
    made = actions.enter(_scope(request), _data(unit_id, given))
    return 201, queries.dispatch(_scope(request), made.pk)


@router.post(
    "/units/{int:unit_id}/calendar-dispatches/preview",
    response=PreviewOut,
    summary="Xem trước: ngày nào đổi, hồ sơ nào đổi hạn",
)
def preview_dispatch(request: HttpRequest, unit_id: int, given: DispatchIn) -> Any:
    """Không lưu gì."""
    return queries.preview(_scope(request), _data(unit_id, given))


@router.get(
    "/calendar-dispatches/{int:dispatch_id}", response=DispatchDetailOut, summary="Một văn bản về lịch nghỉ"
)
def one_dispatch(request: HttpRequest, dispatch_id: int) -> Any:
    """Kể cả khi đã rút."""
    return queries.dispatch(_scope(request), dispatch_id)


@router.post(
    "/calendar-dispatches/{int:dispatch_id}/withdraw",
    response=DispatchDetailOut,
    summary="Rút văn bản về lịch nghỉ",
)
def withdraw_dispatch(request: HttpRequest, dispatch_id: int, given: WithdrawIn) -> Any:
    """Văn bản không bị xóa, vẫn xem lại được."""
    actions.withdraw(_scope(request), dispatch_id, given.reason)
    return queries.dispatch(_scope(request), dispatch_id)


def _data(unit_id: int, given: DispatchIn) -> DispatchData:
    fields = given.dict()
    fields["days"] = tuple(GivenDays(**one) for one in fields["days"])
    return DispatchData(unit_id, **fields)
