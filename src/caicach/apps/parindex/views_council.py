"""/chi-so/<year>/dot/<round>/hoi-dong/: disputes, the session that approves, publication, correction, the record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.apps.parindex.actions import council as actions
from caicach.apps.parindex.actions import publication as publishing
from caicach.apps.parindex.forms_council import ApproveForm, CorrectForm, DecideForm, DisputeForm, PublishForm
from caicach.apps.parindex.forms_self_score import CommentForm
from caicach.apps.parindex.queries import comments
from caicach.apps.parindex.queries import council as queries
from caicach.apps.parindex.queries import facts as facts_queries
from caicach.apps.parindex.signed_files import offered, step_with_file
from caicach.apps.parindex.views_support import attempt, get_or_post, page, shown_form
from caicach.apps.units.queries import latest
from caicach.core.parindex import figure
from caicach.platform.access import NotFound, Permission, Request
from caicach.platform.wording import language


@require_safe
def council(request: Request, year: int, round_id: int) -> HttpResponse:
    """Where the round stands, what is disputed, who waits, what has been published."""
    found = queries.council(request.scope, round_id, year)
    return page(request, "council/page", {"council": found, "round": found.round})


@get_or_post
def decide(request: Request, year: int, round_id: int, participant_id: int, code: str) -> HttpResponse:
    """The council's points for a leaf of a unit, disputed or not."""
    one = queries.before_the_council(request.scope, round_id, year, participant_id, code)
    form = DecideForm(request.POST or None, initial={"points": one.counts})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.decide(
                request.scope, one.participant.pk, one.leaf.code, data["points"], data["reason"]
            ),
        )
        if done is not None:
            messages.success(request, _("Đã ghi quyết định của hội đồng."))
            return redirect("parindex:council", year, round_id)
    return shown_form(
        request,
        form,
        title=_("Hội đồng quyết định tiêu chí %(code)s") % {"code": one.leaf.code},
        kicker=one.participant.unit.name,
        lead=_lead(one),
        submit=_("Ghi quyết định"),
        template="council/decide",
        thread=comments.thread(
            request.scope, year, one.participant.unit_id, one.leaf.code, size=comments.LATEST
        ),
        comment_form=CommentForm(),
        unit_id=one.participant.unit_id,
        **_way(year, round_id),
    )


@get_or_post
def approve(request: Request, year: int, round_id: int) -> HttpResponse:
    """The session that approves units, by its minutes."""
    found = queries.council(request.scope, round_id, year)
    request.scope.require(Permission.APPRAISAL_MANAGE, what=str(found.round))
    names = [(one.participant.pk, one.participant.unit.name) for one in found.waiting]
    form = ApproveForm(names, offered(request, found.round.locality_id), *_sent(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = step_with_file(
            request.scope,
            form,
            year,
            found.round.locality_id,
            lambda minutes: actions.approve(
                request.scope, round_id, data["number"], data["held_on"], data["units"], minutes
            ),
        )
        if done is not None:
            messages.success(
                request,
                _("Hội đồng đã phê duyệt %(count)s đơn vị theo biên bản %(number)s.")
                % {"count": len(data["units"]), "number": done.number},
            )
            return redirect("parindex:council", year, round_id)
    return shown_form(
        request,
        form,
        title=_("Ghi phiên họp phê duyệt"),
        kicker=str(found.round),
        lead=_("Đơn vị còn tiêu chí tranh chấp thì chưa phê duyệt được."),
        submit=_("Phê duyệt các đơn vị đã chọn"),
        **_way(year, round_id),
    )


@get_or_post
def publish(request: Request, year: int, round_id: int) -> HttpResponse:
    """Publish the round by a decision: from then on its results stand still."""
    found = queries.council(request.scope, round_id, year)
    request.scope.require(Permission.RESULTS_PUBLISH, what=str(found.round))
    form = PublishForm(offered(request, found.round.locality_id), *_sent(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = step_with_file(
            request.scope,
            form,
            year,
            found.round.locality_id,
            lambda decision: publishing.publish(
                request.scope, round_id, data["number"], data["issued_on"], decision
            ),
        )
        if done is not None:
            messages.success(request, _("Đã công bố kết quả theo %(number)s.") % {"number": done.number})
            return redirect("parindex:council", year, round_id)
    return shown_form(
        request,
        form,
        title=_("Công bố kết quả năm %(year)s") % {"year": year},
        kicker=str(found.round),
        lead=_(
            "Sau khi công bố, kết quả được đóng lại kèm mã băm; mọi thay đổi phải bằng một quyết định điều chỉnh."
        ),
        submit=_("Công bố kết quả"),
        question=_("Công bố kết quả? Sau đó không sửa được nữa."),
        **_way(year, round_id),
    )


@get_or_post
def correct(request: Request, year: int, round_id: int) -> HttpResponse:
    """Correct a published leaf by a new decision."""
    found = queries.council(request.scope, round_id, year)
    request.scope.require(Permission.RESULTS_PUBLISH, what=str(found.round))
    form = CorrectForm(
        *queries.correctable(found), offered(request, found.round.locality_id), *_sent(request)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = step_with_file(
            request.scope,
            form,
            year,
            found.round.locality_id,
            lambda decision: publishing.correct(
                request.scope,
                round_id,
                data["number"],
                data["issued_on"],
                data["reason"],
                {data["unit"]: {data["code"]: (data["points"], data["reason"])}},
                decision,
            ),
        )
        if done is not None:
            messages.success(request, _("Đã điều chỉnh kết quả theo %(number)s.") % {"number": done.number})
            return redirect("parindex:council", year, round_id)
    return shown_form(
        request,
        form,
        title=_("Điều chỉnh kết quả đã công bố"),
        kicker=str(found.round),
        lead=_(
            "Kết quả công bố trước được giữ nguyên; lần điều chỉnh đứng bên cạnh với số quyết định riêng."
        ),
        submit=_("Điều chỉnh kết quả"),
        question=_("Điều chỉnh kết quả đã công bố?"),
        **_way(year, round_id),
    )


@require_safe
def record(request: Request, year: int, round_id: int, edition: int) -> HttpResponse:
    """The record of a publication, which `caicach score --verify --record` computes again."""
    found = queries.publication(request.scope, round_id, year, edition)
    response = HttpResponse(found.record, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="ket-qua-{year}-{round_id}-{edition}.json"'
    return response


@get_or_post
def dispute(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """/chi-so/<year>/don-vi/<unit>/tranh-chap/<leaf>/: bring a leaf before the council."""
    leaf = facts_queries.leaf(request.scope, year, unit_id, code)
    participant = leaf.sheet.participant
    if participant is None:
        raise NotFound(_("Đơn vị không có trong đợt đánh giá nào của năm này."))
    unit = participant.unit
    placed = latest(unit_id)
    request.scope.require(Permission.SELF_SCORE_LOCK, placed.path if placed else None, what=unit.name)
    form = DisputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        grounds = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.dispute(request.scope, participant.pk, code, grounds)):
            messages.success(request, _("Đã đưa tiêu chí %(code)s ra hội đồng.") % {"code": code})
            return redirect("parindex:layers", year, unit_id)
    back = reverse("parindex:layers", args=[year, unit_id])
    return shown_form(
        request,
        form,
        title=_("Đưa tiêu chí %(code)s ra hội đồng") % {"code": code},
        kicker=unit.name,
        lead=leaf.line.name,
        submit=_("Gửi hội đồng"),
        back=back,
        crumbs=[(unit.name, reverse("parindex:unit", args=[year, unit_id])), (_("Các lớp điểm"), back)],
    )


def _lead(one: queries.Disputed) -> str:
    words = _("%(name)s – tối đa %(max)s điểm.") % {
        "name": one.name,
        "max": figure(one.leaf.max_points, language()),
    }
    return f"{words} {_('Tranh chấp')}: {one.dispute.grounds}" if one.dispute else words


def _sent(request: Request) -> tuple[Any, Any]:
    """What a form with a file was sent; nothing where it is only asked for."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _way(year: int, round_id: int) -> dict[str, Any]:
    back = reverse("parindex:council", args=[year, round_id])
    return {
        "back": back,
        "crumbs": [
            (_("Đợt đánh giá"), reverse("parindex:rounds", args=[year])),
            (_("Hội đồng và công bố"), back),
        ],
    }
