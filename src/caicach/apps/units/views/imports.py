"""/don-vi/<year>/nhap/: tables of units and mapping files, shown before they are confirmed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.apps.units import actions, forms, queries
from caicach.apps.units.models import Kind
from caicach.apps.units.views.changes import get_or_post
from caicach.apps.units.views.support import attempt, pack, unpack
from caicach.apps.units.views.units import sheet_header
from caicach.platform import spreadsheets, uploads
from caicach.platform.access import Permission, Request
from caicach.platform.errors import Fault
from caicach.platform.spreadsheets import Sheet

MOST_SHOWN = 500


@get_or_post
def import_table(request: Request, year: int) -> HttpResponse:
    """Upload, look at what would happen row by row, confirm once."""
    request.scope.require(Permission.UNITS_MANAGE, what=_("nhập danh sách đơn vị"))
    if request.method == "POST" and "packed" in request.POST:
        return _confirm_table(request, year)
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sheet = _accepted(
            form, lambda: actions.read_sheet(spreadsheets.read_table(form.cleaned_data["file"]))
        )
        if sheet is not None:
            return _preview_table(
                request, sheet, forms.ConfirmForm(initial={"packed": pack(request, sheet.pack())})
            )
    return render(request, "units/import.html", {"form": form}, status=422 if form.errors else 200)


def _confirm_table(request: Request, year: int) -> HttpResponse:
    form = forms.ConfirmForm(request.POST)
    sheet = actions.UnitSheet.unpack(unpack(request, request.POST["packed"]))
    if form.is_valid():
        result = attempt(
            form, lambda: actions.import_units(request.scope, sheet, form.cleaned_data["reason"])
        )
        if result is not None:
            messages.success(
                request,
                _("Đã nhập danh sách: thêm %(created)s đơn vị, sửa %(changed)s, giữ nguyên %(same)s.")
                % {
                    "created": result.count("create"),
                    "changed": result.count("change"),
                    "same": result.count("same"),
                },
            )
            return redirect("units:list", year=year)
    return _preview_table(request, sheet, form)


def _preview_table(request: Request, sheet: actions.UnitSheet, form: forms.ConfirmForm) -> HttpResponse:
    result = actions.preview_units(request.scope, sheet)
    context = {
        "form": form,
        "result": result,
        "rows": result.rows[:MOST_SHOWN],
        "created": result.count("create"),
        "changed": result.count("change"),
        "same": result.count("same"),
        "faulty": result.count("error"),
    }
    return render(request, "units/import_preview.html", context, status=422 if result.count("error") else 200)


@require_safe
def template(request: Request, year: int, format: str) -> HttpResponse:
    """The file to fill in: the head, two rows as an example, and a sheet of help."""
    request.scope.require(Permission.UNITS_MANAGE, what=_("nhập danh sách đơn vị"))
    start = dt.date(min(max(year, queries.FIRST_YEAR), queries.LAST_YEAR), 1, 1)
    sheet = Sheet(_("Đơn vị"), sheet_header())
    sheet.rows.append([_("Sở Ví dụ"), _("Ví dụ"), "Sở, ban, ngành", "", "H44.999", "H44", start, None])
    sheet.rows.append([_("Phòng Ví dụ"), "", "Phòng, ban", "", "", _("Sở Ví dụ"), start, None])
    words = Sheet(_("Hướng dẫn"), [_("Cột"), _("Cách điền")])
    words.rows.extend([column, text] for column, text in _help())
    return spreadsheets.download([sheet, words], "mau-danh-sach-don-vi", format)


def _help() -> list[tuple[str, str]]:
    return [
        (_("Tên đơn vị"), _("Bắt buộc. Tên đầy đủ.")),
        (
            _("Loại đơn vị"),
            _("Bắt buộc. Một trong: %(words)s.") % {"words": "; ".join(actions.KIND_WORDS_SHOWN)},
        ),
        (_("Mã đơn vị"), _("Định dạng ô là văn bản để giữ số 0 ở đầu.")),
        (_("Mã định danh"), _("Có mã định danh thì dòng được đối chiếu với đơn vị đã có mang mã đó.")),
        (
            _("Đơn vị cấp trên"),
            _("Bắt buộc. Mã định danh, mã đơn vị hoặc đúng tên; được là đơn vị ở dòng phía trên."),
        ),
        (_("Hoạt động từ"), _("Bắt buộc. Ngày/tháng/năm.")),
        (_("Hoạt động đến"), _("Để trống khi còn hoạt động.")),
        (_("Ô trống"), _("Với đơn vị đã có, ô trống nghĩa là giữ nguyên.")),
        (_("Ô gộp"), _("Không dùng ô gộp: mỗi dòng điền đủ.")),
    ]


@get_or_post
def import_mapping(request: Request, year: int) -> HttpResponse:
    """The units before the reorganisation and what became of them."""
    request.scope.require(Permission.UNITS_MANAGE, what=_("nhập quan hệ đơn vị trước và sau sắp xếp"))
    if request.method == "POST" and "packed" in request.POST:
        return _confirm_mapping(request, year)
    form = forms.MappingUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        mapping = _accepted(form, lambda: _read_mapping(form.cleaned_data["file"]))
        if mapping is not None:
            since = form.cleaned_data["since"]
            packed = pack(
                request,
                {"since": since.isoformat(), "mapping": [dataclasses.astuple(one) for one in mapping]},
            )
            return _preview_mapping(request, mapping, since, forms.ConfirmForm(initial={"packed": packed}))
    return render(request, "units/import_mapping.html", {"form": form}, status=422 if form.errors else 200)


def _confirm_mapping(request: Request, year: int) -> HttpResponse:
    form = forms.ConfirmForm(request.POST)
    held = unpack(request, request.POST["packed"])
    mapping = actions.unpack_mapping(held["mapping"])
    since = dt.date.fromisoformat(held["since"])
    if form.is_valid():
        result = attempt(
            form,
            lambda: actions.import_succession(request.scope, mapping, form.cleaned_data["reason"], since),
        )
        if result is not None:
            messages.success(
                request,
                _(
                    "Đã ghi %(links)s quan hệ kế thừa, thêm %(old)s đơn vị cũ; %(same)s đơn vị giữ nguyên qua sắp xếp."
                )
                % {"links": result.successions, "old": result.old_units, "same": result.continuing},
            )
            return redirect("units:list", year=queries.BEFORE_REORGANISATION)
    return _preview_mapping(request, mapping, since, form)


def _preview_mapping(
    request: Request, mapping: tuple[actions.NewProvince, ...], since: dt.date, form: forms.ConfirmForm
) -> HttpResponse:
    result = actions.preview_succession(request.scope, mapping, since)
    context = {
        "form": form,
        "result": result,
        "since": since,
        "problems": result.problems[:MOST_SHOWN],
        "warnings": result.warnings[:MOST_SHOWN],
        "communes": Kind.COMMUNE,
    }
    return render(
        request, "units/import_mapping_preview.html", context, status=422 if result.problems else 200
    )


def _read_mapping(file: Any) -> tuple[actions.NewProvince, ...]:
    return actions.read_mapping(uploads.accept(file, {uploads.Kind.TEXT}).content)


def _accepted(form: forms.UploadForm, read: Any) -> Any:
    """What was read from the file, or None with the fault beside the field; a file may also be too large."""
    try:
        return read()
    except Fault as fault:
        form.add_error("file", str(fault))
        for problem in fault.problems:
            form.add_error("file", problem)
    return None
