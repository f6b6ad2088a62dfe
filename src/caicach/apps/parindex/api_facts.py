"""Facts over HTTP, in the shape of the facts file: numbers stay numbers and keep every digit, both ways."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from caicach.apps.parindex.actions import facts as actions
from caicach.apps.parindex.actions import rounds
from caicach.apps.parindex.api_support import (
    LARGEST_ID,
    Code,
    Id,
    Year,
    body_of,
    exact_answer,
    exact_body,
    scope_of,
)
from caicach.apps.parindex.models import Fact
from caicach.apps.parindex.queries import facts as queries
from caicach.apps.parindex.queries.counted import counted
from caicach.core.parindex import plain
from caicach.platform.access import NotFound
from caicach.platform.errors import Invalid

router = Router(tags=["facts"])
LONGEST = 1000
_INPUTS = {"type": "object", "description": 'Như trong tệp số liệu, ví dụ {"num": 48, "den": 50}'}
_FACT_IN = body_of(
    {
        "type": "object",
        "required": ["inputs", "version"],
        "properties": {
            "inputs": _INPUTS,
            "version": {
                "type": "integer",
                "minimum": 0,
                "description": "Phiên bản đã xem; 0 khi chưa có số liệu",
            },
            "source": {"type": "string", "maxLength": 300},
            "reason": {"type": "string", "maxLength": LONGEST},
        },
        "additionalProperties": False,
    }
)
_STATED_IN = body_of(
    {
        "type": "object",
        "required": ["reason"],
        "properties": {
            "reason": {"type": "string"},
            "block": {"type": "string"},
            "not_ranked": {"type": "string"},
            "not_applicable": {"type": "array", "items": {"type": "string"}},
            "bonus": {"type": "object"},
            "penalty": {"type": "object"},
            "attributes": {"type": "object"},
        },
        "additionalProperties": False,
    }
)
_FILE_IN = body_of({"type": "object", "required": ["units"], "properties": {"units": {"type": "array"}}})


class FactOut(Schema):
    """Số liệu của một tiêu chí; `version` tăng sau mỗi lần lưu."""

    code: str
    inputs: dict[str, Any] | None
    source: str
    illustration: bool
    measure: str = Field(description="Số đo mà hệ thống đếm; rỗng khi số do người nhập")
    version: int
    changed_by: str | None
    changed_at: dt.datetime | None
    points: str | None
    max_points: str | None
    status: str


class FactsOut(Schema):
    """Phiếu số liệu của một đơn vị trong một năm."""

    unit_id: int
    unit: str
    year: int
    framework: str
    block: str
    not_applicable: list[str]
    bonus: dict[str, Any]
    penalty: dict[str, Any]
    attributes: dict[str, Any]
    facts: list[FactOut]


class CountedOut(Schema):
    """Số hệ thống đếm, theo dạng của tệp số liệu."""

    measure: str
    name: str
    inputs: dict[str, Any] | None


class SeenIn(Schema):
    """Phiên bản số liệu đã xem; 0 khi chưa có số liệu."""

    version: int = Field(ge=0, le=LARGEST_ID)


class WithdrawIn(Schema):
    """Rút số liệu: lý do và phiên bản đã xem."""

    reason: str = Field(max_length=LONGEST)
    version: int = Field(ge=0, le=LARGEST_ID)


class LoadedOut(Schema):
    """Việc nạp tệp làm gì, hoặc sẽ làm gì khi `saved` là sai."""

    saved: bool
    units: int
    new: int
    changed: list[str]
    same: int
    problems: list[str]


@router.get(
    "/units/{int:unit_id}/facts", response=FactsOut, summary="Số liệu của một đơn vị", operation_id="facts"
)
def sheet(request: HttpRequest, unit_id: Id, year: Year) -> HttpResponse:
    """Mọi tiêu chí theo thứ tự in; tiêu chí chưa có số liệu có `inputs` là null."""
    shown = _sheet(request, year, unit_id)
    assert shown.participant is not None
    assert shown.framework is not None
    stated = shown.participant
    return exact_answer(
        {
            "unit_id": unit_id,
            "unit": shown.unit.shown_name,
            "year": year,
            "framework": shown.framework.code,
            "block": stated.block,
            "not_applicable": stated.not_applicable,
            "bonus": stated.bonus,
            "penalty": stated.penalty,
            "attributes": stated.attributes,
            "facts": [_line(line) for line in shown.lines if line.takes_input],
        }
    )


@router.get(
    "/units/{int:unit_id}/facts/{str:code}",
    response=FactOut,
    summary="Số liệu của một tiêu chí",
    operation_id="fact",
)
def one(request: HttpRequest, unit_id: Id, code: Code, year: Year) -> HttpResponse:
    """Cùng điểm đã chấm."""
    return exact_answer(_line(queries.leaf(scope_of(request), year, unit_id, code).line))


@router.put(
    "/units/{int:unit_id}/facts/{str:code}",
    response=FactOut,
    summary="Nhập số liệu của một tiêu chí",
    operation_id="fact_enter",
    openapi_extra=_FACT_IN,
)
def enter(request: HttpRequest, unit_id: Id, code: Code, year: Year) -> HttpResponse:
    """Trả lời 409 khi người khác đã lưu sau phiên bản đã xem; giá trị hiện có nằm trong "problems"."""
    data = exact_body(request)
    _only(data, {"inputs", "version", "source", "reason"})
    scope = scope_of(request)
    actions.enter(
        scope,
        queries.member(scope, year, unit_id),
        code,
        _object(data, "inputs"),
        _text(data, "source"),
        _version(data),
        _text(data, "reason"),
    )
    return exact_answer(_line(queries.leaf(scope, year, unit_id, code).line))


@router.get(
    "/units/{int:unit_id}/facts/{str:code}/counted",
    response=CountedOut,
    summary="Số hệ thống đếm được của một tiêu chí",
    operation_id="fact_counted",
)
def shown_count(request: HttpRequest, unit_id: Id, code: Code, year: Year) -> HttpResponse:
    """`measure` rỗng khi hệ thống không đếm tiêu chí này, `inputs` là null khi chưa có gì để đếm cho đơn vị."""
    leaf = queries.leaf(scope_of(request), year, unit_id, code)
    assert leaf.sheet.participant is not None
    found = counted(scope_of(request), leaf.sheet.participant, code)
    return exact_answer(
        {
            "measure": found.measure.code if found else "",
            "name": str(found.measure.name) if found else "",
            "inputs": found.inputs if found else None,
        }
    )


@router.post(
    "/units/{int:unit_id}/facts/{str:code}/counted",
    response=FactOut,
    summary="Dùng số hệ thống đếm cho một tiêu chí",
    operation_id="fact_take_counted",
)
def take_counted(request: HttpRequest, unit_id: Id, code: Code, year: Year, given: SeenIn) -> HttpResponse:
    """Thay số đã nhập; từ đó số liệu theo số đếm mỗi đêm."""
    scope = scope_of(request)
    actions.take_counted(scope, queries.member(scope, year, unit_id), code, given.version)
    return exact_answer(_line(queries.leaf(scope, year, unit_id, code).line))


@router.post(
    "/units/{int:unit_id}/facts/{str:code}/withdraw",
    response={204: None},
    summary="Rút số liệu của một tiêu chí",
    operation_id="fact_withdraw",
)
def withdraw(request: HttpRequest, unit_id: Id, code: Code, year: Year, given: WithdrawIn) -> Any:
    """Tiêu chí trở lại là chưa có số liệu."""
    shown = _sheet(request, year, unit_id)
    assert shown.participant is not None
    actions.withdraw(scope_of(request), shown.participant.pk, code, given.reason, given.version)
    return None


@router.patch(
    "/units/{int:unit_id}/facts",
    response=FactsOut,
    summary="Không áp dụng, thưởng, phạt, khối của một đơn vị",
    operation_id="facts_state",
    openapi_extra=_STATED_IN,
)
def state(request: HttpRequest, unit_id: Id, year: Year) -> HttpResponse:
    """Chỉ những trường gửi lên được sửa; lý do là bắt buộc."""
    data = exact_body(request)
    _only(data, {"reason", "block", "not_ranked", "not_applicable", "bonus", "penalty", "attributes"})
    shown = _sheet(request, year, unit_id)
    assert shown.participant is not None
    fields = {name: value for name, value in data.items() if name != "reason"}
    rounds.set_participant(scope_of(request), shown.participant.pk, reason=_text(data, "reason"), **fields)
    return sheet(request, unit_id, year)


@router.post(
    "/rounds/{int:round_id}/facts",
    response=LoadedOut,
    summary="Nạp số liệu cả đợt",
    operation_id="facts_load",
    openapi_extra=_FILE_IN,
)
def load(
    request: HttpRequest,
    round_id: Id,
    preview: bool = False,
    source: Annotated[str, Query(max_length=300)] = "",
    illustration: bool = False,
) -> HttpResponse:
    """Thân yêu cầu là tệp số liệu của `caicach score`; `preview=true` chỉ xem trước. Nạp tất cả hoặc không nạp gì."""
    data = exact_body(request)
    act = actions.preview if preview else actions.load
    done = act(scope_of(request), round_id, data, source=source, illustration=illustration)
    return exact_answer(
        {
            "saved": not preview,
            "units": done.units,
            "new": done.new,
            "changed": done.changed,
            "same": done.same,
            "problems": done.problems,
        }
    )


def _sheet(request: HttpRequest, year: int, unit_id: int) -> queries.Sheet:
    shown = queries.sheet(scope_of(request), year, unit_id)
    if shown.participant is None:
        raise NotFound(
            _("%(unit)s không có trong đợt đánh giá nào của năm %(year)s.")
            % {"unit": shown.unit.shown_name, "year": year},
            _("Hãy chọn năm khác, hoặc đề nghị quản trị bộ chỉ số thêm đơn vị vào đợt."),
        )
    return shown


def _line(line: queries.Line) -> dict[str, Any]:
    fact: Fact | None = line.fact
    return {
        "code": line.code,
        "inputs": fact.inputs if fact else None,
        "source": fact.source if fact else "",
        "illustration": bool(fact and fact.illustration),
        "measure": fact.measure if fact else "",
        "version": fact.version if fact else 0,
        "changed_by": fact.changed_by.display_name if fact and fact.changed_by else None,
        "changed_at": fact.changed_at.isoformat() if fact else None,
        "points": None if line.points is None else plain(line.points),
        "max_points": None if line.max_points is None else plain(line.max_points),
        "status": line.status,
    }


def _only(data: dict[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(data) - known):
        raise Invalid(
            _("Không có trường “%(name)s”.") % {"name": unknown[0]},
            _("Các trường: %(known)s.") % {"known": ", ".join(sorted(known))},
        )


def _object(data: dict[str, Any], name: str) -> dict[str, Any]:
    value = data.get(name)
    if not isinstance(value, dict):
        raise Invalid(
            _("“%(name)s” phải là một đối tượng {…}.") % {"name": name}, _("Xem mô tả ở /api/docs.")
        )
    return value


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Invalid(
            _("“%(name)s” phải là chữ, không quá %(n)s ký tự.") % {"name": name, "n": LONGEST},
            _("Hãy sửa rồi gửi lại."),
        )
    return value


def _version(data: dict[str, Any]) -> int:
    value = data.get("version")
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_ID:
        raise Invalid(
            _("Thiếu “version”: phiên bản số liệu đã xem (0 khi chưa có)."),
            _("Hãy đọc số liệu hiện có rồi gửi kèm version của nó."),
        )
    return value
