"""/mot-cua/ho-so/: the lists of dossiers, and each of them as a file."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.apps.dossiers.forms_lists import ListForm
from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.queries import lists
from caicach.apps.dossiers.queries.lists import KINDS, View
from caicach.apps.dossiers.queries.places import READ, officers
from caicach.core.dossiers.status import RUNNING
from caicach.platform import clock, spreadsheets
from caicach.platform.access import Request
from caicach.platform.errors import Invalid
from caicach.platform.spreadsheets import Cell

MOST_DOWNLOADED = 100_000


@require_safe
def dossier_list(request: Request) -> HttpResponse:
    """One list by pages, narrowed by what stands in the address."""
    request.scope.require(READ, what=_("danh sách hồ sơ"))
    form = _form(request)
    narrowed = form.narrowed() if form.is_valid() else None
    page = None
    if narrowed is not None:
        page = lists.page_of_dossiers(
            request.scope, narrowed, after=request.GET.get("sau"), before=request.GET.get("truoc")
        )
    context = {
        "form": form,
        "view": form.view,
        "title": KINDS[form.view].title,
        "page": page,
        "narrowed": narrowed,
        "now": clock.now(),
        "running": RUNNING,
        "tab_list": _tabs(form.view),
    }
    return render(request, "dossiers/list.html", context, status=200 if form.is_valid() else 422)


@require_safe
def download(request: Request) -> HttpResponseBase:
    """The list as it is narrowed, as a workbook; made and sent without ever being in memory as a whole."""
    request.scope.require(READ, what=_("danh sách hồ sơ"))
    form = _form(request)
    if not form.is_valid():
        raise Invalid(
            _("Bộ lọc có ngày không đúng nên chưa tải được danh sách."), _("Hãy sửa ngày rồi tải lại.")
        )
    found = lists.walk(request.scope, form.narrowed(), MOST_DOWNLOADED)
    name = f"ho-so-{form.view.value}-{request.scope.today:%Y%m%d}"
    return spreadsheets.stream_xlsx(str(KINDS[form.view].title), _header(), _cells(found), name)


def _header() -> list[tuple[str, int]]:
    """Titles and widths of the columns of the file."""
    return [
        (_("Mã hồ sơ"), 26),
        (_("Chủ hồ sơ"), 28),
        (_("Thủ tục"), 60),
        (_("Trạng thái"), 20),
        (_("Kênh nộp"), 12),
        (_("Nơi tiếp nhận"), 30),
        (_("Cơ quan giải quyết"), 30),
        (_("Người xử lý"), 24),
        (_("Nộp lúc"), 17),
        (_("Tiếp nhận lúc"), 17),
        (_("Hẹn trả"), 17),
        (_("Số lần hẹn lại"), 12),
        (_("Xong lúc"), 17),
        (_("Trả lúc"), 17),
    ]


def _cells(found: Iterator[Dossier]) -> Iterator[list[Cell]]:
    for one in found:
        moments = (one.submitted_at, one.received_at, one.due_at, one.finished_at, one.returned_at)
        submitted, received, due, finished, returned = (
            moment and moment.astimezone(clock.VIETNAM) for moment in moments
        )
        yield [
            one.code,
            one.applicant_name,
            one.procedure_version.name,
            one.get_status_display(),
            one.get_channel_display(),
            one.unit.name,
            one.handling_unit.name,
            one.officer.display_name if one.officer else None,
            submitted,
            received,
            due,
            one.reappointed,
            finished,
            returned,
        ]


def _form(request: Request) -> ListForm:
    asked = request.GET.get("xem", "")
    view = View(asked) if asked in list(View) else View.ALL
    return ListForm(
        request.GET,
        view,
        lists.statuses_of(view),
        lists.fields(),
        [(one.pk, one.display_name) for one in officers(request.scope, _number(request, "can_bo"))],
    )


def _tabs(current: View) -> list[tuple[str, str, bool]]:
    address = reverse("dossiers:list")
    return [
        (str(kind.title), address if view is View.ALL else f"{address}?xem={view.value}", view is current)
        for view, kind in KINDS.items()
    ]


def _number(request: Request, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
