"""/mot-cua/doi-chieu/: what software, book and reports tell of a counter's year (TH-2, V12)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.apps.dossiers import forms_books as forms
from caicach.apps.dossiers.actions import reports as actions
from caicach.apps.dossiers.queries import reconciliation as queries
from caicach.apps.dossiers.queries import slips
from caicach.apps.units.views.support import attempt
from caicach.platform.access import Permission, Request

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
MANAGE = Permission.DOSSIERS_MANAGE


@require_safe
def compared(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Every total with every difference."""
    found = queries.reconciliation(request.scope, unit_id, year)
    context = {"found": found, "unit": found.unit, "may_report": request.scope.may(MANAGE, found.unit.path)}
    return render(request, "dossiers/books/reconciliation.html", context)


@get_or_post
def report(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Enter a total of a report."""
    unit = slips.counter(request.scope, unit_id)
    request.scope.require(MANAGE, unit.path, what=unit.name)
    form = forms.ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.told(year)
        if attempt(form, lambda: actions.report(request.scope, unit_id, told)):
            messages.success(request, _("Đã ghi số liệu của báo cáo."))
            return redirect("dossiers:reconciliation", year=year, unit_id=unit_id)
    context = {"unit": unit, "form": form}
    return render(request, "dossiers/books/report.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: Request, total_id: int) -> HttpResponse:
    """Take a total out that was entered by mistake."""
    total, unit = queries.reported(request.scope, total_id, MANAGE)
    actions.withdraw(request.scope, total_id)
    messages.success(request, _("Đã bỏ số liệu của báo cáo “%(source)s”.") % {"source": total.source})
    return redirect("dossiers:reconciliation", year=total.year, unit_id=unit.pk)
