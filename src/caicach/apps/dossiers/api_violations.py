"""Violations and the evaluation over HTTP: the same queries and actions as the screen."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from caicach.apps.dossiers.actions import violations as actions
from caicach.apps.dossiers.models import Violation
from caicach.apps.dossiers.queries import indicators
from caicach.apps.dossiers.queries import violations as queries
from caicach.apps.dossiers.queries.indicators import Period
from caicach.apps.dossiers.queries.violations import Narrowed, State
from caicach.apps.dossiers.schemas_violations import (
    EvaluationsOut,
    ExplanationIn,
    OverviewOut,
    StateName,
    TalliesOut,
    ViolationOut,
    ViolationPageOut,
)
from caicach.core.dossiers.violations import DETECTORS
from caicach.platform.access import Permission, Scope
from caicach.platform.clock import VIETNAM
from caicach.platform.wording import sentence

router = Router(tags=["dossiers"])

UnitId = Annotated[int | None, Query(description="Chỉ đơn vị này và đơn vị trực thuộc")]


def _scope(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    scope.require(Permission.DOSSIERS_READ)
    return scope


@router.get("/dossiers/violations", response=ViolationPageOut, summary="Danh sách vi phạm quy định một cửa")
def list_violations(
    request: HttpRequest,
    year: int,
    code: str = "",
    unit_id: UnitId = None,
    officer_id: int | None = None,
    state: StateName = "current",
    after: int | None = None,
) -> Any:
    """Hồ sơ tiếp nhận trong năm `year`; `code` từ V1 đến V12."""
    narrowed = Narrowed(year, code, unit_id, officer_id, state=State(state))
    page = queries.page_of_violations(_scope(request), narrowed, after=after)
    return {
        "violations": [_out(one) for one in page.violations],
        "after": page.after,
        "count": page.count,
        "count_is_complete": page.count_is_complete,
    }


@router.get(
    "/dossiers/violations/overview", response=OverviewOut, summary="Vi phạm của năm theo loại, theo tháng"
)
def violations_overview(request: HttpRequest, year: int, unit_id: UnitId = None) -> Any:
    """Mọi loại đều có mặt, loại không có vi phạm mang số 0."""
    found = queries.overview(_scope(request), Narrowed(year, unit_id=unit_id))
    return {
        "year": year,
        "total": found.total,
        "months": found.months,
        "kinds": [
            {
                "code": code,
                "title": sentence(DETECTORS[code].title),
                "rule": sentence(DETECTORS[code].rule),
                "composed": DETECTORS[code].composed,
                "count": count,
                "explained": found.explained[code],
                "trend": found.trend[code],
            }
            for code, count in found.by_code.items()
        ],
    }


@router.get(
    "/dossiers/violations/tallies",
    response=TalliesOut,
    summary="Vi phạm theo đơn vị, theo người chịu trách nhiệm",
)
def violations_tallies(request: HttpRequest, year: int, code: str = "", unit_id: UnitId = None) -> Any:
    """Nhiều nhất trước."""
    scope, narrowed = _scope(request), Narrowed(year, code, unit_id)
    return {"units": queries.by_unit(scope, narrowed), "officers": queries.by_officer(scope, narrowed)}


@router.get(
    "/dossiers/violations/{int:violation_id}", response=ViolationOut, summary="Một vi phạm và chứng cứ"
)
def one_violation(request: HttpRequest, violation_id: int) -> Any:
    """Kể cả khi không còn."""
    return _out(queries.violation(_scope(request), violation_id))


@router.post(
    "/dossiers/violations/{int:violation_id}/explain", response=ViolationOut, summary="Giải trình một vi phạm"
)
def explain_violation(request: HttpRequest, violation_id: int, given: ExplanationIn) -> Any:
    """Vi phạm đã giải trình vẫn được tính."""
    scope = _scope(request)
    actions.explain(scope, violation_id, given.explanation)
    return _out(queries.violation(scope, violation_id))


@router.get(
    "/dossiers/evaluation", response=EvaluationsOut, summary="Đánh giá theo chín chỉ số: đơn vị và cán bộ"
)
def evaluation(
    request: HttpRequest,
    year: Annotated[int, Query(ge=2000, le=2200)],
    quarter: Annotated[int | None, Query(ge=1, le=4)] = None,
    unit_id: UnitId = None,
) -> Any:
    """Hồ sơ tính vào kỳ giải quyết xong; chỉ số chưa đủ thông tin không cộng vào tổng và nêu ở `missing`."""
    scope, period = _scope(request), Period(year, quarter)
    return {
        "basis": sentence(indicators.rule_of(period).text),
        "agencies": [_evaluated(one) for one in indicators.agencies(scope, period, unit_id)],
        "officers": [_evaluated(one) for one in indicators.officers(scope, period, unit_id)],
    }


def _evaluated(row: indicators.Row) -> dict[str, Any]:
    found = row.evaluation
    return {
        "id": row.id,
        "name": row.name,
        "dossiers": row.dossiers,
        "scores": found.scores,
        "total": found.total,
        "maximum": found.maximum,
        "missing": found.missing,
        "grade": sentence(found.grade.name) if found.grade else None,
    }


def _out(one: Violation) -> dict[str, Any]:
    detector = DETECTORS[one.code]
    law = detector.law(one.since.astimezone(VIETNAM).date())
    return {
        "id": one.pk,
        "code": one.code,
        "title": sentence(detector.title),
        "dossier": one.dossier.code if one.dossier else None,
        "unit": one.unit.name,
        "unit_id": one.unit_id,
        "officer": one.officer.display_name if one.officer else None,
        "since": one.since.astimezone(VIETNAM),
        "evidence": one.evidence,
        "why": sentence(detector.explain(one.evidence)),
        "law": sentence(law) if law else None,
        "found_at": one.found_at,
        "resolved_at": one.resolved_at,
        "explanation": one.explanation,
        "explained_at": one.explained_at,
    }
