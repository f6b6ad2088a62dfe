"""/chi-so/<year>/don-vi/<unit>/phan-viec/: who is asked to fill which leaf in this round, and who is behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.parindex.actions import tasks as actions
from caicach.apps.parindex.forms_tasks import AssignForm, DueForm
from caicach.apps.parindex.queries import tasks as queries
from caicach.apps.parindex.queries.tasks import Distribution, Row
from caicach.apps.parindex.stages import chip_of
from caicach.apps.parindex.views_common import text
from caicach.apps.parindex.views_facts import tabs
from caicach.apps.parindex.views_support import attempt, page
from caicach.platform.access import Request
from caicach.platform.errors import Conflict, Invalid

NOBODY, UNDONE, OVERDUE = "chua", "chua-xong", "qua-han"
_KEPT: dict[str, Callable[[Row], bool]] = {
    UNDONE: lambda row: not row.is_done,
    OVERDUE: lambda row: row.is_overdue,
}


@require_safe
def tasks(request: Request, year: int, unit_id: int) -> HttpResponse:
    """All leaves with whoever is asked; ?nguoi= those of a person (chua: of nobody), ?loc=chua-xong, qua-han."""
    return _shown(request, queries.distribution(request.scope, year, unit_id))


@require_POST
def assign(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Ask a person to fill the leaves that are marked, or all that the filter shows."""
    found = queries.distribution(request.scope, year, unit_id)
    form = AssignForm(found.people, request.POST)
    codes = _chosen(request, found)
    if form.is_valid():
        asked, seen = form.asked(), _seen(request)
        done = attempt(form, lambda: actions.assign(request.scope, found.participant.pk, codes, asked, seen))
        if done is not None:
            words = ngettext("Đã giao %(count)s tiêu chí.", "Đã giao %(count)s tiêu chí.", done)
            messages.success(request, words % {"count": done})
            return _back(request, year, unit_id)
    return _shown(request, found, form, codes)


@require_POST
def take_back(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Ask nobody any more to fill the leaves that are marked."""
    found = queries.distribution(request.scope, year, unit_id)
    form = AssignForm(found.people)
    codes = _chosen(request, found)
    try:
        done = actions.take_back(request.scope, found.participant.pk, codes, _seen(request))
    except (Invalid, Conflict) as fault:
        messages.error(request, " ".join((str(fault), *fault.problems)))
        return _shown(request, found, form, codes, status=422)
    words = ngettext("Đã thu hồi %(count)s tiêu chí.", "Đã thu hồi %(count)s tiêu chí.", done)
    messages.success(request, words % {"count": done})
    return _back(request, year, unit_id)


@require_POST
def from_notices(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Ask whoever leads each leaf by the notice of responsibility."""
    found = queries.distribution(request.scope, year, unit_id)
    form = DueForm(request.POST, prefix="tb")
    if form.is_valid():
        due_on = form.cleaned_data["due_on"]
        done = attempt(form, lambda: actions.from_notices(request.scope, found.participant.pk, due_on))
        if done is not None:
            words = ngettext(
                "Đã giao %(count)s tiêu chí theo thông báo phân công.",
                "Đã giao %(count)s tiêu chí theo thông báo phân công.",
                done,
            )
            messages.success(request, words % {"count": done})
            return _back(request, year, unit_id)
    return _shown(request, found, notice_form=form)


def _shown(
    request: Request,
    found: Distribution,
    form: AssignForm | None = None,
    chosen: Sequence[str] = (),
    notice_form: DueForm | None = None,
    status: int = 200,
) -> HttpResponse:
    year, unit_id = found.sheet.year, found.sheet.unit.pk
    rows = _filtered(request, found)
    due = found.due if found.due is not None and found.due >= request.scope.today else None
    context = {
        "found": found,
        "sheet": found.sheet,
        "unit_id": unit_id,
        "rows": rows,
        "chosen": frozenset(chosen),
        "person": text(request, "nguoi"),
        "filter": text(request, "loc"),
        "stage": chip_of(found.participant.stage),
        "form": form or AssignForm(found.people, initial={"due_on": due}),
        "notice_form": notice_form or DueForm(prefix="tb", initial={"due_on": due}),
        "tab_list": tabs(year, unit_id, "facts"),
    }
    refused = next((one for one in (form, notice_form) if one is not None and one.errors), None)
    context["refused"] = refused
    answer = page(request, "tasks/page", context, refused)
    if status != 200:
        answer.status_code = status
    return answer


def _filtered(request: Request, found: Distribution) -> list[Row]:
    """The rows that the address asks for."""
    person, keep = text(request, "nguoi"), _KEPT.get(text(request, "loc"))
    rows = [one for one in found.rows if keep is None or keep(one)]
    if person == NOBODY:
        return [one for one in rows if one.task is None]
    if person:
        return [one for one in rows if one.task is not None and str(one.task.person_id) == person]
    return rows


def _chosen(request: Request, found: Distribution) -> list[str]:
    """The leaves that are marked, in printed order; with the button for all, those that the filter shows."""
    if "all" in request.POST:
        return [one.code for one in _filtered(request, found)]
    marked = set(request.POST.getlist("code"))
    order = [one.code for one in found.rows if one.code in marked]
    return order + sorted(marked - set(order))


def _seen(request: Request) -> dict[str, int]:
    """The version of each leaf's task that the page showed."""
    return {
        name.removeprefix("v-"): int(value)
        for name, value in request.POST.items()
        if name.startswith("v-")
        and isinstance(value, str)
        and value.isascii()
        and value.isdigit()
        and len(value) < 10
    }


def _back(request: Request, year: int, unit_id: int) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    here = reverse("parindex:tasks", args=[year, unit_id])
    return redirect(f"{here}?{query}" if query else here)
