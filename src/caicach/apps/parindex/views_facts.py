"""/chi-so/<year>/don-vi/<unit>/so-lieu/: the facts of a unit, leaf by leaf, with the points they bring shown as one types."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.parindex import autosave as told
from caicach.apps.parindex import leaf_evidence
from caicach.apps.parindex.actions import facts as actions
from caicach.apps.parindex.actions.facts import FactConflict
from caicach.apps.parindex.forms_facts import FactForm
from caicach.apps.parindex.queries import facts as queries
from caicach.apps.parindex.queries import self_score
from caicach.apps.parindex.queries.counted import counted
from caicach.apps.parindex.queries.inputs import InputInvalid, setting_for, shown_inputs
from caicach.apps.parindex.queries.inputs import trial as tried
from caicach.apps.parindex.stages import chip_of
from caicach.apps.parindex.views_support import get_or_post, page
from caicach.core.parindex.explanation import FLAG_WORDS
from caicach.core.parindex.process import Gaps
from caicach.platform.access import Permission, Request
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.wording import language


@require_safe
def own(request: Request) -> HttpResponse:
    """/chi-so/so-lieu/ leads to the facts of the unit in which the person enters them, this year's."""
    for post in request.scope.posts:
        if post.holds(Permission.FACTS_ENTER, None, None):
            return redirect("parindex:facts", request.scope.today.year, post.unit_id)
    return redirect("parindex:rounds", request.scope.today.year)


@require_safe
def sheet(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Every leaf with its status; ?loc= thieu, thieu-minh-chung shows those that lack, cua-toi those of the reader."""
    shown = queries.sheet(request.scope, year, unit_id)
    wanted = request.GET.get("loc", "")
    leaves = [line for line in shown.lines if line.takes_input]
    standing = self_score.progress(request.scope, shown) if shown.participant else None
    gaps = standing.state.gaps if standing else Gaps()
    unproved = set(gaps.without_evidence)
    lacking = [line for line in leaves if line.lacks or line.code in gaps.without_input]
    kept = {
        "thieu": lacking,
        "thieu-minh-chung": [line for line in leaves if line.code in unproved],
        "cua-toi": [line for line in leaves if _mine(request, line)],
        "minh-hoa": [line for line in leaves if line.fact is not None and line.fact.illustration],
    }.get(wanted)
    context = {
        "sheet": shown,
        "areas": _areas(shown, kept),
        "filter": wanted if kept is not None else "",
        "counts": {
            "all": len(leaves),
            "missing": len(lacking),
            "unproved": len(unproved),
            "mine": sum(1 for line in leaves if _mine(request, line)),
            "illustrated": shown.illustrated,
        },
        "progress": standing,
        "stage": chip_of(standing.stage) if standing else None,
        "unproved": unproved,
        "base": reverse("parindex:facts", args=[year, unit_id]),
        "tab_list": tabs(year, unit_id, "facts"),
    }
    return page(request, "facts/sheet", context)


@get_or_post
def fact(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """One leaf: guide, rule in words, inputs; a save that crosses a colleague's shows both values and loses neither."""
    leaf = queries.leaf(request.scope, year, unit_id, code)
    form = _form(request, leaf)
    conflict = None
    if request.method == "POST" and told.wanted(request):
        return _saved_as_typed(request, leaf, form)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, leaf, form)
        except FactConflict as fault:
            conflict = fault
            form.add_error(None, str(fault))
        else:
            if saved:
                messages.success(request, _("Đã lưu số liệu tiêu chí %(code)s.") % {"code": code})
                after = leaf.after if "tiep" in request.POST and leaf.after else ""
                return redirect("parindex:fact", year, unit_id, after or code)
    return leaf_page(request, leaf, form, conflict)


def _saved_as_typed(request: Request, leaf: queries.Leaf, form: FactForm) -> HttpResponse:
    """What the script is told of a save: the version that stands now, the points it brings; or the faults, or both values."""
    conflict = None
    try:
        saved = form.is_valid() and _save(request, leaf, form)
    except FactConflict as fault:
        conflict, saved = fault, False
    if conflict is not None:
        return told.crossed(conflict, _version(leaf, conflict), _now(leaf, conflict) or [("", _("đã rút"))])
    if not saved:
        return told.refused(form)
    fresh = queries.leaf(request.scope, leaf.sheet.year, leaf.sheet.unit.pk, leaf.line.code)
    shown = {"line": fresh.line, "trial": _trial(fresh, fresh.line.fact.inputs) if fresh.line.fact else None}
    pieces = {"#diem": "trial", "#diem-nho": "points_short"}
    html = {
        place: render_to_string(f"parindex/facts/{name}.html", shown, request)
        for place, name in pieces.items()
    }
    return told.saved(_version(fresh, None), html)


def leaf_page(
    request: Request,
    leaf: queries.Leaf,
    form: FactForm | None = None,
    conflict: FactConflict | None = None,
    **evidence: Any,
) -> HttpResponse:
    """The page of a leaf; `evidence` are forms of its lower half that were refused (see `leaf_evidence.context`)."""
    assert leaf.sheet.participant is not None
    below = leaf_evidence.context(request, leaf, **evidence)
    figures = form or _form(request, leaf, typed=False)
    context = {
        "leaf": leaf,
        "sheet": leaf.sheet,
        "line": leaf.line,
        "form": figures,
        "conflict": conflict,
        "now": _now(leaf, conflict),
        "version": _version(leaf, conflict),
        "tab_list": tabs(leaf.sheet.year, leaf.sheet.unit.pk, "facts"),
        "trial": _trial(leaf, leaf.line.fact.inputs) if leaf.line.fact else None,
        "counted": counted(request.scope, leaf.sheet.participant, leaf.line.code),
        "flags": FLAG_WORDS,
        **below,
    }
    refused = next((one for one in evidence.values() if getattr(one, "errors", None)), figures)
    return page(request, "facts/leaf", context, refused)


@require_POST
def trial(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """The points that what is typed would bring. Stores nothing."""
    leaf = queries.leaf(request.scope, year, unit_id, code)
    form = _form(request, leaf)
    context: dict[str, Any] = {"line": leaf.line, "is_preview": True}
    if form.is_valid():
        try:
            context["trial"] = _trial(leaf, form.inputs())
        except InputInvalid as fault:
            context["problem"] = fault.reason
    else:
        context["waiting"] = True
    return render(request, "parindex/facts/trial.html", context)


@require_POST
def take_counted(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """State what the system counts of a leaf instead of what was typed."""
    leaf = queries.leaf(request.scope, year, unit_id, code)
    assert leaf.sheet.participant is not None
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    try:
        actions.take_counted(request.scope, leaf.sheet.participant.pk, code, version)
    except Conflict as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("Tiêu chí %(code)s đang dùng số hệ thống đếm.") % {"code": code})
    return redirect("parindex:fact", year, unit_id, code)


def tabs(year: int, unit_id: int, active: str) -> list[tuple[str, str, bool]]:
    """The sister pages of a unit, as the pages of results show them."""
    pages = (("unit", _("Bảng điểm")), ("unit_analysis", _("Giữ và khắc phục")), ("facts", _("Số liệu")))
    found = [
        (label, reverse(f"parindex:{name}", args=[year, unit_id]), name == active) for name, label in pages
    ]
    return [*found, (_("Qua các năm"), f"{reverse('parindex:trend')}?dv={unit_id}", active == "trend")]


def _form(request: Request, leaf: queries.Leaf, *, typed: bool = True) -> FactForm:
    fact = leaf.line.fact
    initial = {"source": fact.source if fact else "", "version": fact.version if fact else 0}
    return FactForm(
        leaf.fields,
        fact.inputs if fact else {},
        (request.POST or None) if typed else None,
        initial=initial,
        is_change=fact is not None,
    )


def _save(request: Request, leaf: queries.Leaf, form: FactForm) -> bool:
    """Enter what the form says; False with the fault beside its field. Raises FactConflict."""
    data = form.cleaned_data
    assert leaf.sheet.participant is not None
    try:
        actions.enter(
            request.scope,
            leaf.sheet.participant.pk,
            leaf.line.code,
            form.inputs(),
            source=data["source"],
            seen_version=data.get("version") or 0,
            reason=data.get("reason", ""),
        )
    except InputInvalid as fault:
        form.place_fault(fault.field, fault.reason)
        return False
    except FactConflict as fault:
        standing = fault.current
        if standing is None or (standing.inputs, standing.source) != (form.inputs(), data["source"]):
            raise
        # An answer that got lost on its way: what was typed stands already.
    except (Invalid, Conflict) as fault:
        form.add_error(None, str(fault))
        return False
    return True


def _trial(leaf: queries.Leaf, inputs: Any) -> Any:
    assert leaf.sheet.participant is not None
    found = tried(leaf.sheet.participant, leaf.line.code, inputs)
    return {"result": found, "flags": [FLAG_WORDS[flag].text(language()) for flag in found.flags]}


def _now(leaf: queries.Leaf, conflict: FactConflict | None) -> tuple[tuple[str, str], ...]:
    """What a colleague has saved meanwhile, in words."""
    if conflict is None or conflict.current is None or leaf.sheet.participant is None:
        return ()
    assert leaf.sheet.framework is not None
    participant = leaf.sheet.participant
    return shown_inputs(
        leaf.sheet.framework,
        setting_for(participant),
        leaf.line.node,
        participant.block,
        conflict.current.inputs,
    )


def _version(leaf: queries.Leaf, conflict: FactConflict | None) -> int:
    """The version that the next save will state as seen: after a conflict, that of the value shown beside the form."""
    if conflict is not None:
        return conflict.current.version if conflict.current else 0
    return leaf.line.fact.version if leaf.line.fact else 0


def _mine(request: Request, line: queries.Line) -> bool:
    """Whether the reader answers for the leaf by a notice, or is asked to fill it in this round."""
    if line.task is not None and line.task.person_id == request.scope.user_id:
        return True
    return any(holder.user_id == request.scope.user_id for holder in line.holders) and line.node.is_leaf


def _areas(shown: queries.Sheet, kept: list[queries.Line] | None) -> list[dict[str, Any]]:
    """The tree cut at its areas; with `kept`, only those lines and what stands above them."""
    areas: list[dict[str, Any]] = []
    codes = None if kept is None else {line.code for line in kept}
    for line in shown.lines:
        if line.node.parent is None:
            areas.append({"line": line, "lines": [line] if line.node.is_leaf else []})
        elif codes is None or line.code in codes:
            areas[-1]["lines"].append(line)
    for area in areas:
        leaves = [line for line in area["lines"] if line.node.is_leaf]
        area["stated"] = sum(1 for line in leaves if line.fact is not None or line.declared)
        area["count"] = len(leaves)
    return [area for area in areas if area["lines"]]
