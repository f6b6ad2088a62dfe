"""/thong-bao/: what the person was told, and how mail is wanted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from caicach.platform.access.request import Request
from caicach.platform.notices import actions, queries
from caicach.platform.notices.models import MailChoice


@require_safe
def notices(request: Request) -> HttpResponse:
    """Unread first, by pages; below them how mail is wanted."""
    context = {
        "page": queries.page(request.scope, request.GET.get("page")),
        "choices": MailChoice.choices,
        "chosen": queries.mail_choice(request.scope),
        "address": request.user.email,
    }
    return render(request, "notices/list.html", context)


@require_POST
def open_notice(request: Request, notice_id: int) -> HttpResponse:
    """Go to what a notice speaks of; with that it is read."""
    return redirect(actions.mark_read(request.scope, notice_id).url)


@require_POST
def mark_read(request: Request, notice_id: int) -> HttpResponse:
    """One notice is read; back to the list as it was."""
    actions.mark_read(request.scope, notice_id)
    page = request.POST.get("page", "")
    return redirect(reverse("notices:list") + (f"?page={page}" if page.isascii() and page.isdigit() else ""))


@require_POST
def mark_all_read(request: Request) -> HttpResponse:
    """All notices are read."""
    count = actions.mark_all_read(request.scope)
    told = ngettext(
        "Đã đánh dấu %(count)s thông báo là đã đọc.", "Đã đánh dấu %(count)s thông báo là đã đọc.", count
    )
    messages.success(request, told % {"count": count})
    return redirect("notices:list")


@require_POST
def choose_mail(request: Request) -> HttpResponse:
    """How mail is wanted from now on."""
    actions.choose_mail(request.scope, request.POST.get("mail", ""))
    messages.success(request, _("Đã lưu cách nhận thư."))
    return redirect(reverse("notices:list") + "#nhan-thu")
