"""A small catalogue of procedures: codes, names, limits and fees as the national portal has them, the rest for illustration.

What a counter is asked for most. Used where an installation has no catalogue of its own: by the demonstration, by synthetic
years and by benchmarks.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from caicach.apps.procedures.models import Fee, Field, Limits, Online, Paper, Procedure, Step, Version
from caicach.core.vietnamese import fold, sort_key

SINCE = dt.date(2025, 7, 1)
MARK = "Minh họa"


@dataclass(frozen=True, slots=True)
class Habit:
    """How a procedure is used: how often in relation to others, which share of it comes online, whether a financial duty falls
    due in between.
    """

    weight: float = 1.0
    online: float = 0.35
    duty: bool = False


@cache
def habits() -> dict[str, Habit]:
    """The habits of the procedures of this catalogue by code; others have the default one."""
    return {
        one["code"]: Habit(one["weight"], one["online"], one.get("duty", False))
        for one in _data()["procedures"]
    }


def load(locality_id: int) -> int:
    """Put the catalogue into a locality that lacks these codes; how many were added."""
    data = _data()
    known = set(Procedure.objects.filter(locality_id=locality_id).values_list("code", flat=True))
    new = [one for one in data["procedures"] if one["code"] not in known]
    for one in new:
        _add(locality_id, one, data)
    return len(new)


def _add(locality_id: int, one: dict[str, Any], data: dict[str, Any]) -> None:
    kind, amount = one["limit"]
    field, _made = Field.objects.get_or_create(
        name=one["field"],
        defaults={"sort_key": sort_key(one["field"]), "folded": fold(one["field"])},
    )
    version = Version.objects.create(
        procedure=Procedure.objects.create(locality_id=locality_id, code=one["code"]),
        valid_from=SINCE,
        name=one["name"],
        sort_key=sort_key(one["name"]),
        folded=fold(f"{one['code']} {one['name']} {one['field']}"),
        field=field,
        level=one["level"],
        online=Online.FULL if one["online"] >= 0.5 else Online.PARTIAL,
        by_post=True,
        limit_kind=Limits(kind),
        limit_amount=None if amount is None else Decimal(amount),
        register=one["register"],
        police_or_military=one.get("police", False),
        source=data["source"][:300],
    )
    Paper.objects.bulk_create(
        Paper(version=version, order=order, name=name, form=form, required=required)
        for order, (name, form, required) in enumerate(data["papers"], 1)
    )
    Step.objects.bulk_create(
        Step(version=version, order=order, name=name, post=f"{post} ({MARK.lower()})", days=Decimal(days))
        for order, (name, post, days, _by_head) in enumerate(data["steps"][one["steps"]], 1)
    )
    Fee.objects.bulk_create(
        Fee(version=version, name=fee[0], amount=fee[1], channel=fee[2] if len(fee) > 2 else None)
        for fee in one["fees"]
    )


@cache
def _data() -> dict[str, Any]:
    text = files(__package__).joinpath("data", "catalogue.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
