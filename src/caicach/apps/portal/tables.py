"""The published figures as the public pages show them: years, rankings narrowed by what the reader asked, areas of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.apps.parindex.queries.public import Decision, Group, PublicResults, UnitYear
from caicach.core.parindex import public
from caicach.core.parindex.standing import competition
from caicach.core.vietnamese import fold
from caicach.platform import spreadsheets
from caicach.platform.spreadsheets import Cell
from caicach.platform.wording import language


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader chose; empty fields choose nothing."""

    block: str = ""
    area: str = ""
    search: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.block or self.area or self.search)


@dataclass(frozen=True, slots=True)
class Line:
    """A unit in the ranking: of the whole index, or of the one area that was asked for."""

    unit_id: int
    name: str
    rank: int | None
    points: Decimal | None
    max_points: Decimal | None
    index: Decimal | None
    class_name: str


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the ranking. `count` is that of all its units, whatever the reader searched for."""

    code: str
    name: str
    count: int
    mean: Decimal | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranking as asked for; `area` is the name of the area that it goes by, "" for the whole index."""

    parts: tuple[Part, ...]
    blocks: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]
    area: str

    @property
    def count(self) -> int:
        return sum(len(part.lines) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area of a unit beside the mean of its block."""

    code: str
    name: str
    points: Decimal | None
    max_points: Decimal | None
    index: Decimal | None
    mean: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.index is None or self.mean is None else self.index - self.mean


@dataclass(frozen=True, slots=True)
class Round:
    """A published round: the decision in force, and the ones that it replaced."""

    current: Decision
    earlier: tuple[Decision, ...]


def by_year(decisions: Iterable[Decision]) -> list[tuple[int, list[Round]]]:
    """The rounds of each year, the latest year first."""
    rounds: dict[int, list[Decision]] = {}
    for one in decisions:
        rounds.setdefault(one.round_id, []).append(one)
    years: dict[int, list[Round]] = {}
    for known in rounds.values():
        years.setdefault(known[0].year, []).append(Round(known[0], tuple(known[1:])))
    return list(years.items())


def ranking(found: PublicResults, asked: Asked) -> Ranking:
    """The blocks with their units, narrowed; a block or area that there is not narrows nothing."""
    table = found.table
    at = next((place for place, area in enumerate(table.areas) if area.code == asked.area), None)
    chosen = [group for group in found.groups if group.code == asked.block] or list(found.groups)
    words = fold(asked.search).split()
    parts = [_part(found, group, at, words) for group in chosen]
    return Ranking(
        parts=tuple(part for part in parts if part.lines),
        blocks=tuple((group.code, name_of(group)) for group in found.groups),
        areas=tuple((area.code, area.words.text(language())) for area in table.areas),
        area="" if at is None else table.areas[at].words.text(language()),
    )


def _part(found: PublicResults, group: Group, at: int | None, words: list[str]) -> Part:
    lines = _of_whole(found, group) if at is None else _of_area(found, group, at)
    shown = tuple(line for line in lines if all(word in fold(line.name) for word in words))
    mean = group.mean if at is None else group.area_mean(at)
    return Part(group.code, name_of(group), len(group.rows), mean, shown)


def _of_whole(found: PublicResults, group: Group) -> list[Line]:
    return [
        Line(
            found.units[row.key],
            row.name,
            row.rank,
            row.whole.points,
            row.whole.max_points,
            row.index,
            class_name(row),
        )
        for row in group.rows
    ]


def _of_area(found: PublicResults, group: Group, at: int) -> list[Line]:
    """By the index of one area; places are counted among the ranked units to which the area applies."""
    ranked = [(row, index) for row in group.rows if row.rank and (index := row.areas[at].index) is not None]
    places = dict(
        zip([row.key for row, _own in ranked], competition([index for _row, index in ranked]), strict=True)
    )
    lines = [
        Line(
            found.units[row.key],
            row.name,
            places.get(row.key),
            row.areas[at].points,
            row.areas[at].max_points,
            row.areas[at].index,
            "",
        )
        for row in group.rows
    ]
    return sorted(lines, key=lambda line: (line.rank is None, line.rank or 0))


def areas(year: UnitYear) -> list[AreaLine]:
    """The areas of a unit in a year, in printed order."""
    group = year.group
    return [
        AreaLine(
            area.code,
            area.words.text(language()),
            own.points,
            own.max_points,
            own.index,
            group.area_mean(at),
        )
        for at, (area, own) in enumerate(zip(year.published.table.areas, year.row.areas, strict=True))
    ]


@dataclass(frozen=True, slots=True)
class AreaYears:
    """The indices of an area in the years that a table has as its columns; None where a year's set has no such area."""

    name: str
    values: tuple[Decimal | None, ...]


def area_years(years: Sequence[UnitYear]) -> list[AreaYears]:
    """The areas of all years, by code and name: an area that was called otherwise in another year is another line."""
    found: dict[tuple[str, str], list[Decimal | None]] = {}
    for at, year in enumerate(years):
        for line in areas(year):
            found.setdefault((line.code, line.name), [None] * len(years))[at] = line.index
    return [AreaYears(name, tuple(values)) for (_code, name), values in found.items()]


def name_of(group: Group) -> str:
    """A block in the reader's language; "" where the criteria set has none."""
    return group.name.text(language()) if group.name else ""


def class_name(row: public.Row) -> str:
    return row.class_name.text(language()) if row.class_name else ""


def sheet(found: PublicResults) -> spreadsheets.Sheet:
    """The whole published table with the digits of the record."""
    table = found.table
    header = [
        _("Khối"),
        _("Hạng"),
        _("Số đơn vị của khối"),
        _("Đơn vị"),
        _("Điểm"),
        _("Điểm tối đa"),
        _("Chỉ số (%)"),
        _("Xếp loại"),
    ]
    for area in table.areas:
        label = f"{area.code}. {area.words.text(language())}"
        header += [f"{label}: {_('điểm')}", f"{label}: {_('điểm tối đa')}"]
    rows: list[list[Cell]] = [
        [
            name_of(group),
            row.rank,
            row.peers or None,
            row.name,
            row.whole.points,
            row.whole.max_points,
            row.index,
            class_name(row),
            *(figure for own in row.areas for figure in (own.points, own.max_points)),
        ]
        for group in found.groups
        for row in group.rows
    ]
    return spreadsheets.Sheet(_("Kết quả %(year)s") % {"year": table.year}, header, list(rows))
