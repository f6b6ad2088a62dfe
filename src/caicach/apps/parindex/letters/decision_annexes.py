"""The annexes of a publication decision: ranks by block, what the results say, and the results by area."""

from __future__ import annotations

from collections.abc import Iterator

from caicach.apps.parindex.letters.offices import figure, points, signed, some
from caicach.core.letters import Align, Annex, Block, Column, Heading, Paragraph, Row, Table
from caicach.core.parindex.published import Published, PublishedUnit

MOST_LEAVES = 15
MOST_CHANGED = 10
_RIGHT, _CENTER = Align.RIGHT, Align.CENTER


def annexes(results: Published) -> tuple[Annex, ...]:
    """Annex I ranks, II analysis, III results by area (lying on its side)."""
    year = results.year
    return (
        Annex(f"Xếp hạng Chỉ số cải cách hành chính năm {year}", tuple(_ranking(results))),
        Annex(f"Phân tích kết quả Chỉ số cải cách hành chính năm {year}", tuple(_analysis(results))),
        Annex(f"Kết quả theo lĩnh vực năm {year} (%)", (_by_area(results),), landscape=True),
    )


def _ranking(results: Published) -> Iterator[Block]:
    last = results.year - 1
    yield Table(
        (
            Column("Hạng", 8, _CENTER),
            Column("Đơn vị", 36),
            Column("Điểm", 12, _RIGHT),
            Column("Điểm tối đa", 11, _RIGHT),
            Column("Chỉ số (%)", 11, _RIGHT),
            Column("Xếp loại", 15, _CENTER),
            Column(f"Chỉ số năm {last} (%)", 14, _RIGHT),
            Column("Tăng, giảm", 12, _RIGHT),
        ),
        tuple(_ranked_rows(results)),
    )
    if results.unranked:
        yield Heading("Đơn vị không xếp hạng")
        yield Table(
            (Column("TT", 8, _CENTER), Column("Đơn vị", 40), Column("Lý do", 60)),
            tuple(
                Row((str(at), unit.name, unit.not_ranked or "Chưa đủ số liệu để tính chỉ số"))
                for at, unit in enumerate(results.unranked, 1)
            ),
        )


def _ranked_rows(results: Published) -> Iterator[Row]:
    for name, units in results.blocks:
        yield Row((f"Khối {name} ({len(units)} đơn vị)",), strong=True)
        for unit in units:
            yield Row(
                (
                    str(unit.rank),
                    unit.name,
                    figure(unit.points),
                    points(unit.max_points),
                    figure(unit.index),
                    unit.class_name.vi if unit.class_name else "",
                    figure(unit.last_index),
                    signed(unit.change),
                )
            )


# --- analysis --------------------------------------------------------------------------------------------------------


def _analysis(results: Published) -> Iterator[Block]:
    yield Heading("I. Kết quả chung")
    yield from _summary(results)
    if results.areas:
        yield Heading("II. Kết quả theo lĩnh vực")
        yield _areas(results)
        yield Heading("III. Tiêu chí mất điểm nhiều nhất và tiêu chí có đơn vị không đạt điểm")
        yield from _leaves(results)
        yield Heading("IV. Đơn vị tăng, giảm chỉ số")
        yield from _changes(results)


def _summary(results: Published) -> Iterator[Paragraph]:
    ranked = results.ranked
    if not ranked:
        yield Paragraph("Chưa có đơn vị nào được xếp hạng.")
        return
    best, lowest = ranked[0], ranked[-1]
    yield Paragraph(
        f"Có {len(ranked)} đơn vị được xếp hạng. Chỉ số bình quân {figure(results.mean)}%; cao nhất {best.name} "
        f"({figure(best.index)}%), thấp nhất {lowest.name} ({figure(lowest.index)}%)."
    )
    classes = "; ".join(f"{name}: {count} đơn vị" for name, count in results.classes)
    if classes:
        yield Paragraph(f"Xếp loại: {classes}.")


def _areas(results: Published) -> Table:
    return Table(
        (
            Column("TT", 7, _CENTER),
            Column("Lĩnh vực", 44),
            Column("Bình quân (%)", 13, _RIGHT),
            Column("Cao nhất (%)", 12, _RIGHT),
            Column("Đơn vị cao nhất", 28),
            Column("Thấp nhất (%)", 12, _RIGHT),
            Column("Đơn vị thấp nhất", 28),
        ),
        tuple(
            Row(
                (
                    one.area.code,
                    one.area.name,
                    figure(one.mean),
                    figure(one.highest),
                    some(one.highest_units, 1),
                    figure(one.lowest),
                    some(one.lowest_units, 1),
                )
            )
            for one in results.areas
        ),
    )


def _leaves(results: Published) -> Iterator[Block]:
    lost = results.leaves
    if not lost:
        yield Paragraph("Không có tiêu chí nào mất điểm.")
        return
    yield Paragraph(
        f"Có {len(lost)} tiêu chí thành phần mất điểm; trong đó {sum(bool(one.nothing) for one in lost)} tiêu chí có đơn vị "
        f"không đạt điểm. Bảng dưới đây nêu {min(len(lost), MOST_LEAVES)} tiêu chí mất nhiều điểm nhất, sau đó là các tiêu chí "
        "khác có đơn vị không đạt điểm."
    )
    shown = [*lost[:MOST_LEAVES], *(one for one in lost[MOST_LEAVES:] if one.nothing)]
    yield Table(
        (
            Column("Mã", 9, _CENTER),
            Column("Tiêu chí", 52),
            Column("Tổng điểm mất", 12, _RIGHT),
            Column("Tỷ lệ đạt (%)", 11, _RIGHT),
            Column("Số đơn vị mất điểm", 11, _RIGHT),
            Column("Đơn vị không đạt điểm", 40),
        ),
        tuple(
            Row(
                (
                    one.leaf.code,
                    one.leaf.name,
                    figure(one.lost),
                    figure((one.possible - one.lost) * 100 / one.possible),
                    str(one.losing),
                    f"{len(one.nothing)}: {some(one.nothing)}" if one.nothing else "",
                )
            )
            for one in shown
        ),
    )


def _changes(results: Published) -> Iterator[Block]:
    last = results.year - 1
    risen, fallen = results.risen, results.fallen
    if not any(unit.change is not None for unit in results.ranked):
        yield Paragraph(f"Không có kết quả năm {last} để so sánh.")
        return
    yield Paragraph(
        f"So với năm {last}, {len(risen)} đơn vị tăng, {len(fallen)} đơn vị giảm chỉ số. "
        f"Bảng dưới đây nêu nhiều nhất {MOST_CHANGED} đơn vị mỗi chiều."
    )
    rows = [Row(("Tăng nhiều nhất",), strong=True), *map(_changed, risen[:MOST_CHANGED])] if risen else []
    rows += [Row(("Giảm nhiều nhất",), strong=True), *map(_changed, fallen[:MOST_CHANGED])] if fallen else []
    if rows:
        yield Table(
            (
                Column("Đơn vị", 50),
                Column(f"Chỉ số năm {last} (%)", 18, _RIGHT),
                Column(f"Chỉ số năm {results.year} (%)", 18, _RIGHT),
                Column("Tăng, giảm", 16, _RIGHT),
            ),
            tuple(rows),
        )


def _changed(unit: PublishedUnit) -> Row:
    return Row((unit.name, figure(unit.last_index), figure(unit.index), signed(unit.change)))


# --- areas -----------------------------------------------------------------------------------------------------------


def _by_area(results: Published) -> Table:
    areas = results.framework.areas
    rows = []
    for name, units in results.blocks:
        rows.append(Row((f"Khối {name}",), strong=True))
        for unit in units:
            reached = [unit.nodes.get(area.code) for area in areas]
            cells = (figure(own.index if own else None) for own in reached)
            rows.append(Row((str(unit.rank), unit.name, figure(unit.index), *cells)))
    return Table(
        (
            Column("Hạng", 8, _CENTER),
            Column("Đơn vị", 26),
            Column("Chỉ số", 9, _RIGHT),
            *(Column(f"{area.code}. {area.name}", 13, _RIGHT) for area in areas),
        ),
        tuple(rows),
    )
