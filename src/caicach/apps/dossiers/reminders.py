"""Who is warned of dossiers that will be late: the officer first, then the head, before the day and after it.

`platform.notices.deadlines` tells each step once. Notices name numbers of dossiers and codes, never a person.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.calendars.queries import clocks_of
from caicach.apps.dossiers.actions.telling import address
from caicach.apps.dossiers.queries.due import DueGroup, due_between, silent_between
from caicach.apps.units.queries import latest_of, posts_held
from caicach.core.dossiers.law import law_on
from caicach.core.dossiers.warning import warned_from
from caicach.platform.access import Role, Scope
from caicach.platform.notices.actions import Words
from caicach.platform.notices.deadlines import LATEST, Owed

AHEAD = 21
"""So many days ahead are looked at: more than the three working days of a warning and the longest holidays together."""
HEADS = (Role.CENTRE_HEAD, Role.UNIT_HEAD)


@dataclass(slots=True)
class _Due:
    """Dossiers that are due on one day: how many, and one of them."""

    count: int = 0
    first: DueGroup | None = None

    def add(self, group: DueGroup) -> None:
        self.count += group.count
        self.first = self.first or group

    @property
    def only(self) -> DueGroup | None:
        return self.first if self.count == 1 else None

    @property
    def url(self) -> str:
        return address(self.only.dossier) if self.only else reverse("dossiers:list")


def owed(today: dt.date) -> Iterator[Owed]:
    """Everything that is due soon or was due and still runs. The queries follow the number of localities, not of dossiers."""
    first, last = today + dt.timedelta(days=LATEST), today + dt.timedelta(days=AHEAD)
    by_officer: defaultdict[tuple[int, int, dt.date], _Due] = defaultdict(_Due)
    by_unit: defaultdict[tuple[int, int, dt.date], _Due] = defaultdict(_Due)
    groups = list(due_between(first, last))
    clocks = clocks_of({group.unit for group in groups})
    for group in groups:
        warned = warned_from(group.day, law_on(today), clocks[group.unit])
        if group.officer is not None and warned.officer <= today:
            by_officer[group.locality, group.officer, group.day].add(group)
        if warned.head <= today:
            for office in {group.unit, group.handling}:
                by_unit[group.locality, office, group.day].add(group)
    silent = list(silent_between(first, today))
    localities = {key[0] for key in (*by_officer, *by_unit)} | {one.locality for one in silent}
    heads = {(one, unit): people for one in localities for unit, people in _heads(one, today).items()}
    paths = {unit.pk: unit.path for unit in latest_of({unit for _one, unit, _day in by_unit} | localities)}
    for (locality, officer, day), due in by_officer.items():
        key = f"dossiers:due:{officer}:{day}"
        yield Owed({officer}, key, day, _to_settle(due), due.url, paths.get(locality) or "")
    for (locality, unit, day), due in by_unit.items():
        people = heads.get((locality, unit), set())
        key = f"dossiers:late:{unit}:{day}"
        yield Owed(people, key, day, _to_apologise(due), due.url, paths.get(unit) or "")
    for asked in silent:
        people = heads.get((asked.locality, asked.unit), set())
        key, url = f"dossiers:silent:{asked.consultation}", address(asked.dossier)
        yield Owed(people, key, asked.day, _silence(asked.code), url, paths.get(asked.locality) or "")


def _heads(locality_id: int, today: dt.date) -> dict[int, set[int]]:
    """The heads of the units of a locality."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    system = Scope.system("thông báo", today)
    for post in posts_held(system, today, (), HEADS, locality_path=f"{locality_id}/"):
        found[post.unit_id].add(post.user_id)
    return found


def _to_settle(due: _Due) -> Words:
    def words() -> tuple[str, str]:
        title = ngettext("%(count)s hồ sơ đến hạn", "%(count)s hồ sơ đến hạn", due.count) % {
            "count": due.count
        }
        return title, _way(
            due, _("Hãy giải quyết trước ngày hẹn; nếu không kịp, soạn phiếu xin lỗi trước đó một ngày.")
        )

    return words


def _to_apologise(due: _Due) -> Words:
    def words() -> tuple[str, str]:
        title = ngettext(
            "%(count)s hồ sơ có nguy cơ trễ hạn", "%(count)s hồ sơ có nguy cơ trễ hạn", due.count
        ) % {"count": due.count}
        return title, _way(
            due, _("Hãy đôn đốc, hoặc ký phiếu xin lỗi kèm ngày hẹn mới (chỉ được hẹn lại một lần).")
        )

    return words


def _silence(code: str) -> Words:
    def words() -> tuple[str, str]:
        return (
            _("Hồ sơ %(code)s chưa có ý kiến của cơ quan được hỏi") % {"code": code},
            _("Hãy đôn đốc cơ quan được lấy ý kiến."),
        )

    return words


def _way(due: _Due, what: str) -> str:
    return f"{due.only.code}. {what}" if due.only else what
