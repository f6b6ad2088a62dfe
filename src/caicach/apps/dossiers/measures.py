"""What dossiers tell the index: the figures that criteria sets name, counted from what the counters and offices recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.queries.counted import Part, asked_again, settlements
from caicach.core.dossiers.settlement import Settlement
from caicach.platform import measures
from caicach.platform.access import Permission, Scope
from caicach.platform.measures import Figures, Measure


def register() -> None:
    """Called once when Django is ready."""
    measures.register(SETTLEMENT)
    measures.register(SUPPLEMENTS)


def _settlements(scope: Scope, year: int, unit_ids: Collection[int]) -> Mapping[int, Figures]:
    return {pk: figures_of(one) for pk, one in settlements(scope, year, unit_ids).items()}


def figures_of(one: Settlement) -> Figures:
    """The figures of a settlement by the names that criteria sets use."""
    known = {
        "dossiers_on_time": one.on_time,
        "dossiers_finished_or_overdue": one.counted,
        "on_time_rate": one.rate,
        "overdue": one.overdue,
        "overdue_with_apology": one.apologised,
    }
    return {name: value for name, value in known.items() if value is not None}


def _supplements(scope: Scope, year: int, unit_ids: Collection[int]) -> Mapping[int, Figures]:
    return {
        pk: {"dossiers_supplement_gt1": count} for pk, count in asked_again(scope, year, unit_ids).items()
    }


def _page(year: int, unit_id: int, part: Part) -> str:
    return f"{reverse('dossiers:counted', args=[year, unit_id])}?phan={part}"


SETTLEMENT = Measure(
    "dossiers.settlement",
    _("Giải quyết hồ sơ đúng hạn"),
    _(
        "Đếm hồ sơ mà đơn vị và nơi trực thuộc giải quyết: đã có kết quả trong năm, và quá ngày hẹn mà chưa có kết quả. "
        "So theo ngày hẹn trước khi hẹn lại; hồ sơ đang chờ bổ sung, chờ nghĩa vụ tài chính, đã rút hoặc bị từ chối tiếp "
        "nhận thì không tính."
    ),
    frozenset(
        {
            "dossiers_on_time",
            "dossiers_finished_or_overdue",
            "on_time_rate",
            "overdue",
            "overdue_with_apology",
        }
    ),
    _settlements,
    lambda year, unit_id: _page(year, unit_id, Part.OPEN),
    Permission.DOSSIERS_READ,
)
SUPPLEMENTS = Measure(
    "dossiers.supplements",
    _("Yêu cầu bổ sung quá một lần"),
    _(
        "Đếm hồ sơ tiếp nhận trong năm mà đơn vị và nơi trực thuộc giải quyết, bị yêu cầu bổ sung từ hai lần trở lên "
        "(vi phạm V1)."
    ),
    frozenset({"dossiers_supplement_gt1"}),
    _supplements,
    lambda year, unit_id: _page(year, unit_id, Part.ASKED_AGAIN),
    Permission.DOSSIERS_READ,
)
