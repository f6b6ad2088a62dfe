"""/chi-so/<year>/tham-dinh/…: the appraisal, by leaf for its appraisers, by unit for whoever leads it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.parindex.actions import appraisal as actions
from caicach.apps.parindex.forms_appraisal import Outcome, RowForm, initial, save
from caicach.apps.parindex.forms_self_score import CommentForm
from caicach.apps.parindex.models import Subject
from caicach.apps.parindex.queries import appraisal as queries
from caicach.apps.parindex.queries import comments
from caicach.apps.parindex.queries.appraisal_overview import STEPS, Overview, UnitState, states, step_words
from caicach.apps.parindex.queries.appraisal_overview import overview as found_overview
from caicach.apps.parindex.stages import chip_of
from caicach.apps.parindex.steps import TAKE
from caicach.apps.parindex.templatetags.appraisal import difference, exact, typed
from caicach.apps.parindex.views_common import asked_for, number, subject, text
from caicach.apps.parindex.views_support import came_from, get_or_post, page
from caicach.core.parindex.process import Stage, Step, steps_from
from caicach.platform import clock
from caicach.platform.access import Permission, Request
from caicach.platform.errors import Fault, Invalid
from caicach.platform.wording import language
from caicach.web.formats import time as shown_time


@require_safe
def latest(request: Request) -> HttpResponse:
    """The appraisal of the running round, for navigation: in January it is last year that is appraised."""
    queries.require_any(request.scope)
    return redirect("parindex:appraisal", queries.running_year(request.scope))


@require_safe
def overview(request: Request, year: int) -> HttpResponse:
    """Leaves with what waits in them; for whoever leads the appraisal the units by stage and the steps they could take."""
    found = found_overview(request.scope, year, subject(request), number(request, "dp"))
    block, stage = text(request, "khoi"), text(request, "buoc")
    units = [
        one
        for one in found.units
        if (not block or one.block == block) and (not stage or one.stage.value == stage)
    ]
    context = _around(found) | {
        "units": [(one, chip_of(one.stage), _says(one)) for one in units],
        "block": block,
        "stage": stage,
        "steps": _offered(units),
    }
    return page(request, "appraisal/overview", context)


@require_POST
def steps(request: Request, year: int) -> HttpResponse:
    """A step of several units: first what will happen to each, then, confirmed, those that can go on do."""
    request.scope.require(Permission.APPRAISAL_MANAGE)
    try:
        step = next(one for one in STEPS if one.value == request.POST.get("step"))
    except StopIteration as error:
        raise Invalid(_("Hãy chọn một bước."), _("Hãy quay lại và chọn một bước.")) from error
    found = found_overview(request.scope, year, subject(request), number(request, "dp"))
    wanted = {int(one) for one in request.POST.getlist("unit") if one.isascii() and one.isdigit()}
    chosen = [one for one in found.units if one.participant_id in wanted]
    if "all" in request.POST:
        chosen = [one for one in found.units if step in one.ready_for]
    ready = [one for one in chosen if step in one.ready_for]
    stuck = [(one, one.faults(step)) for one in chosen if step not in one.ready_for]
    if "confirmed" in request.POST and ready:
        failed = _take(request, step, ready)
        done = len(ready) - len(failed)
        if done:
            messages.success(
                request,
                ngettext("%(step)s: %(count)s đơn vị.", "%(step)s: %(count)s đơn vị.", done)
                % {"step": step_words(step).capitalize(), "count": done},
            )
        for words in failed:
            messages.error(request, words)
        return redirect(came_from(request, _address(found)))
    context = _around(found) | {
        "step": step,
        "step_name": step_words(step),
        "ready": ready,
        "stuck": stuck,
        "back": came_from(request, _address(found)),
    }
    return page(request, "appraisal/steps", context)


@require_safe
def leaf(request: Request, year: int, subject: str, code: str) -> HttpResponse:
    """One leaf across all units; ?loc=chua-cham leaves those that wait, ?khoi= those of a block."""
    found = queries.leaf_page(request.scope, year, subject, code, number(request, "dp"))
    block = text(request, "khoi")
    rows = [row for row in found.rows if not block or row.block == block]
    context = {
        "found": found,
        "subject": subject,
        "choice": found.choice,
        "overview_query": asked_for(found.choice),
        "leaf_query": asked_for(found.choice, subject=False),
        "rows": _kept(request, rows),
        "all_count": len(rows),
        "waiting": sum(1 for row in rows if row.waits),
        "filter": text(request, "loc"),
        "block": block,
        "blocks": [(one.code, one.words.text(language())) for one in found.framework.blocks],
    }
    return page(request, "appraisal/leaf", context)


@require_POST
def agree(request: Request, year: int, subject: str, code: str) -> HttpResponse:
    """Give all untouched units of a leaf their own points: first the list of them, then, confirmed, what is listed."""
    request.scope.require(Permission.APPRAISE)
    found = queries.leaf_page(request.scope, year, subject, code, number(request, "dp"))
    back = reverse("parindex:appraisal_leaf", args=[year, subject, code])
    back += asked_for(found.choice, subject=False)
    if "confirmed" in request.POST:
        wanted = set(request.POST.getlist("unit"))
        chosen = [row.participant_id for row in found.untouched if str(row.participant_id) in wanted]
        done = actions.agree(request.scope, found.round.pk, [code], chosen) if chosen else 0
        messages.success(
            request,
            ngettext("Đã đồng ý với %(count)s đơn vị.", "Đã đồng ý với %(count)s đơn vị.", done)
            % {"count": done},
        )
        return redirect(back)
    context = {
        "found": found,
        "subject": subject,
        "choice": found.choice,
        "rows": found.untouched,
        "back": back,
    }
    return page(request, "appraisal/agree", context)


@require_safe
def unit(request: Request, year: int, unit_id: int) -> HttpResponse:
    """One unit across the leaves that the reader sees; stage and deadline, for whoever leads the appraisal its steps."""
    found = queries.unit_page(request.scope, year, unit_id)
    state = None
    if found.access.manages:
        state = next(iter(states(found.participant.round, [found.participant])))
    context = {
        "found": found,
        "unit_id": unit_id,
        "rows": _kept(request, found.rows),
        "all_count": len(found.rows),
        "waiting": found.waiting,
        "filter": text(request, "loc"),
        "chip": chip_of(found.stage),
        "state": state,
        "steps": [(step.value, step_words(step), state.faults(step)) for step in _next(found.stage)]
        if state
        else [],
    }
    return page(request, "appraisal/unit", context)


@get_or_post
def row(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """One leaf of one unit. A script saves it as it is typed and is answered in JSON; without one it is a form."""
    if request.method == "POST":
        request.scope.require(Permission.APPRAISE)
    one = queries.row(request.scope, year, unit_id, code)
    if request.method != "POST":
        return _row_page(request, year, one, RowForm(initial=initial(one)))
    form = RowForm(request.POST)
    outcome = save(request.scope, one, form, agree="agree" in request.POST)
    fresh = queries.row(request.scope, year, unit_id, code)
    if request.headers.get("X-Autosave"):
        return JsonResponse(
            _answer(fresh, outcome), status=200 if outcome.is_saved else 409 if outcome.is_conflict else 422
        )
    if outcome.is_saved:
        messages.success(
            request, _("Đã lưu tiêu chí %(code)s của %(unit)s.") % {"code": code, "unit": fresh.unit}
        )
        return redirect(came_from(request, reverse("parindex:appraisal_unit", args=[year, unit_id])))
    for name, words in outcome.faults.items():
        if words not in form.errors.get(name, []):
            form.add_error(name if name in form.fields else None, words)
    if outcome.is_conflict:
        seen = request.POST.copy()
        seen["version"], seen["asked"] = str(fresh.version), fresh.asked
        seen["asked_version"] = str(fresh.asked_version)
        form.data = seen
    return _row_page(request, year, fresh, form, outcome)


def _row_page(
    request: Request, year: int, one: queries.Row, form: RowForm, outcome: Outcome | None = None
) -> HttpResponse:
    context = {
        "row": one,
        "form": form,
        "outcome": outcome,
        "now": initial(one),
        "unit_id": one.unit_id,
        "thread": comments.thread(request.scope, year, one.unit_id, one.leaf.code, size=comments.LATEST),
        "comment_form": CommentForm(),
        "back": came_from(request, reverse("parindex:appraisal_unit", args=[year, one.unit_id])),
    }
    return page(request, "appraisal/row", context, form)


def _answer(fresh: queries.Row, outcome: Outcome) -> dict[str, Any]:
    """What the script puts beside the row. Values that stand now travel along, so that a conflict shows both."""
    now = initial(fresh)
    return {
        "saved": outcome.is_saved,
        "state": _("Đã lưu %(time)s") % {"time": shown_time(clock.now()).split(" ")[0]}
        if outcome.is_saved
        else "",
        "faults": outcome.faults,
        "detail": " ".join(outcome.faults.values()),
        "conflict": _told(fresh, outcome) if outcome.is_conflict else "",
        "version": fresh.version,
        "asked": fresh.asked,
        "asked_version": fresh.asked_version,
        "points": typed(now["points"]),
        "reason": now["reason"],
        "question": now["question"],
        "difference": difference(fresh),
        "given": fresh.given is not None,
    }


def _told(fresh: queries.Row, outcome: Outcome) -> str:
    """What somebody else has saved meanwhile, in words."""
    if outcome.current_question is not None:
        return _("Đang lưu: “%(text)s”") % {"text": outcome.current_question or "—"}
    given = fresh.given
    if given is None:
        return ""
    points = _("không áp dụng") if given.points is None else exact(given.points)
    told = {"points": points, "reason": given.reason or "—"}
    return _("Đang lưu: %(points)s (lý do: %(reason)s)") % told


def _kept(request: Request, rows: Any) -> list[queries.Row]:
    only = text(request, "loc") == "chua-cham"
    return [row for row in rows if row.waits or not only]


def _around(found: Overview) -> dict[str, Any]:
    return {
        "found": found,
        "choice": found.choice,
        "leaf_query": asked_for(found.choice, subject=False),
        "subjects": [(one.value, one.label) for one in Subject if one.value in found.choice.subjects],
    }


def _address(found: Overview) -> str:
    return reverse("parindex:appraisal", args=[found.choice.year]) + asked_for(found.choice)


def _offered(units: list[UnitState]) -> list[tuple[str, str, int]]:
    """Each step with the number of units of the list that are ready for it."""
    return [(step.value, step_words(step), sum(step in one.ready_for for one in units)) for step in STEPS]


def _next(stage: Stage) -> list[Step]:
    """The steps of whoever leads the appraisal that lead on from a stage."""
    return [step for step in steps_from(stage) if step in STEPS]


def _says(one: UnitState) -> str:
    """What the unit is ready for, or what stands in the way of its next step."""
    if one.ready_for:
        return _("sẵn sàng: %(steps)s") % {"steps": ", ".join(step_words(step) for step in one.ready_for)}
    waits = [fault for step in _next(one.stage)[-1:] for fault in one.faults(step)]
    return "; ".join(waits)


def _take(request: Request, step: Step, ready: list[UnitState]) -> list[str]:
    """Each unit by itself, so that one that changed meanwhile does not hold up the others; the faults of those."""
    failed = []
    for one in ready:
        try:
            TAKE[step](request.scope, one.participant_id)
        except Fault as fault:
            failed.append(str(fault))
    return failed
