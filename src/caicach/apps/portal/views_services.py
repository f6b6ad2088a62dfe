"""/cong-khai/thu-tuc/ and /cong-khai/ho-so/: procedures for everybody, and the look-up of one's own dossier."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caicach.apps.portal import lookup
from caicach.apps.portal.caching import until_procedures_change
from caicach.apps.portal.forms import LookUpForm
from caicach.apps.procedures.content import limit_explained, limit_words
from caicach.apps.procedures.models import Level, Online
from caicach.apps.procedures.queries import CatalogueFilter, public
from caicach.apps.procedures.sheets import lists_shown
from caicach.platform.access import Request
from caicach.platform.accounts.addresses import client_address
from caicach.platform.errors import Fault

LONGEST_SEARCH = 100


@login_not_required
@require_safe
@until_procedures_change
def procedures(request: Request) -> HttpResponse:
    """The procedures in force today, found with and without tone marks."""
    level, online = request.GET.get("cap", ""), request.GET.get("truc-tuyen", "")
    narrowed = CatalogueFilter(
        on=request.scope.today,
        field=_number(request, "linh-vuc"),
        level=level if level in Level.values else "",
        online=online if online in Online.values else "",
        search=request.GET.get("q", "").strip()[:LONGEST_SEARCH],
    )
    found = public.catalogue(
        _number(request, "dia-phuong"),
        narrowed,
        after=_number(request, "sau"),
        before=_number(request, "truoc"),
    )
    context = {
        "found": found,
        "narrowed": narrowed,
        "levels": Level.choices,
        "onlines": Online.choices,
        "rows": [(one, limit_words(one.limit)) for one in found.page.versions] if found else [],
    }
    return render(request, "portal/procedures.html", context)


@login_not_required
@require_safe
@until_procedures_change
def procedure(request: Request, procedure_id: int) -> HttpResponse:
    """One procedure: what to bring, how long it takes, what it costs, how to hand it in."""
    page = public.procedure(procedure_id, request.scope.today)
    context = {
        "page": page,
        "version": page.shown,
        "limit": limit_words(page.shown.limit),
        "explained": limit_explained(page.shown.limit),
        "second": limit_words(page.shown.second_limit),
        "lists": lists_shown(page.shown),
        "agencies": page.shown.executing.splitlines(),
    }
    return render(request, "portal/procedure.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("digits")
def dossier(request: Request) -> HttpResponse:
    """Where one's dossier stands. By POST, so that the digits stand in no address, history or log; ?ma= fills in the code."""
    if request.method != "POST":
        form = LookUpForm(initial={"code": request.GET.get("ma", "")[:60]})
        return render(request, "portal/dossier.html", {"form": form})
    form = LookUpForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/dossier.html", {"form": form}, status=422)
    try:
        found = lookup.look_up(
            client_address(request), form.cleaned_data["code"], form.cleaned_data["digits"]
        )
    except Fault as fault:
        form.add_error(None, str(fault))
        return render(request, "portal/dossier.html", {"form": form}, status=fault.status)
    return render(request, "portal/dossier_found.html", {"found": found, "words": lookup.status_words(found)})


def _number(request: Request, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
