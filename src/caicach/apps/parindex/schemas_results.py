"""What the API of results answers with, and how it is filled from the queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import PlainSerializer, WithJsonSchema

from caicach.apps.parindex.models.scoring import SMALLEST
from caicach.apps.parindex.queries.answering import Holder
from caicach.apps.parindex.queries.explaining import Explained
from caicach.apps.parindex.queries.results import Ranking, Row
from caicach.apps.parindex.queries.sheet_model import Line, Sheet
from caicach.apps.parindex.queries.targets import Goal
from caicach.core.parindex import plain


def _digits(value: Decimal) -> str:
    """A figure at the ten places that are kept, without the zeros at its end."""
    return plain(value.quantize(SMALLEST))


Figure = Annotated[
    Decimal,
    PlainSerializer(_digits, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["83.02"]}),
]


# --- ranking ---------------------------------------------------------------------------------------------------------


class AreaOut(Schema):
    """Một lĩnh vực của bộ chỉ số."""

    code: str
    name: str
    max_points: Figure


class AreaIndexOut(Schema):
    """Tỷ lệ điểm đạt được của một lĩnh vực (%)."""

    code: str
    index: Figure | None


class GoalOut(Schema):
    """Chỉ tiêu. `strict`: phải cao hơn mức này; `distance` âm là còn thiếu."""

    kind: str
    minimum: Figure
    strict: bool
    aim: Figure | None
    document: str
    value: Figure | None
    distance: Figure | None
    reached: bool


class RankingRowOut(Schema):
    """Một đơn vị. `rank` null thì `reasons` nói vì sao; `change` và `places` so với năm trước."""

    unit_id: int
    unit: str
    block: str
    points: Figure | None
    max_points: Figure | None
    index: Figure | None
    rank: int | None
    peers: int
    class_name: str
    reasons: list[str]
    last_index: Figure | None
    last_rank: int | None
    change: Figure | None
    places: int | None
    goal: GoalOut | None
    areas: list[AreaIndexOut]
    own: bool


class RankingOut(Schema):
    """Bảng xếp hạng; `framework` rỗng khi năm này chưa có đợt chấm. `count` là số dòng trước khi phân trang."""

    year: int
    subject: str
    locality_id: int | None
    locality: str
    framework: str
    scored_at: dt.datetime | None
    areas: list[AreaOut]
    mean: Figure | None
    median: Figure | None
    last_mean: Figure | None
    count: int
    rows: list[RankingRowOut]


def ranking(table: Ranking, offset: int, limit: int) -> RankingOut:
    this, summary = table.choice.this, table.summary
    rows = table.rows
    return RankingOut(
        year=table.choice.year,
        subject=table.choice.subject,
        locality_id=this.locality_id if this else None,
        locality=this.locality.name if this else "",
        framework=this.framework.code if this else "",
        scored_at=this.scored_at if this else None,
        areas=[AreaOut(code=area.code, name=area.name, max_points=area.max_points) for area in table.areas],
        mean=summary.mean if summary else None,
        median=summary.median if summary else None,
        last_mean=summary.last_mean if summary else None,
        count=len(rows),
        rows=[_row(row, table) for row in rows[offset : offset + limit]],
    )


def _row(row: Row, table: Ranking) -> RankingRowOut:
    return RankingRowOut(
        unit_id=row.unit_id,
        unit=row.name,
        block=row.block,
        points=row.points,
        max_points=row.max_points,
        index=row.index,
        rank=row.rank,
        peers=row.peers,
        class_name=row.class_name,
        reasons=list(row.reasons),
        last_index=row.last_index,
        last_rank=row.last_rank,
        change=row.change,
        places=row.places,
        goal=goal(row.goal) if row.goal else None,
        areas=[
            AreaIndexOut(code=area.code, index=value)
            for area, value in zip(table.areas, row.areas, strict=True)
        ],
        own=row.is_own,
    )


def goal(one: Goal) -> GoalOut:
    return GoalOut(
        kind=one.kind,
        minimum=one.minimum,
        strict=one.strict,
        aim=one.aim,
        document=one.document,
        value=one.value,
        distance=one.distance,
        reached=one.is_reached,
    )


# --- one unit --------------------------------------------------------------------------------------------------------


class HolderOut(Schema):
    """Người hoặc bộ phận chịu trách nhiệm, và thông báo phân công."""

    name: str
    within: str
    lead: bool
    notice: str
    notice_date: dt.date
    still_here: bool


class LineOut(Schema):
    """Một mục của bảng điểm. `status`: scored, missing, not_applicable, knocked_out, error."""

    code: str
    name: str
    parent: str | None
    depth: int
    is_leaf: bool
    kind: str
    points: Figure | None
    max_points: Figure | None
    index: Figure | None
    lost: Figure
    status: str
    policy: str
    flags: list[str]
    reason: str
    last_points: Figure | None
    last_max: Figure | None
    change: Figure | None
    illustration: bool
    holders: list[HolderOut]


class AheadOut(Schema):
    """Đơn vị xếp ngay trên và khoảng cách tới đó."""

    unit_id: int
    unit: str
    index: Figure
    distance: Figure


class SheetOut(Schema):
    """Bảng điểm của một đơn vị; `index` null khi còn tiêu chí thiếu số liệu hoặc chưa có đợt chấm."""

    unit_id: int
    unit: str
    year: int
    framework: str
    block: str
    points: Figure | None
    raw_points: Figure | None
    max_points: Figure | None
    bonus: Figure | None
    penalty: Figure | None
    index: Figure | None
    rank: int | None
    peers: int
    class_name: str
    reasons: list[str]
    missing: int
    last_index: Figure | None
    last_rank: int | None
    block_median: Figure | None
    ahead: AheadOut | None
    goals: list[GoalOut]
    lines: list[LineOut]


def sheet(shown: Sheet) -> SheetOut:
    score, last = shown.score, shown.last
    ahead = None
    if shown.ahead is not None and score is not None and score.index is not None:
        ahead = AheadOut(
            unit_id=shown.ahead.unit_id,
            unit=shown.ahead.name,
            index=shown.ahead.index,
            distance=shown.ahead.index - score.index,
        )
    return SheetOut(
        unit_id=shown.unit_id,
        unit=shown.name,
        year=shown.year,
        framework=shown.framework.code if shown.framework else "",
        block=shown.participant.block if shown.participant else "",
        points=score.points if score else None,
        raw_points=score.raw_points if score else None,
        max_points=score.max_points if score else None,
        bonus=score.bonus if score else None,
        penalty=score.penalty if score else None,
        index=score.index if score else None,
        rank=score.rank if score else None,
        peers=score.peers if score else 0,
        class_name=score.class_name if score else "",
        reasons=list(score.reasons) if score else [],
        missing=score.missing if score else 0,
        last_index=last.index if last else None,
        last_rank=last.rank if last else None,
        block_median=shown.block_median,
        ahead=ahead,
        goals=[goal(one) for one in (shown.goals or {}).values()],
        lines=lines(shown.lines),
    )


def lines(found: Iterable[Line]) -> list[LineOut]:
    return [line(one) for one in found]


def line(one: Line) -> LineOut:
    return LineOut(
        code=one.code,
        name=one.name,
        parent=one.node.parent,
        depth=one.node.depth,
        is_leaf=one.is_leaf,
        kind=one.node.kind,
        points=one.points,
        max_points=one.max_points,
        index=one.index,
        lost=one.lost,
        status=one.status,
        policy=one.policy,
        flags=list(one.flags),
        reason=one.reason,
        last_points=one.last,
        last_max=one.last_max,
        change=one.change,
        illustration=one.illustration,
        holders=[_holder(holder) for holder in one.holders],
    )


def _holder(one: Holder) -> HolderOut:
    return HolderOut(
        name=one.name,
        within=one.within,
        lead=one.is_lead,
        notice=one.notice,
        notice_date=one.notice_date,
        still_here=one.here,
    )


class InputOut(Schema):
    """Một số liệu đầu vào; `code` là mục con mà số này lấy từ đó."""

    label: str
    value: str
    source: str
    code: str


class WhyOut(Schema):
    """Lời giải thích. `inputs` và `lines` rỗng với người không được xem số liệu (`facts_readable` sai)."""

    code: str
    title: str
    status: str
    points: Figure | None
    max_points: Figure | None
    rule: str
    inputs: list[InputOut]
    lines: list[str]
    basis: list[str]
    guide: str
    evidence: str
    agency: str
    illustration: bool
    facts_readable: bool
    block_median: Figure | None
    block_best: Figure | None
    holders: list[HolderOut]


def why(found: Explained) -> WhyOut:
    told = found.explanation
    return WhyOut(
        code=told.code,
        title=told.title,
        status=told.status,
        points=told.points,
        max_points=told.max_points,
        rule=told.rule,
        inputs=[
            InputOut(label=one.label, value=one.value, source=one.source, code=one.code)
            for one in found.inputs
        ],
        lines=list(found.lines),
        basis=list(told.basis),
        guide=told.guide,
        evidence=told.evidence,
        agency=found.agency,
        illustration=bool(found.stated and found.stated.illustration),
        facts_readable=found.may_read_facts,
        block_median=found.among.median if found.among else None,
        block_best=found.among.best if found.among else None,
        holders=[_holder(holder) for holder in found.holders],
    )
