"""What the API of criteria across units, analysis, targets and years answers with, and how it is filled from the queries."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from caicach.apps.parindex.queries.analysis import LocalityAnalysis, NodeLoss
from caicach.apps.parindex.queries.criterion import Criterion
from caicach.apps.parindex.queries.targets import Targets
from caicach.apps.parindex.queries.trend import UnitTrend, UnitYear
from caicach.apps.parindex.queries.unit_analysis import UnitAnalysis
from caicach.apps.parindex.schemas_results import AreaIndexOut, Figure, GoalOut, LineOut, goal, lines


class CriterionRowOut(Schema):
    """Một đơn vị ở tiêu chí này."""

    unit_id: int
    unit: str
    block: str
    points: Figure | None
    max_points: Figure | None
    index: Figure | None
    status: str
    last_index: Figure | None
    lost: Figure


class BinOut(Schema):
    """Một mức của phân bố và số đơn vị ở mức đó."""

    label: str
    count: int


class CriterionOut(Schema):
    """Một tiêu chí ở các đơn vị; `unnamed` đơn vị ngoài phạm vi chỉ tính vào số chung."""

    year: int
    framework: str
    code: str
    name: str
    max_points: Figure | None
    count: int
    unnamed: int
    median: Figure | None
    mean: Figure | None
    last_median: Figure | None
    lost: Figure
    full: int
    nothing: int
    missing: int
    bins: list[BinOut]
    rows: list[CriterionRowOut]


def criterion(found: Criterion) -> CriterionOut:
    node = found.node
    return CriterionOut(
        year=found.choice.year,
        framework=found.framework.code if found.framework else "",
        code=node.code if node else "",
        name=node.name if node else "",
        max_points=node.max_points if node else None,
        count=found.count,
        unnamed=found.unnamed,
        median=found.median,
        mean=found.mean,
        last_median=found.last_median,
        lost=found.lost,
        full=found.full,
        nothing=found.nothing,
        missing=found.missing,
        bins=[BinOut(label=one.label, count=one.count) for one in found.bins],
        rows=[
            CriterionRowOut(
                unit_id=row.unit_id,
                unit=row.name,
                block=row.block,
                points=row.points,
                max_points=row.max_points,
                index=row.index,
                status=row.status,
                last_index=row.last_index,
                lost=row.lost,
            )
            for row in found.rows
        ],
    )


class NodeLossOut(Schema):
    """Một mục cộng trên các đơn vị: điểm mất, tỷ trọng, tỷ lệ đạt và thay đổi so với năm trước."""

    code: str
    name: str
    depth: int
    is_leaf: bool
    lost: Figure
    max_points: Figure
    share: Figure
    index: Figure | None
    last_index: Figure | None
    change: Figure | None
    losing: int
    nothing: int
    agency: str


class UnitLossOut(Schema):
    """Điểm mất của một đơn vị; `worst_code` là tiêu chí mất nhiều nhất, rỗng khi người hỏi không xem được."""

    unit_id: int
    unit: str
    lost: Figure
    index: Figure | None
    worst_code: str


class HolderLossOut(Schema):
    """Điểm mất ở các tiêu chí mà một người hoặc bộ phận chủ trì."""

    unit_id: int
    unit: str
    name: str
    leaves: int
    lost: Figure


class AgencyLossOut(Schema):
    """Điểm mất trong các tiêu chí do một cơ quan theo dõi, thẩm định."""

    code: str
    name: str
    leaves: int
    lost: Figure
    share: Figure


class AnalysisOut(Schema):
    """Điểm mất của địa phương; mọi danh sách xếp từ mất nhiều xuống ít."""

    year: int
    framework: str
    units: int
    lost: Figure
    unanswered: Figure
    nodes: list[NodeLossOut]
    fallen: list[str]
    to_hold: list[str]
    by_unit: list[UnitLossOut]
    holders: list[HolderLossOut]
    agencies: list[AgencyLossOut]


def analysis(found: LocalityAnalysis) -> AnalysisOut:
    return AnalysisOut(
        year=found.choice.year,
        framework=found.framework.code if found.framework else "",
        units=found.units,
        lost=found.lost,
        unanswered=found.unanswered,
        nodes=[_node(one) for one in sorted(found.nodes, key=lambda one: -one.lost)],
        fallen=[one.node.code for one in found.fallen],
        to_hold=[one.node.code for one in found.to_hold],
        by_unit=[
            UnitLossOut(
                unit_id=one.unit_id, unit=one.name, lost=one.lost, index=one.index, worst_code=one.worst
            )
            for one in found.by_unit
        ],
        holders=[
            HolderLossOut(unit_id=one.unit_id, unit=one.unit, name=one.name, leaves=one.leaves, lost=one.lost)
            for one in found.holders
        ],
        agencies=[
            AgencyLossOut(code=one.code, name=one.name, leaves=one.leaves, lost=one.lost, share=one.share)
            for one in found.agencies
        ],
    )


def _node(one: NodeLoss) -> NodeLossOut:
    return NodeLossOut(
        code=one.node.code,
        name=one.name,
        depth=one.node.depth,
        is_leaf=one.node.is_leaf,
        lost=one.lost,
        max_points=one.max_points,
        share=one.share,
        index=one.index,
        last_index=one.last_index,
        change=one.change,
        losing=one.losing,
        nothing=one.nothing,
        agency=one.agency,
    )


class GainOut(Schema):
    """Một việc cần làm và điểm giành lại được."""

    code: str
    step: str
    gain: Figure


class ConsequenceOut(Schema):
    """Một điều kiện đã xảy ra; `code` rỗng là chỉ số của cả đơn vị. `level`: no_commendation hoặc no_title."""

    code: str
    level: str
    words: str
    reason: str


class UnitAnalysisOut(Schema):
    """Hai danh sách và việc giành lại điểm; `consequences` null với người không được xem."""

    unit_id: int
    unit: str
    year: int
    hold: list[LineOut]
    repair: list[LineOut]
    fallen: list[LineOut]
    gains: list[GainOut]
    winnable: Figure
    index_then: Figure | None
    consequences: list[ConsequenceOut] | None


def unit_analysis(found: UnitAnalysis) -> UnitAnalysisOut:
    told = found.consequences
    return UnitAnalysisOut(
        unit_id=found.sheet.unit_id,
        unit=found.sheet.name,
        year=found.sheet.year,
        hold=lines(found.hold),
        repair=lines(found.repair),
        fallen=lines(found.fallen),
        gains=[GainOut(code=one.line.code, step=one.change, gain=one.gain) for one in found.gains],
        winnable=found.winnable,
        index_then=found.index_then,
        consequences=None
        if told is None
        else [
            ConsequenceOut(
                code=one.line.code if one.line else "",
                level=one.level,
                words=one.level_words,
                reason=one.reason,
            )
            for one in told
        ],
    )


class TargetRowOut(Schema):
    """Một đơn vị với chỉ tiêu của hai chỉ số và mức hiện đạt."""

    unit_id: int
    unit: str
    par_index: GoalOut | None
    satisfaction: GoalOut | None
    index: Figure | None
    satisfied: Figure | None


class TargetIn(Schema):
    """Chỉ tiêu cần đặt, tính bằng phần trăm."""

    kind: Literal["par_index", "satisfaction"]
    minimum: Annotated[Decimal, Field(ge=0, le=100)]
    strict: bool = False
    aim: Annotated[Decimal, Field(ge=0, le=100)] | None = None
    document: str = Field(min_length=1, max_length=300)


def targets(found: Targets) -> list[TargetRowOut]:
    return [
        TargetRowOut(
            unit_id=row.unit_id,
            unit=row.name,
            par_index=goal(row.par_index) if row.par_index else None,
            satisfaction=goal(row.satisfaction) if row.satisfaction else None,
            index=row.index,
            satisfied=row.satisfied,
        )
        for row in found.rows
    ]


class RoundYearOut(Schema):
    """Một đợt chấm điểm bằng số."""

    year: int
    subject: str
    framework: str
    locality_id: int
    locality: str
    count: int
    mean: Figure | None
    median: Figure | None
    best: Figure | None
    worst: Figure | None


class UnitYearOut(Schema):
    """Một năm của một đơn vị."""

    year: int
    unit_id: int
    unit: str
    framework: str
    index: Figure | None
    rank: int | None
    peers: int
    class_name: str
    block_median: Figure | None
    areas: list[AreaIndexOut]


class UnitTrendOut(Schema):
    """Các năm của một đơn vị, và của các đơn vị trước sắp xếp."""

    unit_id: int
    unit: str
    years: list[UnitYearOut]
    earlier: list[UnitYearOut]


def unit_trend(found: UnitTrend) -> UnitTrendOut:
    return UnitTrendOut(
        unit_id=found.unit_id,
        unit=found.name,
        years=[_unit_year(one) for one in found.years],
        earlier=[_unit_year(one) for one in found.earlier],
    )


def _unit_year(one: UnitYear) -> UnitYearOut:
    return UnitYearOut(
        year=one.year,
        unit_id=one.unit_id,
        unit=one.name,
        framework=one.framework,
        index=one.index,
        rank=one.rank,
        peers=one.peers,
        class_name=one.class_name,
        block_median=one.block_median,
        areas=[AreaIndexOut(code=code, index=index) for code, index in one.areas.items()],
    )
