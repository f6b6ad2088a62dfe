"""What the API of remedies and consequences takes and answers with. Points travel as text, exact."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from caicach.apps.accountability.queries.cases import Case
from caicach.apps.accountability.queries.overview import UnitPlan
from caicach.apps.accountability.queries.plan_model import Line, PlanPage
from caicach.apps.parindex.api_support import LARGEST_ID
from caicach.apps.parindex.models.scoring import DIGITS, PLACES
from caicach.core.parindex import plain

Number = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Version = Annotated[int, Field(ge=0, le=LARGEST_ID)]
StateName = Literal["not_begun", "under_way", "done", "in_difficulty"]


def text_of(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


class UnitPlanOut(Schema):
    """Kế hoạch của một đơn vị; `status` null khi chưa lập. `reported` là số việc đã báo cáo kỳ hiện nay."""

    unit_id: int
    unit: str
    status: str | None
    due_on: dt.date | None
    remedies: int
    reported: int
    done: int
    in_difficulty: int
    lost: str
    expected: str
    is_late: bool

    @classmethod
    def of(cls, one: UnitPlan) -> UnitPlanOut:
        return cls(
            unit_id=one.unit_id,
            unit=one.name,
            status=one.status.value if one.status else None,
            due_on=one.due_on,
            remedies=one.count,
            reported=one.reported,
            done=one.done,
            in_difficulty=one.difficult,
            lost=plain(one.lost),
            expected=plain(one.expected),
            is_late=one.is_late,
        )


class ReportOut(Schema):
    """Báo cáo tiến độ của một kỳ (tháng sau ngày công bố)."""

    month: int
    state: str
    text: str
    percent: int | None
    expected: str | None
    version: int


class RemedyOut(Schema):
    """Một tiêu chí mất điểm và việc khắc phục. `won_back` là điểm đã giành lại theo chỉ số năm sau, null khi chưa biết."""

    code: str
    name: str
    points: str | None
    max_points: str | None
    lost: str
    change: str | None
    cause: str
    what: str
    owner_user_id: int | None
    owner_unit_id: int | None
    owner: str
    due_on: dt.date | None
    state: str
    version: int
    lifted: bool
    won_back: str | None
    reports: list[ReportOut]

    @classmethod
    def of(cls, line: Line) -> RemedyOut:
        remedy = line.remedy
        return cls(
            code=line.code,
            name=line.name,
            points=text_of(line.points),
            max_points=text_of(line.max_points),
            lost=plain(line.lost),
            change=text_of(line.change),
            cause=remedy.cause,
            what=remedy.what,
            owner_user_id=remedy.owner_user_id,
            owner_unit_id=remedy.owner_unit_id,
            owner=line.owner,
            due_on=remedy.due_on,
            state=remedy.state,
            version=remedy.version,
            lifted=remedy.lifted_by_id is not None,
            won_back=text_of(line.won.back) if line.won else None,
            reports=[
                ReportOut(
                    month=month,
                    state=one.state,
                    text=one.text,
                    percent=one.percent,
                    expected=text_of(one.expected),
                    version=one.version,
                )
                for month, one in sorted(line.reports.items())
            ],
        )


class HoldOut(Schema):
    """Một tiêu chí cần giữ."""

    code: str
    name: str
    points: str
    max_points: str


class PlanOut(Schema):
    """Kế hoạch khắc phục của đơn vị; `status` null khi kết quả chưa công bố hoặc kế hoạch chưa lập."""

    unit_id: int
    unit: str
    year: int
    decision: str | None
    status: str | None
    due_on: dt.date | None
    gaps: list[str]
    repair: list[RemedyOut]
    lifted: list[RemedyOut]
    hold: list[HoldOut]

    @classmethod
    def of(cls, found: PlanPage) -> PlanOut:
        return cls(
            unit_id=found.unit.pk,
            unit=found.unit.name,
            year=found.year,
            decision=found.publication.number if found.publication else None,
            status=found.status.value if found.status else None,
            due_on=found.plan.due_on if found.plan else None,
            gaps=list(found.gaps),
            repair=[RemedyOut.of(line) for line in found.lines],
            lifted=[RemedyOut.of(line) for line in found.lifted],
            hold=[
                HoldOut(
                    code=one.item.code,
                    name=one.name,
                    points=plain(one.item.points),
                    max_points=plain(one.item.max_points),
                )
                for one in found.hold
            ],
        )


class RemedyIn(Schema):
    """Nội dung khắc phục; `version` là phiên bản đã xem, `reason` bắt buộc khi kế hoạch đã phê duyệt."""

    cause: str = Field("", max_length=1000)
    what: str = Field("", max_length=1000)
    owner_user_id: Number | None = None
    owner_unit_id: Number | None = None
    due_on: dt.date | None = None
    version: Version
    reason: str = Field("", max_length=1000)


class ReportIn(Schema):
    """Báo cáo tiến độ; `version` là phiên bản báo cáo đã xem, 0 khi chưa có."""

    state: StateName
    text: str = Field("", max_length=1000)
    percent: Annotated[int, Field(ge=0, le=100)] | None = None
    expected: Annotated[Decimal, Field(ge=0, max_digits=DIGITS, decimal_places=PLACES)] | None = None
    version: Version = 0


class ClosingIn(Schema):
    """Lý do kết thúc kế hoạch; bắt buộc khi còn việc chưa xong."""

    reason: str = Field("", max_length=1000)


class ReasonOut(Schema):
    """Một căn cứ; `code` rỗng là chỉ số của cả đơn vị."""

    code: str
    name: str
    ground: str
    capacity: str
    points: str
    max_points: str | None
    last_points: str | None
    last_max: str | None
    source: str
    since: dt.date


class CaseOut(Schema):
    """Một trường hợp hệ quả thi đua, khen thưởng. Chỉ người được nêu và người có quyền xem."""

    id: int
    unit_id: int
    unit: str
    year: int
    person: str
    level: str
    status: str
    reasons: list[ReasonOut]
    objections: list[str]
    objection_due: dt.date | None
    decision_reason: str
    version: int

    @classmethod
    def of(cls, one: Case) -> CaseOut:
        row = one.row
        return cls(
            id=row.pk,
            unit_id=row.participant.unit_id,
            unit=row.participant.unit.name,
            year=row.participant.round.year,
            person=one.person,
            level=row.level,
            status=row.status,
            reasons=[
                ReasonOut(
                    code=reason.code,
                    name=reason.name,
                    ground=reason.ground,
                    capacity=reason.capacity,
                    points=plain(reason.points),
                    max_points=text_of(reason.max_points),
                    last_points=text_of(reason.last_points),
                    last_max=text_of(reason.last_max),
                    source=reason.source,
                    since=reason.since,
                )
                for reason in one.reasons
            ],
            objections=[said.text for said in one.objections],
            objection_due=row.objection_due,
            decision_reason=row.decision_reason,
            version=row.version,
        )


class CasesIn(Schema):
    """Các trường hợp."""

    ids: Annotated[list[Number], Field(min_length=1, max_length=500)]


class ObjectionIn(Schema):
    """Ý kiến của người được nêu, kèm tài liệu trong kho của đơn vị."""

    text: str = Field(max_length=5000)
    document_ids: Annotated[list[Number], Field(max_length=50)] = []


class DecisionIn(Schema):
    """Giữ nguyên (uphold) hoặc không áp dụng (lift), kèm lý do; `version` là phiên bản đã xem."""

    step: Literal["uphold", "lift"]
    reason: str = Field(max_length=1000)
    version: Version


class CountOut(Schema):
    """Số trường hợp đã làm."""

    count: int
