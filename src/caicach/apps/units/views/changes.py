"""/don-vi/<year>/.../: making, correcting, renaming, moving and ending units, and what went into them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.apps.units import actions, forms, queries
from caicach.apps.units.models import Kind, Unit
from caicach.apps.units.views.support import attempt, choices, resolve
from caicach.platform.access import Permission, Request

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def create(request: Request, year: int) -> HttpResponse:
    """A new unit; ?cap-tren= fills in the unit above."""
    request.scope.require(Permission.UNITS_MANAGE, what=_("thêm đơn vị"))
    initial: dict[str, Any] = {"valid_from": request.scope.today, "kind": Kind.DIVISION}
    above = request.GET.get("cap-tren", "")
    if above.isascii() and above.isdigit() and len(above) < 19:
        initial["parent"] = queries.reference_of(queries.find(request.scope, int(above)), always_code=True)
    form = forms.CreateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        parent = resolve(request, form, "parent", form.cleaned_data["valid_from"], Permission.UNITS_MANAGE)
        if parent is not None:
            unit = attempt(form, lambda: _create(request, form.cleaned_data, parent))
            if unit is not None:
                messages.success(request, _("Đã thêm %(unit)s.") % {"unit": unit.name})
                return redirect("units:detail", year=year, unit_id=unit.pk)
    context = {
        "form": form,
        "title": _("Thêm đơn vị"),
        "submit": _("Thêm đơn vị"),
        "suggestions": choices(request, year, Permission.UNITS_MANAGE),
        "back": reverse("units:list", args=[year]),
    }
    return render(request, "units/form.html", context, status=422 if form.errors else 200)


def _create(request: Request, data: dict[str, Any], parent: Unit) -> Unit:
    reason = data["reason"]
    fields = {name: value for name, value in data.items() if name not in ("parent", "reason")}
    return actions.create_unit(request.scope, actions.UnitData(parent_id=parent.pk, **fields), reason)


@get_or_post
def amend(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Correct what was entered wrongly."""
    unit = _managed(request, unit_id)
    initial = {
        field: getattr(unit, field)
        for field in ("name", "short_name", "subkind", "code", "identification_code")
    }
    form = forms.AmendForm(request.POST or None, initial=initial, is_commune=unit.kind == Kind.COMMUNE)
    return _change(
        request,
        year,
        unit,
        form,
        lambda data: actions.amend_unit(
            request.scope,
            unit.pk,
            {field: value for field, value in data.items() if field != "reason"},
            data["reason"],
        ),
        title=_("Sửa thông tin"),
        lead=_("Dùng khi thông tin đã nhập sai. Nếu đơn vị đổi tên từ một ngày, hãy dùng “Đổi tên”."),
        submit=_("Lưu thông tin đã sửa"),
        done=_("Đã sửa thông tin %(unit)s.") % {"unit": unit.name},
    )


@get_or_post
def rename(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Another name from a day on."""
    unit = _managed(request, unit_id)
    initial = {
        "name": unit.name,
        "short_name": unit.short_name,
        "subkind": unit.subkind,
        "on": request.scope.today,
    }
    form = forms.RenameForm(request.POST or None, initial=initial, is_commune=unit.kind == Kind.COMMUNE)

    def act(data: dict[str, Any]) -> Unit:
        new = actions.NewName(
            name=data["name"],
            short_name=data["short_name"],
            subkind=data.get("subkind", unit.subkind),
            on=data["on"],
            basis=data["reason"],
        )
        return actions.rename_unit(request.scope, unit.pk, new)

    return _change(
        request,
        year,
        unit,
        form,
        act,
        title=_("Đổi tên"),
        lead=_("Các năm trước vẫn hiện tên cũ: %(name)s.") % {"name": unit.name},
        submit=_("Đổi tên đơn vị"),
        done=_("Đã đổi tên %(unit)s.") % {"unit": unit.name},
    )


@get_or_post
def move(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Another place in the tree from a day on."""
    unit = _managed(request, unit_id)
    form = forms.MoveForm(request.POST or None, initial={"on": request.scope.today})

    def act(data: dict[str, Any]) -> object:
        parent = resolve(request, form, "parent", data["on"], Permission.UNITS_MANAGE)
        return parent and actions.move_unit(request.scope, unit.pk, parent.pk, data["on"], data["reason"])

    return _change(
        request,
        year,
        unit,
        form,
        act,
        title=_("Chuyển cấp trên"),
        lead=_("Các đơn vị trực thuộc đi cùng. Các năm trước vẫn giữ cây đơn vị cũ."),
        submit=_("Chuyển đơn vị"),
        done=_("Đã chuyển cấp trên của %(unit)s.") % {"unit": unit.name},
        suggestions=choices(request, year, Permission.UNITS_MANAGE),
    )


@get_or_post
def end(request: Request, year: int, unit_id: int) -> HttpResponse:
    """The last day of a unit."""
    unit = _managed(request, unit_id)
    form = forms.EndForm(request.POST or None, initial={"on": request.scope.today})
    return _change(
        request,
        year,
        unit,
        form,
        lambda data: actions.end_unit(request.scope, unit.pk, data["on"], data["reason"]),
        title=_("Kết thúc hoạt động"),
        lead=_(
            "Vị trí công tác và thông báo phân công tại đơn vị kết thúc cùng ngày. Dữ liệu các năm trước được giữ."
        ),
        submit=_("Kết thúc đơn vị"),
        done=_("Đã kết thúc hoạt động của %(unit)s.") % {"unit": unit.name},
        question=_("Kết thúc hoạt động của %(unit)s?") % {"unit": unit.name},
    )


@get_or_post
def succeed(request: Request, year: int, unit_id: int) -> HttpResponse:
    """A unit that went into this one."""
    unit = _managed(request, unit_id)
    before = unit.valid_from - dt.timedelta(days=1)
    form = forms.SuccessionForm(request.POST or None, initial={"on": before, "part": "full"})

    def act(data: dict[str, Any]) -> object:
        predecessor = resolve(request, form, "predecessor", data["on"], Permission.UNITS_MANAGE)
        return predecessor and actions.record_succession(
            request.scope,
            actions.SuccessionData(predecessor.pk, unit.pk, data["part"], data["basis"], data["weight"]),
        )

    return _change(
        request,
        year,
        unit,
        form,
        act,
        title=_("Ghi đơn vị trước"),
        lead=_("Đơn vị nào đã nhập vào %(unit)s?") % {"unit": unit.name},
        submit=_("Ghi đơn vị trước"),
        done=_("Đã ghi đơn vị trước của %(unit)s.") % {"unit": unit.name},
    )


@get_or_post
def withdraw_succession(request: Request, year: int, unit_id: int, succession_id: int) -> HttpResponse:
    """Take back a succession that was recorded wrongly."""
    unit = _managed(request, unit_id)
    return _change(
        request,
        year,
        unit,
        forms.ReasonForm(request.POST or None),
        lambda data: actions.withdraw_succession(request.scope, succession_id, data["reason"]),
        title=_("Bỏ quan hệ kế thừa"),
        lead=_("Chỉ dùng khi quan hệ đã ghi sai; nhật ký giữ lại việc này."),
        submit=_("Bỏ quan hệ kế thừa"),
        done=_("Đã bỏ quan hệ kế thừa."),
        question=_("Bỏ quan hệ kế thừa này?"),
    )


def _managed(request: Request, unit_id: int) -> Unit:
    """The unit, when the person may manage it."""
    unit = queries.find(request.scope, unit_id)
    request.scope.require(Permission.UNITS_MANAGE, unit.path, what=unit.name)
    return unit


def _change(
    request: Request,
    year: int,
    unit: Unit,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    done: str,
    **words: Any,
) -> HttpResponse:
    """A form about one unit: shown, or carried out and back to the unit."""
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: act(form.cleaned_data)) is not None
    ):
        messages.success(request, done)
        return redirect("units:detail", year=year, unit_id=unit.pk)
    back = reverse("units:detail", args=[year, unit.pk])
    context = {"form": form, "unit": unit, "back": back, **words}
    return render(request, "units/form.html", context, status=422 if form.errors else 200)
