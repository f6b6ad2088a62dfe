"""/van-ban/: the register, adding to it, the page of one directive and what is changed on it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.directives import actions, forms, queries
from caicach.apps.directives.models import Directive, State
from caicach.apps.directives.spelling import places
from caicach.apps.directives.views.support import (
    ALL_YEARS,
    asked_unit,
    get_or_post,
    number_in,
    of_another_year,
    shown_form,
    to_directive,
    told,
    version_in,
    years_of,
)
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.apps.units.views.support import attempt
from caicach.platform.access import Request
from caicach.platform.errors import Conflict, Invalid, TooLarge
from caicach.platform.files import downloads


@require_safe
def home(request: Request) -> HttpResponse:
    """The register of the latest year that has directives."""
    request.scope.require(queries.READ, what=_("sổ văn bản chỉ đạo"))
    return redirect("directives:list", year=queries.latest_year(request.scope))


@require_safe
def listing(request: Request, year: int) -> HttpResponse:
    """The directives in reach, the newest first, narrowed by unit, kind, state, year and words."""
    scope = request.scope
    if elsewhere := of_another_year(request, year):
        return elsewhere
    unit, unknown = asked_unit(request)
    narrowed = queries.RegisterFilter(
        year=None if request.GET.get("nam") == ALL_YEARS else year,
        unit_id=unit.pk if unit else None,
        doc_type=request.GET.get("loai", "")[:100],
        state=request.GET.get("tt", "") if request.GET.get("tt") in State.values else "",
        search=request.GET.get("q", "")[:200],
        withdrawn=request.GET.get("da-rut") == "1",
    )
    page = queries.page_of_directives(
        scope, narrowed, after=number_in(request, "sau"), before=number_in(request, "truoc")
    )
    context = {
        "page": page,
        "narrowed": narrowed,
        "is_narrowed": bool(unit or narrowed.doc_type or narrowed.state or narrowed.search),
        "all_years": narrowed.year is None,
        "years": years_of(request, year),
        "unit": unit,
        "unknown": unknown,
        "kinds": queries.doc_types(scope, narrowed.year),
        "states": State.choices,
        "own": _adding_to(request, unit),
        "suggestions": units.suggestions(scope, scope.today, queries.READ),
    }
    return render(request, "directives/list.html", context)


@get_or_post
def add(request: Request, year: int, unit_id: int) -> HttpResponse:
    """One file, read at once; the page to confirm what was read follows."""
    unit = queries.unit_for(request.scope, unit_id)
    sent = request.method == "POST"
    form = forms.UploadForm(request.POST, request.FILES) if sent else forms.UploadForm()
    if sent and form.is_valid():
        try:
            one = actions.register(
                request.scope, unit_id, form.cleaned_data["file"], form.cleaned_data["year"]
            )
        except (Invalid, Conflict, TooLarge) as fault:
            form.add_error("file", str(fault))
            for problem in fault.problems:
                form.add_error("file", problem)
        else:
            if one.state != State.READ:
                _told_unread(request, one)
                return to_directive(one.year, one.pk)
            messages.success(request, _("Đã vào sổ “%(title)s”.") % {"title": one.title})
            return redirect("directives:compare", year=one.year, directive_id=one.pk)
    context = {"unit": unit, "form": form, "largest": settings.CAICACH_MAX_FILE // 2**20}
    return render(request, "directives/add.html", context, status=422 if form.errors else 200)


@require_safe
def directive(request: Request, year: int, directive_id: int) -> HttpResponse:
    """One directive: header, what was read, links, who must read it, its text, its file."""
    one = queries.directive(request.scope, directive_id)
    found = queries.findings_of(request.scope, one)
    out, into = queries.links_of(request.scope, one)
    context = {
        "directive": one,
        "may_change": queries.manages(request.scope, one),
        "counts": queries.Counts.of(found),
        "targets": [each for each in found if each.is_target and each.standing == "confirmed"],
        "tasks": [each for each in found if not each.is_target and each.standing == "confirmed"],
        "links": out,
        "linked_from": into,
        "link_form": forms.LinkForm(),
        "readers": queries.readers_of(request.scope, one),
        "own_reading": queries.own_reading(request.scope, one),
        "progress": queries.progress(request.scope, one),
        "doubtful": [each for each in places(one.text, one.conversions) if each.is_waiting],
    }
    return render(request, "directives/directive.html", context)


@require_safe
def download(request: Request, directive_id: int) -> HttpResponseBase:
    """The file as it came, withdrawn or not."""
    one = queries.directive(request.scope, directive_id)
    return downloads.download(one.file, one.name)


@get_or_post
def amend(request: Request, year: int, directive_id: int) -> HttpResponse:
    """Put the header right."""
    one = queries.directive(request.scope, directive_id, queries.MANAGE)
    form = forms.HeaderForm(request.POST) if request.method == "POST" else forms.HeaderForm.of(one)
    if request.method == "POST" and form.is_valid():
        given, version = form.data_given, form.cleaned_data["version"]
        if attempt(form, lambda: actions.amend(request.scope, directive_id, given, version)):
            messages.success(request, _("Đã sửa thông tin văn bản."))
            return to_directive(given.year, directive_id)
    return shown_form(request, one, form, title=_("Sửa thông tin văn bản"), submit=_("Lưu"))


@get_or_post
def withdraw(request: Request, year: int, directive_id: int) -> HttpResponse:
    """Take a directive out of the register, with a reason."""
    one = queries.directive(request.scope, directive_id, queries.MANAGE)
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.withdraw(request.scope, directive_id, reason)):
            messages.success(request, _("Đã rút văn bản “%(title)s”.") % {"title": one.title})
            return to_directive(year, directive_id)
    return shown_form(
        request,
        one,
        form,
        title=_("Rút văn bản"),
        submit=_("Rút văn bản"),
        question=_("Rút văn bản này khỏi sổ?"),
        lead=_("Chỉ tiêu và nhiệm vụ của văn bản rời khỏi các danh sách; văn bản vẫn xem lại được."),
    )


@require_POST
def finish(request: Request, year: int, directive_id: int) -> HttpResponse:
    """All that was read has been looked at."""
    done = told(
        request,
        lambda: actions.confirm_directive(request.scope, directive_id, version_in(request)),
        _("Đã xác nhận văn bản."),
    )
    if done:
        return to_directive(year, directive_id)
    return redirect("directives:compare", year=year, directive_id=directive_id)


@require_POST
def reread(request: Request, year: int, directive_id: int) -> HttpResponse:
    """Try again to read a file that gave no text."""
    if not told(request, lambda: actions.reread(request.scope, directive_id)):
        return to_directive(year, directive_id)
    one = queries.directive(request.scope, directive_id)
    if one.state != State.READ:
        _told_unread(request, one)
        return to_directive(year, directive_id)
    messages.success(request, _("Đã đọc được nội dung văn bản."))
    return redirect("directives:compare", year=year, directive_id=directive_id)


@require_safe
def progress(request: Request, year: int, directive_id: int) -> HttpResponse:
    """How far the reading has come: a piece of the page that asks again by itself, and brings the whole page once it is over."""
    one = queries.directive(request.scope, directive_id)
    found = queries.progress(request.scope, one)
    if request.headers.get("HX-Request") != "true":
        return to_directive(one.year, one.pk)
    if found is None:
        answer = HttpResponse()
        answer["HX-Redirect"] = reverse("directives:directive", args=[one.year, one.pk])
        return answer
    context = {"directive": one, "progress": found, "may_change": queries.manages(request.scope, one)}
    return render(request, "directives/progress.html", context)


@require_POST
def stop_reading(request: Request, year: int, directive_id: int) -> HttpResponse:
    """Read no further."""
    told(request, lambda: actions.stop_reading(request.scope, directive_id))
    return to_directive(year, directive_id)


@require_POST
def link(request: Request, year: int, directive_id: int) -> HttpResponse:
    """Name a document that the directive implements, answers, replaces or mentions."""
    one = queries.directive(request.scope, directive_id, queries.MANAGE)
    form = forms.LinkForm(request.POST)
    if form.is_valid():
        given = form.data_given
        if attempt(form, lambda: actions.link(request.scope, directive_id, given)):
            messages.success(request, _("Đã ghi liên kết văn bản."))
            return to_directive(year, directive_id, "lien-ket")
    return shown_form(request, one, form, title=_("Thêm liên kết văn bản"), submit=_("Thêm liên kết"))


@require_POST
def unlink(request: Request, year: int, directive_id: int, named_id: int) -> HttpResponse:
    """Take a link away."""
    told(request, lambda: actions.unlink(request.scope, directive_id, named_id), _("Đã bỏ liên kết."))
    return to_directive(year, directive_id, "lien-ket")


def _told_unread(request: Request, one: Directive) -> None:
    """What is said of a file in which no text stands yet."""
    if one.state == State.READING:
        messages.info(request, _("Tệp đã vào sổ và đang được đọc; văn bản dài hoặc ảnh quét cần vài phút."))
    else:
        messages.warning(request, " ".join(one.warnings))


def _adding_to(request: Request, unit: Unit | None) -> str:
    """Where a directive is added from this page: to the unit that it shows, or to the own one; "" for nowhere."""
    scope = request.scope
    chosen = unit if unit is not None and scope.may(queries.MANAGE, unit.path) else queries.own_unit(scope)
    return reverse("directives:add", args=[scope.today.year, chosen.pk]) if chosen else ""
