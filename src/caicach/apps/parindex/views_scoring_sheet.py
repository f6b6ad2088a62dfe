"""/chi-so/<year>/don-vi/<unit>/phieu-cham/: the official scoring sheet as XLSX, and the way back from the filled one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from caicach.apps.parindex import exact_json, facts_sheet, formula_sheet
from caicach.apps.parindex.actions import checks, facts_taking
from caicach.apps.parindex.actions.facts_taking import CHANGED, MEANWHILE, NEW, REFUSED, SAME, Offer
from caicach.apps.parindex.forms_facts import ScoringSheetForm
from caicach.apps.parindex.queries import facts as queries
from caicach.apps.parindex.queries import scoring_sheet
from caicach.apps.parindex.queries.inputs import setting_for, shown_inputs
from caicach.apps.parindex.queries.self_score import participating
from caicach.apps.parindex.views_facts import tabs
from caicach.apps.parindex.views_support import get_or_post, pack, page, unpack
from caicach.platform import spreadsheets
from caicach.platform.access import Permission, Request
from caicach.platform.errors import Conflict, Invalid, TooLarge

CHIPS = {
    NEW: ("running", "plus", gettext_lazy("mới")),
    CHANGED: ("waiting", "pencil", gettext_lazy("thay đổi")),
    MEANWHILE: ("waiting", "users", gettext_lazy("đã có người sửa sau khi tải phiếu")),
    REFUSED: ("neutral", "circle-minus", gettext_lazy("không nhận")),
}
"""Kind, icon and words of a status."""


@require_safe
def download(request: Request, year: int, unit_id: int) -> HttpResponse:
    """The sheet of the unit with formulas, filled with what is stated."""
    content = scoring_sheet.content(request.scope, year, unit_id)
    response = HttpResponse(formula_sheet.write(content), content_type=spreadsheets.XLSX_TYPE)
    name = f"phieu-cham-diem-{unit_id}-{year}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@get_or_post
def load(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Send the filled sheet, look at what differs, take all or some of it."""
    shown = queries.sheet(request.scope, year, unit_id)
    checks.unit_for(request.scope, unit_id, Permission.FACTS_ENTER)
    participating(shown)
    if "packed" in request.POST:
        return _take(request, shown)
    form = ScoringSheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answer = _preview(request, shown, form)
        if answer is not None:
            return answer
    context = {"sheet": shown, "form": form, "tab_list": tabs(year, unit_id, "facts")}
    return page(request, "facts/scoring_sheet", context, form)


def _preview(request: Request, shown: queries.Sheet, form: ScoringSheetForm) -> HttpResponse | None:
    """What the sheet would change; None with the fault beside the field of the file."""
    participant = participating(shown)
    assert shown.framework is not None
    try:
        filled = facts_sheet.sent_scoring_sheet(form.cleaned_data["file"], shown.framework)
        offers = facts_taking.compare(request.scope, participant.pk, filled)
    except (Invalid, Conflict, TooLarge) as fault:
        form.add_error("file", str(fault))
        for problem in fault.problems:
            form.add_error("file", problem)
        return None
    takeable = [one for one in offers if one.may_be_taken]
    held = {
        "participant": participant.pk,
        "source": form.cleaned_data["source"],
        "inputs": exact_json.dumps({one.code: one.after for one in takeable}),
        "versions": {one.code: one.version for one in takeable},
    }
    context = {
        "sheet": shown,
        "rows": [_row(shown, one) for one in offers if one.status != SAME],
        "same": sum(1 for one in offers if one.status == SAME),
        "count": len(takeable),
        "other_set": filled.about.get("set", "") if _is_other_set(participant, filled.about) else "",
        "packed": pack(request, held),
        "tab_list": tabs(shown.year, shown.unit.pk, "facts"),
    }
    return page(request, "facts/scoring_sheet_preview", context)


def _take(request: Request, shown: queries.Sheet) -> HttpResponse:
    """Take what was ticked, or everything that may be taken."""
    year, unit_id = shown.year, shown.unit.pk
    back = redirect("parindex:scoring_sheet_load", year, unit_id)
    try:
        held = unpack(request, request.POST["packed"])
        inputs: dict[str, Any] = exact_json.loads(held["inputs"])
        if "all" not in request.POST:
            ticked = set(request.POST.getlist("code"))
            inputs = {code: own for code, own in inputs.items() if code in ticked}
        done = facts_taking.take(request.scope, held["participant"], inputs, held["versions"], held["source"])
    except (Invalid, Conflict) as fault:
        messages.error(request, str(fault))
        return back
    messages.success(
        request,
        _("Đã nhận %(count)s tiêu chí từ phiếu: %(new)s mới, %(changed)s thay đổi. Đã chấm lại.")
        % {"count": len(inputs), "new": done.new, "changed": len(done.changed)},
    )
    return redirect(reverse("parindex:facts", args=[year, unit_id]))


def _row(shown: queries.Sheet, offer: Offer) -> dict[str, Any]:
    line = next((one for one in shown.lines if one.code == offer.code), None)
    kind, icon, words = CHIPS[offer.status]
    return {
        "offer": offer,
        "name": line.name if line else "",
        "now": _words(shown, offer.code, offer.before),
        "in_file": _words(shown, offer.code, offer.after),
        "kind": kind,
        "icon": icon,
        "words": words,
        "ticked": offer.status in (NEW, CHANGED),
    }


def _words(shown: queries.Sheet, code: str, inputs: Any) -> tuple[tuple[str, str], ...]:
    """An input in words; nothing for a leaf that the set does not have."""
    assert shown.framework is not None
    if inputs is None or code not in shown.framework.by_code:
        return ()
    participant = participating(shown)
    node = shown.framework.node(code)
    return shown_inputs(shown.framework, setting_for(participant), node, participant.block, inputs)


def _is_other_set(participant: Any, about: dict[str, str]) -> bool:
    return about.get("digest") != participant.round.framework.digest
