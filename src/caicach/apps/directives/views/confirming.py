"""/van-ban/…/doi-chieu/: the text beside what was read; one key each to confirm, mend, reject, merge and link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.directives import actions, forms, queries
from caicach.apps.directives.choosing import choices
from caicach.apps.directives.marking import pieces
from caicach.apps.directives.models import Directive, Finding, State
from caicach.apps.directives.spelling import places
from caicach.apps.directives.views.support import get_or_post, number_in, to_directive, told, version_in
from caicach.apps.units.views.support import attempt
from caicach.platform import yardsticks
from caicach.platform.access import Request

ACTS = {
    "xac-nhan": actions.confirm,
    "bo": actions.reject,
    "gop": actions.merge,
    "hoan-tac": actions.reopen,
}
KINDS = {"chi-tieu": forms.AddTargetForm, "nhiem-vu": forms.AddTaskForm}


@require_safe
def compare(request: Request, year: int, directive_id: int) -> HttpResponse:
    """The text, the chosen finding (?muc=, by default the first that waits), the list of all."""
    one = queries.directive(request.scope, directive_id)
    if one.state == State.READING:
        return to_directive(one.year, one.pk)
    found = queries.findings_of(request.scope, one)
    chosen, before, after = _chosen(found, number_in(request, "muc"))
    known = yardsticks.yardsticks(request.scope, one.year) if chosen and chosen.links.all() else {}
    waiting = [each for each in found if each.is_suggested]
    context = {
        "directive": one,
        "may_change": queries.manages(request.scope, one),
        "pieces": pieces(one.text, found, chosen),
        "findings": found,
        "chosen": chosen,
        "place": found.index(chosen) + 1 if chosen else 0,
        "before": before,
        "after": after,
        "can_merge": chosen is not None and _has_earlier(found, chosen),
        "links": [(link, known.get(link.key)) for link in chosen.links.all()] if chosen else [],
        "waiting": waiting,
        "counts": queries.Counts.of(found),
        **_places(one),
    }
    return render(request, "directives/compare.html", context)


@require_POST
def decide(request: Request, year: int, finding_id: int, act: str) -> HttpResponse:
    """What a key or a button says of one finding; the next one that waits follows."""
    if act not in ACTS:
        raise Http404
    found = queries.finding(request.scope, finding_id, queries.MANAGE)
    done = told(request, lambda: ACTS[act](request.scope, finding_id, version_in(request)))
    stay = act == "hoan-tac" or not done
    return _back(request, year, found, stay=stay)


@require_POST
def confirm_rest(request: Request, year: int, directive_id: int) -> HttpResponse:
    """Confirm all that waited when the page was shown: "id:version" of each."""
    pairs = [value.split(":", 1) for value in request.POST.getlist("seen")]
    seen = {int(pk): int(version) for pk, version in pairs if pk.isdigit() and version.isdigit()}
    queries.directive(request.scope, directive_id, queries.MANAGE)

    def act() -> None:
        count = actions.confirm_many(request.scope, directive_id, seen)
        words = ngettext("Đã xác nhận %(count)s mục.", "Đã xác nhận %(count)s mục.", count)
        messages.success(request, words % {"count": count})

    told(request, act)
    return redirect("directives:compare", year=year, directive_id=directive_id)


@require_POST
def pick_readings(request: Request, year: int, directive_id: int) -> HttpResponse:
    """Old letters read so: "offset:word" of each place."""
    pairs = [value.split(":", 1) for value in request.POST.getlist("reading") if ":" in value]
    picked = {int(start): word for start, word in pairs if _is_number(start)}
    queries.directive(request.scope, directive_id, queries.MANAGE)
    told(request, lambda: actions.pick_readings(request.scope, directive_id, version_in(request), picked))
    return _to_places(request, year, directive_id)


@require_POST
def undo_readings(request: Request, year: int, directive_id: int) -> HttpResponse:
    """Old letters read as before, by the offsets of their places."""
    starts = [int(start) for start in request.POST.getlist("start") if _is_number(start)]
    queries.directive(request.scope, directive_id, queries.MANAGE)
    told(request, lambda: actions.undo_readings(request.scope, directive_id, version_in(request), starts))
    return _to_places(request, year, directive_id)


@get_or_post
def mend(request: Request, year: int, finding_id: int) -> HttpResponse:
    """Put a finding right, and so confirm it."""
    found = queries.finding(request.scope, finding_id, queries.MANAGE)
    form: forms.MendTargetForm | forms.MendTaskForm
    made = forms.MendTargetForm if found.is_target else forms.MendTaskForm
    if request.method == "POST":
        form = made(request.POST)
        if form.is_valid():
            mended = attempt(form, lambda: _mend(request, found, form))
            if mended is not None:
                messages.success(request, _("Đã sửa và xác nhận."))
                return _back(request, year, found)
    else:
        form = made(initial=made.of(found) | {"version": found.version})
    return _finding_form(request, found, form, title=_("Sửa mục đã đọc"), submit=_("Lưu và xác nhận"))


@get_or_post
def add_finding(request: Request, year: int, directive_id: int, kind: str) -> HttpResponse:
    """A target or a task that was not read."""
    if kind not in KINDS:
        raise Http404
    one = queries.directive(request.scope, directive_id, queries.MANAGE)
    form: Any = KINDS[kind](request.POST or None)
    if request.method == "POST" and form.is_valid():
        span = actions.Span(quote=form.cleaned_data["quote"])
        add = actions.add_target if kind == "chi-tieu" else actions.add_task
        made = attempt(form, lambda: add(request.scope, directive_id, form.data_given, span))
        if made:
            messages.success(request, _("Đã thêm."))
            return _back(request, year, made, stay=True)
    title = _("Thêm chỉ tiêu") if kind == "chi-tieu" else _("Thêm nhiệm vụ")
    back = reverse("directives:compare", args=[year, directive_id])
    context = {"directive": one, "form": form, "title": title, "submit": title, "back": back}
    return render(request, "directives/form.html", context, status=422 if form.errors else 200)


@get_or_post
def link_to(request: Request, year: int, finding_id: int) -> HttpResponse:
    """Choose the leaves and measures that a finding belongs to."""
    found = queries.finding(request.scope, finding_id, queries.MANAGE)
    if request.method == "POST":
        keys = request.POST.getlist("key")
        act = lambda: actions.link_to(request.scope, finding_id, version_in(request), keys)  # noqa: E731
        if told(request, act, _("Đã ghi liên kết.")):
            return _back(request, year, found, stay=True)
        return redirect("directives:link_to", year=year, finding_id=finding_id)
    wanted = request.GET.get("q", "")[:200]
    known = yardsticks.yardsticks(request.scope, found.directive.year)
    context = {
        "directive": found.directive,
        "finding": found,
        "wanted": wanted,
        "groups": choices(known, found, wanted),
        "has_any": bool(known),
        "back": _address(year, found),
    }
    return render(request, "directives/link_to.html", context)


def _mend(request: Request, found: Finding, form: Any) -> Finding:
    version, given = form.cleaned_data["version"], form.data_given
    mend = actions.mend_target if found.is_target else actions.mend_task
    return mend(request.scope, found.pk, version, given)


def _places(one: Directive) -> dict[str, Any]:
    """The places whose letters can be read in several ways, by what has become of them."""
    found = places(one.text, one.conversions)
    return {
        "has_places": bool(found),
        "waiting_places": [each for each in found if each.is_waiting],
        "certain_places": [each for each in found if each.is_certain],
        "picked_places": [each for each in found if each.is_picked],
        "repaired_places": [each for each in found if not each.is_waiting and not each.is_picked],
    }


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _to_places(request: Request, year: int, directive_id: int) -> HttpResponse:
    chosen = request.POST.get("muc", "")
    address = reverse("directives:compare", args=[year, directive_id])
    return redirect(f"{address}?muc={chosen}#chu-cu" if _is_number(chosen) else f"{address}#chu-cu")


def _chosen(found: list[Finding], asked: int | None) -> tuple[Finding | None, Finding | None, Finding | None]:
    """The finding that is shown, and those before and behind it."""
    if not found:
        return None, None, None
    at = next((at for at, each in enumerate(found) if each.pk == asked), None)
    if at is None:
        at = next((at for at, each in enumerate(found) if each.is_suggested), 0)
    before = found[at - 1] if at else None
    return found[at], before, found[at + 1] if at + 1 < len(found) else None


def _has_earlier(found: list[Finding], chosen: Finding) -> bool:
    """Whether there is a finding to take this one in."""
    return any(
        each.start < chosen.start and each.is_target == chosen.is_target and each.standing != "rejected"
        for each in found
    )


def _back(request: Request, year: int, found: Finding, *, stay: bool = False) -> HttpResponse:
    """To the page of comparison: to the finding itself, or to the next that waits."""
    if stay:
        return redirect(_address(year, found))
    all_found = queries.findings_of(request.scope, found.directive)
    waiting = [each for each in all_found if each.is_suggested]
    behind = [each for each in waiting if (each.start, each.pk) > (found.start, found.pk)]
    following = next(iter(behind or waiting), found)
    return redirect(_address(year, following))


def _address(year: int, found: Finding) -> str:
    return reverse("directives:compare", args=[year, found.directive_id]) + f"?muc={found.pk}#cho-{found.pk}"


def _finding_form(request: Request, found: Finding, form: Any, **words: str) -> HttpResponse:
    context = {
        "directive": found.directive,
        "finding": found,
        "form": form,
        "back": _address(found.directive.year, found),
        **words,
    }
    return render(request, "directives/form.html", context, status=422 if form.errors else 200)
