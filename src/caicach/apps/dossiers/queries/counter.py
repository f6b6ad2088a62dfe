"""What the counter reads while somebody stands at it: procedures on offer, people known, papers that may be used again.

Whoever reads here receives dossiers at the counter named (`Permission.DOSSIERS_RECEIVE`): people are known within a locality, and
shown to nobody who only looks.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.apps.calendars.queries import clock_of
from caicach.apps.dossiers.models import Applicant, Dossier, KeptPaper, Slip, Submission
from caicach.apps.dossiers.models import Fee as ChargedFee
from caicach.apps.dossiers.queries.dossier import DossierPage
from caicach.apps.procedures.models import Fee, Paper, Version
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.core.dossiers.status import Channel, Status
from caicach.core.dossiers.status import Form as FormOf
from caicach.core.vietnamese import fold
from caicach.core.worktime.due import Due, due
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.clock import VIETNAM

RECEIVE = Permission.DOSSIERS_RECEIVE
OFFERED, PEOPLE, KEPT, WAITING = 12, 8, 30, 100
"""How many are shown at most: procedures, people, papers of a person, registrations."""
REMEMBERED = 500
"""The last dossiers of a counter that say which procedures it is asked for most."""
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Offered:
    """A procedure as the counter works with it: the version in force with what it asks for."""

    version: Version
    papers: tuple[Paper, ...]
    fees: tuple[Fee, ...]
    linked: bool = False
    """Whether the catalogue links other procedures with it, from either side."""


def counters(scope: Scope) -> list[Unit]:
    """The units at whose counter the person receives dossiers: those that his posts stand in."""
    held = _held(scope)
    return list(units.standing(scope.today).filter(pk__in=held)) if held else []


def has_several(scope: Scope) -> bool:
    """Whether the person has more than one counter to choose from."""
    return len(_held(scope)) > 1


def receipt_of(scope: Scope, dossier: Dossier) -> Slip | None:
    """The receipt that was given for a dossier, None for one of the same day without."""
    scope.require(Permission.DOSSIERS_READ)
    return dossier.slips.filter(form=FormOf.RECEIPT.value).order_by("id").first()


def fees_of(scope: Scope, dossier: Dossier) -> list[ChargedFee]:
    """What was charged for a dossier, in the order of the schedule."""
    scope.require(Permission.DOSSIERS_READ)
    return list(dossier.fees.order_by("id"))


def counter(scope: Scope, unit_id: int) -> Unit:
    """One of them, or any unit in whose reach the person receives; NotFound for another."""
    found = units.standing(scope.today).filter(pk=unit_id).first()
    if found is None or not scope.may(RECEIVE, found.path):
        raise NotFound(_("Không có quầy tiếp nhận này."), _("Hãy mở quầy của đơn vị mình từ mục Một cửa."))
    return found


def offered(scope: Scope, unit: Unit, text: str = "", limit: int = OFFERED) -> list[Version]:
    """Procedures in force in the locality by code or name, whatever the tone marks; the most used of this counter come first."""
    scope.require(RECEIVE, unit.path)
    found = in_force(unit, scope.today)
    for word in fold(text).split():
        found = found.filter(Q(folded__contains=word) | Q(procedure__code__icontains=word))
    used = _used(unit)
    rows = found.order_by("sort_key", "id").values_list("pk", "procedure_id", "procedure__code")
    code = text.strip().casefold()
    best = sorted(
        enumerate(rows),
        key=lambda one: (one[1][2].casefold() != code, -used[one[1][1]], one[0]),
    )[:limit]
    shown = found.in_bulk([pk for _place, (pk, _procedure, _code) in best])
    return [shown[pk] for _place, (pk, _procedure, _code) in best if pk in shown]


def procedure(scope: Scope, unit: Unit, version_id: int) -> Offered:
    """A version in force with its papers and fees; NotFound for one that is not on offer here today."""
    scope.require(RECEIVE, unit.path)
    links = Version.interlinked.through.objects.filter(
        Q(version_id=OuterRef("pk")) | Q(procedure_id=OuterRef("procedure_id"))
    )
    found = in_force(unit, scope.today).annotate(linked=Exists(links)).filter(pk=version_id).first()
    if found is None:
        raise NotFound(
            _("Thủ tục này không có trong danh mục đang có hiệu lực của địa phương."),
            _("Hãy tìm lại theo mã hoặc tên; thủ tục vừa bãi bỏ thì không tiếp nhận được nữa."),
        )
    papers, fees = found.papers.order_by("order"), found.fees.order_by("id")
    return Offered(found, tuple(papers), tuple(fees), found.linked)


def by_code(scope: Scope, unit: Unit, code: str) -> Version | None:
    """The version in force of a code, None where the catalogue has none."""
    scope.require(RECEIVE, unit.path)
    return in_force(unit, scope.today).filter(procedure__code__iexact=code.strip()).first()


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to look for; the first of these that is long enough decides."""

    number: str = ""
    phone: str = ""
    name: str = ""


def people(scope: Scope, unit: Unit, asked: Asked, limit: int = PEOPLE) -> list[Applicant]:
    """People whom the locality knows, by personal number or code, by telephone, or by how the name begins."""
    scope.require(RECEIVE, unit.path)
    known = Applicant.objects.filter(locality_id=_locality(unit)).order_by("folded", "id")
    if asked.number:
        return list(known.filter(number=asked.number)[:limit])
    if asked.phone:
        return list(known.filter(phone=asked.phone)[:limit])
    name = fold(asked.name)
    return list(_beginning(known, name)[:limit]) if len(name) >= SHORTEST else []


def person(scope: Scope, unit: Unit, applicant_id: int) -> Applicant | None:
    """A person whom the locality of the counter knows."""
    scope.require(RECEIVE, unit.path)
    return Applicant.objects.filter(locality_id=_locality(unit), pk=applicant_id).first()


def kept_papers(
    scope: Scope, unit: Unit, applicant_id: int, on: dt.date, limit: int = KEPT
) -> list[KeptPaper]:
    """The digitised papers and electronic results of a person that are still valid, the newest first."""
    scope.require(RECEIVE, unit.path)
    return list(
        KeptPaper.objects.filter(applicant_id=applicant_id, applicant__locality_id=_locality(unit))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .order_by("-kept_at", "-id")[:limit]
    )


def are_alike(kept: KeptPaper, wanted: Paper) -> bool:
    """Whether a kept paper bears the name of the one that is asked for."""
    name = fold(wanted.name)
    return bool(kept.folded) and (kept.folded in name or name in kept.folded)


def missing_papers(scope: Scope, page: DossierPage) -> list[Paper]:
    """The required papers of the procedure that are not in a dossier yet."""
    scope.require(Permission.DOSSIERS_READ)
    there = {one.paper_id for one in page.papers}
    required = Paper.objects.filter(version_id=page.dossier.procedure_version_id, required=True)
    return [one for one in required.order_by("order") if one.pk not in there]


def uncharged_fees(scope: Scope, page: DossierPage) -> list[Fee]:
    """The fees of the procedure for the channel of a dossier that it has not been charged with yet."""
    scope.require(Permission.DOSSIERS_READ)
    charged = {one.name for one in page.fees}
    of_channel = Q(channel__isnull=True) | Q(channel=page.dossier.channel)
    due = Fee.objects.filter(of_channel, version_id=page.dossier.procedure_version_id).order_by("id")
    return [one for one in due if one.name not in charged]


def waiting_count(scope: Scope, unit: Unit) -> int:
    """How many of them there are, counted up to WAITING."""
    scope.require(RECEIVE, unit.path)
    waiting = Dossier.objects.filter(unit=unit, status=Status.REGISTERED).exclude(channel=Channel.DIRECT)
    return waiting[:WAITING].count()


def registrations(scope: Scope, unit: Unit, limit: int = WAITING) -> list[Dossier]:
    """Dossiers sent in online or by post that wait to be received, the oldest first."""
    scope.require(RECEIVE, unit.path)
    return list(
        Dossier.objects.filter(unit=unit, status=Status.REGISTERED)
        .exclude(channel=Channel.DIRECT)
        .select_related("procedure_version__procedure")
        .order_by("submitted_at", "id")[:limit]
    )


def last_sent(scope: Scope) -> int:
    """The last dossier that this person made at the counter, 0 when there is none."""
    made = Submission.objects.filter(by_id=scope.user_id, dossier__isnull=False)
    return made.order_by("-dossier_id").values_list("dossier_id", flat=True).first() or 0


def in_force(unit: Unit, on: dt.date) -> QuerySet[Version]:
    """The catalogue of the locality of a counter on a day, for the queries of the counter, which have asked the scope."""
    return Version.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        procedure__locality_id=_locality(unit),
        valid_from__lte=on,
    ).select_related("procedure", "field")


def _held(scope: Scope) -> set[int]:
    return {post.unit_id for post in scope.posts if post.holds(RECEIVE, post.unit_path, None)}


def _used(unit: Unit) -> Counter[int]:
    """How often this counter was asked for each procedure of late."""
    last = Dossier.objects.filter(unit=unit).order_by("-id")[:REMEMBERED]
    return Counter(last.values_list("procedure_version__procedure_id", flat=True))


def _beginning(known: QuerySet[Applicant], name: str) -> QuerySet[Applicant]:
    """Names that begin so, by the index of each database (see `units.queries.under`)."""
    if connection.vendor == "sqlite":
        return known.filter(folded__gte=name, folded__lt=name + "\U0010ffff")
    return known.filter(folded__startswith=name)


def _locality(unit: Unit) -> int:
    return units.ids_of(unit.path)[0]


def promised(scope: Scope, unit: Unit, version: Version, at: dt.datetime) -> Due | None:
    """By when a dossier received at `at` is due, with every day accounted for; None where the catalogue knows no limit."""
    scope.require(RECEIVE, unit.path)
    return None if version.limit is None else due(at, version.limit, clock_of(unit.pk))


def end_of_work(scope: Scope, unit: Unit, day: dt.date) -> dt.datetime:
    """When the counter closes on a day; on a day off, the end of that day, which no dossier may be promised for."""
    scope.require(RECEIVE, unit.path)
    clock = clock_of(unit.pk)
    return clock.closes(day) if clock.works(day) else dt.datetime.combine(day, dt.time(23, 59), VIETNAM)
