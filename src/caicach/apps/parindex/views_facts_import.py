"""/chi-so/<year>/du-lieu/: facts of a whole round from a file, looked at before they are loaded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.apps.parindex import exact_json, facts_sheet
from caicach.apps.parindex.actions import facts as actions
from caicach.apps.parindex.forms_facts import FactsUploadForm
from caicach.apps.parindex.models import Subject
from caicach.apps.parindex.queries import facts
from caicach.apps.parindex.queries import rounds as queries
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.views_support import get_or_post, pack, page, unpack
from caicach.platform import spreadsheets, uploads
from caicach.platform.access import Permission, Request
from caicach.platform.errors import Conflict, Fault, Invalid, TooLarge

MOST_SHOWN = 200


@get_or_post
def import_facts(request: Request, year: int) -> HttpResponse:
    """Upload, look at what would happen, confirm once."""
    request.scope.require(Permission.FACTS_ENTER, what=_("nạp số liệu"))
    rows = queries.rows(request.scope, year)
    if "packed" in request.POST:
        return _confirm(request, year)
    choices = [(str(row.round.pk), _label(row)) for row in rows]
    form = FactsUploadForm(choices, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answer = _preview(request, year, form)
        if answer is not None:
            return answer
    return page(request, "facts/import", {"form": form, "rows": rows}, form)


@require_safe
def template(request: Request, year: int, round_id: int) -> HttpResponse:
    """The table of a round to be filled in, with what is stated already, for the units that the person enters."""
    row = queries.find(request.scope, round_id, year)
    request.scope.require(Permission.FACTS_ENTER, what=str(row.round))
    mine, stated = facts.stated_in(request.scope, round_id)
    table = facts_sheet.template(framework_of(row.round.framework), mine, stated)
    return spreadsheets.download(table, f"so-lieu-{row.round.subject}-{year}", "xlsx")


def _preview(request: Request, year: int, form: FactsUploadForm) -> HttpResponse | None:
    """What the file would do; None with the fault beside the field of the file."""
    data = form.cleaned_data
    row = queries.find(request.scope, int(data["round"]), year)
    try:
        found, problems = _read(data["file"], row)
        packed = pack(
            request, {"facts": exact_json.dumps(found), "round": row.round.pk, "source": data["source"]}
        )
        done = actions.preview(request.scope, row.round.pk, found, source=data["source"])
    except (Invalid, Conflict, TooLarge) as fault:
        form.add_error("file", str(fault))
        for problem in fault.problems[:MOST_SHOWN]:
            form.add_error("file", problem)
        return None
    done.problems[:0] = problems
    context = {
        "row": row,
        "done": done,
        "packed": packed,
        "changed": done.changed[:MOST_SHOWN],
        "source": data["source"],
    }
    return page(request, "facts/import_preview", context)


def _read(file: Any, row: queries.Row) -> tuple[Any, list[str]]:
    """The facts of a JSON file or of a filled table, and what of the table could not be read."""
    upload = uploads.accept(file, {uploads.Kind.XLSX, uploads.Kind.TEXT})
    if upload.kind is uploads.Kind.XLSX or upload.name.lower().endswith(".csv"):
        filled = facts_sheet.read(
            spreadsheets.read_table(upload.content, upload.name), framework_of(row.round.framework)
        )
        return filled.data, filled.problems
    try:
        return exact_json.loads(uploads.text(upload.content)), []
    except (ValueError, RecursionError) as error:
        raise Invalid(
            _("Tệp không phải JSON hợp lệ: %(error)s.") % {"error": str(error)[:200]},
            _("Hãy kiểm tra dấu phẩy và ngoặc kép ở chỗ đó, hoặc dùng bảng Excel mẫu."),
        ) from error


def _confirm(request: Request, year: int) -> HttpResponse:
    held = unpack(request, request.POST["packed"])
    row = queries.find(request.scope, held["round"], year)
    try:
        done = actions.load(
            request.scope, row.round.pk, exact_json.loads(held["facts"]), source=held["source"]
        )
    except Fault as fault:
        messages.error(request, str(fault))
        return redirect("parindex:facts_import", year)
    messages.success(
        request,
        _(
            "Đã nạp số liệu của %(units)s đơn vị: %(new)s mới, %(changed)s thay đổi, %(same)s giữ nguyên. Đã chấm lại."
        )
        % {"units": done.units, "new": done.new, "changed": len(done.changed), "same": done.same},
    )
    return redirect("parindex:round", year, row.round.pk)


def _label(row: queries.Row) -> str:
    return f"{Subject(row.round.subject).label} – {row.round.locality.name} ({row.round.framework.code})"
