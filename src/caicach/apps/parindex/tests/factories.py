"""What the tests of the index stand on: a province with communes, people, rounds by the shipped criteria sets, facts.

Everything is made through the actions. Figures are drawn from the name of the unit, the year and the leaf alone, so that a test
reads the same numbers on every machine.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from caicach.apps.parindex.actions import facts, frameworks, rounds
from caicach.apps.parindex.models import Participant, Round
from caicach.apps.units.actions import (
    Assignment,
    NoticeData,
    PostData,
    UnitData,
    assign_post,
    create_unit,
    issue_notice,
)
from caicach.apps.units.models import Unit
from caicach.core.parindex import Framework, Node, document
from caicach.platform.access import Role, Scope
from caicach.platform.access.loading import scope_of
from caicach.platform.accounts.models import User

TODAY = dt.date(2026, 11, 20)
SINCE = dt.date(2015, 1, 1)
SYSTEM = Scope.system("tests", TODAY)
PASSWORD = "mat-khau-cua-kiem-thu"


@dataclass
class Province:
    """A province with its communes, alternately rural (xã) and urban (phường)."""

    unit: Unit
    communes: list[Unit]
    people: dict[str, User] = field(default_factory=dict)

    def scope(self, username: str, today: dt.date = TODAY) -> Scope:
        return scope_of(self.people[username], today)


def province(name: str = "Tỉnh Thử Nghiệm", communes: int = 4, since: dt.date = SINCE) -> Province:
    """A province named `name` with "Xã 1", "Phường 2", "Xã 3"… of it."""
    top = create_unit(SYSTEM, UnitData("province", name, since))
    below = [
        create_unit(
            SYSTEM,
            UnitData(
                "commune",
                f"{'Xã' if number % 2 else 'Phường'} {number} {name}",
                since,
                parent_id=top.pk,
                subkind="xa" if number % 2 else "phuong",
            ),
        )
        for number in range(1, communes + 1)
    ]
    return Province(top, below)


def person(
    place: Province, username: str, role: Role, unit: Unit | None = None, fields: Sequence[str] = ()
) -> User:
    """Somebody with a post in `unit` (the province itself, unless said)."""
    user = User.objects.create_user(
        username, password=PASSWORD, display_name=username.replace("-", " ").title()
    )
    at = unit or place.unit
    assign_post(SYSTEM, PostData(user.pk, at.pk, role.value, SINCE, fields=tuple(fields)))
    place.people[username] = user
    return user


def notice(unit: Unit, holders: Mapping[str, User], number: str = "12/TB-UBND") -> None:
    """A notice of the unit: who answers for which node."""
    rows = tuple(Assignment(code, holder_user_id=user.pk) for code, user in holders.items())
    day = dt.date(2025, 1, 15)
    issue_notice(SYSTEM, NoticeData(unit.pk, number, day, day, rows))


def framework(name: str = "commune") -> Framework:
    """The shipped criteria set, stored."""
    frameworks.import_document(SYSTEM, document.shipped_text(name))
    return document.shipped(name)


def scored_round(
    place: Province,
    year: int,
    criteria: Framework,
    units: Iterable[Unit] | None = None,
    without: Mapping[str, Sequence[str]] | None = None,
    level: float = 0.75,
) -> Round:
    """A round of the year with facts of all units; `without` names, by unit, the leaves that get no input."""
    taking_part = list(place.communes if units is None else units)
    opened = rounds.open_round(SYSTEM, place.unit.pk, year, criteria.subject, criteria.code)
    rounds.add_participants(SYSTEM, opened.pk, [(unit.pk, unit.subkind or "xa") for unit in taking_part])
    data = {
        "year": year,
        "units": [
            {
                "unit": unit.name,
                "block": unit.subkind or "xa",
                "inputs": {
                    leaf.code: drawn(leaf, f"{unit.name}|{year}", year, level)
                    for leaf in criteria.leaves
                    if leaf.code not in (without or {}).get(unit.name, ())
                },
            }
            for unit in taking_part
        ],
    }
    facts.load(SYSTEM, opened.pk, data, source="Số liệu của kiểm thử", illustration=True)
    opened.refresh_from_db()
    return opened


def participant(opened: Round, unit: Unit) -> Participant:
    return Participant.objects.get(round=opened, unit=unit)


def drawn(leaf: Node, seed: str, year: int, level: float = 0.75) -> dict[str, Any]:
    """An input for a leaf of any rule; `level` is about the share of the points it will bring."""
    rule: Any = leaf.rule
    quality = _share(f"{seed}|{leaf.code}", level)
    match rule.type:
        case "binary":
            return {"done": quality > 0.3}
        case "timeliness":
            return {"date": dt.date(year, 1, 5 if quality > 0.4 else 20).isoformat()}
        case "checklist":
            shares = [_share(f"{seed}|{leaf.code}|{place}", level) for place in range(len(rule.items))]
            return {"items": [share > 0.3 for share in shares]}
        case "choice":
            return {"option": int((1 - quality) * (len(rule.options) - 0.01))}
        case "ratio":
            return {"num": int(400 * (0.6 + 0.4 * quality)), "den": 400}
        case "deduct":
            return {"count": int((1 - quality) * 4)}
        case "count":
            return {"count": int(quality * 4)}
        case "survey":
            return {"index": Decimal(f"{60 + 38 * quality:.1f}")}
        case "formula":
            bad = int((1 - quality) * 3)
            return {name: bad if "late" in name or "overdue" in name else 1 for name in rule.variables}
        case "manual":
            return {"points": Decimal(f"{float(leaf.max_points) * quality:.2f}"), "reason": "Hội đồng chấm"}
        case "change":
            return {"value": int(60 + 40 * quality), "last": 70}
    return {"value": int(100 * (0.5 + 0.5 * quality))}


def _share(seed: str, level: float) -> float:
    """Between 0 and 1, the mean near `level`."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4], "big") / 2**32
    return float(number ** ((1 - level) / level))
