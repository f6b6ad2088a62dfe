"""Interlinked dossiers (liên thông) at the counter: what the catalogue links, when parts are due, what was received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from caicach.apps.calendars.queries import clock_of
from caicach.apps.dossiers.models import Dossier, Slip
from caicach.apps.dossiers.queries.counter import RECEIVE, Offered, in_force
from caicach.apps.dossiers.queries.reaching import reached
from caicach.apps.procedures.models import Fee, Paper, Version
from caicach.apps.units.models import Unit
from caicach.core.dossiers.interlinked import Stage, due_along
from caicach.core.dossiers.status import Form
from caicach.platform.access import NotFound, Permission, Scope

READ = Permission.DOSSIERS_READ


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a matter as it stands. `due_at` is expected, not promised, while `waits_for` names those that come before it."""

    dossier: Dossier
    due_at: dt.datetime | None
    waits_for: tuple[str, ...]
    receipt: Slip | None


def interlinked(scope: Scope, unit: Unit, version: Version, limit: int = 20) -> list[Version]:
    """The procedures in force that the catalogue links with this one, from either side; by code."""
    scope.require(RECEIVE, unit.path)
    linked = Q(procedure__interlinked_from=version) | Q(interlinked=version.procedure_id)
    found = in_force(unit, scope.today).filter(linked).exclude(pk=version.pk).distinct()
    return list(found.order_by("procedure__code")[:limit])


def procedures(scope: Scope, unit: Unit, version_ids: Sequence[int]) -> list[Offered]:
    """Versions in force with their papers and fees, in the order of the ids; NotFound when one is not on offer here today."""
    scope.require(RECEIVE, unit.path)
    if not version_ids:
        return []
    found = (
        in_force(unit, scope.today)
        .prefetch_related(
            Prefetch("papers", Paper.objects.order_by("order")), Prefetch("fees", Fee.objects.order_by("id"))
        )
        .in_bulk(list(version_ids))
    )
    if len(found) != len(set(version_ids)):
        raise NotFound(
            _("Một thủ tục đã chọn không có trong danh mục đang có hiệu lực của địa phương."),
            _("Hãy mở lại trang và chọn lại các thủ tục; thủ tục vừa bãi bỏ thì không tiếp nhận được nữa."),
        )
    rows = [found[pk] for pk in version_ids]
    return [Offered(one, tuple(one.papers.all()), tuple(one.fees.all())) for one in rows]


def expected(
    scope: Scope, unit: Unit, parts: Sequence[tuple[Version, Sequence[int]]], at: dt.datetime
) -> list[dt.datetime]:
    """When each part received at `at` would be due; empty where the catalogue does not know the limit of one of them."""
    scope.require(RECEIVE, unit.path)
    clock = clock_of(unit.pk)
    stages = [Stage(one.limit, clock, after) for one, after in parts if one.limit is not None]
    return due_along(at, stages) if len(stages) == len(parts) else []


def parts(scope: Scope, dossier: Dossier) -> list[Part]:
    """All parts of the matter of a dossier that the caller has found for the scope; receipts of those that it reads."""
    scope.require(READ)
    if dossier.group_id is None:
        return []
    found = list(
        Dossier.objects.filter(group_id=dossier.group_id)
        .select_related("unit", "procedure_version")
        .prefetch_related("after")
        .order_by("pk")
    )
    given = {one.dossier_id: one for one in reversed(receipts(scope, dossier))}
    due = _due(found)
    return [
        Part(
            one,
            one.due_at or due.get(one.pk),
            () if one.received_at else tuple(before.code for before in one.after.all()),
            given.get(one.pk),
        )
        for one in found
    ]


def receipts(scope: Scope, dossier: Dossier) -> list[Slip]:
    """The receipts of a dossier that the caller has found, and of those that were received with it and that the scope reads."""
    scope.require(READ)
    same = Q(pk=dossier.pk)
    if dossier.group_id is not None:
        same |= Q(group_id=dossier.group_id)
    readable = Dossier.objects.filter(reached(scope), same).values("pk")
    return list(
        Slip.objects.filter(dossier__in=readable, form=Form.RECEIPT.value).order_by("dossier_id", "id")
    )


def _due(found: Sequence[Dossier]) -> dict[int, dt.datetime]:
    """By dossier; empty when nothing has started or a limit is not known."""
    place = {one.pk: number for number, one in enumerate(found)}
    started = [one.received_at for one in found if one.received_at is not None]
    clocks = {unit_id: clock_of(unit_id) for unit_id in {one.unit_id for one in found}}
    stages = [
        Stage(limit, clocks[one.unit_id], [place[before.pk] for before in one.after.all()], one.due_at)
        for one in found
        if (limit := one.procedure_version.limit) is not None
    ]
    if not started or len(stages) != len(found):
        return {}
    return dict(zip(place, due_along(min(started), stages), strict=True))
