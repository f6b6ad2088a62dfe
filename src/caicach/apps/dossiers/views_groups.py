"""/mot-cua/quay/lien-thong/: several dossiers of one matter received at once (Điều 19 khoản 6, khoản 7)."""

from __future__ import annotations

import uuid

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.apps.dossiers import counter_asking as asking
from caicach.apps.dossiers import counter_desk as desks
from caicach.apps.dossiers import counter_matter as matter
from caicach.apps.dossiers import counter_scans
from caicach.apps.dossiers.actions import groups
from caicach.apps.dossiers.actions.once import once
from caicach.apps.dossiers.counter_desk import Scans
from caicach.apps.dossiers.counter_intake import parts
from caicach.apps.dossiers.counter_matter import Matter
from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.queries import counter as queries
from caicach.apps.dossiers.queries import matters
from caicach.apps.dossiers.queries.dossier import find
from caicach.apps.dossiers.slips import printing
from caicach.apps.procedures.models import Version
from caicach.apps.units.models import Unit
from caicach.platform import clock
from caicach.platform.access import Request
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.letters.pdf import PDF_TYPE

_UP = "up-"


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: Request) -> HttpResponse:
    """The counter for a matter; ?tt= begins with a procedure and those that the catalogue links with it."""
    request.scope.require(queries.RECEIVE, what=_("quầy tiếp nhận"))
    if request.method == "POST":
        return _pressed(request, asking.unit_of(request, request.POST.get("quay", "")))
    unit = asking.unit_of(request, request.GET.get("quay", ""))
    typed = QueryDict(mutable=True)
    if code := request.GET.get("tt", "").strip()[:40]:
        found = queries.by_code(request.scope, unit, code)
        if found is None:
            typed["search"] = code
        else:
            _add(request, unit, typed, found)
    return _shown(request, Matter(request.scope, unit, typed, Scans()))


@require_safe
def receipts(request: Request, dossier_id: int) -> HttpResponse:
    """The receipts of what was received together with a dossier, in one PDF."""
    dossier = find(request.scope, dossier_id)
    given = matters.receipts(request.scope, dossier)
    if not given:
        raise Conflict(
            _("Hồ sơ %(code)s chưa có giấy tiếp nhận.") % {"code": dossier.code},
            _("Giấy tiếp nhận có khi hồ sơ được tiếp nhận."),
        )
    name = f"giay-tiep-nhan-{dossier.group.code if dossier.group else dossier.code}"
    return printing.file(printing.pdf(given, name), PDF_TYPE, f"{name}.pdf", shown=True)


def _pressed(request: Request, unit: Unit) -> HttpResponse:
    """A button of the form: fill in what it asks for, or receive."""
    typed = request.POST.copy()
    scans = counter_scans.take(request, unit, typed)
    asked = typed.pop("do", [""])[-1]
    if choice := typed.pop("choose", None):
        _add_chosen(request, unit, typed, choice[-1])
    elif taken := typed.pop("person", None):
        asking.take_over(request, unit, typed, taken[-1])
    elif asked == "linked":
        _add_chosen(request, unit, typed, typed.get("version", ""))
    elif asked.startswith(_UP):
        matter.move_up(typed, desks.number(asked.removeprefix(_UP)))
    elif asked == "look":
        if found := asking.only_fit(request, unit, typed):
            _add(request, unit, typed, found)
        asking.take_known(request, unit, typed)
    desk = Matter(request.scope, unit, typed, scans, asked)
    if asked == "all":
        desks.tick_required(desk)
        desk = Matter(request.scope, unit, typed, scans)
    return _received(request, desk) if asked == desks.RECEIVE else _shown(request, desk)


def _received(request: Request, desk: Matter) -> HttpResponse:
    """Receive all parts, once; whatever stands in the way is said on the same page with everything kept."""
    if desk.is_valid():
        try:
            dossier = once(request.scope, uuid.UUID(desk.token), lambda: _receive(request, desk))
        except (Invalid, Conflict) as fault:
            desk.blame(fault)
        else:
            return redirect("dossiers:received", dossier_id=dossier.pk)
    return _shown(request, desk, status=422)


def _receive(request: Request, desk: Matter) -> Dossier:
    """The first of the dossiers: its page of receipt shows them all."""
    made = groups.receive_group(request.scope, desk.name, parts(request, desk))
    return made.parts.earliest("pk")


def _add_chosen(request: Request, unit: Unit, typed: QueryDict, chosen: str) -> None:
    pk = desks.number(chosen)
    if pk is not None:
        _add(request, unit, typed, queries.procedure(request.scope, unit, pk).version)


def _add(request: Request, unit: Unit, typed: QueryDict, version: Version) -> None:
    """A procedure joins the list; the first one brings along those that the catalogue links with it."""
    linked = [] if matter.order_of(typed) else matters.interlinked(request.scope, unit, version)
    matter.add(typed, [version.pk, *(one.pk for one in linked)])
    typed["search"] = ""


def _shown(request: Request, desk: Matter, status: int = 200) -> HttpResponse:
    expected = matters.expected(
        request.scope, desk.unit, [(part.version, part.after) for part in desk.parts], clock.now()
    )
    context = {
        "desk": desk,
        "search": desk.search,
        "offers": queries.offered(request.scope, desk.unit, desk.search)
        if desk.search or not desk.offered
        else (),
        "expected": list(zip(desk.parts, expected, strict=True)) if expected else [],
        "due_at": max(expected, default=None),
        "known": desk.known,
    }
    if not desk.known:
        context |= asking.people(request, desk.unit, desk.typed)
    return render(request, "dossiers/counter/group.html", context, status=status)
