"""/khac-phuc/…: all plans of a year at a glance, and the terms of the locality."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.apps.accountability.actions.local_terms import set_terms
from caicach.apps.accountability.forms import TermsForm
from caicach.apps.accountability.queries import overview as queries
from caicach.apps.accountability.queries import published
from caicach.apps.parindex.models import Round, Subject
from caicach.apps.parindex.queries.common import choose
from caicach.apps.parindex.views_common import number, subject, text
from caicach.apps.parindex.views_support import attempt, get_or_post, shown_form
from caicach.platform.access import NotFound, Permission, Request

PAGE = 50


@require_safe
def latest(request: Request) -> HttpResponse:
    """The latest year with published results, for navigation; before the first, last year."""
    return redirect(
        "accountability:overview", queries.latest_year(request.scope) or request.scope.today.year - 1
    )


@require_safe
def overview(request: Request, year: int) -> HttpResponse:
    """/khac-phuc/<year>/: who has no plan yet, who is late, how far reports are."""
    found = queries.overview(request.scope, year, subject(request), number(request, "dp"))
    search, status = text(request, "q"), text(request, "tt")
    rows = found.matching(search, status)
    context = {
        "found": found,
        "choice": found.choice,
        "subjects": [(one.value, one.label) for one in Subject if one.value in found.choice.subjects],
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "search": search,
        "status": status,
        "statuses": _statuses(),
        "may_set": request.scope.may(Permission.ROUND_MANAGE),
    }
    return render(request, "accountability/overview.html", context)


def round_of(request: Request, year: int) -> Round:
    """The round of the year that the address asks for; NotFound where there is none."""
    round = choose(request.scope, year, subject(request), number(request, "dp")).this
    if round is None:
        raise NotFound(_("Năm %(year)s chưa có đợt đánh giá.") % {"year": year})
    return round


@get_or_post
def terms(request: Request, year: int) -> HttpResponse:
    """/khac-phuc/<year>/quy-dinh/: what the locality lays down, over what comes with the program."""
    request.scope.require(Permission.ROUND_MANAGE)
    round = round_of(request, year)
    form = TermsForm(request.POST or None, initial=_known(round.locality_id, request))
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: set_terms(request.scope, round.locality_id, form.terms))
        if done is not None:
            messages.success(
                request, _("Đã lưu quy định khắc phục của %(unit)s.") % {"unit": round.locality.name}
            )
            return redirect("accountability:overview", year)
    return shown_form(
        request,
        form,
        title=_("Quy định khắc phục"),
        kicker=round.locality.name,
        lead=_(
            "Mức và thời hạn áp dụng cho kết quả công bố từ ngày nêu dưới đây; thời hạn đã đặt trước đó không đổi."
        ),
        submit=_("Lưu quy định"),
        back=reverse("accountability:overview", args=[year]),
        crumbs=[(_("Khắc phục"), reverse("accountability:overview", args=[year]))],
    )


def _known(locality_id: int, request: Request) -> dict[str, object]:
    here = published.terms_of(locality_id, request.scope.today)
    return {
        "valid_from": request.scope.today,
        "hold_percent": (here.hold_share * 100).normalize(),
        "plan_days": here.plan_days,
        "objection_days": here.objection_days,
    }


def _statuses() -> list[tuple[str, str]]:
    return [
        ("chua-duyet", _("Chưa phê duyệt")),
        ("tre", _("Muộn")),
        ("kho-khan", _("Gặp khó khăn")),
        ("approved", _("Đã phê duyệt")),
        ("running", _("Đang thực hiện")),
        ("closed", _("Đã kết thúc")),
    ]
