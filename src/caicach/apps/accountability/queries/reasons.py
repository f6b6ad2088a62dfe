"""The reasons of a case between `core` and the table: figures as text, exact, with what named the person and since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from caicach.core.accountability.people import Capacity, Ground, Reason
from caicach.core.parindex import plain


@dataclass(frozen=True, slots=True)
class ShownReason:
    """A reason in the reader's words. `late_start` is set when the person took the leaf on within the year that was scored."""

    code: str
    name: str
    ground: str
    capacity: str
    points: Decimal
    max_points: Decimal | None
    last_points: Decimal | None
    last_max: Decimal | None
    source: str
    since: dt.date
    late_start: bool


def stored(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    """What the table keeps of the reasons of a proposal."""
    return [
        {
            "code": one.finding.code,
            "ground": one.finding.ground.value,
            "points": plain(one.finding.points),
            "max": _text(one.finding.max_points),
            "last_points": _text(one.finding.last_points),
            "last_max": _text(one.finding.last_max),
            "capacity": one.capacity.value,
            "source": one.source,
            "since": one.since.isoformat(),
        }
        for one in reasons
    ]


def shown(reasons: list[dict[str, Any]], names: Mapping[str, str], year: int) -> list[ShownReason]:
    """The reasons in words; `names` is what each leaf is called."""
    found = []
    for one in reasons:
        since = dt.date.fromisoformat(one["since"])
        found.append(
            ShownReason(
                code=one["code"],
                name=names.get(one["code"], "") if one["code"] else _("Chỉ số của đơn vị"),
                ground=ground_words(Ground(one["ground"])),
                capacity=capacity_words(Capacity(one["capacity"])),
                points=Decimal(one["points"]),
                max_points=_figure(one["max"]),
                last_points=_figure(one["last_points"]),
                last_max=_figure(one["last_max"]),
                source=one["source"],
                since=since,
                late_start=since > dt.date(year, 1, 1),
            )
        )
    return found


def ground_words(ground: Ground) -> str:
    return {
        Ground.ZERO: _("bị điểm 0"),
        Ground.FELL: _("thấp hơn năm trước"),
        Ground.INDEX_FELL: _("chỉ số thấp hơn năm trước"),
    }[ground]


def capacity_words(capacity: Capacity) -> str:
    return {Capacity.HEAD: _("người đứng đầu"), Capacity.IN_CHARGE: _("người phụ trách")}[capacity]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _figure(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
