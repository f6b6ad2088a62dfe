"""/lich-lam-viec/: the calendar of a year, dispatches with what they would change, hours of units."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.apps.calendars import actions, forms, queries
from caicach.apps.calendars.checks import DispatchData
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.apps.units.views.support import attempt, pack, unpack
from caicach.core.worktime.calendar import shipped
from caicach.core.worktime.reading import WEEKDAYS
from caicach.platform.access import NotFound, Request
from caicach.platform.errors import Conflict, Invalid, TooLarge
from caicach.platform.files import downloads

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
FIRST_YEAR, LAST_YEAR = 2000, 2099


@require_safe
def home(request: Request) -> HttpResponse:
    """The calendar of the own unit in the running year, or of the unit ?don-vi= by code or name."""
    today = request.scope.today
    if asked := request.GET.get("don-vi", "").strip()[:200]:
        unit = units.unit_by_reference(request.scope, asked, today)
        return redirect("calendars:year", year=today.year, unit_id=unit.pk)
    own = queries.own_unit(request.scope)
    if own is None:
        return redirect("calendars:shipped", year=today.year)
    return redirect("calendars:year", year=today.year, unit_id=own.pk)


@require_safe
def shipped_year(request: Request, year: int) -> HttpResponse:
    """A year as the program ships it, for whoever has no unit."""
    return _year_page(request, year, None)


@require_safe
def year(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Twelve months as they are counted for a unit, with the reason of every day that differs."""
    return _year_page(request, year, queries.unit_for(request.scope, unit_id))


@require_safe
def dispatches(request: Request, year: int, unit_id: int) -> HttpResponse:
    """What was entered for a unit and above it, and what the program ships."""
    unit = queries.unit_for(request.scope, unit_id)
    with_withdrawn = request.GET.get("da-rut") == "1"
    context = {
        "dispatches": queries.dispatches(request.scope, unit, with_withdrawn),
        "with_withdrawn": with_withdrawn,
        "shipped_years": queries.shipped_years(),
        **_frame(request, year, unit, "dispatches"),
    }
    return render(request, "calendars/dispatches.html", context)


@get_or_post
def enter(request: Request, year: int, unit_id: int) -> HttpResponse:
    """A dispatch is typed, then shown with what it would change, then saved; nothing is saved before that."""
    unit = queries.unit_to_change(request.scope, unit_id)
    if request.method == "POST" and "packed" in request.POST:
        return _confirmed(request, year, unit)
    standing = [one for one in queries.dispatches(request.scope, unit) if one.unit_id == unit.pk]
    sent = request.method == "POST"
    head = forms.DispatchForm(request.POST if sent else None, standing=standing)
    rows: Any = forms.DaysFormSet(
        request.POST if sent else None, prefix="ngay", initial=_rows_of_law(request)
    )
    if not sent and (prefilled := _law_year(request)):
        head.initial["year"] = prefilled
    if sent and head.is_valid() and rows.is_valid():
        data = forms.dispatch_data(unit.pk, head, rows)
        preview = attempt(head, lambda: queries.preview(request.scope, data))
        if preview is not None:
            packed = forms.PackedForm(initial={"packed": pack(request, forms.plain(data))})
            return _preview_page(request, year, unit, data, preview, packed)
    return _entering(request, year, unit, head, rows)


@require_safe
def dispatch(request: Request, dispatch_id: int) -> HttpResponse:
    """One dispatch with its days."""
    found = queries.dispatch(request.scope, dispatch_id)
    may_change = not found.is_withdrawn and request.scope.may(queries.MANAGE, queries.path_of(found.unit_id))
    context = {
        "dispatch": found,
        "days": sorted(found.days.all(), key=lambda day: day.day),
        "may_change": may_change,
        "form": forms.FileForm() if may_change and found.file_id is None else None,
        "list_url": reverse("calendars:dispatches", args=[request.scope.today.year, found.unit_id]),
    }
    return render(request, "calendars/dispatch.html", context)


@get_or_post
def withdraw(request: Request, dispatch_id: int) -> HttpResponse:
    """Take a dispatch out, after seeing what that would change."""
    found = queries.dispatch_to_change(request.scope, dispatch_id)
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.withdraw(request.scope, dispatch_id, reason)):
            messages.success(request, _("Đã rút văn bản %(number)s.") % {"number": found.number})
            return redirect("calendars:dispatch", dispatch_id=dispatch_id)
    context = {
        "dispatch": found,
        "form": form,
        "preview": queries.preview_withdrawal(request.scope, dispatch_id),
        "back": reverse("calendars:dispatch", args=[dispatch_id]),
    }
    return render(request, "calendars/withdraw.html", context, status=422 if form.errors else 200)


@require_safe
def download(request: Request, dispatch_id: int) -> HttpResponseBase:
    """The file of a dispatch."""
    found = queries.dispatch(request.scope, dispatch_id)
    if found.file is None:
        raise NotFound(_("Văn bản này chưa có tệp."), _("Hãy xem các ngày đã nhập ở trang văn bản."))
    return downloads.download(found.file, found.file_name)


@require_POST
def attach(request: Request, dispatch_id: int) -> HttpResponse:
    """Keep the file of a dispatch beside it."""
    form = forms.FileForm(request.POST, request.FILES)
    queries.dispatch_to_change(request.scope, dispatch_id)
    if form.is_valid():
        try:
            actions.attach(request.scope, dispatch_id, form.cleaned_data["file"])
            messages.success(request, _("Đã gắn tệp vào văn bản."))
        except (Invalid, Conflict, TooLarge) as fault:
            messages.error(request, str(fault))
    else:
        messages.error(request, _("Hãy chọn một tệp rồi gửi lại."))
    return redirect("calendars:dispatch", dispatch_id=dispatch_id)


@require_safe
def hours(request: Request, year: int, unit_id: int) -> HttpResponse:
    """The hours of a unit today and all that were entered for it and above it."""
    unit = queries.unit_for(request.scope, unit_id)
    clock = queries.clock_of(unit.pk)
    week = clock.hours.week_on(request.scope.today)
    context = {
        "today_week": list(zip(WEEKDAYS, week, strict=True)),
        "same_day_until": clock.same_day_until,
        "entered": [_shown_hours(one) for one in queries.hours(request.scope, unit)],
        **_frame(request, year, unit, "hours"),
    }
    return render(request, "calendars/hours.html", context)


@get_or_post
def set_hours(request: Request, year: int, unit_id: int) -> HttpResponse:
    """New hours of a unit from a day on."""
    unit = queries.unit_to_change(request.scope, unit_id)
    week = queries.clock_of(unit.pk).hours.week_on(request.scope.today)
    form = forms.HoursForm(request.POST or None, week=week)
    if request.method == "POST" and form.is_valid():
        data = form.data_for(unit.pk)
        if attempt(form, lambda: actions.set_hours(request.scope, data)):
            messages.success(request, _("Đã lưu giờ làm việc của %(unit)s.") % {"unit": unit.name})
            return redirect("calendars:hours", year=year, unit_id=unit.pk)
    context = {"form": form, "unit": unit, "back": reverse("calendars:hours", args=[year, unit.pk])}
    return render(request, "calendars/set_hours.html", context, status=422 if form.errors else 200)


@get_or_post
def withdraw_hours(request: Request, hours_id: int) -> HttpResponse:
    """Take hours out, with a reason."""
    found = queries.hours_to_change(request.scope, hours_id)
    back = reverse("calendars:hours", args=[request.scope.today.year, found.unit_id])
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.withdraw_hours(request.scope, hours_id, reason)):
            messages.success(request, _("Đã rút giờ làm việc."))
            return redirect(back)
    context = {"hours": _shown_hours(found), "form": form, "back": back}
    return render(request, "calendars/withdraw_hours.html", context, status=422 if form.errors else 200)


def _year_page(request: Request, year: int, unit: Unit | None) -> HttpResponse:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound(_("Không có lịch của năm %(year)s.") % {"year": year}, _("Hãy chọn năm khác."))
    suggested = units.suggestions(request.scope, request.scope.today)
    context = {
        "calendar": queries.year_of(request.scope, year, unit),
        "weekdays": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
        "suggestions": suggested,
        "has_others": len(suggested) > 1 or not suggested,
        **_frame(request, year, unit, "year"),
    }
    return render(request, "calendars/year.html", context)


def _frame(request: Request, year: int, unit: Unit | None, active: str) -> dict[str, Any]:
    """What the pages of one unit share: its tabs and whether its calendar may be changed."""
    frame: dict[str, Any] = {"unit": unit, "shown_year": year, "may_change": False, "tab_list": []}
    if unit is not None:
        frame["may_change"] = request.scope.may(queries.MANAGE, unit.path)
        labels = {"year": _("Lịch năm"), "dispatches": _("Văn bản"), "hours": _("Giờ làm việc")}
        frame["tab_list"] = [
            (label, reverse(f"calendars:{name}", args=[year, unit.pk]), name == active)
            for name, label in labels.items()
        ]
    return frame


def _confirmed(request: Request, year: int, unit: Unit) -> HttpResponse:
    data = forms.from_plain(unpack(request, request.POST["packed"]))
    if data.unit_id != unit.pk:
        raise Invalid(
            _("Bản xem trước này của đơn vị khác; chưa có gì được lưu."), _("Hãy nhập lại văn bản.")
        )
    if "edit" in request.POST:
        return _edited(request, year, unit, data)
    packed = forms.PackedForm(request.POST)
    packed.is_valid()
    made = attempt(packed, lambda: actions.enter(request.scope, data))
    if made is None:
        preview = queries.preview(request.scope, data)
        return _preview_page(request, year, unit, data, preview, packed, status=422)
    messages.success(request, _("Đã lưu văn bản %(number)s vào lịch.") % {"number": made.number})
    return redirect("calendars:dispatch", dispatch_id=made.pk)


def _edited(request: Request, year: int, unit: Unit, data: DispatchData) -> HttpResponse:
    """Back from the preview to the form, with what was typed."""
    standing = [one for one in queries.dispatches(request.scope, unit) if one.unit_id == unit.pk]
    names = ("number", "issuer", "issued_on", "title", "year", "replaces")
    head = forms.DispatchForm(standing=standing, initial={name: getattr(data, name) for name in names})
    rows = [
        {name: getattr(one, name) for name in ("first", "last", "kind", "pair", "name")} for one in data.days
    ]
    return _entering(request, year, unit, head, forms.DaysFormSet(prefix="ngay", initial=rows))


def _entering(request: Request, year: int, unit: Unit, head: forms.DispatchForm, rows: Any) -> HttpResponse:
    faulty = bool(head.errors) or any(row.errors for row in rows.forms)
    provisional = [
        other for other in range(request.scope.today.year, request.scope.today.year + 3)
        if other not in queries.clock_of(unit.pk).calendar.years
    ]  # fmt: skip
    context = {
        "unit": unit,
        "head": head,
        "rows": rows,
        "provisional": provisional,
        "back": reverse("calendars:dispatches", args=[year, unit.pk]),
    }
    return render(request, "calendars/enter.html", context, status=422 if faulty else 200)


def _preview_page(
    request: Request,
    year: int,
    unit: Unit,
    data: DispatchData,
    preview: queries.Preview,
    packed: forms.PackedForm,
    status: int = 200,
) -> HttpResponse:
    context = {
        "unit": unit,
        "data": data,
        "preview": preview,
        "packed": packed,
        "shown_year": year,
        "back": reverse("calendars:dispatches", args=[year, unit.pk]),
    }
    return render(request, "calendars/preview.html", context, status=status)


def _law_year(request: Request) -> int | None:
    """The year whose statutory days the form is to begin with."""
    text = request.GET.get("theo-luat", "")
    return int(text) if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR else None


def _rows_of_law(request: Request) -> list[dict[str, Any]]:
    wanted = _law_year(request)
    if wanted is None:
        return []
    return [
        {"first": one.day, "kind": one.kind.value, "name": one.name, "pair": one.pair}
        for one in shipped().days_of(wanted)
    ]


def _shown_hours(entered: Any) -> dict[str, Any]:
    """Hours as the page shows them: the same week written once where all working days are alike."""
    return {
        "entered": entered,
        "week": list(zip(WEEKDAYS, entered.week, strict=True)),
        "seasons": [
            {
                "season": season,
                "first": _turned(season.first),
                "last": _turned(season.last),
                "hours": _usual(season.week),
            }
            for season in entered.seasons.all()
        ],
    }


def _turned(month_day: str) -> str:
    """The month and day of a season as offices write them: 16/04."""
    return "/".join(reversed(month_day.split("-")))


def _usual(week: list[str]) -> str:
    return " · ".join(dict.fromkeys(day for day in week if day))
