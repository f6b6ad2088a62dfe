"""What the pages of results share: what the address asks for, the tabs between sister pages, downloads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.apps.parindex.models import Subject
from caicach.apps.parindex.queries.common import Choice
from caicach.apps.parindex.queries.sheet_model import Sheet
from caicach.platform.access import Permission
from caicach.platform.access.request import Request

Format = Literal["xlsx", "csv", ""]
Tab = tuple[str, str, bool]
LONGEST = 200

XLSX, CSV = "?tai=xlsx", "?tai=csv"

UnitTab = Callable[[int, int], tuple[str, str]]
_unit_tabs: list[UnitTab] = []


def add_unit_tab(tab: UnitTab) -> None:
    """Let an app above offer, once, a sister page of a unit that took part in a year: `tab(year, unit_id)` -> label, address."""
    if tab not in _unit_tabs:
        _unit_tabs.append(tab)


def wanted_format(request: Request) -> Format:
    """The file the reader asks for (`?tai=`), "" for the page."""
    asked = request.GET.get("tai", "")
    return "xlsx" if asked == "xlsx" else "csv" if asked == "csv" else ""


def text(request: Request, key: str) -> str:
    """A word of the query string, never absurdly long."""
    return request.GET.get(key, "").strip()[:LONGEST]


def subject(request: Request) -> str:
    """The kind of unit asked for (`?bo=`), "" when none was or when there is no such kind."""
    asked = request.GET.get("bo", "")
    return asked if asked in Subject.values else ""


def number(request: Request, key: str) -> int | None:
    """A whole number of the query string; None for anything else."""
    asked = request.GET.get(key, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None


def year_tabs(choice: Choice, active: str) -> list[Tab]:
    """The sister pages of a year's results; the kind of unit and the locality go along."""
    behind = asked_for(choice)
    pages = (
        ("ranking", _("Xếp hạng")),
        ("heat_map", _("Bản đồ nhiệt")),
        ("analysis", _("Phân tích điểm mất")),
        ("targets", _("Chỉ tiêu")),
    )
    tabs = [
        (label, reverse(f"parindex:{name}", args=[choice.year]) + behind, name == active)
        for name, label in pages
    ]
    return [*tabs, (_("Qua các năm"), reverse("parindex:trend"), active == "trend")]


def asked_for(choice: Choice, *, subject: bool = True) -> str:
    """The query string that leads to the same round again: the kind of unit (unless the address has it) and the locality."""
    keys = (("bo", choice.subject if subject else ""), ("dp", _locality(choice)))
    query = [f"{key}={value}" for key, value in keys if value]
    return f"?{'&'.join(query)}" if query else ""


def _locality(choice: Choice) -> int | None:
    """The locality, where there are several to tell apart."""
    return choice.this.locality_id if choice.this is not None and len(choice.localities) > 1 else None


def unit_tabs(request: Request, sheet: Sheet, active: str) -> list[Tab]:
    """The sister pages of one unit in one year."""
    pages = [
        ("unit", _("Bảng điểm")),
        ("unit_analysis", _("Giữ và khắc phục")),
    ]
    if sheet.participant is not None and request.scope.may(Permission.FACTS_READ, sheet.path):
        pages.append(("facts", _("Số liệu")))
    if sheet.participant is not None:
        pages.append(("layers", _("Các lớp điểm")))
    tabs = [
        (label, reverse(f"parindex:{name}", args=[sheet.year, sheet.unit_id]), name == active)
        for name, label in pages
    ]
    if sheet.participant is not None:
        tabs += [(*tab(sheet.year, sheet.unit_id), False) for tab in _unit_tabs]
    return [*tabs, (_("Qua các năm"), f"{reverse('parindex:trend')}?dv={sheet.unit_id}", active == "trend")]
