"""/thu-tuc/nhap/: a file of the catalogue, shown field by field before it is taken."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.apps.procedures import actions, forms, queries, sheets
from caicach.apps.procedures.views.catalogue import get_or_post, locality_of
from caicach.apps.units.views.support import pack, unpack
from caicach.platform import spreadsheets
from caicach.platform.access import Permission, Request
from caicach.platform.errors import Conflict, Fault

MANAGE = Permission.PROCEDURES_MANAGE
MOST_SHOWN = 300
_STATUSES = ("error", "changed", "new", "same")


@get_or_post
def import_file(request: Request) -> HttpResponse:
    """Upload, look at what would happen row by row, confirm once."""
    request.scope.require(MANAGE)
    locality = queries.locality_for(request.scope, locality_of(request).pk, MANAGE)
    if request.method == "POST" and "packed" in request.POST:
        return _confirm(request)
    decisions = queries.decisions(request.scope, locality.pk)
    form = forms.UploadForm(decisions, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _upload(request, form, locality.pk)
        except Fault as fault:
            form.add_error("file", str(fault))
            for problem in fault.problems:
                form.add_error("file", problem)
    context = {"form": form, "locality": locality}
    return render(request, "procedures/import.html", context, status=422 if form.errors else 200)


@require_POST
def faulty_rows(request: Request) -> HttpResponse:
    """The rows that are left out, with their reasons, as a file."""
    request.scope.require(MANAGE)
    setting, sheet, _digest = _unpacked(request)
    plan = actions.preview_procedures(request.scope, setting, sheet)
    return spreadsheets.download(sheets.faulty_rows(plan), "dong-loi-danh-muc-thu-tuc", "xlsx")


def _upload(request: Request, form: forms.UploadForm, locality_id: int) -> HttpResponse:
    file = form.cleaned_data["file"]
    sheet = actions.read_sheet(spreadsheets.read_table(file))
    day, decision_id = form.cleaned_data["day"] or request.scope.today, form.cleaned_data["decision"]
    if decision_id is not None:
        day = queries.decision(request.scope, decision_id).effective_on
    setting = actions.Setting(locality_id, day, file.name[:200], decision_id)
    return _preview(request, setting, sheet)


def _confirm(request: Request) -> HttpResponse:
    setting, sheet, digest = _unpacked(request)
    try:
        done = actions.import_procedures(request.scope, setting, sheet, digest)
    except Conflict as fault:
        messages.error(request, str(fault))
        return _preview(request, setting, sheet, status=409)
    messages.success(
        request,
        _(
            "Đã nhập danh mục: %(new)s thủ tục mới, %(changed)s thay đổi, %(same)s giữ nguyên, %(faulty)s dòng bỏ lại."
        )
        % {
            "new": done.count("new"),
            "changed": done.count("changed"),
            "same": done.count("same"),
            "faulty": done.count("error"),
        },
    )
    return redirect("procedures:catalogue")


def _preview(
    request: Request, setting: actions.Setting, sheet: actions.ProcedureSheet, status: int = 200
) -> HttpResponse:
    plan = actions.preview_procedures(request.scope, setting, sheet)
    packed = pack(
        request,
        {
            "sheet": sheet.pack(),
            "locality": setting.locality_id,
            "day": setting.day.isoformat(),
            "source": setting.source,
            "decision": setting.decision_id,
            "digest": plan.digest,
        },
    )
    context = {
        "setting": setting,
        "plan": plan,
        "counts": {name: plan.count(name) for name in _STATUSES},
        "groups": [
            (name, [one for one in plan.offers if one.status == name][:MOST_SHOWN]) for name in _STATUSES[:3]
        ],
        "noted": [one for one in plan.offers if one.notes and one.status != "error"][:MOST_SHOWN],
        "missing": plan.missing[:MOST_SHOWN],
        "most": MOST_SHOWN,
        "form": forms.ConfirmForm(initial={"packed": packed}),
    }
    return render(request, "procedures/import_preview.html", context, status=status)


def _unpacked(request: Request) -> tuple[actions.Setting, actions.ProcedureSheet, str]:
    held: dict[str, Any] = unpack(request, request.POST.get("packed", ""))
    day = dt.date.fromisoformat(held["day"])
    setting = actions.Setting(held["locality"], day, held["source"], held["decision"])
    return setting, actions.ProcedureSheet.unpack(held["sheet"]), held["digest"]
