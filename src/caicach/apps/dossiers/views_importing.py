"""/mot-cua/nhap-ho-so/: files of dossiers of other systems, gone through row by row before they are taken."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.apps.dossiers import forms_importing as forms
from caicach.apps.dossiers.actions import deliveries as actions
from caicach.apps.dossiers.actions.import_file import stored_rows
from caicach.apps.dossiers.counter_desk import number
from caicach.apps.dossiers.importing_sheet import faulty_rows as faulty_sheet
from caicach.apps.dossiers.models import Delivery
from caicach.apps.dossiers.queries import importing as queries
from caicach.platform import spreadsheets
from caicach.platform.access import Request
from caicach.platform.errors import Fault

State = Delivery.State


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: Request) -> HttpResponse:
    """Send a file; below, those that were sent. ?quay= begins with a counter."""
    request.scope.require(queries.MANAGE, what=_("nhập hồ sơ của hệ thống khác"))
    asked = number(request.POST.get("quay", "") or request.GET.get("quay", ""))
    unit = None if asked is None else queries.counter(request.scope, asked)
    form = forms.UploadForm(
        queries.counters(request.scope),
        request.POST or None,
        request.FILES or None,
        initial={"quay": unit.pk if unit else None},
    )
    if request.method == "POST" and form.is_valid() and unit is not None:
        try:
            given = form.cleaned_data
            made = actions.begin(request.scope, unit.pk, given["file"], given["source"])
            return redirect("dossiers:delivery", delivery_id=made.pk)
        except Fault as fault:
            form.add_error("file", str(fault))
            for problem in fault.problems:
                form.add_error("file", problem)
    context = {"form": form, "page": queries.deliveries(request.scope, number(request.GET.get("sau", "")))}
    return render(request, "dossiers/importing/imports.html", context, status=422 if form.errors else 200)


@require_safe
def delivery(request: Request, delivery_id: int) -> HttpResponse:
    """How far a file has come, what would become of its rows, or what became of them."""
    found = queries.findings(request.scope, delivery_id)
    one = found.delivery
    context = {
        "delivery": one,
        "waiting": found.waiting,
        "found": found,
        "most": queries.ROWS_SHOWN,
        "is_checked": one.state == State.CHECKED,
        "is_taken": one.state == State.TAKEN,
        "is_taking": one.state == State.TAKING,
        "has_something_to_take": one.new + one.changed > 0,
    }
    return render(request, "dossiers/importing/delivery.html", context)


@require_safe
def progress(request: Request, delivery_id: int) -> HttpResponse:
    """How far it has come: a piece of the page that asks again by itself, and brings the whole page once it is over."""
    now = queries.progress(request.scope, delivery_id)
    one = now.delivery
    if request.headers.get("HX-Request") != "true":
        return _to(one)
    if now.waiting is None:
        answer = HttpResponse()
        answer["HX-Redirect"] = reverse("dossiers:delivery", args=[one.pk])
        return answer
    context = {"delivery": one, "waiting": now.waiting, "is_taking": one.state == State.TAKING}
    return render(request, "dossiers/importing/progress.html", context)


@require_POST
def confirm(request: Request, delivery_id: int) -> HttpResponse:
    """Take the rows that can be read."""
    return _to(actions.confirm(request.scope, delivery_id))


@require_POST
def stop(request: Request, delivery_id: int) -> HttpResponse:
    """Go no further for now."""
    return _to(actions.stop(request.scope, delivery_id))


@require_POST
def go_on(request: Request, delivery_id: int) -> HttpResponse:
    """Go on where it was halted."""
    return _to(actions.go_on(request.scope, delivery_id))


@require_POST
def discard(request: Request, delivery_id: int) -> HttpResponse:
    """Forget a file of which nothing has been taken."""
    actions.discard(request.scope, delivery_id)
    messages.success(request, _("Đã bỏ tệp; không hồ sơ nào được lưu."))
    return redirect("dossiers:imports")


@require_safe
def faulty_rows(request: Request, delivery_id: int) -> HttpResponse:
    """The rows that are left out, with their faults, as a file."""
    one, rows = queries.faulty_rows(request.scope, delivery_id)
    sheet = faulty_sheet(stored_rows(one.file, one.name), rows)
    return spreadsheets.download(sheet, "dong-loi-ho-so", "xlsx")


def _to(one: Delivery) -> HttpResponse:
    return redirect("dossiers:delivery", delivery_id=one.pk)
