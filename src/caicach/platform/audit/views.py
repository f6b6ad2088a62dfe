"""/nhat-ky/: the trail as a list, one entry in full, and the list as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.platform import spreadsheets
from caicach.platform.access.errors import NotFound
from caicach.platform.access.request import Request
from caicach.platform.audit import queries
from caicach.platform.audit.forms import FilterForm
from caicach.platform.audit.labels import label
from caicach.platform.audit.models import Entry
from caicach.platform.clock import VIETNAM
from caicach.platform.spreadsheets import Cell, Sheet

DOWNLOAD = queries.LONGEST


@require_safe
def entries(request: Request) -> HttpResponse:
    """Newest first, by pages of fifty, with filters in the address."""
    form = FilterForm(request.GET, queries.actions_seen(request.scope))
    before = request.GET.get("before", "")
    page = (
        queries.entries(
            request.scope, form.wanted, int(before) if before.isascii() and before.isdigit() else None
        )
        if form.is_valid()
        else queries.Page([], None)
    )
    return render(request, "audit/entries.html", {"form": form, "page": page, "is_later_page": bool(before)})


@require_safe
def entry(request: Request, sequence: int) -> HttpResponse:
    """One entry: before and after side by side, why, and its place in the chain."""
    found = queries.entry(request.scope, sequence)
    return render(request, "audit/entry.html", {"entry": found, "changes": queries.changes(found)})


@require_safe
def download(request: Request, format: str) -> HttpResponse:
    """The newest entries under the filter as a file: at most DOWNLOAD of them, which the last line of the file says."""
    form = FilterForm(request.GET, queries.actions_seen(request.scope))
    if not form.is_valid():
        raise NotFound(_("Bộ lọc không hợp lệ nên không có gì để tải."), _("Hãy quay lại và sửa bộ lọc."))
    page = queries.entries(request.scope, form.wanted, limit=DOWNLOAD)
    sheet = Sheet(_("Nhật ký"), _header(), [_row(found) for found in page.entries])
    if page.older is not None:
        sheet.rows.append(
            [_("Chỉ gồm %(count)s bản ghi mới nhất; hãy lọc theo ngày để tải tiếp.") % {"count": DOWNLOAD}]
        )
    return spreadsheets.download(sheet, "nhat-ky", format)


def _header() -> list[str]:
    return [
        _("Số"),
        _("Thời điểm"),
        _("Tài khoản"),
        _("Người thực hiện"),
        _("Hành động"),
        _("Đối tượng"),
        _("Lý do"),
        _("Thay đổi"),
        _("Mã băm"),
    ]


def _row(found: Entry) -> list[Cell]:
    changed = [change for change in queries.changes(found) if change.is_changed]
    return [
        found.sequence,
        found.at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S"),
        found.actor,
        found.actor_name,
        label(found.action),
        found.subject_label,
        found.reason,
        "; ".join(f"{change.name}: {change.before or ''} → {change.after or ''}" for change in changed),
        found.hash,
    ]
