"""/mot-cua/quay/: the counter. Find the procedure and the person, check the papers, receive; or guide, or refuse."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.apps.dossiers import counter_desk as desks
from caicach.apps.dossiers import counter_scans
from caicach.apps.dossiers.counter_desk import Desk, Scans
from caicach.apps.dossiers.queries import counter as queries
from caicach.apps.dossiers.queries.counter import Asked
from caicach.apps.units.models import Unit
from caicach.core.dossiers import phone
from caicach.core.vietnamese import tidy
from caicach.platform.access import Request
from caicach.platform.errors import Invalid

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
RECEIVE = queries.RECEIVE


@get_or_post
def counter(request: Request) -> HttpResponse:
    """The counter of ?quay=, else of the own unit; ?tt= begins with a procedure."""
    request.scope.require(RECEIVE, what=_("quầy tiếp nhận"))
    if request.method == "POST":
        return _pressed(request, _unit(request, request.POST.get("quay", "")))
    unit = _unit(request, request.GET.get("quay", ""))
    typed = QueryDict(mutable=True)
    if code := request.GET.get("tt", "").strip()[:40]:
        found = queries.by_code(request.scope, unit, code)
        typed["version" if found else "search"] = str(found.pk) if found else code
    return _shown(request, Desk(request.scope, unit, typed, Scans()))


@require_safe
def procedures(request: Request) -> HttpResponse:
    """The list under the search box, as it is typed in."""
    request.scope.require(RECEIVE, what=_("quầy tiếp nhận"))
    unit = _unit(request, request.GET.get("quay", ""))
    search = request.GET.get("search", "").replace("\x00", "").strip()[:200]
    offers = queries.offered(request.scope, unit, search)
    return render(request, "dossiers/counter/offers.html", {"offers": offers, "search": search})


@require_POST
def person(request: Request) -> HttpResponse:
    """What is known of the person whose number, telephone or name is typed; posted, so that no log keeps it."""
    request.scope.require(RECEIVE, what=_("quầy tiếp nhận"))
    unit = _unit(request, request.POST.get("quay", ""))
    return render(request, "dossiers/counter/people.html", _people(request, unit, request.POST))


def _pressed(request: Request, unit: Unit) -> HttpResponse:
    """A button of the form: fill in what it asks for, or end the work on the dossier."""
    typed = request.POST.copy()
    scans = counter_scans.take(request, unit, typed)
    asked = typed.pop("do", [""])[-1]
    if choice := typed.pop("choose", None):
        typed["version"] = choice[-1]
    elif taken := typed.pop("person", None):
        _take_over(request, unit, typed, taken[-1])
    elif asked == "change":
        typed["version"] = ""
    elif asked == "look":
        _look(request, unit, typed)
    desk = Desk(request.scope, unit, typed, scans, asked)
    if asked == "all":
        for row in desk.rows:
            if row.form.paper.required:
                typed[f"{row.form.prefix}-given"] = "on"
        desk = Desk(request.scope, unit, typed, scans)
    if asked in desks.ENDS:
        return _ended(request, desk)
    return _shown(request, desk)


def _look(request: Request, unit: Unit, typed: QueryDict) -> None:
    """Enter in a field: the only procedure that fits is chosen, the only person of a number is taken."""
    search = typed.get("search", "").replace("\x00", "").strip()[:200]
    if search and not typed.get("version"):
        offers = queries.offered(request.scope, unit, search, limit=2)
        if len(offers) == 1 or (offers and offers[0].procedure.code.casefold() == search.casefold()):
            typed["version"] = str(offers[0].pk)
    if not typed.get("applicant") and (number := tidy(typed.get("number", ""))):
        found = queries.people(request.scope, unit, Asked(number=number), limit=2)
        if len(found) == 1:
            desks.take_over(typed, found[0])


def _take_over(request: Request, unit: Unit, typed: QueryDict, chosen: str) -> None:
    pk = desks.number(chosen)
    found = None if pk is None else queries.person(request.scope, unit, pk)
    if found is None:
        raise Invalid(_("Không có người này trong danh sách của địa phương."), _("Hãy nhập thông tin người nộp."))
    desks.take_over(typed, found)


def _people(request: Request, unit: Unit, typed: QueryDict) -> dict[str, Any]:
    """Whom the typed number, telephone or name may mean; what is wrong with the number."""
    kind, number = typed.get("kind", ""), tidy(typed.get("number", ""))[:20]
    asked = Asked(number=number, phone=phone.normal(typed.get("phone", "")) or "", name=typed.get("name", "")[:200])
    fault = desks.number_fault(kind, number, None, request.scope)
    found = [] if fault else queries.people(request.scope, unit, asked)
    sure = bool(number) and len(found) == 1
    return {"number_fault": fault, "people": found, "sure": sure, "is_new": bool(number) and not (fault or found)}


def _shown(request: Request, desk: Desk, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"desk": desk, "counters": queries.counters(request.scope)}
    if desk.offered is None:
        context["search"] = desk.search
        context["offers"] = queries.offered(request.scope, desk.unit, desk.search)
    if not desk.known:
        context |= _people(request, desk.unit, desk.typed)
    context["waiting_count"] = len(queries.registrations(request.scope, desk.unit))
    return render(request, "dossiers/counter/page.html", context, status=status)


def _unit(request: Request, asked: str) -> Unit:
    """The counter that the page names, else the first of the person's own."""
    if (pk := desks.number(asked)) is not None:
        return queries.counter(request.scope, pk)
    own = queries.counters(request.scope)
    if not own:
        raise Invalid(
            _("Chưa rõ anh/chị tiếp nhận hồ sơ ở quầy nào."), _("Hãy nhờ quản trị giao vị trí ở một đơn vị có quầy.")
        )
    return own[0]
