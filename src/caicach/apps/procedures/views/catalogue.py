"""/thu-tuc/: the catalogue of a day, one procedure with its versions, downloads, the sheet to post."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.apps.procedures import actions, forms, queries, sheets
from caicach.apps.procedures.content import Details, limit_explained, limit_words, short_decimal
from caicach.apps.procedures.models import Level, Online
from caicach.apps.units.models import Kind, Unit
from caicach.apps.units.views.support import attempt
from caicach.core.vietnamese import read_date
from caicach.platform import spreadsheets
from caicach.platform.access import NotFound, Permission, Request
from caicach.platform.letters.pdf import PDF_TYPE
from caicach.platform.wording import said

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
READ, MANAGE = Permission.PROCEDURES_READ, Permission.PROCEDURES_MANAGE


@require_safe
def catalogue(request: Request) -> HttpResponse:
    """The procedures in force on a day, narrowed by words, field, level and online service."""
    request.scope.require(READ)
    locality = locality_of(request)
    narrowed = narrowed_by(request)
    page = queries.page_of_catalogue(
        request.scope, locality.pk, narrowed, after=number(request, "sau"), before=number(request, "truoc")
    )
    context = {
        "locality": locality,
        "localities": queries.localities(request.scope),
        "narrowed": narrowed,
        "page": page,
        "rows": [(one, limit_words(one.limit)) for one in page.versions],
        "fields": queries.fields_in_use(request.scope, locality.pk, narrowed.on),
        "levels": Level.choices,
        "onlines": Online.choices,
        "may_manage": request.scope.may(MANAGE, locality.path),
    }
    return render(request, "procedures/catalogue.html", context)


@require_safe
def download(request: Request, format: str) -> HttpResponse:
    """The catalogue as it is narrowed on the screen, all pages of it: xlsx or csv."""
    request.scope.require(READ)
    if format not in ("xlsx", "csv"):
        raise NotFound(_("Không có tệp dạng này."), _("Hãy tải dạng XLSX hoặc CSV."))
    locality = locality_of(request)
    narrowed = narrowed_by(request)
    found = queries.catalogue(request.scope, locality.pk, narrowed).select_related("decision")
    return spreadsheets.download(
        sheets.catalogue(found.prefetch_related("fees")), "thu-tuc-hanh-chinh", format
    )


@require_safe
def procedure(request: Request, procedure_id: int) -> HttpResponse:
    """One procedure on a day: papers, steps, fees, the limit explained, and what changed from version to version."""
    on = day(request)
    page = queries.page_of_procedure(request.scope, procedure_id, on)
    locality = page.procedure.locality
    context = {
        "page": page,
        "version": page.shown,
        "on": on,
        "limit": limit_words(page.shown.limit),
        "explained": limit_explained(page.shown.limit),
        "example": said(page.example) if page.example else "",
        "second": limit_words(page.shown.second_limit),
        "lists": sheets.lists_shown(page.shown),
        "days_of_steps": short_decimal(page.days_of_steps),
        "agencies": page.shown.executing.splitlines(),
        "may_manage": request.scope.may(MANAGE, f"{locality.pk}/"),
    }
    return render(request, "procedures/procedure.html", context)


@require_safe
def posting_sheet(request: Request, procedure_id: int) -> HttpResponse:
    """The sheet that hangs at the desk: A4, with the QR of the public page."""
    page = queries.page_of_procedure(request.scope, procedure_id, request.scope.today)
    content = sheets.posting_sheet(page, request.scope.today)
    answer = HttpResponse(content, content_type=PDF_TYPE)
    answer["Content-Disposition"] = f'inline; filename="niem-yet-{page.procedure.code}.pdf"'
    return answer


@get_or_post
def correct(request: Request, version_id: int) -> HttpResponse:
    """Correct or complete what was entered of a version, with a reason."""
    version = queries.version(request.scope, version_id)
    queries.locality_for(request.scope, version.procedure.locality_id, MANAGE)
    units = queries.units_of_locality(version.procedure.locality_id).filter(
        kind__in=[Kind.DEPARTMENT, Kind.SERVICE_CENTRE]
    )
    choices = [(one.pk, one.name) for one in units]
    data = request.POST if request.method == "POST" else None
    form = forms.CorrectForm(choices, data, initial=forms.initial_of(version))
    lists = forms.ListForms(data, version)
    if data is not None and form.is_valid() & lists.is_valid():
        given = actions.Correction(
            form.cleaned_data["revision"],
            form.values,
            **lists.values(),
            interlinked=form.codes,
            executing_units=tuple(form.cleaned_data["executing_units"]) if choices else None,
        )
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.correct(request.scope, version_id, given, reason)):
            messages.success(
                request, _("Đã sửa chi tiết thủ tục %(code)s.") % {"code": version.procedure.code}
            )
            return redirect("procedures:procedure", version.procedure_id)
    return version_page(request, form, lists, title=_("Sửa chi tiết thủ tục"), version=version)


def version_page(
    request: Request, form: forms.DetailsForm, lists: forms.ListForms, **context: Any
) -> HttpResponse:
    """The page on which a version is entered."""
    shown = {"form": form, "lists": lists, **context}
    return render(
        request, "procedures/version_form.html", shown, status=422 if form.errors or lists.errors else 200
    )


def details_from(form: forms.DetailsForm) -> Details:
    """What was entered, as `announce` takes it."""
    return Details(**form.values)


def locality_of(request: Request) -> Unit:
    """The locality ?dia-phuong=, else the own one."""
    known = queries.localities(request.scope)
    asked = number(request, "dia-phuong")
    found = next((one for one in known if asked in (None, one.pk)), None)
    if found is None:
        raise NotFound(
            _("Không có danh mục thủ tục của địa phương này trong phạm vi của anh/chị."),
            _("Hãy mở danh mục từ mục Một cửa."),
        )
    return found


def narrowed_by(request: Request) -> queries.CatalogueFilter:
    """The filter that stands in the address; what there is not narrows nothing."""
    level, online = request.GET.get("cap", ""), request.GET.get("truc-tuyen", "")
    return queries.CatalogueFilter(
        on=day(request),
        field=number(request, "linh-vuc"),
        level=level if level in Level.values else "",
        online=online if online in Online.values else "",
        search=request.GET.get("q", "").strip()[:200],
        unclear=request.GET.get("chua-ro") == "1",
    )


def day(request: Request) -> dt.date:
    """The day ?ngay=, else today."""
    try:
        return read_date(request.GET.get("ngay", ""))
    except ValueError:
        return request.scope.today


def number(request: Request, name: str) -> int | None:
    """A number of the address, None for anything else."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
