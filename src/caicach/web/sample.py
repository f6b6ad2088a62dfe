"""Made-up data for the style guide: every component with plausible contents. Names are data and are not translated."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caicach.platform import clock
from caicach.web.build import icon_names

AREAS = [
    ("1", "Công tác chỉ đạo, điều hành CCHC"),
    ("2", "Cải cách thể chế"),
    ("3", "Cải cách thủ tục hành chính"),
    ("4", "Cải cách tổ chức bộ máy"),
    ("5", "Cải cách chế độ công vụ"),
    ("6", "Cải cách tài chính công"),
    ("7", "Xây dựng chính quyền số"),
    ("8", "Tác động đến người dân"),
]
OWN = [Decimal(v) for v in ("92.5", "78.0", "96.25", "88.1", "81.4", "100", "67.3")]
MEDIAN = [Decimal(v) for v in ("86.0", "82.5", "90.1", "87.0", "84.9", "91.2", "74.8", "83.3")]
COLOURS = [
    ("s-ink", "#16202c"), ("s-paper", "#f5f6f8"), ("s-primary", "#0a5ea8"),
    ("s-done", "#1b7a46"), ("s-waiting", "#946200"), ("s-late", "#b3121d"),
]  # fmt: skip
UNITS = ["Xã Hy Cương", "Phường Việt Trì", "Xã Lâm Thao", "Xã Phùng Nguyên", "Phường Nông Trang"]


class SampleForm(forms.Form):
    """Every kind of field."""

    tasks = forms.DecimalField(
        localize=True,
        widget=forms.TextInput(attrs={"class": "is-num", "inputmode": "decimal"}),
        label=_("Số nhiệm vụ hoàn thành đúng hạn"),
        help_text=_("Theo phần mềm theo dõi nhiệm vụ."),
    )
    day = forms.DateField(
        label=_("Ngày ban hành kế hoạch"), widget=forms.DateInput(attrs={"placeholder": "31/01/2026"})
    )
    unit = forms.ChoiceField(label=_("Đơn vị"), choices=[(str(i), name) for i, name in enumerate(UNITS)])
    note = forms.CharField(label=_("Giải trình"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    option = forms.ChoiceField(
        label=_("Kết quả"), choices=[("a", _("Đạt")), ("b", _("Đạt một phần")), ("c", _("Không đạt"))],
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    evidence = forms.FileField(
        label=_("Tài liệu kiểm chứng"), required=False, help_text=_("PDF, Word hoặc ảnh, tối đa 20 MB.")
    )
    confirmed = forms.BooleanField(label=_("Số liệu đã được lãnh đạo đơn vị đồng ý"), required=False)


def context(query: QueryDict) -> dict[str, Any]:
    """What the style guide shows, in each of the two themes."""
    today = clock.today()
    return {
        "themes": [_theme("light"), _theme("dark")],
        "colours": COLOURS,
        "areas": AREAS,
        "rows": _rows(),
        "heat": _heat(),
        "days": [today + dt.timedelta(days) for days in (30, 2, 0, -1)],
        "yesterday": today - dt.timedelta(1),
        "radar": radar(),
        "bars": bars(),
        "lost": lost(),
        "trend": trend(),
        "heatmap": heatmap(),
        "page": Paginator(range(3321), 20).get_page(query.get("page") or 7),
        "icons": icon_names(),
        "facts": [
            (_("Đơn vị"), "Xã Hy Cương", "#"), (_("Khối"), "Xã"), (_("Căn cứ"), "Quyết định 3793/QĐ-UBND"), (_("Ghi chú"), None),
        ],
    }  # fmt: skip


def radar() -> dict[str, Any]:
    return {
        "unit": "%",
        "axes": [{"code": code, "label": name, "max": 100} for code, name in AREAS],
        "series": [
            {"name": "Xã Hy Cương", "values": [*OWN, None], "own": True},
            {"name": "Trung vị khối xã", "values": MEDIAN, "role": "median"},
            {"name": "Năm trước", "values": [v - 4 for v in MEDIAN], "role": "before"},
        ],
    }


def bars() -> dict[str, Any]:
    values = ["91.204", "88.64", "88.64", "85.1", "79.95"]
    return {
        "unit": "%", "max": 100, "median": Decimal("84.2"), "target": Decimal("89.8"),
        "rows": [
            {"label": name, "value": Decimal(value), "own": i == 0, "note": f"hạng {i + 1}", "url": "#"}
            for i, (name, value) in enumerate(zip(UNITS, values, strict=True))
        ],
    }  # fmt: skip


def lost() -> dict[str, Any]:
    values = ["0.9", "2.2", "0.56", "1.19", "1.86", "0", "3.27", None]
    return {
        "unit": "điểm",
        "rows": [
            {"label": f"{code}. {name}", "value": None if value is None else Decimal(value), "area": code}
            for (code, name), value in zip(AREAS, values, strict=True)
        ],
    }


def trend() -> dict[str, Any]:
    return {
        "unit": "%", "x": ["2021", "2022", "2023", "2024", "2025"], "target": Decimal("89.8"), "max": 100,
        "series": [
            {"name": "Xã Hy Cương", "values": [81.2, 80.4, None, 86.9, 88.2], "own": True},
            {"name": "Trung vị khối", "values": [82.1, 83.0, 84.4, 84.9, 85.2], "role": "median"},
            {"name": "Xã Lâm Thao", "values": [84.9, 85.3, 85.0, 86.0, 85.6]},
        ],
    }  # fmt: skip


def heatmap() -> dict[str, Any]:
    cells = [(x, y, cell) for y, (_name, row) in enumerate(_heat()) for x, cell in enumerate(row)]
    return {"unit": "%", "x": [name for _code, name in AREAS], "y": UNITS, "cells": cells}


def _theme(name: str) -> dict[str, Any]:
    faulty = SampleForm(
        {"f-tasks": "bốn tám", "f-day": "31/02/2026", "f-unit": "1", "f-option": "a"},
        prefix="f",
        auto_id=f"{name}-%s",
    )
    faulty.is_valid()
    return {"name": name, "form": SampleForm(auto_id=f"{name}-%s"), "faulty": faulty}


def _rows() -> list[dict[str, Any]]:
    values = [
        ("91.204", "1.35", "Xuất sắc"),
        ("88.64", "-0.42", "Tốt"),
        ("88.64", "0", "Tốt"),
        ("85.1", None, "Tốt"),
        ("79.95", "-2.1", "Khá"),
    ]
    return [
        {
            "rank": (1, 2, 2, 4, 5)[i], "name": name, "points": Decimal(value), "change": change and Decimal(change),
            "class_name": class_name, "is_own": i == 2,
        }
        for i, (name, (value, change, class_name)) in enumerate(zip(UNITS, values, strict=True))
    ]  # fmt: skip


def _heat() -> list[tuple[str, list[Decimal | None]]]:
    return [
        (
            name,
            [
                None if (i, x) == (1, 7) else Decimal((i * 37 + x * 61 + 13 * i * x) % 101)
                for x in range(len(AREAS))
            ],
        )
        for i, name in enumerate(UNITS)
    ]
