"""/mot-cua/quay/: the counter. Find the procedure and the person, check the papers, receive; or guide, or refuse."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.apps.dossiers import counter_asking as asking
from caicach.apps.dossiers import counter_desk as desks
from caicach.apps.dossiers import counter_scans
from caicach.apps.dossiers.actions import intake as actions
from caicach.apps.dossiers.actions.once import once
from caicach.apps.dossiers.counter_desk import Desk, Scans
from caicach.apps.dossiers.counter_intake import guidance, intake, refusal
from caicach.apps.dossiers.dossier_page import path_of
from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.queries import counter as queries
from caicach.apps.dossiers.queries import matters, offices
from caicach.apps.dossiers.queries.dossier import find
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import ids_of
from caicach.platform import clock
from caicach.platform.access import Request
from caicach.platform.errors import Conflict, Invalid

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
RECEIVE = queries.RECEIVE


@get_or_post
def counter(request: Request) -> HttpResponse:
    """The counter of ?quay=, else of the own unit; ?tt= begins with a procedure."""
    request.scope.require(RECEIVE, what=_("quầy tiếp nhận"))
    if request.method == "POST":
        return _pressed(request, asking.unit_of(request, request.POST.get("quay", "")))
    unit = asking.unit_of(request, request.GET.get("quay", ""))
    typed = QueryDict(mutable=True)
    if code := request.GET.get("tt", "").strip()[:40]:
        found = queries.by_code(request.scope, unit, code)
        typed["version" if found else "search"] = str(found.pk) if found else code
    return _shown(request, Desk(request.scope, unit, typed, Scans()))


@require_safe
def procedures(request: Request) -> HttpResponse:
    """The list under the search box, as it is typed in."""
    request.scope.require(RECEIVE, what=_("quầy tiếp nhận"))
    unit = asking.unit_of(request, request.GET.get("quay", ""))
    search = request.GET.get("search", "").replace("\x00", "").strip()[:200]
    offers = queries.offered(request.scope, unit, search)
    return render(request, "dossiers/counter/offers.html", {"offers": offers, "search": search})


@require_POST
def person(request: Request) -> HttpResponse:
    """What is known of the person whose number, telephone or name is typed; posted, so that no log keeps it."""
    request.scope.require(RECEIVE, what=_("quầy tiếp nhận"))
    unit = asking.unit_of(request, request.POST.get("quay", ""))
    return render(request, "dossiers/counter/people.html", asking.people(request, unit, request.POST))


def _pressed(request: Request, unit: Unit) -> HttpResponse:
    """A button of the form: fill in what it asks for, or end the work on the dossier."""
    typed = request.POST.copy()
    scans = counter_scans.take(request, unit, typed)
    asked = typed.pop("do", [""])[-1]
    if choice := typed.pop("choose", None):
        typed["version"] = choice[-1]
    elif taken := typed.pop("person", None):
        asking.take_over(request, unit, typed, taken[-1])
    elif asked == "change":
        typed["version"] = ""
    elif asked == "look":
        _look(request, unit, typed)
    desk = Desk(request.scope, unit, typed, scans, asked)
    if asked == "all":
        desks.tick_required(desk)
        desk = Desk(request.scope, unit, typed, scans)
    if asked in desks.ENDS:
        return _ended(request, desk)
    return _shown(request, desk)


def _ended(request: Request, desk: Desk) -> HttpResponse:
    """Receive, guide or refuse, once; whatever stands in the way is said on the same page with everything kept."""
    if desk.is_valid():
        try:
            dossier = once(request.scope, uuid.UUID(desk.token), lambda: _ACTS[desk.asked](request, desk))
        except (Invalid, Conflict) as fault:
            desk.blame(fault)
        else:
            if desk.asked == desks.RECEIVE:
                return redirect("dossiers:received", dossier_id=dossier.pk)
            messages.success(request, _DONE[desk.asked] % {"code": dossier.code})
            return redirect("dossiers:dossier", dossier_id=dossier.pk)
    return _shown(request, desk, status=422)


_ACTS: dict[str, Callable[[Request, Desk], Dossier]] = {
    desks.RECEIVE: lambda request, desk: actions.receive(request.scope, intake(request, desk)),
    desks.GUIDE: lambda request, desk: (
        actions.guide_at_desk(request.scope, intake(request, desk), guidance(desk)).dossier
    ),
    desks.REFUSE: lambda request, desk: (
        actions.refuse_at_desk(request.scope, intake(request, desk), refusal(desk)).dossier
    ),
}
_DONE = {
    desks.GUIDE: gettext_lazy("Đã lập phiếu yêu cầu bổ sung của hồ sơ %(code)s."),
    desks.REFUSE: gettext_lazy("Đã lập phiếu từ chối của hồ sơ %(code)s."),
}


def _look(request: Request, unit: Unit, typed: QueryDict) -> None:
    """Enter in a field: the only procedure that fits is chosen, the only person of a number is taken."""
    if not typed.get("version") and (found := asking.only_fit(request, unit, typed)):
        typed["version"] = str(found.pk)
    asking.take_known(request, unit, typed)


@require_safe
def due(request: Request, version_id: int) -> HttpResponse:
    """Why the date that a dossier would be promised for now is what it is, day by day."""
    request.scope.require(RECEIVE, what=_("quầy tiếp nhận"))
    unit = asking.unit_of(request, request.GET.get("quay", ""))
    version = queries.procedure(request.scope, unit, version_id).version
    context = {
        "due": queries.promised(request.scope, unit, version, clock.now()),
        "no_due": _("Danh mục chưa ghi thời hạn giải quyết của thủ tục này."),
        "kicker": version.name,
        "back_title": _("Quầy tiếp nhận"),
        "back": f"{reverse('dossiers:counter')}?quay={unit.pk}&tt={version.procedure.code}",
    }
    return render(request, "dossiers/counter/due.html", context)


@require_safe
def received(request: Request, dossier_id: int) -> HttpResponse:
    """What the citizen is told: the code, the due date with its sentence, the receipt to print; then the next dossier. Of one of
    several interlinked dossiers: all of them, with the one date.
    """
    dossier = find(request.scope, dossier_id)
    request.scope.require(RECEIVE, path_of(dossier), what=dossier.code)
    if dossier.group is not None:
        parts = matters.parts(request.scope, dossier)
        context = {"dossier": dossier, "parts": parts, "receipts": any(one.receipt for one in parts)}
        return render(request, "dossiers/counter/group_received.html", context)
    unit = queries.counter(request.scope, dossier.unit_id)
    promise = None
    if dossier.received_at is not None and dossier.due_at == dossier.first_due_at:
        promise = queries.promised(request.scope, unit, dossier.procedure_version, dossier.received_at)
    context = {
        "dossier": dossier,
        "due_at": dossier.due_at,
        "promise": promise,
        "receipt": queries.receipt_of(request.scope, dossier),
        "fees": queries.fees_of(request.scope, dossier),
    }
    return render(request, "dossiers/counter/received.html", context)


@require_safe
def waiting(request: Request) -> HttpResponse:
    """What came in online or by post and waits to be received."""
    request.scope.require(RECEIVE, what=_("quầy tiếp nhận"))
    unit = asking.unit_of(request, request.GET.get("quay", ""))
    rows = queries.registrations(request.scope, unit)
    return render(
        request, "dossiers/counter/waiting.html", {"unit": unit, "rows": rows, "most": queries.WAITING}
    )


def _shown(request: Request, desk: Desk, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "desk": desk,
        "counters": queries.counters(request.scope) if queries.has_several(request.scope) else (),
    }
    if desk.offered is None:
        context["search"] = desk.search
        context["offers"] = queries.offered(request.scope, desk.unit, desk.search)
    else:
        context["suggestions"] = offices.names(request.scope, ids_of(desk.unit.path)[0])
        context["promise"] = queries.promised(request.scope, desk.unit, desk.offered.version, clock.now())
    context["known"] = desk.known
    if not desk.known:
        context |= asking.people(request, desk.unit, desk.typed)
    context["waiting_count"] = queries.waiting_count(request.scope, desk.unit)
    return render(request, "dossiers/counter/page.html", context, status=status)
