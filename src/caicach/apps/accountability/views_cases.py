"""/he-qua/…: consequences for people: one's own, the list for those who decide, a case with its objection and decision."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.accountability.actions import consequences as actions
from caicach.apps.accountability.forms import DecisionForm, ObjectionForm
from caicach.apps.accountability.queries import cases as queries
from caicach.apps.accountability.queries.cases import Narrowed
from caicach.apps.accountability.queries.desk import own_remedies
from caicach.apps.accountability.views import round_of
from caicach.apps.parindex.models import Subject
from caicach.apps.parindex.views_common import number, subject, text
from caicach.apps.parindex.views_support import attempt, get_or_post, shown_form
from caicach.core.accountability.people import BASIS, STATUS_WORDS, Status, Step
from caicach.core.parindex.analysis import LEVEL_WORDS, Level
from caicach.platform.access import Permission, Refused, Request
from caicach.platform.errors import Conflict
from caicach.platform.wording import language

PAGE = 50


@require_safe
def latest(request: Request) -> HttpResponse:
    """The latest year with published results, for navigation."""
    year = queries.latest_year(request.scope) or request.scope.today.year - 1
    return redirect("accountability:cases", year)


@require_safe
def own(request: Request) -> HttpResponse:
    """What concerns the reader; everybody who is signed in has this page."""
    context = {
        "remedies": own_remedies(request.scope),
        "cases": queries.own(request.scope),
        "basis": BASIS,
    }
    return render(request, "accountability/own.html", context)


@require_safe
def cases(request: Request, year: int) -> HttpResponse:
    """The cases within reach, by level, status, name."""
    narrowed = Narrowed(_known(request, "muc", Level), _known(request, "tt", Status), text(request, "q"))
    found = queries.listing(request.scope, year, narrowed, subject(request), number(request, "dp"))
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "choice": found.choice,
        "subjects": [(one.value, one.label) for one in Subject if one.value in found.choice.subjects],
        "page": page,
        "cases": queries.in_words(request.scope, list(page.object_list)),
        "narrowed": narrowed,
        "levels": [(one.value, LEVEL_WORDS[one].text(language())) for one in Level],
        "statuses": [
            (one.value, STATUS_WORDS[one].text(language()), found.counts.get(one.value, 0)) for one in Status
        ],
        "unattributed": queries.unattributed(request.scope, found.publication)
        if found.may_decide and found.publication
        else [],
        "basis": BASIS,
    }
    return render(request, "accountability/cases.html", context)


@require_POST
def propose(request: Request, year: int) -> HttpResponse:
    """Make the cases of a published round."""
    request.scope.require(Permission.CONSEQUENCES_DECIDE)
    round = round_of(request, year)
    made = actions.propose(request.scope, round.pk)
    words = ngettext("Đã đề xuất %(count)s trường hợp.", "Đã đề xuất %(count)s trường hợp.", made)
    messages.success(request, words % {"count": made} if made else _("Không có trường hợp mới."))
    return redirect(f"{reverse('accountability:cases', args=[year])}?bo={round.subject}")


@require_POST
def notify(request: Request, year: int) -> HttpResponse:
    """Tell persons: first who they are, then, confirmed, it is done."""
    request.scope.require(Permission.CONSEQUENCES_DECIDE)
    wanted = {
        int(one) for one in request.POST.getlist("case") if one.isascii() and one.isdigit() and len(one) < 16
    }
    ready = queries.ready_to_notify(request.scope, wanted)
    back = reverse("accountability:cases", args=[year])
    if "confirmed" in request.POST and ready:
        done = actions.notify(request.scope, [one.row.pk for one in ready])
        words = ngettext("Đã thông báo %(count)s trường hợp.", "Đã thông báo %(count)s trường hợp.", done)
        messages.success(request, words % {"count": done})
        return redirect(back)
    return render(request, "accountability/notify.html", {"cases": ready, "back": back})


@require_safe
def case(request: Request, year: int, case_id: int) -> HttpResponse:
    """One case: reasons, objection, decision."""
    found = queries.case(request.scope, year, case_id)
    return render(request, "accountability/case.html", {"case": found, "basis": BASIS})


@get_or_post
def objection(request: Request, year: int, case_id: int) -> HttpResponse:
    """What the person says, by himself or recorded on his behalf."""
    found = queries.case(request.scope, year, case_id)
    if not found.may_speak:
        raise Refused(_("Chỉ người được nêu, hoặc cán bộ đầu mối ghi thay, mới có ý kiến được."))
    if not found.may_object:
        raise Conflict(
            _("Trường hợp này %(status)s nên không ghi ý kiến được.") % {"status": found.status_words}
        )
    form = ObjectionForm(
        queries.papers(request.scope, found), request.POST if request.method == "POST" else None
    )
    back = reverse("accountability:case", args=[year, case_id])
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["text"]
        done = attempt(form, lambda: actions.object_to(request.scope, case_id, words, form.document_ids))
        if done is not None:
            messages.success(request, _("Đã ghi ý kiến."))
            return redirect(back)
    return shown_form(
        request,
        form,
        title=_("Có ý kiến") if found.is_mine else _("Ghi ý kiến thay"),
        kicker=f"{found.person} · {found.row.participant.unit.name}",
        lead=_(
            "Nêu rõ điều không đồng ý và vì sao; người quyết định phải đọc ý kiến này trước khi quyết định."
        ),
        submit=_("Gửi ý kiến"),
        back=back,
        crumbs=[(_("Hệ quả"), back)],
    )


@get_or_post
def decide(request: Request, year: int, case_id: int) -> HttpResponse:
    """Uphold or lift, with the reasons and the objection in sight."""
    request.scope.require(Permission.CONSEQUENCES_DECIDE)
    found = queries.case(request.scope, year, case_id)
    if found.is_mine:
        raise Refused(_("Anh/chị là người được nêu trong trường hợp này nên không quyết định được."))
    form = DecisionForm(
        request.POST if request.method == "POST" else None, initial={"version": found.row.version}
    )
    back = reverse("accountability:case", args=[year, case_id])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.decide(
                request.scope, case_id, Step(data["step"]), data["reason"], data["version"]
            ),
        )
        if done is not None:
            messages.success(request, _("Đã ghi quyết định."))
            return redirect(back)
        seen = request.POST.copy()
        seen["version"] = str(found.row.version)  # what the page now shows
        form.data = seen
    context = {"case": found, "form": form, "back": back, "basis": BASIS}
    return render(request, "accountability/decide.html", context, status=422 if form.errors else 200)


def _known(request: Request, key: str, kinds: type[Level] | type[Status]) -> str:
    """A value of the address, "" for one that there is not."""
    asked = text(request, key)
    return asked if asked in {one.value for one in kinds} else ""
