"""/chi-so/<year>/dot/: the rounds of a year: which set, who takes part, reference dates, scoring again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.parindex.actions import counting, process, scoring
from caicach.apps.parindex.actions import rounds as actions
from caicach.apps.parindex.forms_facts import DatesForm, OpenRoundForm, ParticipantForm, UseFrameworkForm
from caicach.apps.parindex.forms_frameworks import ReasonForm
from caicach.apps.parindex.forms_self_score import DeadlinesForm
from caicach.apps.parindex.models import FrameworkVersion, Round, Subject
from caicach.apps.parindex.queries import frameworks
from caicach.apps.parindex.queries import rounds as queries
from caicach.apps.parindex.queries.loading import dates_of, framework_of
from caicach.apps.parindex.queries.process import deadline
from caicach.apps.parindex.stages import PART_LABELS, chip_of
from caicach.apps.parindex.views_support import attempt, get_or_post, page, shown_form
from caicach.core.parindex.process import PARTS
from caicach.core.parindex.rules.timeliness import day_of_year
from caicach.platform.access import NotFound, Permission, Request
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.wording import language


@require_safe
def latest(request: Request) -> HttpResponse:
    """/chi-so/dot/ leads to this year's."""
    return redirect("parindex:rounds", request.scope.today.year)


@require_safe
def rounds(request: Request, year: int) -> HttpResponse:
    """The rounds of a year, and those that could be opened."""
    context = {"rows": queries.rows(request.scope, year), "vacancies": queries.vacancies(request.scope, year)}
    return page(request, "rounds/list", context)


@get_or_post
def open_round(request: Request, year: int, locality_id: int, subject: str) -> HttpResponse:
    """A new round."""
    vacancy = next(
        (
            one
            for one in queries.vacancies(request.scope, year)
            if one.locality.pk == locality_id and one.subject == subject
        ),
        None,
    )
    if vacancy is None:
        raise NotFound(
            _("Đợt này đã mở, hoặc không thuộc phạm vi của anh/chị."), _("Hãy xem danh sách các đợt của năm.")
        )
    choices = [(version.code, f"{version.code} – {version.name}") for version in vacancy.usable]
    form = OpenRoundForm(choices, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = attempt(form, lambda: _open(request, locality_id, year, subject, data))
        if made is not None:
            messages.success(request, _("Đã mở đợt đánh giá %(round)s.") % {"round": made})
            return redirect("parindex:round", year, made.pk)
    return shown_form(
        request,
        form,
        title=_("Mở đợt đánh giá %(subject)s năm %(year)s")
        % {"subject": vacancy.label.lower(), "year": year},
        lead=_("Mỗi năm một đợt cho mỗi loại đơn vị. Khi đã có số liệu thì không đổi bộ chỉ số được nữa."),
        kicker=vacancy.locality.name,
        submit=_("Mở đợt đánh giá"),
        back=reverse("parindex:rounds", args=[year]),
        crumbs=[(_("Đợt đánh giá"), reverse("parindex:rounds", args=[year]))],
    )


@transaction.atomic
def _open(request: Request, locality_id: int, year: int, subject: str, data: dict[str, Any]) -> Round:
    made = actions.open_round(request.scope, locality_id, year, subject, data["framework"])
    if data["everybody"]:
        found = queries.candidates(request.scope, made.pk)
        if found:
            actions.add_participants(request.scope, made.pk, [(one.unit.pk, one.block) for one in found])
    return made


@require_safe
def round(request: Request, year: int, round_id: int) -> HttpResponse:
    """One round: its set, its dates, who takes part and how far each has come."""
    row = queries.find(request.scope, round_id, year)
    framework = framework_of(row.round.framework)
    stated = dates_of(row.round)
    context = {
        "row": row,
        "round": row.round,
        "framework": framework,
        "members": [
            (member, chip_of(member.participant.stage)) for member in queries.members(request.scope, round_id)
        ],
        "deadlines": [(PART_LABELS[part], deadline(row.round, part)) for part in PARTS],
        "leaf_count": len(framework.leaves),
        "may_see_council": request.scope.may(Permission.COUNCIL_READ),
        "dates": [
            (
                item.words.text(language()),
                stated.get(item.code) or _default(item.default, year),
                item.code in stated,
            )
            for item in framework.reference_dates
        ],
    }
    return page(request, "rounds/detail", context)


@get_or_post
def use_framework(request: Request, year: int, round_id: int) -> HttpResponse:
    """Another set for a round that has no facts yet."""
    row = _managed(request, year, round_id)
    usable = frameworks.usable(request.scope, year, row.round.subject, row.round.locality_id)
    form = UseFrameworkForm(
        _choices(usable), request.POST or None, initial={"framework": row.round.framework.code}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = attempt(
            form, lambda: actions.use_framework(request.scope, round_id, data["framework"], data["reason"])
        )
        if done is not None:
            messages.success(request, _("Đợt này dùng bộ %(code)s.") % {"code": done.framework.code})
            return redirect("parindex:round", year, round_id)
    return shown_form(
        request,
        form,
        title=_("Đổi bộ chỉ số của đợt"),
        lead=_("Chỉ đổi được khi đợt chưa có số liệu nào."),
        submit=_("Đổi bộ chỉ số"),
        **_way(row, year),
    )


@get_or_post
def dates(request: Request, year: int, round_id: int) -> HttpResponse:
    """The reference dates of a round."""
    row = _managed(request, year, round_id)
    form = DatesForm(framework_of(row.round.framework), dates_of(row.round), request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.set_dates(request.scope, round_id, form.days(), reason)):
            messages.success(request, _("Đã ghi mốc ngày và chấm lại."))
            return redirect("parindex:round", year, round_id)
    return shown_form(
        request,
        form,
        title=_("Mốc ngày của đợt"),
        lead=_("Các hạn tính theo số ngày làm việc đếm từ những mốc này."),
        submit=_("Lưu mốc ngày"),
        **_way(row, year),
    )


@get_or_post
def deadlines(request: Request, year: int, round_id: int) -> HttpResponse:
    """The deadlines of the parts of the process."""
    row = _managed(request, year, round_id)
    stated = {part: deadline(row.round, part) for part in PARTS}
    form = DeadlinesForm(stated, request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: process.set_deadlines(request.scope, round_id, form.deadlines(), reason)):
            messages.success(request, _("Đã ghi thời hạn của đợt."))
            return redirect("parindex:round", year, round_id)
    return shown_form(
        request,
        form,
        title=_("Thời hạn của đợt"),
        lead=_("Hạn tính đến hết ngày ghi ở đây. Bản nộp sau hạn vẫn được nhận và ghi số ngày muộn."),
        submit=_("Lưu thời hạn"),
        **_way(row, year),
    )


@get_or_post
def add_units(request: Request, year: int, round_id: int) -> HttpResponse:
    """Let more units take part."""
    row = _managed(request, year, round_id)
    found = queries.candidates(request.scope, round_id)
    if request.method == "POST":
        chosen = {int(value) for value in request.POST.getlist("unit") if value.isascii() and value.isdigit()}
        units = [
            (one.unit.pk, request.POST.get(f"block-{one.unit.pk}", one.block))
            for one in found
            if one.unit.pk in chosen
        ]
        if not units:
            messages.warning(request, _("Chưa chọn đơn vị nào."))
        else:
            try:
                added = actions.add_participants(request.scope, round_id, units)
            except (Invalid, Conflict) as fault:
                messages.error(request, str(fault))
            else:
                messages.success(request, _("Đã thêm %(count)s đơn vị.") % {"count": len(added)})
                return redirect("parindex:round", year, round_id)
    framework = framework_of(row.round.framework)
    blocks = [(item.code, item.words.text(language())) for item in framework.blocks]
    return page(request, "rounds/add", {"row": row, "round": row.round, "found": found, "blocks": blocks})


@get_or_post
def participant(request: Request, year: int, round_id: int, participant_id: int) -> HttpResponse:
    """Block of a unit, and why it is not ranked."""
    row = _managed(request, year, round_id)
    member = _member(request, round_id, participant_id)
    stated = member.participant
    form = ParticipantForm(
        framework_of(row.round.framework),
        request.POST or None,
        initial={"block": stated.block, "not_ranked": stated.not_ranked},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, lambda: actions.set_participant(request.scope, participant_id, **data)):
            messages.success(request, _("Đã lưu %(unit)s và chấm lại.") % {"unit": member.unit.name})
            return redirect("parindex:round", year, round_id)
    return shown_form(
        request,
        form,
        title=member.unit.name,
        lead=_("Khối xếp hạng và việc xếp hạng trong đợt này."),
        submit=_("Lưu"),
        **_way(row, year),
    )


@get_or_post
def remove(request: Request, year: int, round_id: int, participant_id: int) -> HttpResponse:
    """Take a unit without facts out of a round."""
    row = _managed(request, year, round_id)
    member = _member(request, round_id, participant_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.remove_participant(request.scope, participant_id, reason) or True):
            messages.success(request, _("Đã đưa %(unit)s ra khỏi đợt.") % {"unit": member.unit.name})
            return redirect("parindex:round", year, round_id)
    return shown_form(
        request,
        form,
        title=_("Đưa %(unit)s ra khỏi đợt") % {"unit": member.unit.name},
        submit=_("Đưa ra khỏi đợt"),
        question=_("Đưa %(unit)s ra khỏi đợt?") % {"unit": member.unit.name},
        **_way(row, year),
    )


@require_POST
def rescore(request: Request, year: int, round_id: int) -> HttpResponse:
    """Score the round again from its facts."""
    row = _managed(request, year, round_id)
    changed = scoring.rescore(request.scope, row.round.pk)
    same = _("Đã chấm lại: kết quả không đổi.")
    messages.success(request, _("Đã chấm lại: kết quả có thay đổi.") if changed else same)
    return redirect("parindex:round", year, round_id)


@require_POST
def count(request: Request, year: int, round_id: int) -> HttpResponse:
    """State what the system counts itself, for all units that still enter their self-score."""
    row = _managed(request, year, round_id)
    try:
        done = counting.recount(request.scope, row.round.pk)
    except Conflict as fault:
        messages.error(request, str(fault))
        return redirect("parindex:round", year, round_id)
    if done.moved:
        told = ngettext(
            "Đã nhận %(count)s số liệu hệ thống đếm và chấm lại.",
            "Đã nhận %(count)s số liệu hệ thống đếm và chấm lại.",
            done.moved,
        ) % {"count": done.moved}
    else:
        told = _("Đã đếm lại: số liệu không đổi.")
    if done.kept:
        told += " " + ngettext(
            "%(count)s tiêu chí giữ số đơn vị đã nhập.",
            "%(count)s tiêu chí giữ số đơn vị đã nhập.",
            done.kept,
        ) % {"count": done.kept}
    messages.success(request, told)
    return redirect("parindex:round", year, round_id)


def _managed(request: Request, year: int, round_id: int) -> queries.Row:
    """A round for a page that only its manager opens; the action asks again."""
    row = queries.find(request.scope, round_id, year)
    if not row.may_manage:
        request.scope.require(Permission.ROUND_MANAGE, f"{row.round.locality_id}/", what=str(row.round))
    return row


def _member(request: Request, round_id: int, participant_id: int) -> queries.Member:
    found = next(
        (one for one in queries.members(request.scope, round_id) if one.participant.pk == participant_id),
        None,
    )
    if found is None:
        raise NotFound(_("Đơn vị không có trong đợt đánh giá này."))
    return found


def _way(row: queries.Row, year: int) -> dict[str, Any]:
    """Kicker, breadcrumb and the way back of a page of a round."""
    label = f"{Subject(row.round.subject).label} {row.round.year}"
    back = reverse("parindex:round", args=[year, row.round.pk])
    return {
        "kicker": f"{row.round.locality.name} · {label}",
        "back": back,
        "crumbs": [(_("Đợt đánh giá"), reverse("parindex:rounds", args=[year])), (label, back)],
    }


def _choices(versions: list[FrameworkVersion]) -> list[tuple[str, str]]:
    return [(version.code, f"{version.code} – {version.name}") for version in versions]


def _default(default: str | None, year: int) -> Any:
    return day_of_year(default, year) if default else None
