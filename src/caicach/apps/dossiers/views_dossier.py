"""/mot-cua/ho-so/<id>/: the page of one dossier, why its date is what it is, its files, and the citizen's rating."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.apps.dossiers import dossier_page as words
from caicach.apps.dossiers.actions import ending, fees
from caicach.apps.dossiers.forms_acts import SCORES, RatingForm
from caicach.apps.dossiers.queries.dossier import DossierPage, page_of
from caicach.apps.units.views.support import attempt
from caicach.platform import clock
from caicach.platform.access import NotFound, Permission, Request
from caicach.platform.errors import Conflict
from caicach.platform.files import downloads

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def dossier(request: Request, dossier_id: int) -> HttpResponse:
    """Everything about one dossier, and what this person may do with it now."""
    page = page_of(request.scope, dossier_id)
    offered = words.offers(request.scope, page)
    shared = head(page)
    context = {
        **shared,
        "page": page,
        "offers": offered,
        "main_act": words.main_offer(offered, shared["clock"]),
        "steps": words.steps(page, clock.now()),
        "events": words.log(page.events),
        "formats": ("pdf", "docx"),
        "may_pay": page.may(request.scope, [Permission.DOSSIERS_RECEIVE]),
        "rating_words": SCORES.get(page.rating.score, "") if page.rating else "",
    }
    return render(request, "dossiers/dossier/page.html", context)


@require_safe
def why(request: Request, dossier_id: int) -> HttpResponse:
    """The citizen's date, day by day, waits and all."""
    page = page_of(request.scope, dossier_id)
    due, no_due = words.account(page)
    context = {
        "due": due,
        "no_due": no_due,
        "promised": page.dossier.due_at,
        "differs": due is not None and page.dossier.due_at is not None and due.at != page.dossier.due_at,
        "kicker": page.dossier.code,
        "back_title": page.dossier.code,
        "back": reverse("dossiers:dossier", args=[dossier_id]),
    }
    return render(request, "dossiers/counter/due.html", context)


@require_safe
def paper(request: Request, dossier_id: int, paper_id: int) -> HttpResponseBase:
    """The file of a paper or of a result."""
    page = page_of(request.scope, dossier_id)
    found = next((one for one in (*page.papers, *page.results) if one.pk == paper_id), None)
    if found is None or found.file is None:
        raise NotFound(_("Giấy tờ này không có tệp trong hồ sơ."))
    return downloads.download(found.file, found.file_name)


@require_POST
def fee_paid(request: Request, dossier_id: int, fee_id: int) -> HttpResponse:
    """A fee charged earlier has been paid."""
    page = page_of(request.scope, dossier_id)
    if all(one.pk != fee_id for one in page.fees):
        raise NotFound(_("Không có khoản phí này trong hồ sơ."))
    try:
        fees.pay(request.scope, fee_id, online=request.POST.get("cach") == "truc-tuyen")
    except Conflict as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("Đã ghi nhận khoản phí đã nộp."))
    return redirect("dossiers:dossier", dossier_id=dossier_id)


@get_or_post
def rate(request: Request, dossier_id: int) -> HttpResponse:
    """The slip of the citizen at the tablet of the counter: nothing of the officer's screen stands on it."""
    page = page_of(request.scope, dossier_id)
    if not page.may(request.scope, [Permission.DOSSIERS_RECEIVE]):
        request.scope.require(Permission.DOSSIERS_RECEIVE, page.path, what=page.dossier.code)
    form = RatingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = ending.RatingIn(data["score"], data["contacts"], words=data["words"])
        version = page.dossier.version
        if attempt(form, lambda: ending.rate(request.scope, dossier_id, version, given)) is not None:
            return redirect("dossiers:rated", dossier_id=dossier_id)
    context = {"dossier": page.dossier, "form": form, "is_rated": page.rating is not None}
    return render(request, "dossiers/dossier/rate.html", context, status=422 if form.errors else 200)


@require_safe
def rated(request: Request, dossier_id: int) -> HttpResponse:
    """Thank you; the officer takes the tablet back from here."""
    page = page_of(request.scope, dossier_id)
    return render(request, "dossiers/dossier/rated.html", {"dossier": page.dossier})


def head(page: DossierPage) -> dict[str, Any]:
    """What stands at the top of every page about the dossier."""
    found = page.dossier
    return {
        "dossier": found,
        "parts": page.parts,
        "clock": words.citizens_clock(page, clock.now()),
        "list_url": reverse("dossiers:list"),
    }
