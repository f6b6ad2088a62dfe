"""/don-vi/: units of a year as a list, as a tree, one by one, as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.apps.units import queries
from caicach.apps.units.models import Kind, Subkind, Unit
from caicach.core.vietnamese import date_text
from caicach.platform import spreadsheets
from caicach.platform.access import Permission, Request
from caicach.platform.spreadsheets import Cell, Sheet

MOST_DOWNLOADED = 50_000


@require_safe
def home(request: Request) -> HttpResponse:
    """The list of the running year."""
    return redirect("units:list", year=request.scope.today.year)


@require_safe
def unit_list(request: Request, year: int) -> HttpResponse:
    """Alphabetical, by pages, narrowed by kind, words and place in the tree."""
    request.scope.require(Permission.UNITS_READ, what=_("danh mục đơn vị"))
    narrowed = _narrowed(request)
    page = queries.page_of_units(
        request.scope, year, narrowed, after=_number(request, "sau"), before=_number(request, "truoc")
    )
    under = queries.find(request.scope, narrowed.under) if narrowed.under is not None else None
    context = {
        "page": page,
        "narrowed": narrowed,
        "under": under,
        "kinds": Kind.choices,
        "day": queries.day_of_year(year, request.scope.today),
        "tab_list": _tabs(year, is_tree=False),
        "may_manage": request.scope.may(Permission.UNITS_MANAGE),
    }
    return render(request, "units/list.html", context)


@require_safe
def unit_tree(request: Request, year: int) -> HttpResponse:
    """The top of what may be read, or the units below one (?cha=); a fragment when the tree on screen asks."""
    request.scope.require(Permission.UNITS_READ, what=_("danh mục đơn vị"))
    parent_id = _number(request, "cha")
    parent = queries.find_in_year(request.scope, year, parent_id) if parent_id is not None else None
    nodes = queries.tree(request.scope, year, parent_id)
    only = nodes[0] if len(nodes) == 1 and nodes[0].children else None
    context = {
        "nodes": nodes,
        # A top with one unit only stands open, so that the tree is not a single line.
        "opened": queries.tree(request.scope, year, only.unit.pk) if only else None,
        "parent": parent,
        "above": queries.ancestors(request.scope, parent, year) if parent else [],
        "day": queries.day_of_year(year, request.scope.today),
        "year": year,
        "tab_list": _tabs(year, is_tree=True),
    }
    fragment = request.headers.get("HX-Target", "").startswith("unit-children-")
    return render(request, "units/tree_nodes.html" if fragment else "units/tree.html", context)


@require_safe
def unit_detail(request: Request, year: int, unit_id: int) -> HttpResponse:
    """One unit as it stood in the year: history, predecessors and successors, people, responsibilities."""
    detail = queries.unit_detail(request.scope, year, unit_id)
    path = detail.unit.path
    context = {
        "detail": detail,
        "unit": detail.unit,
        "facts": _facts(detail.unit),
        "may_manage": request.scope.may(Permission.UNITS_MANAGE, path),
        "may_manage_people": request.scope.may(Permission.USERS_MANAGE, path),
        "may_assign": request.scope.may(Permission.RESPONSIBILITY_ASSIGN, path),
    }
    return render(request, "units/detail.html", context)


@require_safe
def download(request: Request, year: int, format: str) -> HttpResponse:
    """The list as it is narrowed, as a file that can be imported again."""
    request.scope.require(Permission.UNITS_READ, what=_("danh mục đơn vị"))
    narrowed = _narrowed(request)
    found = queries.units_of_year(
        request.scope, year, kinds=narrowed.kinds, under_unit=narrowed.under, search=narrowed.search
    )
    units = list(found[:MOST_DOWNLOADED])
    above = {
        unit.pk: unit for unit in queries.latest_of({unit.parent_id for unit in units if unit.parent_id})
    }
    sheet = Sheet(_("Đơn vị %(year)s") % {"year": year}, sheet_header())
    sheet.rows.extend(_row(unit, above) for unit in units)
    return spreadsheets.download(sheet, f"don-vi-{year}", format)


def sheet_header() -> list[str]:
    """The head of a table of units, as the import reads it."""
    return [
        _("Tên đơn vị"),
        _("Tên ngắn"),
        _("Loại đơn vị"),
        _("Mã đơn vị"),
        _("Mã định danh"),
        _("Đơn vị cấp trên"),
        _("Hoạt động từ"),
        _("Hoạt động đến"),
    ]


def kind_words(unit: Unit) -> str:
    """The kind as the import reads it: "Xã" for a commune that is one."""
    if unit.shown_subkind:
        return {"xa": "Xã", "phuong": "Phường", "dac_khu": "Đặc khu", "thi_tran": "Thị trấn"}[
            unit.shown_subkind
        ]
    return {
        Kind.PROVINCE: "Tỉnh, thành phố",
        Kind.DEPARTMENT: "Sở, ban, ngành",
        Kind.DISTRICT: "Huyện",
        Kind.COMMUNE: "Xã",
        Kind.SERVICE_CENTRE: "Trung tâm phục vụ hành chính công",
        Kind.DIVISION: "Phòng, ban",
    }[Kind(unit.kind)]


def _row(unit: Unit, above: dict[int, Unit]) -> list[Cell]:
    parent = above.get(unit.parent_id or 0)
    return [
        unit.shown_name,
        unit.short_name,
        kind_words(unit),
        unit.code,
        unit.identification_code,
        (parent.identification_code or parent.code or parent.name) if parent else "",
        unit.valid_from,
        unit.valid_to,
    ]


def _kind(unit: Unit) -> str:
    return str(Subkind(unit.shown_subkind).label if unit.shown_subkind else Kind(unit.kind).label)


def _facts(unit: Unit) -> list[tuple[str, str]]:
    until = date_text(unit.valid_to) if unit.valid_to else _("đang hoạt động")
    return [
        (_("Loại đơn vị"), _kind(unit)),
        (_("Mã đơn vị"), unit.code or "—"),
        (_("Mã định danh"), unit.identification_code or "—"),
        (_("Hoạt động từ"), date_text(unit.valid_from)),
        (_("Hoạt động đến"), until),
    ]


def _narrowed(request: Request) -> queries.UnitFilter:
    kind = request.GET.get("loai", "")
    return queries.UnitFilter(
        kinds=(kind,) if kind in Kind.values else (),
        search=request.GET.get("q", "")[:200],
        under=_number(request, "duoi"),
    )


def _number(request: Request, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def _tabs(year: int, *, is_tree: bool) -> list[tuple[str, str, bool]]:
    return [
        (_("Danh sách"), reverse("units:list", args=[year]), not is_tree),
        (_("Cây đơn vị"), reverse("units:tree", args=[year]), is_tree),
    ]
