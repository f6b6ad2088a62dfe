"""/mot-cua/nhap-ho-so/: a file of dossiers of another system, shown row by row before it is taken."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.apps.dossiers import forms_importing as forms
from caicach.apps.dossiers.actions import importing as actions
from caicach.apps.dossiers.actions.import_file import SentFile, read_file
from caicach.apps.dossiers.actions.importing import Outcome
from caicach.apps.dossiers.counter_desk import number
from caicach.apps.dossiers.importing_sheet import faulty_rows as faulty_sheet
from caicach.apps.dossiers.queries import importing as queries
from caicach.apps.units.models import Unit
from caicach.apps.units.views.support import pack, unpack
from caicach.platform import spreadsheets
from caicach.platform.access import Request
from caicach.platform.errors import Fault, Invalid

MOST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Held:
    """What stands between the preview and its confirmation."""

    unit: Unit
    source: str
    file: SentFile


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: Request) -> HttpResponse:
    """Upload, look at what would happen row by row, confirm once. ?quay= begins with a counter."""
    request.scope.require(queries.MANAGE, what=_("nhập hồ sơ của hệ thống khác"))
    if request.method == "POST" and "packed" in request.POST:
        return _confirm(request, _unpacked(request))
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
            held = Held(unit, form.cleaned_data["source"], read_file(form.cleaned_data["file"]))
            return _preview(request, held)
        except Fault as fault:
            form.add_error("file", str(fault))
            for problem in fault.problems:
                form.add_error("file", problem)
    return render(
        request, "dossiers/importing/upload.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
def faulty_rows(request: Request) -> HttpResponse:
    """The rows that are left out, with their faults, as a file."""
    request.scope.require(queries.MANAGE, what=_("nhập hồ sơ của hệ thống khác"))
    held = _unpacked(request)
    found = actions.preview(request.scope, held.unit.pk, held.file)
    return spreadsheets.download(faulty_sheet(held.file, found), "dong-loi-ho-so", "xlsx")


def _preview(request: Request, held: Held) -> HttpResponse:
    found = actions.preview(request.scope, held.unit.pk, held.file)
    packed = pack(request, {"dossiers": asdict(held.file), "unit": held.unit.pk, "source": held.source})
    faulty = [one for one in found.rows if one.outcome is Outcome.FAULTY]
    context = {
        "unit": held.unit,
        "source": held.source,
        "counts": {outcome.value: found.count(outcome) for outcome in Outcome},
        "can_be_confirmed": found.count(Outcome.NEW) + found.count(Outcome.CHANGED) > 0,
        "faults": [
            (row.place, row.code, *fault.split(": ", 1))
            for row in faulty[:MOST_SHOWN]
            for fault in row.faults
        ],
        "faulty_are_cut": len(faulty) > MOST_SHOWN,
        "changed": [one for one in found.rows if one.outcome is Outcome.CHANGED][:MOST_SHOWN],
        "most": MOST_SHOWN,
        "form": forms.ConfirmForm(initial={"packed": packed}),
    }
    return render(request, "dossiers/importing/preview.html", context)


def _confirm(request: Request, held: Held) -> HttpResponse:
    done = actions.take(request.scope, held.unit.pk, held.file, held.source)
    said = _(
        "Đã nhập hồ sơ: %(new)s mới, %(changed)s thay đổi, %(same)s giữ nguyên, %(faulty)s dòng lỗi bỏ lại."
    ) % {outcome.value: done.count(outcome) for outcome in Outcome}
    messages.success(request, f"{said} {_('Vi phạm của hồ sơ đã nhập được liệt kê ở mục Vi phạm.')}")
    return redirect("dossiers:list")


def _unpacked(request: Request) -> Held:
    held = unpack(request, request.POST.get("packed", ""))
    if not isinstance(held, dict) or "dossiers" not in held:
        raise Invalid(_("Đây không phải bản xem trước của tệp hồ sơ."), _("Hãy gửi lại tệp."))
    unit = queries.counter(request.scope, held["unit"])
    return Held(unit, held["source"], SentFile(tuple(held["dossiers"]["rows"]), held["dossiers"]["first"]))
