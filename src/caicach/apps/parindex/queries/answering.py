"""Who answers for every node of a criteria set in one unit or in many, in one query: CL-2, CL-5.

The same rule as `units.queries.who_answers` for a single node: the notice that names the nearest node wins, and among notices in
force that name the same node the latest. Nobody is asked for permission here: the queries that build on this have done so.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from caicach.apps.units.models import Post, Responsibility
from caicach.apps.units.queries import in_force
from caicach.core.parindex import Framework


class Holder(NamedTuple):
    """A person or a department that answers; `within` is the department of a person, where the notice names both.

    `here` is False once the person holds no post any more; `since` is when the notice began to hold.
    """

    name: str
    within: str
    is_lead: bool
    notice: str
    notice_date: dt.date
    user_id: int | None = None
    unit_id: int | None = None
    here: bool = True
    since: dt.date | None = None

    @property
    def full_name(self) -> str:
        return f"{self.name}, {self.within}" if self.within else self.name

    @property
    def source(self) -> str:
        return _("Thông báo số %(number)s ngày %(day)s") % {
            "number": self.notice,
            "day": f"{self.notice_date:%d/%m/%Y}",
        }


Holders = Mapping[str, tuple[Holder, ...]]


def holders_of(unit_id: int, framework: Framework, on: dt.date) -> Holders:
    """By code of every node: who answers in the unit on the day, the lead first; codes nobody answers for are left out."""
    return holders_in([unit_id], framework, on).get(unit_id, {})


def holders_in(unit_ids: Collection[int], framework: Framework, on: dt.date) -> dict[int, Holders]:
    """The same for several units, by unit."""
    posts = Post.objects.filter(in_force(on), user_id=OuterRef("holder_user_id"), user__is_active=True)
    found = (
        Responsibility.objects.filter(in_force(on, "notice"), notice__unit_id__in=unit_ids, subject=framework.subject)
        .annotate(here=Exists(posts))
        .order_by("-notice__valid_from", "-notice__date", "-notice_id", "part", "holder_unit__sort_key", "id")
        .values(
            "notice__unit_id", "notice_id", "notice__number", "notice__date", "notice__valid_from", "node_code", "part",
            "holder_user_id", "holder_user__display_name", "holder_user__username", "holder_unit_id", "holder_unit__name", "here",
        )
    )  # fmt: skip
    named: defaultdict[int, dict[str, list[Holder]]] = defaultdict(dict)
    latest: dict[tuple[int, str], int] = {}
    for row in found:
        unit_id, code = row["notice__unit_id"], row["node_code"]
        if latest.setdefault((unit_id, code), row["notice_id"]) == row["notice_id"]:
            named[unit_id].setdefault(code, []).append(_holder(row))
    return {unit_id: _spread(framework, own) for unit_id, own in named.items()}


def _holder(row: Mapping[str, object]) -> Holder:
    person = row["holder_user__display_name"] or row["holder_user__username"]
    department = row["holder_unit__name"]
    date = row["notice__date"]
    assert isinstance(date, dt.date)
    user_id, unit_id = row["holder_user_id"], row["holder_unit_id"]
    return Holder(
        name=str(person or department),
        within=str(department) if person and department else "",
        is_lead=row["part"] == Responsibility.Part.LEAD,
        notice=str(row["notice__number"]),
        notice_date=date,
        user_id=user_id if isinstance(user_id, int) else None,
        unit_id=unit_id if isinstance(unit_id, int) else None,
        here=user_id is None or bool(row["here"]),
        since=since if isinstance(since := row["notice__valid_from"], dt.date) else None,
    )


def _spread(framework: Framework, named: Mapping[str, list[Holder]]) -> Holders:
    """From the nodes that notices name down to every node below that none names itself."""
    spread: dict[str, tuple[Holder, ...]] = {}
    for node in framework.nodes:
        if node.code in named:
            spread[node.code] = tuple(named[node.code])
        elif node.parent in spread:
            spread[node.code] = spread[node.parent]
    return spread
