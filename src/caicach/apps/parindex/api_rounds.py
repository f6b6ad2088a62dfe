"""Rounds over HTTP: open, choose the set, take part, score again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from caicach.apps.parindex.actions import counting, scoring
from caicach.apps.parindex.actions import rounds as actions
from caicach.apps.parindex.api_support import CodeIn, Id, IdIn, SubjectName, Year, YearIn, scope_of
from caicach.apps.parindex.queries import rounds as queries

router = Router(tags=["rounds"])


class RoundOut(Schema):
    """Đợt đánh giá của một năm. `in_use` đúng khi đã có số liệu: bộ chỉ số không đổi được nữa."""

    id: int
    locality_id: int
    locality: str
    year: int
    subject: str
    framework: str
    dates: dict[str, dt.date]
    units: int
    facts: int
    expected: int
    open_units: int
    in_use: bool
    scored_at: dt.datetime | None


class RoundDetailOut(RoundOut):
    """Một đợt đánh giá, kèm SHA-256 của kết quả hiện có."""

    results_digest: str


class MemberOut(Schema):
    """Một đơn vị trong đợt: khối, số tiêu chí đã có số liệu, số tiêu chí còn thiếu."""

    participant_id: int
    unit_id: int
    unit: str
    block: str
    facts: int
    missing: int | None
    not_ranked: str


class RoundIn(Schema):
    """Mở đợt đánh giá; `dates` là mốc ngày của bộ chỉ số, không ghi thì lấy mốc mặc định."""

    locality_id: IdIn
    year: YearIn
    subject: SubjectName
    framework: CodeIn
    dates: dict[str, dt.date] = Field(default_factory=dict)


class UseIn(Schema):
    """Bộ chỉ số khác cho đợt chưa có số liệu."""

    framework: CodeIn
    reason: str = Field(max_length=1000)


class TakingPartIn(Schema):
    """Một đơn vị và khối xếp hạng của nó."""

    unit_id: IdIn
    block: str = Field("", max_length=40)


class RecountedOut(Schema):
    """Số tiêu chí có số đếm mới, số đếm khác, không còn đếm được; và số tiêu chí giữ số đơn vị đã nhập."""

    new: int
    changed: int
    gone: int
    kept: int


class UnitsIn(Schema):
    """Các đơn vị tham gia; đơn vị đã có trong đợt giữ nguyên khối."""

    units: list[TakingPartIn] = Field(min_length=1, max_length=5000)


class AddedOut(Schema):
    """Số đơn vị vừa thêm."""

    added: int


@router.get("/rounds", response=list[RoundOut], summary="Các đợt đánh giá của một năm", operation_id="rounds")
def list_rounds(request: HttpRequest, year: Year) -> Any:
    """Trong các địa phương của người hỏi."""
    return [_out(row) for row in queries.rows(scope_of(request), year)]


@router.post("/rounds", response={201: RoundDetailOut}, summary="Mở đợt đánh giá", operation_id="round_open")
def open_round(request: HttpRequest, given: RoundIn) -> Any:
    """Mỗi năm một đợt cho mỗi loại đơn vị của địa phương."""
    round = actions.open_round(
        scope_of(request), given.locality_id, given.year, given.subject, given.framework, given.dates
    )
    return _out(queries.find(scope_of(request), round.pk))


@router.get(
    "/rounds/{int:round_id}", response=RoundDetailOut, summary="Một đợt đánh giá", operation_id="round"
)
def one_round(request: HttpRequest, round_id: Id) -> Any:
    """Bộ chỉ số, tiến độ số liệu, lần chấm gần nhất."""
    return _out(queries.find(scope_of(request), round_id))


@router.get(
    "/rounds/{int:round_id}/units",
    response=list[MemberOut],
    summary="Đơn vị trong đợt",
    operation_id="round_units",
)
def members(request: HttpRequest, round_id: Id) -> Any:
    """Theo thứ tự chữ cái."""
    return [
        {
            "participant_id": one.participant.pk,
            "unit_id": one.unit.pk,
            "unit": one.unit.name,
            "block": one.participant.block,
            "facts": one.facts,
            "missing": one.missing,
            "not_ranked": one.participant.not_ranked,
        }
        for one in queries.members(scope_of(request), round_id)
    ]


@router.post(
    "/rounds/{int:round_id}/units",
    response=AddedOut,
    summary="Thêm đơn vị vào đợt",
    operation_id="round_add_units",
)
def add_units(request: HttpRequest, round_id: Id, given: UnitsIn) -> Any:
    """Thêm tất cả hoặc không thêm gì."""
    units = [(one.unit_id, one.block) for one in given.units]
    return {"added": len(actions.add_participants(scope_of(request), round_id, units))}


@router.put(
    "/rounds/{int:round_id}/framework",
    response=RoundDetailOut,
    summary="Đổi bộ chỉ số của đợt",
    operation_id="round_use_framework",
)
def use_framework(request: HttpRequest, round_id: Id, given: UseIn) -> Any:
    """Bị từ chối khi đợt đã có số liệu."""
    actions.use_framework(scope_of(request), round_id, given.framework, given.reason)
    return _out(queries.find(scope_of(request), round_id))


@router.post(
    "/rounds/{int:round_id}/rescore",
    response=RoundDetailOut,
    summary="Chấm lại cả đợt",
    operation_id="round_rescore",
)
def rescore(request: HttpRequest, round_id: Id) -> Any:
    """Kết quả luôn được chấm lại khi số liệu đổi; lệnh này chấm lại để kiểm tra."""
    scoring.rescore(scope_of(request), round_id)
    return _out(queries.find(scope_of(request), round_id))


@router.post(
    "/rounds/{int:round_id}/count",
    response=RecountedOut,
    summary="Đếm lại số liệu của cả đợt",
    operation_id="round_count",
)
def count(request: HttpRequest, round_id: Id) -> Any:
    """Các tiêu chí hệ thống tự đếm được; số do người nhập không bị ghi đè. Mỗi đêm hệ thống cũng tự đếm."""
    done = counting.recount(scope_of(request), round_id)
    return {"new": done.new, "changed": done.changed, "gone": done.gone, "kept": done.kept}


def _out(row: queries.Row) -> dict[str, Any]:
    round = row.round
    return {
        "id": round.pk,
        "locality_id": round.locality_id,
        "locality": round.locality.name,
        "year": round.year,
        "subject": round.subject,
        "framework": round.framework.code,
        "dates": round.dates,
        "units": row.units,
        "facts": row.facts,
        "expected": row.expected,
        "open_units": row.open_units,
        "in_use": row.in_use,
        "scored_at": round.scored_at,
        "results_digest": row.results_digest,
    }
