"""What the home page shows of the one-stop service: for the counter, for whoever handles, for the head, for the chair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.dossiers.models import Dossier, Slip
from caicach.apps.dossiers.queries import waiting
from caicach.platform import clock
from caicach.platform.access import Permission, Scope
from caicach.platform.clock import VIETNAM
from caicach.platform.worklist import WorkItem

LATE, DONE, MINE, ALL = "qua-han", "chua-tra", "cho-toi", "tat-ca"
"""The lists by their word in the address."""


def items(scope: Scope, year: int) -> Iterator[WorkItem]:
    """Everything of today; other years have no work waiting."""
    if year != scope.today.year or not scope.may(Permission.DOSSIERS_READ):
        return
    now = clock.now()
    yield from _at_counter(scope, now)
    yield from _mine(scope, now)
    yield from _apologies(scope)
    yield from _late(scope, now)


def _at_counter(scope: Scope, now: dt.datetime) -> Iterator[WorkItem]:
    found = waiting.at_counter(scope, now)
    if found is None:
        return
    if found.late:
        yield _counted(
            ngettext("%(n)s hồ sơ của quầy quá hạn", "%(n)s hồ sơ của quầy quá hạn", found.late),
            found.late,
            _("Xin lỗi, hẹn lại và đôn đốc người giải quyết."),
            _list(LATE),
            970,
        )
    if found.registered:
        first = found.oldest.astimezone(VIETNAM).date() if found.oldest else None
        yield _counted(
            ngettext("%(n)s hồ sơ chờ tiếp nhận", "%(n)s hồ sơ chờ tiếp nhận", found.registered),
            found.registered,
            _("Nộp trực tuyến hoặc qua bưu chính, sớm nhất ngày %(day)s.") % {"day": f"{first:%d/%m/%Y}"}
            if first
            else "",
            reverse("dossiers:waiting"),
            960,
        )
    if found.received:
        yield _counted(
            ngettext("%(n)s hồ sơ chưa chuyển xử lý", "%(n)s hồ sơ chưa chuyển xử lý", found.received),
            found.received,
            _("Đã tiếp nhận, chưa giao người giải quyết."),
            f"{_list(ALL)}&trang_thai=2",
            940,
        )
    if found.done:
        yield _counted(
            ngettext("%(n)s kết quả chờ trả", "%(n)s kết quả chờ trả", found.done),
            found.done,
            _("Đã xử lý xong, chờ người dân đến nhận."),
            _list(DONE),
            930,
        )


def _mine(scope: Scope, now: dt.datetime) -> Iterator[WorkItem]:
    urgent, count = waiting.mine(scope, now)
    for one in urgent:
        yield _dossier(one, _("Quá hạn") if one.due_at and one.due_at < now else _("Sắp đến hạn"), 980)
    if count > len(urgent):
        yield _counted(
            ngettext("%(n)s hồ sơ đang chờ anh/chị xử lý", "%(n)s hồ sơ đang chờ anh/chị xử lý", count),
            count,
            _("Hồ sơ gấp đứng trước."),
            _list(MINE),
            900,
        )


def _apologies(scope: Scope) -> Iterator[WorkItem]:
    for slip in waiting.apologies_to_sign(scope):
        yield _apology(slip, _("Ký phiếu xin lỗi hồ sơ %(code)s"), 1000)
    for slip in waiting.apologies_to_send(scope):
        yield _apology(slip, _("Gửi phiếu xin lỗi hồ sơ %(code)s"), 990)


def _late(scope: Scope, now: dt.datetime) -> Iterator[WorkItem]:
    if not scope.may(Permission.DOSSIERS_RECEIVE) and (count := waiting.late_of_unit(scope, now)):
        yield _counted(
            ngettext("%(n)s hồ sơ của đơn vị quá hạn", "%(n)s hồ sơ của đơn vị quá hạn", count),
            count,
            _("Phải có phiếu xin lỗi và ngày hẹn lại."),
            _list(LATE),
            970,
        )
    units = waiting.late_units(scope, now)
    if units is not None and units.count:
        yield WorkItem(
            ngettext(
                "%(n)s hồ sơ trong địa phương quá hạn", "%(n)s hồ sơ trong địa phương quá hạn", units.count
            )
            % {"n": units.count},
            ", ".join(f"{unit.name} ({n})" for unit, n in units.units),
            _list(LATE),
            "risk",
            weight=950,
        )


def _counted(title: str, count: int, detail: str, url: str, weight: int) -> WorkItem:
    return WorkItem(title % {"n": count}, detail, url, "todo", weight=weight)


def _dossier(one: Dossier, state: str, weight: int) -> WorkItem:
    due = one.due_at.astimezone(VIETNAM).date() if one.due_at else None
    title = f"{state}: {one.procedure_version.name}"
    return WorkItem(
        title, one.code, reverse("dossiers:dossier", args=[one.pk]), "todo", due=due, weight=weight
    )


def _apology(slip: Slip, title: str, weight: int) -> WorkItem:
    dossier = slip.dossier
    due = dossier.due_at.astimezone(VIETNAM).date() if dossier.due_at else None
    url = reverse("dossiers:apology", args=[dossier.pk])
    return WorkItem(title % {"code": dossier.code}, slip.reason, url, "todo", due=due, weight=weight)


def _list(view: str) -> str:
    """One of the lists of dossiers."""
    return f"{reverse('dossiers:list')}?xem={view}"
