"""/bo-chi-so/<code>/sua/muc/<node>/: one node of a draft, with a live check of what its change does to the sums."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.parindex.editor_support import draft_context, edit_crumbs, node_of_draft, saved
from caicach.apps.parindex.forms_frameworks import NodeForm, NodeYamlForm
from caicach.apps.parindex.queries import frameworks as queries
from caicach.apps.parindex.rule_forms import RULES, RuleForm, rule_types
from caicach.apps.parindex.views_support import get_or_post, page
from caicach.core.parindex import Framework, Node, editing
from caicach.platform.access import Request
from caicach.platform.wording import language


@get_or_post
def node(request: Request, code: str, node: str) -> HttpResponse:
    """One node: its form, its rule's form; saved into the draft."""
    draft, found = node_of_draft(request, code, node)
    type_ = _type(request, found)
    form = _node_form(request, draft, found)
    rule_form = _rule_form(request, found, type_)
    valid = request.method == "POST" and form.is_valid() and (rule_form is None or rule_form.is_valid())
    if valid and "kieu-khac" not in request.POST:
        changes = _changes(form, rule_form)
        if saved(request, code, form, lambda data: editing.change_node(data, node, changes)):
            messages.success(
                request, _("Đã lưu mục %(node)s vào bản nháp.") % {"node": form.cleaned_data["code"]}
            )
            if "tiep" in request.POST and (after := _next(draft.framework, node)):
                return redirect("parindex:framework_node", code, after)
            return redirect(reverse("parindex:framework_edit", args=[code]) + f"#{form.cleaned_data['code']}")
    context = {
        **draft_context(draft, code),
        **_live(draft.outline, found.code),
        "form": form,
        "rule_form": rule_form,
        "rule_types": rule_types(),
        "rule_type": type_,
        "node": found,
        "title": found.words.text(language()),
        "next": _next(draft.framework, node),
        "crumbs": edit_crumbs(code),
    }
    return page(request, "frameworks/node", context, form)


@require_POST
def check(request: Request, code: str, node: str) -> HttpResponse:
    """The live check: what the sums and the rule would say if the form were saved now. Stores nothing."""
    draft, found = node_of_draft(request, code, node)
    form, rule_form = _node_form(request, draft, found), _rule_form(request, found, _type(request, found))
    data, problem = draft.parsed.data or {}, ""
    if form.is_valid() and (rule_form is None or rule_form.is_valid()):
        try:
            data = editing.change_node(data, node, _changes(form, rule_form))
        except editing.EditError as error:
            problem = error.reason.text(language())
    else:
        problem = _("Có ô chưa đọc được; sửa xong hệ thống kiểm tra lại ngay.")
    outline = editing.outline_of(data)
    new = form.cleaned_data.get("code", node) if form.is_valid() else node
    context = {"problem": problem, "code": code, **_live(outline, new)}
    return render(request, "parindex/frameworks/live.html", context)


@require_safe
def rule(request: Request, code: str, node: str) -> HttpResponse:
    """The parameters of another type of rule, for the form of a node."""
    _, found = node_of_draft(request, code, node)
    type_ = _type(request, found)
    return render(
        request,
        "parindex/frameworks/rule_fields.html",
        {"rule_form": RuleForm(type_, _rule(found)) if type_ else None},
    )


@get_or_post
def node_yaml(request: Request, code: str, node: str) -> HttpResponse:
    """One node as YAML, for knock-outs, caps and whatever the form does not show."""
    draft, found = node_of_draft(request, code, node)
    form = NodeYamlForm(
        request.POST or None, initial={"text": editing.node_text(draft.parsed.data or {}, node)}
    )
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if saved(request, code, form, lambda whole: editing.replace_node(whole, node, text)):
            messages.success(request, _("Đã lưu mục %(node)s vào bản nháp.") % {"node": node})
            return redirect("parindex:framework_edit", code)
    context = {
        **draft_context(draft, code),
        "form": form,
        "title": f"{found.code} {found.words.text(language())}",
        "crumbs": edit_crumbs(code),
        "back": reverse("parindex:framework_node", args=[code, node]),
        "lead": _("Mọi trường của mục này; các mục con sửa riêng."),
    }
    return page(request, "frameworks/yaml", context, form)


def _type(request: Request, found: Node) -> str:
    """The type of rule that the form shows: as sent, as asked for, else that of the leaf; "" for a node with children."""
    if not found.is_leaf:
        return ""
    asked = request.POST.get("type") or request.GET.get("type") or request.GET.get("kieu") or ""
    return asked if asked in RULES else str(getattr(found.rule, "type", "manual"))


def _rule(found: Node) -> dict[str, Any]:
    if found.rule is None:
        return {}
    stated: dict[str, Any] = found.rule.model_dump(by_alias=True, exclude_defaults=True)
    return stated | {"type": getattr(found.rule, "type", "")}


def _node_form(request: Request, draft: queries.Draft, found: Node) -> NodeForm:
    assert draft.framework is not None
    initial = {
        "code": found.code,
        "name": found.name,
        "name_en": found.name_en,
        "max": found.max_points,
        "evidence": found.evidence,
        "guide": found.guide,
        "agency": found.agency,
        "kind": "survey" if found.kind == "survey" and getattr(found.rule, "type", "") != "survey" else "",
        "na": found.na or "",
        "basis": found.basis,
    }
    return NodeForm(draft.framework, found.is_leaf, request.POST or None, initial=initial)


def _rule_form(request: Request, found: Node, type_: str) -> RuleForm | None:
    if not type_:
        return None
    sent = request.POST if request.method == "POST" and "kieu-khac" not in request.POST else None
    return RuleForm(type_, _rule(found), sent or None)


def _changes(form: NodeForm, rule_form: RuleForm | None) -> dict[str, Any]:
    changes: dict[str, Any] = dict(form.cleaned_data)
    if rule_form is not None:
        changes["rule"] = rule_form.data_of_rule()
    return changes


def _live(outline: editing.Outline, node: str) -> dict[str, Any]:
    """The sums on the way from a node up to the whole, and the problems of what was changed."""
    framework = outline.framework
    rows = []
    if framework is not None and node in framework.by_code:
        for one in reversed(framework.path(node)):
            if not one.is_leaf:
                rows.append(
                    {
                        "code": one.code,
                        "name": one.words.text(language()),
                        "sum": editing.sum_of(framework, one),
                    }
                )
        rows.append({"code": "", "name": _("Cả bộ chỉ số"), "sum": editing.sum_of(framework, None)})
    own = [queries.problem_words(item) for item in outline.problems if item.code == node or framework is None]
    return {"rows": rows, "own": own, "left": len(outline.problems)}


def _next(framework: Framework | None, node: str) -> str:
    """The node after this one in printed order, "" at the end."""
    codes = [one.code for one in framework.nodes] if framework else []
    at = codes.index(node) + 1 if node in codes else len(codes)
    return codes[at] if at < len(codes) else ""
