"""Confirmed targets, or tasks, as a table to download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from caicach.apps.directives.models import Finding, UnitPart
from caicach.platform.spreadsheets import Cell
from caicach.platform.yardsticks import Yardstick


def header(*, targets: bool) -> list[tuple[str, int]]:
    """Titles and widths of the columns."""
    if targets:
        own = [
            (_("Chỉ tiêu"), 60), (_("So sánh"), 9), (_("Giá trị"), 12), (_("Đơn vị tính"), 14), (_("Tính trên"), 30),
            (_("Kỳ"), 14),
        ]  # fmt: skip
    else:
        own = [
            (_("Nội dung"), 60), (_("Loại"), 16), (_("Chủ trì"), 30), (_("Phối hợp"), 30), (_("Sản phẩm"), 30),
            (_("Bắt đầu"), 12),
        ]  # fmt: skip
    written = [] if targets else [(_("Thời hạn như đã viết"), 24), (_("Lặp lại"), 16)]
    return [
        *own, (_("Thời hạn"), 12), *written, (_("Tiêu chí, thước đo"), 40), (_("Số, ký hiệu"), 18), (_("Văn bản"), 50),
        (_("Sổ của"), 30), (_("Mục"), 10), (_("Nguyên văn"), 80),
    ]  # fmt: skip


def rows(found: Iterable[Finding], known: Mapping[str, Yardstick]) -> Iterator[list[Cell]]:
    """A row for each finding, as `header` has the columns; what is not stated stays empty."""
    for each in found:
        one = each.directive
        own, written = _target(each) if each.is_target else _task(each)
        linked = [known.get(link.key, link) for link in each.links.all()]
        names = [f"{it.code} {it.name}" if isinstance(it, Yardstick) else it.code for it in linked]
        yield [
            *own,
            each.deadline,
            *written,
            "; ".join(names),
            one.number,
            one.title,
            one.unit.name,
            each.item,
            each.quote,
        ]


def _target(found: Finding) -> tuple[list[Cell], list[Cell]]:
    one = found.target
    value = one.value.normalize() + 0
    return [one.subject, one.get_operator_display(), value, one.measured_in, one.base, one.period], []


def _task(found: Finding) -> tuple[list[Cell], list[Cell]]:
    one = found.task
    named = found.units.all()
    leads, supports = (
        "; ".join(each.shown for each in named if each.part == part)
        for part in (UnitPart.LEADS, UnitPart.SUPPORTS)
    )
    own: list[Cell] = [one.what, one.get_kind_display(), leads, supports, one.product, one.start_on]
    return own, [one.deadline_text, one.get_recurrence_display()]
