"""Evaluations as sheets, with the dossiers behind each score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from caicach.apps.dossiers.queries.indicators import Row
from caicach.core.dossiers.indicators import NAMES
from caicach.platform.spreadsheets import Cell, Sheet
from caicach.platform.wording import sentence


def evaluation_sheet(name: str, rows: Iterable[Row], indicators: Sequence[int]) -> Sheet:
    """One line for each agency or officer: the score of each indicator and how many dossiers it is made of, sum, class."""
    header = [_("Tên"), _("Hồ sơ đã giải quyết")]
    for one in indicators:
        header += [
            f"{one}. {sentence(NAMES[one])}",
            _("Số hồ sơ có thông tin (%(number)s)") % {"number": one},
        ]
    header += [_("Tổng điểm"), _("Điểm tối đa"), _("Xếp loại"), _("Chỉ số chưa đủ thông tin")]
    sheet = Sheet(name, header)
    for row in rows:
        found = row.evaluation
        line: list[Cell] = [row.name or _("Không ghi tên"), row.dossiers]
        for score in found.scores:
            line += [score.value, score.count]
        line += [
            found.total if found.grade else None,
            found.maximum,
            sentence(found.grade.name) if found.grade else None,
            ", ".join(str(one) for one in found.missing) or None,
        ]
        sheet.rows.append(line)
    return sheet
