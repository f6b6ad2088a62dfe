"""What waits for a person at the one-stop service: few rows and counts, each found by an index of the dossiers.

For the desk of an officer, a handler, a head and a chair; whoever may not is given nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from caicach.apps.dossiers.models import Dossier, Slip
from caicach.apps.dossiers.queries.dossier import find
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import ids_of
from caicach.core.dossiers import codes
from caicach.core.dossiers.status import OPEN, RUNNING, Channel, Form, Status
from caicach.platform.access import NotFound, Permission, Role, Scope

SHOWN = 6
SOON = dt.timedelta(hours=24)
"""Due soon (sắp đến hạn): within 24 hours."""


@dataclass(frozen=True, slots=True)
class AtCounter:
    """What lies at the counters of an officer, in numbers. `oldest` is the day the first registration came in."""

    registered: int = 0
    received: int = 0
    done: int = 0
    late: int = 0
    oldest: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class LateUnits:
    """How many dossiers of a locality are late, and where most of them lie."""

    count: int
    units: list[tuple[Unit, int]] = field(default_factory=list)


def at_counter(scope: Scope, now: dt.datetime) -> AtCounter | None:
    """For whoever receives: what waits to be received, handed over, given back, and what is late; None for others."""
    own = _own(scope, Permission.DOSSIERS_RECEIVE)
    if not own:
        return None
    waiting = Dossier.objects.filter(
        unit_id__in=own, status__in=[Status.REGISTERED, Status.DONE, *sorted(OPEN)]
    )
    sent = Q(status=Status.REGISTERED) & ~Q(channel=Channel.DIRECT.value)
    found = waiting.aggregate(
        registered=Count("pk", filter=sent),
        received=Count("pk", filter=Q(status=Status.RECEIVED)),
        done=Count("pk", filter=Q(status=Status.DONE)),
        late=Count("pk", filter=_late(now)),
    )
    first = waiting.filter(sent).order_by("id").values_list("submitted_at", flat=True).first()
    return AtCounter(**found, oldest=first)


def mine(scope: Scope, now: dt.datetime) -> tuple[list[Dossier], int]:
    """The dossiers in the hands of a handler that are late or due soon, the most urgent first; and how many he has in all."""
    if not scope.may(Permission.DOSSIERS_HANDLE):
        return [], 0
    own = Dossier.objects.filter(officer_id=scope.user_id, status__in=sorted(RUNNING))
    urgent = own.filter(due_at__lte=now + SOON).select_related("procedure_version").order_by("due_at", "id")
    return list(urgent[:SHOWN]), own.count()


def apologies_to_sign(scope: Scope) -> list[Slip]:
    """Apologies that wait for the signature of a head, those of the earliest due date first."""
    own = _own(scope, Permission.DOSSIERS_SIGN)
    return _unsent(own, scope, signed=False) if own else []


def apologies_to_send(scope: Scope) -> list[Slip]:
    """Signed apologies that the counter has not sent yet."""
    own = _own(scope, Permission.DOSSIERS_RECEIVE)
    return _unsent(own, scope, signed=True) if own else []


def late_of_unit(scope: Scope, now: dt.datetime) -> int:
    """How many dossiers of the units of a head are late."""
    own = _own(scope, Permission.DOSSIERS_SIGN)
    if not own:
        return 0
    return Dossier.objects.filter(Q(unit_id__in=own) | Q(handling_unit_id__in=own), _late(now)).count()


def late_units(scope: Scope, now: dt.datetime, shown: int = 3) -> LateUnits | None:
    """For a chair: the units of his locality with the most late dossiers; None for everybody else."""
    chairs = {ids_of(post.unit_path)[0] for post in scope.posts if post.role is Role.CHAIR}
    if not chairs:
        return None
    late = Dossier.objects.filter(_late(now), locality_id__in=chairs)
    rows = list(
        late.values_list("handling_unit_id").annotate(n=Count("pk")).order_by("-n", "handling_unit_id")
    )
    units = Unit.objects.in_bulk([pk for pk, _n in rows[:shown]])
    return LateUnits(sum(n for _pk, n in rows), [(units[pk], n) for pk, n in rows[:shown]])


def by_code(scope: Scope, text: str) -> Dossier | None:
    """The dossier whose code is typed in full, for those who may read it."""
    if not scope.may(Permission.DOSSIERS_READ) or codes.parse(text) is None:
        return None
    pk = Dossier.objects.filter(code=text.strip().upper()).values_list("pk", flat=True).first()
    try:
        return None if pk is None else find(scope, pk)
    except NotFound:
        return None


def _late(now: dt.datetime) -> Q:
    return Q(status__in=sorted(RUNNING), due_at__lt=now)


def _unsent(own: Sequence[int], scope: Scope, *, signed: bool) -> list[Slip]:
    """Forms 04 of this year and the last that nobody has sent; few, by the number of their unit."""
    drafts = Slip.objects.filter(
        Q(unit_id__in=own) | Q(dossier__handling_unit_id__in=own),
        form=Form.APOLOGY.value,
        year__gte=scope.today.year - 1,
        sent_at__isnull=True,
        signed_at__isnull=not signed,
        dossier__status__in=sorted(RUNNING),
    )
    return list(drafts.select_related("dossier").order_by("dossier__due_at", "id")[:SHOWN])


def _own(scope: Scope, permission: Permission) -> list[int]:
    """The units that the posts of a person with this permission stand in."""
    return sorted({post.unit_id for post in scope.posts if post.holds(permission, post.unit_path, None)})
