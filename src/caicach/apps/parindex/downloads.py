"""The tables of the results as sheets: what is seen on the page, with all digits, the columns named as on the screen."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.apps.parindex.queries.analysis import LocalityAnalysis, NodeLoss
from caicach.apps.parindex.queries.criterion import Criterion
from caicach.apps.parindex.queries.results import Ranking
from caicach.apps.parindex.queries.sheet_model import Line, Sheet
from caicach.apps.parindex.queries.targets import Goal, Targets
from caicach.apps.parindex.queries.trend import RoundYear, UnitTrend
from caicach.apps.parindex.queries.unit_analysis import UnitAnalysis
from caicach.platform import spreadsheets
from caicach.platform.spreadsheets import Cell

Table = spreadsheets.Sheet


def plain(value: Decimal | None, digits: int = 4) -> Decimal | None:
    """A figure for a cell: rounded far behind what is shown, without the zeros of the database."""
    if value is None:
        return None
    rounded = round(value, digits).normalize()
    return rounded if rounded == 0 or rounded % 1 else rounded.quantize(Decimal(1))


def ranking(table: Ranking) -> Table:
    """The ranking as filtered and sorted."""
    last = table.choice.year - 1
    header = [
        _("Hạng"),
        _("Số đơn vị của khối"),
        _("Đơn vị"),
        _("Khối"),
        _("Điểm"),
        _("Điểm tối đa"),
        _("Chỉ số (%)"),
        _("Chỉ số năm %(year)s (%%)") % {"year": last},
        _("Thay đổi"),
        _("Hạng năm %(year)s") % {"year": last},
        _("Xếp loại"),
        _("Chỉ tiêu"),
        _("Cách chỉ tiêu"),
        *(f"{area.code}. {area.name} (%)" for area in table.areas),
        _("Ghi chú"),
    ]
    rows: list[list[Cell]] = [
        [
            row.rank,
            row.peers or None,
            row.name,
            row.block_name,
            plain(row.points),
            plain(row.max_points),
            plain(row.index),
            plain(row.last_index),
            plain(row.change),
            row.last_rank,
            row.class_name,
            row.goal.words if row.goal else None,
            plain(row.goal.distance) if row.goal else None,
            *(plain(value) for value in row.areas),
            "; ".join(row.reasons),
        ]
        for row in table.rows
    ]
    return Table(_("Xếp hạng %(year)s") % {"year": table.choice.year}, header, list(rows))


def unit(sheet: Sheet) -> list[Table]:
    """The scoring sheet of a unit: all nodes, then the index."""
    last = sheet.year - 1
    header = [
        _("Mã"),
        _("Tiêu chí"),
        _("Điểm tối đa"),
        _("Điểm"),
        _("Tỷ lệ (%)"),
        _("Điểm mất"),
        _("Điểm năm %(year)s") % {"year": last},
        _("Thay đổi"),
        _("Tình trạng"),
        _("Người, đơn vị chịu trách nhiệm"),
        _("Số liệu minh họa"),
    ]
    rows: list[list[Cell]] = [
        [
            line.code,
            line.name,
            plain(line.max_points),
            plain(line.points),
            plain(line.index),
            plain(line.lost) if line.is_leaf else None,
            plain(line.last),
            plain(line.change),
            status(line),
            holders(line),
            _("có") if line.illustration else None,
        ]
        for line in sheet.lines
    ]
    return [Table(_("Bảng điểm"), header, list(rows)), _whole(sheet)]


def _whole(sheet: Sheet) -> Table:
    score = sheet.score
    pairs: list[list[Cell]] = [[_("Đơn vị"), sheet.name], [_("Năm"), sheet.year]]
    if sheet.framework is not None:
        pairs += [[_("Bộ chỉ số"), sheet.framework.code], [_("Khối"), sheet.block_name]]
    if score is not None:
        pairs += [
            [_("Điểm trước thưởng, phạt"), plain(score.raw_points)],
            [_("Điểm thưởng"), plain(score.bonus)],
            [_("Điểm phạt"), plain(score.penalty)],
            [_("Điểm"), plain(score.points)],
            [_("Điểm tối đa"), plain(score.max_points)],
            [_("Chỉ số (%)"), plain(score.index)],
            [_("Hạng trong khối"), score.rank],
            [_("Xếp loại"), score.class_name],
            [_("Ghi chú"), "; ".join(score.reasons)],
        ]
    return Table(_("Chỉ số"), [_("Mục"), _("Giá trị")], list(pairs))


def holders(line: Line) -> str:
    """Who answers, in one cell."""
    return "; ".join(holder.full_name for holder in line.holders)


def status(line: Line) -> str:
    """The state of a node in words; "" for one that is simply scored."""
    words = {
        "missing": _("chưa có số liệu"),
        "error": _("chưa tính được"),
        "not_applicable": _("không áp dụng"),
        "knocked_out": _("bị tính 0 điểm"),
    }.get(line.status, "")
    return f"{words}: {line.reason}" if words and line.reason else words


def criterion(found: Criterion) -> list[Table]:
    """The named units at a node, and the spread."""
    header = [
        _("Đơn vị"),
        _("Khối"),
        _("Điểm"),
        _("Điểm tối đa"),
        _("Tỷ lệ (%)"),
        _("Tỷ lệ năm trước (%)"),
        _("Điểm mất"),
    ]
    names = dict(found.blocks)
    rows: list[list[Cell]] = [
        [
            row.name,
            names.get(row.block, row.block),
            plain(row.points),
            plain(row.max_points),
            plain(row.index),
            plain(row.last_index),
            plain(row.lost),
        ]
        for row in found.rows
    ]
    bins: list[list[Cell]] = [[one.label, one.count] for one in found.bins]
    code = found.node.code if found.node else ""
    return [
        Table(_("Tiêu chí %(code)s") % {"code": code}, header, list(rows)),
        Table(_("Phân bố"), [_("Mức đạt"), _("Số đơn vị")], list(bins)),
    ]


def analysis(found: LocalityAnalysis) -> list[Table]:
    """The losses by area, criterion, leaf, unit, department and holder."""
    units: list[list[Cell]] = [
        [one.name, one.block, plain(one.lost), plain(one.index), one.worst] for one in found.by_unit
    ]
    people: list[list[Cell]] = [[one.unit, one.name, one.leaves, plain(one.lost)] for one in found.holders]
    agencies: list[list[Cell]] = [
        [one.name, one.leaves, plain(one.lost), plain(one.share)] for one in found.agencies
    ]
    return [
        _nodes(_("Lĩnh vực"), found.areas),
        _nodes(_("Tiêu chí"), found.criteria),
        _nodes(_("Tiêu chí chấm điểm"), found.leaves),
        Table(
            _("Đơn vị"),
            [_("Đơn vị"), _("Khối"), _("Điểm mất"), _("Chỉ số (%)"), _("Mất nhiều nhất ở")],
            list(units),
        ),
        Table(
            _("Cơ quan theo dõi"),
            [_("Cơ quan"), _("Số tiêu chí"), _("Điểm mất"), _("Tỷ trọng (%)")],
            list(agencies),
        ),
        Table(
            _("Người chịu trách nhiệm"),
            [_("Đơn vị"), _("Người, đơn vị chịu trách nhiệm"), _("Số tiêu chí"), _("Điểm mất")],
            list(people),
        ),
    ]


def _nodes(name: str, nodes: Iterable[NodeLoss]) -> Table:
    header = [
        _("Mã"),
        _("Tên"),
        _("Điểm mất"),
        _("Tỷ trọng (%)"),
        _("Tỷ lệ đạt (%)"),
        _("Tỷ lệ năm trước (%)"),
        _("Số đơn vị mất điểm"),
        _("Số đơn vị 0 điểm"),
        _("Cơ quan theo dõi"),
    ]
    rows: list[list[Cell]] = [
        [
            one.node.code,
            one.name,
            plain(one.lost),
            plain(one.share),
            plain(one.index),
            plain(one.last_index),
            one.losing if one.node.is_leaf else None,
            one.nothing if one.node.is_leaf else None,
            one.agency,
        ]
        for one in nodes
    ]
    return Table(name, header, list(rows))


def unit_analysis(found: UnitAnalysis) -> list[Table]:
    """The lists of one unit; consequences only where the reader may see them."""
    header = [
        _("Mã"),
        _("Tiêu chí"),
        _("Điểm"),
        _("Điểm tối đa"),
        _("Điểm mất"),
        _("Người, đơn vị chịu trách nhiệm"),
    ]

    def rows(lines: Iterable[Line]) -> list[list[Cell]]:
        return [
            [one.code, one.name, plain(one.points), plain(one.max_points), plain(one.lost), holders(one)]
            for one in lines
        ]

    gains: list[list[Cell]] = [
        [one.line.code, one.line.name, one.change, plain(one.gain)] for one in found.gains
    ]
    tables = [
        Table(_("Cần khắc phục"), header, list(rows(found.repair))),
        Table(_("Cần giữ"), header, list(rows(found.hold))),
        Table(
            _("Việc giành lại điểm"),
            [_("Mã"), _("Tiêu chí"), _("Việc cần làm"), _("Điểm giành lại")],
            list(gains),
        ),
    ]
    if found.consequences is not None:
        told: list[list[Cell]] = [
            [
                one.line.code if one.line else "",
                one.line.name if one.line else _("Chỉ số của đơn vị"),
                one.reason,
                one.level_words,
            ]
            for one in found.consequences
        ]
        tables.append(
            Table(_("Hệ quả thi đua"), [_("Mã"), _("Tiêu chí"), _("Lý do"), _("Hệ quả")], list(told))
        )
    return tables


def targets(found: Targets) -> Table:
    """The targets and what is reached of them."""
    header = [_("Đơn vị"), _("Khối")]
    for label in (_("Chỉ số CCHC"), _("Chỉ số hài lòng")):
        header += [
            f"{label}: {part}"
            for part in (_("chỉ tiêu"), _("phấn đấu"), _("đạt được (%)"), _("cách chỉ tiêu"), _("văn bản"))
        ]
    rows: list[list[Cell]] = [
        [row.name, row.block, *_goal(row.par_index, row.index), *_goal(row.satisfaction, row.satisfied)]
        for row in found.rows
    ]
    return Table(_("Chỉ tiêu %(year)s") % {"year": found.choice.year}, header, list(rows))


def _goal(goal: Goal | None, value: Decimal | None) -> list[Cell]:
    if goal is None:
        return [None, None, plain(value), None, None]
    return [goal.words, plain(goal.aim), plain(value), plain(goal.distance), goal.document]


def locality_years(rows: Iterable[RoundYear]) -> Table:
    """The rounds of the localities through the years."""
    header = [
        _("Năm"), _("Đối tượng"), _("Địa phương"), _("Bộ chỉ số"), _("Số đơn vị có chỉ số"), _("Bình quân (%)"),
        _("Trung vị (%)"), _("Cao nhất (%)"), _("Thấp nhất (%)"),
    ]  # fmt: skip
    cells: list[list[Cell]] = [
        [
            row.year, row.subject_label, row.locality, row.framework, row.count, plain(row.mean), plain(row.median),
            plain(row.best), plain(row.worst),
        ]
        for row in rows
    ]  # fmt: skip
    return Table(_("Qua các năm"), header, list(cells))


def unit_years(trend: UnitTrend) -> Table:
    """The years of a unit and of what went into it."""
    header = [
        _("Năm"), _("Đơn vị"), _("Bộ chỉ số"), _("Chỉ số (%)"), _("Trung vị khối (%)"), _("Hạng"), _("Số đơn vị của khối"),
        _("Xếp loại"), *(f"{area.code}. {area.name} (%)" for area in trend.areas),
    ]  # fmt: skip
    cells: list[list[Cell]] = [
        [
            one.year, one.name, one.framework, plain(one.index), plain(one.block_median), one.rank, one.peers or None,
            one.class_name, *(plain(one.areas.get(area.code)) for area in trend.areas),
        ]
        for one in (*trend.years, *trend.earlier)
    ]  # fmt: skip
    return Table(_("Qua các năm"), header, list(cells))
