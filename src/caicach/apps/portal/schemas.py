"""What the open data answer with, and how it is filled from what was published."""

from __future__ import annotations

import datetime as dt

from ninja import Schema

from caicach.apps.parindex.queries.public import Decision, PublicResults, UnitYear
from caicach.apps.parindex.schemas_results import Figure
from caicach.core.parindex import Words, public


class WordsOut(Schema):
    """Tên bằng tiếng Việt và tiếng Anh."""

    vi: str
    en: str


class DecisionOut(Schema):
    """Một quyết định công bố. `edition` lớn hơn 1 là quyết định điều chỉnh; `digest` là SHA-256 của hồ sơ kết quả."""

    id: int
    year: int
    subject: str
    locality: str
    number: str
    issued_on: dt.date
    edition: int
    reason: str
    in_force: bool
    digest: str


class AreaOut(Schema):
    """Một lĩnh vực của bộ chỉ số."""

    code: str
    name: WordsOut
    max: Figure


class BlockOut(Schema):
    """Một khối xếp hạng."""

    code: str
    name: WordsOut


class AreaPointsOut(Schema):
    """Điểm của một đơn vị ở một lĩnh vực; null khi lĩnh vực không áp dụng."""

    code: str
    points: Figure | None
    max: Figure | None


class UnitOut(Schema):
    """Một đơn vị trong bảng công bố. `rank` tính trong khối; null khi không xếp hạng."""

    id: int
    name: str
    block: str
    points: Figure | None
    max: Figure | None
    index: Figure | None
    rank: int | None
    peers: int
    class_name: WordsOut | None
    areas: list[AreaPointsOut]


class TableOut(Schema):
    """Bảng công bố của một quyết định. `public_digest` là SHA-256 của tệp JSON tải ở trang của quyết định."""

    decision: DecisionOut
    criteria: WordsOut
    areas: list[AreaOut]
    blocks: list[BlockOut]
    units: list[UnitOut]
    public_digest: str


class UnitYearOut(Schema):
    """Một năm của đơn vị, theo quyết định đang có hiệu lực."""

    decision: DecisionOut
    unit: UnitOut
    block_mean: Figure | None


def decision(one: Decision, *, in_force: bool) -> DecisionOut:
    """A decision; `in_force` when no later one corrects it."""
    return DecisionOut(
        id=one.pk,
        year=one.year,
        subject=one.subject,
        locality=one.locality,
        number=one.number,
        issued_on=one.issued_on,
        edition=one.edition,
        reason=one.reason,
        in_force=in_force,
        digest=one.digest,
    )


def decisions(found: list[Decision]) -> list[DecisionOut]:
    latest = {one.round_id: one.pk for one in reversed(found)}
    return [decision(one, in_force=latest[one.round_id] == one.pk) for one in found]


def table(found: PublicResults) -> TableOut:
    """A decision with all its units."""
    own = found.table
    return TableOut(
        decision=decision(found.decision, in_force=found.is_current),
        criteria=_words(own.criteria),
        areas=[AreaOut(code=area.code, name=_words(area.words), max=area.max_points) for area in own.areas],
        blocks=[BlockOut(code=code, name=_words(words)) for code, words in own.blocks],
        units=[_unit(found, row) for group in found.groups for row in group.rows],
        public_digest=own.digest,
    )


def unit_year(year: UnitYear) -> UnitYearOut:
    """A unit in a year."""
    found = year.published
    return UnitYearOut(
        decision=decision(year.decision, in_force=True),
        unit=_unit(found, year.row),
        block_mean=year.group.mean,
    )


def _unit(found: PublicResults, row: public.Row) -> UnitOut:
    return UnitOut(
        id=found.units[row.key],
        name=row.name,
        block=row.block,
        points=row.whole.points,
        max=row.whole.max_points,
        index=row.index,
        rank=row.rank,
        peers=row.peers,
        class_name=_words(row.class_name) if row.class_name else None,
        areas=[
            AreaPointsOut(code=area.code, points=own.points, max=own.max_points)
            for area, own in zip(found.table.areas, row.areas, strict=True)
        ],
    )


def _words(words: Words) -> WordsOut:
    return WordsOut(vi=words.vi, en=words.en)
