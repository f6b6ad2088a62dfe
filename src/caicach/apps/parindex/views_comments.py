"""/chi-so/<year>/don-vi/<unit>/trao-doi/<code>/: what unit, appraisers and council say to each other about a leaf."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.apps.parindex import autosave
from caicach.apps.parindex.actions import comments as actions
from caicach.apps.parindex.forms_self_score import CommentForm
from caicach.apps.parindex.queries import comments as queries
from caicach.apps.parindex.views_common import number
from caicach.apps.parindex.views_support import attempt, came_from, get_or_post, page
from caicach.platform.access import NotFound, Request
from caicach.platform.errors import Conflict

ANCHOR = "#trao-doi"


@get_or_post
def comments(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """The comments about a leaf, the latest page first; POST adds one."""
    thread = queries.thread(request.scope, year, unit_id, code, number(request, "page"))
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        made = attempt(
            form, lambda: actions.write(request.scope, thread.participant.pk, thread.node.code, text)
        )
        if made is not None:
            messages.success(request, _("Đã gửi trao đổi về tiêu chí %(code)s.") % {"code": code})
            return redirect(came_from(request, _address(year, unit_id, code)) + ANCHOR)
    context = {
        "thread": thread,
        "comment_form": form,
        "unit_id": unit_id,
        "comments_back": came_from(request, _around(request)),
    }
    return page(request, "comments/page", context, form)


@require_POST
def withdraw(request: Request, year: int, unit_id: int, code: str, comment_id: int) -> HttpResponse:
    """Take one's own comment back."""
    thread = queries.thread(request.scope, year, unit_id, code)
    if comment_id > queries.LARGEST_ID:
        raise NotFound(_("Không có trao đổi này."))
    try:
        actions.withdraw(request.scope, thread.participant.pk, code, comment_id)
    except Conflict as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("Đã rút trao đổi; nhật ký vẫn giữ nội dung."))
    return redirect(came_from(request, _address(year, unit_id, code)) + ANCHOR)


@require_POST
def seen(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """Remember that the reader has seen what is shown; a script is answered without a page."""
    thread = queries.thread(request.scope, year, unit_id, code)
    last = request.POST.get("last", "")
    if last.isascii() and last.isdigit() and len(last) < 16:
        actions.seen(request.scope, thread.participant.pk, code, int(last))
    if autosave.wanted(request):
        return HttpResponse(status=204)
    return redirect(came_from(request, _address(year, unit_id, code)) + ANCHOR)


def _address(year: int, unit_id: int, code: str) -> str:
    return reverse("parindex:comments", args=[year, unit_id, code])


def _around(request: Request) -> str:
    """The page behind the drawer in which the comments are read; "" for the page of comments itself."""
    behind = urlsplit(request.headers.get("HX-Current-URL", ""))
    return f"{behind.path}?{behind.query}" if behind.query else behind.path
