"""/bo-chi-so/: the list, one set with its rules in words, downloads, two versions side by side, new versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.apps.parindex import spreadsheet_export
from caicach.apps.parindex.actions import frameworks as actions
from caicach.apps.parindex.forms_frameworks import ReasonForm, VersionForm
from caicach.apps.parindex.models import Subject
from caicach.apps.parindex.queries import frameworks as queries
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.views_support import attempt, get_or_post, page, shown_form
from caicach.core.parindex import Framework
from caicach.platform.access import Permission, Request
from caicach.platform.spreadsheets import XLSX_TYPE
from caicach.platform.wording import language

YAML_TYPE = "application/yaml; charset=utf-8"


@require_safe
def frameworks(request: Request) -> HttpResponse:
    """/bo-chi-so/"""
    rows = queries.rows(request.scope)
    groups = [
        {"label": str(subject.label), "rows": [row for row in rows if row.version.subject == subject]}
        for subject in Subject
    ]
    context = {
        "groups": [group for group in groups if group["rows"]],
        "may_edit": request.scope.may(Permission.FRAMEWORK_EDIT),
    }
    return page(request, "frameworks/list", context)


@require_safe
def framework(request: Request, code: str) -> HttpResponse:
    """/bo-chi-so/<code>/"""
    row = queries.find(request.scope, code)
    shown = framework_of(row.version)
    context = {
        "row": row,
        "framework": shown,
        "name": shown.words.text(language()),
        "areas": _areas(queries.lines(shown)),
        "facts": _facts(shown),
        "classes": shown.classes,
        "tab_list": tabs(row, "framework"),
    }
    return page(request, "frameworks/detail", context)


@require_safe
def download(request: Request, code: str, format: str) -> HttpResponse:
    """/bo-chi-so/<code>/tai/yaml/ or /xlsx/"""
    row = queries.find(request.scope, code)
    shown = framework_of(row.version)
    if format == "yaml":
        answer = HttpResponse(row.version.document, content_type=YAML_TYPE)
    elif format == "xlsx":
        answer = HttpResponse(spreadsheet_export.workbook(shown), content_type=XLSX_TYPE)
    else:
        raise Http404
    answer["Content-Disposition"] = f'attachment; filename="{spreadsheet_export.filename(shown, format)}"'
    return answer


@require_safe
def compare(request: Request, code: str) -> HttpResponse:
    """/bo-chi-so/<code>/so-sanh/?voi=<code>"""
    new, old, found = queries.compare(request.scope, code, request.GET.get("voi", "")[:40])
    changed = [item for item in found if item.kind not in ("same", "text")]
    others = [
        row.version
        for row in queries.rows(request.scope, new.version.subject)
        if row.version.pk != new.version.pk
    ]
    context = {
        "row": new,
        "old": old,
        "differences": found if request.GET.get("tat-ca") else changed,
        "changed": len(changed),
        "unchanged": len(found) - len(changed),
        "everything": bool(request.GET.get("tat-ca")),
        "others": others,
        "tab_list": tabs(new, "framework_compare"),
    }
    return page(request, "frameworks/compare", context)


@get_or_post
def new_version(request: Request, code: str) -> HttpResponse:
    """/bo-chi-so/<code>/phien-ban-moi/"""
    row = queries.find(request.scope, code)
    request.scope.require(Permission.FRAMEWORK_EDIT, what=code)
    year = max(row.version.year, request.scope.today.year) + 1
    form = VersionForm(
        request.POST or None, initial={"year": year, "code": _next_code(code, row.version.year, year)}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = attempt(form, lambda: actions.new_version(request.scope, code, data["code"], data["year"]))
        if made is not None:
            messages.success(
                request, _("Đã tạo bộ %(code)s từ bộ %(old)s.") % {"code": made.code, "old": code}
            )
            return redirect("parindex:framework_edit", made.code)
    return shown_form(
        request,
        form,
        title=_("Phiên bản mới từ bộ %(code)s") % {"code": code},
        lead=_(
            "Bản sao để sửa. Mỗi tiêu chí được nối với chính nó ở bộ cũ, nên các năm vẫn so sánh được; bộ cũ giữ nguyên."
        ),
        submit=_("Tạo phiên bản mới"),
        back=reverse("parindex:framework", args=[code]),
        crumbs=crumbs(code),
    )


@get_or_post
def delete(request: Request, code: str) -> HttpResponse:
    """/bo-chi-so/<code>/xoa/"""
    row = queries.find(request.scope, code)
    request.scope.require(Permission.FRAMEWORK_EDIT, what=code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.delete_unused(request.scope, code, reason) or True):
            messages.success(
                request, _("Đã xóa bộ chỉ số %(code)s; nhật ký giữ lại nội dung.") % {"code": code}
            )
            return redirect("parindex:frameworks")
    return shown_form(
        request,
        form,
        title=_("Xóa bộ chỉ số %(code)s") % {"code": code},
        lead=_("Chỉ xóa được bộ chưa dùng cho năm nào: %(name)s.") % {"name": row.version.name},
        submit=_("Xóa bộ chỉ số"),
        back=reverse("parindex:framework", args=[code]),
        crumbs=crumbs(code),
        question=_("Xóa bộ chỉ số %(code)s?") % {"code": code},
    )


def tabs(row: queries.Row, active: str) -> list[tuple[str, str, bool]]:
    """The sister pages of one set."""
    code = row.version.code
    pages = [("framework", _("Cây tiêu chí"))]
    if row.version.previous_id:
        pages.append(("framework_compare", _("So với bộ trước")))
    return [(label, reverse(f"parindex:{name}", args=[code]), name == active) for name, label in pages]


def crumbs(code: str) -> list[tuple[str, str]]:
    """The way to a page of one set."""
    return [
        (_("Bộ chỉ số"), reverse("parindex:frameworks")),
        (code, reverse("parindex:framework", args=[code])),
    ]


def _areas(lines: list[queries.Line]) -> list[dict[str, Any]]:
    """The tree cut at its areas."""
    areas: list[dict[str, Any]] = []
    for line in lines:
        if line.node.parent is None:
            areas.append({"line": line, "lines": [line] if line.node.is_leaf else []})
        else:
            areas[-1]["lines"].append(line)
    return areas


def _facts(shown: Framework) -> list[tuple[str, Any]]:
    """What else belongs to a set: rounding, blocks, bonus and penalty, reference dates."""
    stages = {
        "leaf": _("từng tiêu chí, %(n)s chữ số thập phân"),
        "node": _("từng mục, %(n)s chữ số thập phân"),
        "total": _("tổng điểm, %(n)s chữ số thập phân"),
        "display": _("không làm tròn, chỉ làm tròn khi hiển thị (%(n)s chữ số)"),
    }
    rows: list[tuple[str, Any]] = [
        (_("Làm tròn"), stages[shown.rounding.stage] % {"n": shown.rounding.decimals}),
        (
            _("Khối xếp hạng"),
            ", ".join(item.words.text(language()) for item in shown.blocks) or _("không chia khối"),
        ),
    ]
    dates = "; ".join(
        f"{item.words.text(language())}" + (f" ({item.default})" if item.default else "")
        for item in shown.reference_dates
    )
    return rows + ([(_("Mốc ngày"), dates)] if dates else [])


def _next_code(code: str, year: int, next_year: int) -> str:
    """XA-2025 -> XA-2027 where the code ends in its year, else nothing to propose."""
    return code.replace(str(year), str(next_year)) if str(year) in code else ""
