"""For the import of dossiers of other systems: counters to import for, the files that were sent, how far each has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.apps.documents.queries import unit_for
from caicach.apps.dossiers.models import Delivery, DeliveryRow
from caicach.apps.dossiers.queries.reaching import within
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.jobs.turns import Waiting, waiting

MANAGE = Permission.DOSSIERS_MANAGE
MOST = 500
PAGE_SIZE = 20
ROWS_SHOWN = 300


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """A page of files that were sent, the newest first. `after` continues, None at the end."""

    deliveries: list[Delivery]
    after: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """A delivery; how it stands with it while it is being gone through, None where it is not."""

    delivery: Delivery
    waiting: Waiting | None


@dataclass(frozen=True, slots=True)
class Findings:
    """A delivery with what is to be said of its rows in the order of the file, the first ROWS_SHOWN of either kind."""

    delivery: Delivery
    waiting: Waiting | None
    faulty: list[DeliveryRow]
    changed: list[DeliveryRow]


@dataclass(frozen=True, slots=True)
class FaultyPage:
    """A page of rows that are left out. `after` continues, None at the end."""

    rows: list[DeliveryRow]
    after: int | None


def counters(scope: Scope) -> list[Unit]:
    """The units within reach, the person's own before those below them."""
    scope.require(MANAGE)
    found = units.standing(scope.today).filter(units.under(scope.reach(MANAGE), "place__path"))[:MOST]
    own = {post.unit_id for post in scope.posts if post.holds(MANAGE, post.unit_path, None)}
    return sorted(found, key=lambda one: one.pk not in own)


def counter(scope: Scope, unit_id: int) -> Unit:
    """One of them; NotFound for a unit out of sight, Refused for one that is only seen."""
    return unit_for(scope, unit_id, MANAGE)


def deliveries(scope: Scope, after: int | None = None) -> DeliveryPage:
    """The files that were sent for units within reach."""
    scope.require(MANAGE)
    found = Delivery.objects.select_related("unit", "asked_by").order_by("-id")
    reached = scope.reach(MANAGE)
    if "" not in reached:
        found = found.filter(unit_id__in=within(scope, reached))
    if after is not None:
        found = found.filter(id__lt=after)
    rows = list(found[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    return DeliveryPage(shown, shown[-1].pk if len(rows) > PAGE_SIZE else None)


def delivery(scope: Scope, delivery_id: int) -> Delivery:
    """One of them; NotFound and Refused as its unit."""
    one = Delivery.objects.select_related("unit", "file", "asked_by").filter(pk=delivery_id).first()
    absent = NotFound(_("Không có đợt nhập này."), _("Hãy mở lại danh sách các đợt nhập."))
    if one is None:
        raise absent
    try:
        unit_for(scope, one.unit_id, MANAGE)
    except NotFound as fault:
        raise absent from fault
    return one


def progress(scope: Scope, delivery_id: int) -> Progress:
    """How far a delivery has come; NotFound and Refused as its unit."""
    one = delivery(scope, delivery_id)
    return Progress(one, waiting(one) if one.is_going_on else None)


def findings(scope: Scope, delivery_id: int) -> Findings:
    """All that is to be said of a delivery; NotFound and Refused as its unit."""
    now = progress(scope, delivery_id)
    rows = now.delivery.rows.order_by("place")
    faulty, changed = rows.exclude(faults=[])[:ROWS_SHOWN], rows.filter(faults=[])[:ROWS_SHOWN]
    return Findings(now.delivery, now.waiting, list(faulty), list(changed))


def faulty_page(scope: Scope, delivery_id: int, after: int = 0) -> FaultyPage:
    """The rows that are left out, from behind line `after` of the file; NotFound and Refused as the unit."""
    found = delivery(scope, delivery_id).rows.exclude(faults=[]).filter(place__gt=after).order_by("place")
    rows = list(found[: ROWS_SHOWN + 1])
    shown = rows[:ROWS_SHOWN]
    return FaultyPage(shown, shown[-1].place if len(rows) > ROWS_SHOWN else None)


def faulty_rows(scope: Scope, delivery_id: int) -> tuple[Delivery, Iterator[DeliveryRow]]:
    """A delivery with all its rows that are left out, in the order of the file; NotFound and Refused as its unit."""
    one = delivery(scope, delivery_id)
    return one, one.rows.exclude(faults=[]).order_by("place").iterator(chunk_size=500)
