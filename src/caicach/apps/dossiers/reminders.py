"""Who is warned of dossiers that will be late: the officer first, then the head, before the day and after it.

`platform.notices.deadlines` tells each step once. Notices name numbers of dossiers and codes, never a person.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.dossiers.actions.telling import address
from caicach.apps.dossiers.models import Consultation, Dossier
from caicach.apps.units.queries import latest_of, posts_held
from caicach.core.dossiers.status import ENDED, RUNNING
from caicach.platform.access import Role, Scope
from caicach.platform.clock import VIETNAM
from caicach.platform.notices.actions import Words
from caicach.platform.notices.deadlines import LATEST, Owed

OFFICER_DAYS, HEAD_DAYS = 3, 1
"""So many days before the due date: the head a day before, when the apology can still be sent in time."""
HEADS = (Role.CENTRE_HEAD, Role.UNIT_HEAD)


@dataclass(slots=True)
class _Due:
    """Dossiers that are due on one day: how many, and one of them."""

    count: int = 0
    some: list[tuple[int, str]] = field(default_factory=list)

    def add(self, pk: int, code: str) -> None:
        self.count += 1
        if not self.some:
            self.some.append((pk, code))

    @property
    def url(self) -> str:
        return address(self.some[0][0]) if self.count == 1 else reverse("dossiers:list")


def owed(today: dt.date) -> Iterator[Owed]:
    """Everything that is due soon or was due and still runs. The queries follow the number of localities, not of dossiers."""
    by_officer: defaultdict[tuple[int, int, dt.date], _Due] = defaultdict(_Due)
    by_unit: defaultdict[tuple[int, int, dt.date], _Due] = defaultdict(_Due)
    for locality, unit, handling, officer, pk, code, due_at in _running(today):
        day = due_at.astimezone(VIETNAM).date()
        if officer is not None:
            by_officer[locality, officer, day].add(pk, code)
        if (day - today).days <= HEAD_DAYS:
            for one in {unit, handling}:
                by_unit[locality, one, day].add(pk, code)
    silent = list(_silent(today))
    localities = {key[0] for key in (*by_officer, *by_unit)} | {row[0] for row in silent}
    heads = {(one, unit): people for one in localities for unit, people in _heads(one, today).items()}
    paths = {unit.pk: unit.path for unit in latest_of({unit for _one, unit, _day in by_unit} | localities)}
    for (locality, officer, day), due in by_officer.items():
        key = f"dossiers:due:{officer}:{day}"
        yield Owed({officer}, key, day, _to_settle(due), due.url, paths.get(locality) or "")
    for (locality, unit, day), due in by_unit.items():
        people = heads.get((locality, unit), set())
        key = f"dossiers:late:{unit}:{day}"
        yield Owed(people, key, day, _to_apologise(due), due.url, paths.get(unit) or "")
    for locality, unit, pk, code, due_at, asked in silent:
        day = due_at.astimezone(VIETNAM).date()
        people = heads.get((locality, unit), set())
        yield Owed(
            people, f"dossiers:silent:{asked}", day, _silence(code), address(pk), paths.get(locality) or ""
        )


def _running(today: dt.date) -> Iterator[tuple[int, int, int, int | None, int, str, dt.datetime]]:
    first, last = _bounds(today, OFFICER_DAYS)
    found: QuerySet[Dossier, Any] = Dossier.objects.filter(
        status__in=RUNNING, due_at__gte=first, due_at__lt=last, imported_from=""
    ).values_list("locality_id", "unit_id", "handling_unit_id", "officer_id", "id", "code", "due_at")
    return found.order_by("due_at", "id").iterator(chunk_size=2000)


def _silent(today: dt.date) -> Iterator[tuple[int, int, int, str, dt.datetime, int]]:
    """Consultations without an answer on their last day: told to the head of the centre (Điều 19 khoản 5)."""
    first, last = _bounds(today, 0)
    found = Consultation.objects.filter(answered_at=None, due_at__gte=first, due_at__lt=last)
    found = found.exclude(dossier__status__in=ENDED).order_by("id")
    return found.values_list(
        "dossier__locality_id", "dossier__unit_id", "dossier_id", "dossier__code", "due_at", "id"
    ).iterator(chunk_size=2000)


def _bounds(today: dt.date, ahead: int) -> tuple[dt.datetime, dt.datetime]:
    first, last = today + dt.timedelta(days=LATEST), today + dt.timedelta(days=ahead + 1)
    return dt.datetime.combine(first, dt.time(), VIETNAM), dt.datetime.combine(last, dt.time(), VIETNAM)


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
    return f"{due.some[0][1]}. {what}" if due.count == 1 else what
