"""The appraisal over HTTP: what waits, one leaf across units, points, questions, steps, layers. Points travel as text, exact."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from caicach.apps.parindex.actions import appraisal as actions
from caicach.apps.parindex.api_support import LARGEST_ID, Code, Id, SubjectName, scope_of
from caicach.apps.parindex.models.scoring import DIGITS, PLACES
from caicach.apps.parindex.queries import appraisal as queries
from caicach.apps.parindex.queries.appraisal_layers import unit_layers
from caicach.apps.parindex.queries.appraisal_overview import overview
from caicach.apps.parindex.steps import TAKE
from caicach.core.parindex import plain
from caicach.core.parindex.layers import Layer
from caicach.core.parindex.process import Step
from caicach.platform.access import Permission

router = Router(tags=["appraisal"])
YearInPath = Annotated[int, Path(ge=2000, le=2100, description="Năm chấm điểm")]
Locality = Annotated[int | None, Query(ge=1, le=LARGEST_ID, description="Địa phương, khi có nhiều")]
Points = Annotated[Decimal, Field(ge=0, max_digits=DIGITS, decimal_places=PLACES)]


class LeafWaitingOut(Schema):
    """Một tiêu chí trong lĩnh vực của người hỏi: số đơn vị chờ chấm, đã chấm, có yêu cầu giải trình."""

    code: str
    name: str
    agency: str
    waiting: int
    done: int
    asked: int


class AppraisalRowOut(Schema):
    """Một tiêu chí của một đơn vị. `version` là phiên bản điểm của lần thẩm định đang diễn ra, 0 khi chưa chấm."""

    unit_id: int
    unit: str
    code: str
    stage: str
    may_score: bool
    may_ask: bool
    stated: list[tuple[str, str]]
    note: str
    proofs: list[int]
    max_points: str
    self_points: str | None
    points: str | None
    reason: str
    version: int
    question: str
    question_version: int
    answer: str
    difference: str | None


class PointsIn(Schema):
    """Điểm thẩm định; null khi đơn vị tự chấm là không áp dụng và anh/chị đồng ý. `version`: phiên bản đã xem."""

    points: Points | None
    reason: str = Field("", max_length=1000)
    version: int = Field(ge=0, le=LARGEST_ID)


class QuestionIn(Schema):
    """Nội dung yêu cầu giải trình; để trống là bỏ yêu cầu. `version`: phiên bản đã xem, 0 khi chưa hỏi, bỏ trống để không so."""

    text: str = Field(max_length=1000)
    version: int | None = Field(default=None, ge=0, le=LARGEST_ID)


class StepIn(Schema):
    """Bước tiếp theo của đơn vị."""

    step: Literal["start_appraisal", "ask", "appraise_again", "refer"]


class StageOut(Schema):
    """Đơn vị đang ở bước nào."""

    unit_id: int
    stage: str
    since: dt.datetime | None


class LeafLayersOut(Schema):
    """Các lớp điểm của một tiêu chí; lớp chưa có không xuất hiện, null là không áp dụng."""

    code: str
    name: str
    max_points: str
    layers: dict[str, str | None]
    difference: str | None


@router.get(
    "/appraisal/{int:year}/leaves",
    response=list[LeafWaitingOut],
    summary="Tiêu chí chờ thẩm định",
    operation_id="appraisal_leaves",
)
def leaves(
    request: HttpRequest, year: YearInPath, subject: SubjectName = "commune", locality: Locality = None
) -> list[LeafWaitingOut]:
    """Của lĩnh vực được giao; thư ký hội đồng thấy mọi tiêu chí."""
    found = overview(scope_of(request), year, subject, locality)
    return [LeafWaitingOut.model_validate(leaf, from_attributes=True) for leaf in found.leaves]


@router.get(
    "/appraisal/{int:year}/{str:subject}/{str:code}",
    response=list[AppraisalRowOut],
    summary="Một tiêu chí ở mọi đơn vị",
    operation_id="appraisal_leaf",
)
def leaf(
    request: HttpRequest,
    year: YearInPath,
    subject: Annotated[SubjectName, Path()],
    code: Code,
    waiting: bool = False,
    locality: Locality = None,
) -> list[AppraisalRowOut]:
    """`waiting=true` chỉ trả đơn vị chưa chấm."""
    found = queries.leaf_page(scope_of(request), year, subject, code, locality)
    return [_row(row) for row in found.rows if row.waits or not waiting]


@router.put(
    "/appraisal/{int:year}/units/{int:unit_id}/points/{str:code}",
    response=AppraisalRowOut,
    summary="Chấm một tiêu chí của một đơn vị",
    operation_id="appraisal_points",
)
def points(
    request: HttpRequest, year: YearInPath, unit_id: Id, code: Code, given: PointsIn
) -> AppraisalRowOut:
    """Trả lời 409 khi người khác đã chấm sau phiên bản đã xem; điểm hiện có nằm trong "problems"."""
    scope = scope_of(request)
    scope.require(Permission.APPRAISE)
    row = queries.row(scope, year, unit_id, code)
    actions.give(scope, row.participant_id, code, given.points, given.reason, given.version)
    return _row(queries.row(scope, year, unit_id, code))


@router.put(
    "/appraisal/{int:year}/units/{int:unit_id}/questions/{str:code}",
    response=AppraisalRowOut,
    summary="Yêu cầu giải trình một tiêu chí",
    operation_id="appraisal_question",
)
def question(
    request: HttpRequest, year: YearInPath, unit_id: Id, code: Code, given: QuestionIn
) -> AppraisalRowOut:
    """Chỉ trong thẩm định lần 1."""
    scope = scope_of(request)
    scope.require(Permission.APPRAISE)
    row = queries.row(scope, year, unit_id, code)
    actions.question(scope, row.participant_id, code, given.text, given.version)
    return _row(queries.row(scope, year, unit_id, code))


@router.post(
    "/appraisal/{int:year}/units/{int:unit_id}/steps",
    response=StageOut,
    summary="Chuyển bước của một đơn vị",
    operation_id="appraisal_step",
)
def step(request: HttpRequest, year: YearInPath, unit_id: Id, given: StepIn) -> StageOut:
    """Trả lời 409 với mọi điều còn vướng khi chưa chuyển được."""
    scope = scope_of(request)
    scope.require(Permission.APPRAISAL_MANAGE, what=_("điều hành thẩm định"))
    found = queries.unit_page(scope, year, unit_id)
    moved = TAKE[Step(given.step)](scope, found.participant.pk)
    return StageOut(unit_id=unit_id, stage=moved.stage, since=moved.stage_since)


@router.get(
    "/appraisal/{int:year}/units/{int:unit_id}/layers",
    response=list[LeafLayersOut],
    summary="Các lớp điểm của một đơn vị",
    operation_id="appraisal_layers",
)
def layers(request: HttpRequest, year: YearInPath, unit_id: Id) -> list[LeafLayersOut]:
    """Năm trước, tự chấm, thẩm định lần 1, giải trình, thẩm định lần 2, hội đồng, kết quả."""
    return [
        LeafLayersOut(
            code=one.leaf.code,
            name=one.name,
            max_points=plain(one.leaf.max_points),
            layers={layer.value: _exact(one.points[layer]) for layer in Layer if layer in one.points},
            difference=_exact(one.difference),
        )
        for one in unit_layers(scope_of(request), year, unit_id).leaves
    ]


def _row(row: queries.Row) -> AppraisalRowOut:
    return AppraisalRowOut(
        unit_id=row.unit_id,
        unit=row.unit,
        code=row.leaf.code,
        stage=row.stage.value,
        may_score=row.may_score,
        may_ask=row.may_ask,
        stated=list(row.stated),
        note=row.note,
        proofs=[proof.document_id for proof in row.proofs],
        max_points=plain(row.leaf.max_points),
        self_points=_exact(row.self_points),
        points=_exact(row.given.points) if row.given else None,
        reason=row.given.reason if row.given else "",
        version=row.version,
        question=row.asked,
        question_version=row.asked_version,
        answer=row.question.answer if row.question else "",
        difference=_exact(row.difference),
    )


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
