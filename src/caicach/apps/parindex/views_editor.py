"""/bo-chi-so/<code>/sua/: editing a version that no round uses, as a draft that is kept while its sums do not fit yet."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.parindex.actions import frameworks as actions
from caicach.apps.parindex.editor_support import Change, draft_context, edit_crumbs, kept, readable, saved
from caicach.apps.parindex.forms_frameworks import (
    HeadForm,
    MapForm,
    NewNodeForm,
    YamlForm,
)
from caicach.apps.parindex.queries import frameworks as queries
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.rule_forms import rule_types
from caicach.apps.parindex.views_frameworks import crumbs
from caicach.apps.parindex.views_support import get_or_post, page
from caicach.core.parindex import editing
from caicach.core.parindex.document import to_document
from caicach.platform.access import NotFound, Request
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.wording import language


@require_safe
def editor(request: Request, code: str) -> HttpResponse:
    """The tree with its sums, what stands against it, and the button that makes it valid."""
    draft = queries.draft(request.scope, code)
    row = queries.find(request.scope, code)
    if row.in_use:
        return page(request, "frameworks/in_use", {"row": row, "crumbs": crumbs(code)})
    if draft.framework is None:
        return redirect("parindex:framework_yaml", code)
    context = {
        **draft_context(draft, code),
        "row": row,
        "lines": queries.lines(draft.framework, draft.outline),
        "total": editing.sum_of(draft.framework, None),
    }
    return page(request, "frameworks/editor", context)


@get_or_post
def whole_yaml(request: Request, code: str) -> HttpResponse:
    """The whole document as YAML."""
    draft = queries.draft(request.scope, code)
    form = YamlForm(request.POST or None, initial={"text": draft.text})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if kept(request, code, form, text):
            messages.success(request, _("Đã lưu bản nháp."))
            return redirect("parindex:framework_yaml", code)
    context = {
        **draft_context(draft, code, with_lines=True),
        "form": form,
        "title": _("YAML của bộ %(code)s") % {"code": code},
        "crumbs": edit_crumbs(code),
        "back": reverse("parindex:framework_edit", args=[code]),
        "lead": _("Bản nháp được giữ kể cả khi còn lỗi; danh sách lỗi nêu dòng và mã tiêu chí."),
        "whole": True,
    }
    return page(request, "frameworks/yaml", context, form)


@get_or_post
def head(request: Request, code: str) -> HttpResponse:
    """Name, maxima, validity, legal basis."""
    draft, framework = readable(request, code)
    stated = to_document(framework).framework.model_dump()
    initial = {**stated, "legal_basis": "\n".join(framework.legal_basis)}
    form = HeadForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        if saved(request, code, form, lambda data: editing.change_head(data, changes)):
            messages.success(request, _("Đã lưu thông tin chung vào bản nháp."))
            return redirect("parindex:framework_edit", code)
    return _simple(
        request,
        code,
        draft,
        form,
        _("Thông tin chung"),
        _("Tên, điểm tối đa, hiệu lực và căn cứ của bộ chỉ số."),
    )


@get_or_post
def leaf_map(request: Request, code: str) -> HttpResponse:
    """Which leaves of the set before became which of this one: by it, years compare."""
    draft, framework = readable(request, code)
    previous = framework.previous
    if not previous:
        raise NotFound(
            _("Bộ %(code)s không làm từ bộ nào trước đó.") % {"code": code},
            _("Bảng nối mã chỉ có ở phiên bản được tạo từ một bộ đã có."),
        )
    old = framework_of(queries.find(request.scope, previous).version)
    form = MapForm(framework, old, request.POST or None)
    if request.method == "POST" and form.is_valid():
        leaves = form.leaves()
        if saved(request, code, form, lambda data: editing.change_map(data, previous, leaves)):
            messages.success(request, _("Đã lưu bảng nối mã vào bản nháp."))
            return redirect("parindex:framework_edit", code)
    context = {
        **draft_context(draft, code),
        "form": form,
        "old": old,
        "old_leaves": old.leaves,
        "crumbs": edit_crumbs(code),
        "back": reverse("parindex:framework_edit", args=[code]),
    }
    return page(request, "frameworks/map", context, form)


@get_or_post
def add(request: Request, code: str) -> HttpResponse:
    """A new node: ?trong=<code> below another, else an area."""
    draft, framework = readable(request, code)
    parent = (request.POST if request.method == "POST" else request.GET).get("trong", "")
    if parent and parent not in framework.by_code:
        raise NotFound
    form = NewNodeForm(
        rule_types(),
        request.POST or None,
        initial={"code": editing.free_code(draft.parsed.data or {}, parent), "type": "manual"},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = {
            "code": data["code"],
            "name": data["name"],
            "max": data["max"],
            "rule": {"type": "manual"},
        }
        if saved(request, code, form, lambda whole: editing.add_node(whole, parent, made)):
            messages.success(request, _("Đã thêm mục %(node)s; hãy điền cách chấm.") % {"node": data["code"]})
            wanted = f"?kieu={data['type']}" if data["type"] != "manual" else ""
            return redirect(reverse("parindex:framework_node", args=[code, data["code"]]) + wanted)
    above = framework.by_code.get(parent)
    lead = (
        _("Là mục con của %(code)s %(name)s.") % {"code": parent, "name": above.words.text(language())}
        if above
        else _("Là một lĩnh vực mới.")
    )
    if above is not None and above.is_leaf:
        lead += " " + _("Mục %(code)s sẽ không còn chấm trực tiếp nữa.") % {"code": parent}
    return _simple(request, code, draft, form, _("Thêm mục"), lead, hidden={"trong": parent})


@require_POST
def move(request: Request, code: str, node: str) -> HttpResponse:
    """One place up or down among its siblings."""
    steps = -1 if request.POST.get("huong") == "len" else 1
    return _act(request, code, lambda data: editing.move_node(data, node, steps), node)


@require_POST
def remove(request: Request, code: str, node: str) -> HttpResponse:
    """Take a node out of the draft, with all below it."""
    return _act(request, code, lambda data: editing.remove_node(data, node), "")


@require_POST
def publish(request: Request, code: str) -> HttpResponse:
    """Make the draft the version's document."""
    try:
        version = actions.publish_draft(request.scope, code, request.POST.get("seen", ""))
    except (Invalid, Conflict) as fault:
        messages.error(request, str(fault))
        return redirect("parindex:framework_edit", code)
    messages.success(request, _("Đã lưu bộ chỉ số %(code)s.") % {"code": version.code})
    return redirect("parindex:framework", version.code)


@require_POST
def discard(request: Request, code: str) -> HttpResponse:
    """Throw the draft away."""
    try:
        actions.discard_draft(request.scope, code, request.POST.get("seen", ""))
    except Conflict as fault:
        messages.error(request, str(fault))
        return redirect("parindex:framework_edit", code)
    messages.success(request, _("Đã bỏ bản nháp; bộ chỉ số giữ nguyên như lần lưu trước."))
    return redirect("parindex:framework", code)


def _act(request: Request, code: str, change: Change, anchor: str) -> HttpResponse:
    """A change by one button of the tree."""
    form = forms.Form(request.POST)
    if not saved(request, code, form, change):
        for fault in form.non_field_errors():
            messages.error(request, str(fault))
    return redirect(reverse("parindex:framework_edit", args=[code]) + (f"#{anchor}" if anchor else ""))


def _simple(
    request: Request,
    code: str,
    draft: queries.Draft,
    form: forms.BaseForm,
    title: str,
    lead: str,
    hidden: Mapping[str, str] | None = None,
) -> HttpResponse:
    context = {
        **draft_context(draft, code),
        "form": form,
        "title": title,
        "lead": lead,
        "crumbs": edit_crumbs(code),
        "back": reverse("parindex:framework_edit", args=[code]),
        "submit": _("Lưu vào bản nháp"),
        "hidden": {"seen": draft.digest, **(hidden or {})},
    }
    return page(request, "input/form", context, form)
