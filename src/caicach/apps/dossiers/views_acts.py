"""/mot-cua/ho-so/<id>/viec/<slug>/: one act on one dossier, its form, its faults, and what stands now after a conflict."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.apps.dossiers import act_pages
from caicach.apps.dossiers import dossier_page as words
from caicach.apps.dossiers.act_pages import ActPage, At
from caicach.apps.dossiers.actions import apologies
from caicach.apps.dossiers.forms_acts import ActForm
from caicach.apps.dossiers.queries import offices
from caicach.apps.dossiers.queries.dossier import DossierPage, page_of
from caicach.apps.dossiers.views_dossier import head
from caicach.core.dossiers.lifecycle import ACT_WORDS, STATUS_WORDS, TRANSITIONS, Act
from caicach.core.dossiers.status import Status
from caicach.core.letters import slips as letters
from caicach.platform.access import NotFound, Permission, Request
from caicach.platform.errors import Conflict, Fault, Invalid, TooLarge
from caicach.platform.wording import sentence
from caicach.web import formats

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def act(request: Request, dossier_id: int, slug: str) -> HttpResponse:
    """The form of an act; sent, the action itself."""
    one = act_pages.BY_SLUG.get(slug)
    if one is None:
        raise NotFound(_("Không có việc này."), _("Hãy mở hồ sơ để xem các việc có thể làm."))
    at = At(request.scope, page_of(request.scope, dossier_id))
    _open(at, one)
    if request.method != "POST":
        form = one.form(at, initial={"version": at.page.dossier.version})
        form.focus_first()
        return _shown(request, at, one, form)
    form = one.form(at, request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, at, one, form, status=422)
    try:
        one.run(at, form.cleaned_data, form)
    except (Invalid, TooLarge) as fault:
        _blame(form, fault)
        return _shown(request, at, one, form, status=422)
    except Conflict as fault:
        return _conflict(request, at, one, fault)
    messages.success(request, str(one.done) % {"code": at.page.dossier.code})
    return redirect("dossiers:dossier", dossier_id=dossier_id)


@get_or_post
def apology(request: Request, dossier_id: int) -> HttpResponse:
    """The apology as it stands: read it, sign it, send it, or write it anew."""
    page = page_of(request.scope, dossier_id)
    slip = words.unsent_apology(page)
    if slip is None:
        raise NotFound(
            _("Hồ sơ này không có phiếu xin lỗi nào đang chờ."), _("Hãy mở hồ sơ để xem các phiếu.")
        )
    form = ActForm(request.POST or None, initial={"version": page.dossier.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        version, do = form.cleaned_data["version"], request.POST.get("do")
        try:
            if do == "ky":
                apologies.sign(request.scope, slip.pk, version)
                messages.success(
                    request, _("Đã ký phiếu xin lỗi của hồ sơ %(code)s.") % {"code": page.dossier.code}
                )
            else:
                apologies.send(request.scope, slip.pk, version)
                messages.success(
                    request,
                    _("Đã gửi phiếu xin lỗi; hồ sơ %(code)s có ngày hẹn mới.") % {"code": page.dossier.code},
                )
        except (Invalid, Conflict) as fault:
            _blame(form, fault)
            status = fault.status
            page = page_of(request.scope, dossier_id)
        else:
            return redirect("dossiers:dossier", dossier_id=dossier_id)
    context = {
        **head(page),
        "slip": slip,
        "letter": letters.from_plain(slip.content),
        "form": form,
        "version": page.dossier.version,
        "may_sign": slip.signed_at is None and page.may(request.scope, [Permission.DOSSIERS_SIGN]),
        "may_send": slip.signed_at is not None,
        "act": act_pages.BY_ACT[Act.APOLOGISE],
    }
    return render(request, "dossiers/dossier/apology.html", context, status=status)


def _open(at: At, one: ActPage) -> None:
    """Refused without the permission of the act, Conflict where it does not follow on the present status."""
    dossier = at.page.dossier
    if one.act is Act.APOLOGISE:
        allowed = at.page.may(at.scope, words.DRAFTERS)
    else:
        allowed = at.page.may(at.scope, [Permission(TRANSITIONS[one.act].permission)])
    if not allowed and not (one.act is Act.ANSWER and at.answerable):
        at.scope.require(Permission(TRANSITIONS[one.act].permission), at.page.path, what=dossier.code)
    if Status(dossier.status) not in TRANSITIONS[one.act].sources:
        raise Conflict(
            _("Hồ sơ %(code)s %(status)s nên không %(act)s được nữa.")
            % {
                "code": dossier.code,
                "status": sentence(STATUS_WORDS[Status(dossier.status)]).lower(),
                "act": sentence(ACT_WORDS[one.act]).lower(),
            },
            _("Hãy mở hồ sơ để xem các việc có thể làm bây giờ."),
        )


def _conflict(request: Request, at: At, one: ActPage, fault: Conflict) -> HttpResponse:
    """What was typed, beside what stands now; sent again it is meant for what stands now."""
    fresh = At(request.scope, page_of(request.scope, at.id))
    typed: QueryDict = request.POST.copy()
    typed["version"] = str(fresh.page.dossier.version)
    form = one.form(fresh, typed, request.FILES)
    form.full_clean()
    _blame(form, fault)
    return _shown(request, fresh, one, form, status=409, conflict=_stands(fresh.page))


def _stands(page: DossierPage) -> list[tuple[str, str]]:
    """What somebody who saw an older state must know."""
    dossier = page.dossier
    last = page.events[-1] if page.events else None
    rows = [
        (_("Trạng thái"), str(dossier.get_status_display())),
        (_("Người giải quyết"), dossier.officer.display_name if dossier.officer else formats.NONE),
        (_("Hẹn trả"), formats.time(dossier.due_at)),
    ]
    if last is not None:
        rows.append(
            (_("Việc sau cùng"), f"{formats.time(last.at)} · {last.by_name}: {words.act_words(last.act)}")
        )
    return rows


def _blame(form: ActForm, fault: Fault) -> None:
    said_first = str(fault)
    form.add_error(None, said_first)
    for problem in fault.problems:
        if problem not in said_first:
            form.add_error(None, problem)


def _shown(
    request: Request, at: At, one: ActPage, form: ActForm, status: int = 200, conflict: Any = None
) -> HttpResponse:
    context = {
        **head(at.page),
        "act": one,
        "form": form,
        "conflict": conflict,
        "cautions": words.cautions_of(request.scope, at.page, one.act),
        "suggestions": offices.names(request.scope, at.page.dossier.locality_id)
        if one.act is Act.CONSULT
        else (),
    }
    return render(request, "dossiers/dossier/act.html", context, status=status)
