"""What the pages of the editor share: the draft and who may touch it, keeping a change, what stands against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.apps.parindex.actions import checks
from caicach.apps.parindex.actions import frameworks as actions
from caicach.apps.parindex.queries import frameworks as queries
from caicach.apps.parindex.queries.drafts import written
from caicach.apps.parindex.views_frameworks import crumbs
from caicach.apps.parindex.views_support import attempt
from caicach.core.parindex import Framework, FrameworkErrors, Node, editing
from caicach.core.parindex.editing import Data
from caicach.platform.access import NotFound, Request
from caicach.platform.errors import Invalid
from caicach.platform.wording import language

Change = Callable[[Data], Data]


def node_of_draft(request: Request, code: str, node: str) -> tuple[queries.Draft, Node]:
    """The draft and one of its nodes; NotFound for a code it does not have."""
    draft, framework = readable(request, code)
    found = framework.by_code.get(node)
    if found is None:
        raise NotFound(
            _("Bản nháp của bộ %(code)s không có mục %(node)s.") % {"code": code, "node": node},
            _("Hãy quay lại cây tiêu chí và chọn một mục."),
        )
    return draft, found


def readable(request: Request, code: str) -> tuple[queries.Draft, Framework]:
    """The draft of a version that may be edited, where it can be read at all."""
    draft = queries.draft(request.scope, code)
    checks.in_use(draft.version)
    if draft.framework is None:
        raise unreadable()
    return draft, draft.framework


def unreadable() -> Invalid:
    """The fault of a draft that has not the form of a set."""
    return Invalid(
        _("Bản nháp chưa đọc được thành bộ chỉ số."), _("Hãy sửa lỗi ở trang YAML trước, rồi sửa từng mục.")
    )


def saved(request: Request, code: str, form: forms.BaseForm, change: Change) -> bool:
    """Apply a change to what the person saw and keep it; what stands against it is shown beside the form."""

    def act() -> bool:
        draft = queries.draft(request.scope, code)
        if draft.parsed.data is None:
            raise unreadable()
        try:
            text = written(change(draft.parsed.data))
        except editing.EditError as error:
            raise Invalid(error.reason.text(language())) from error
        except FrameworkErrors as error:
            raise checks.framework_faults(error) from error
        actions.save_draft(request.scope, code, text, request.POST.get("seen", ""))
        return True

    return bool(attempt(form, act))


def kept(request: Request, code: str, form: forms.BaseForm, text: str) -> bool:
    """Keep a text as it was typed, whatever stands against it."""
    seen = request.POST.get("seen", "")
    return attempt(form, lambda: actions.save_draft(request.scope, code, text, seen)) is not None


def draft_context(draft: queries.Draft, code: str, *, with_lines: bool = False) -> dict[str, Any]:
    """What every page of the editor shows: whose draft, what stands against it (with the lines of the text if asked)."""
    found = draft.outline.problems
    if with_lines and found:
        found = editing.outline(draft.text).problems
    problems = [
        {"line": item.line, "code": item.code, "reason": queries.problem_words(item)} for item in found
    ]
    known = draft.framework.by_code if draft.framework else {}
    for item in problems:
        item["known"] = item["code"] in known
    return {"code": code, "draft": draft, "seen": draft.digest, "problems": problems}


def edit_crumbs(code: str) -> list[tuple[str, str]]:
    return [*crumbs(code), (_("Sửa"), reverse("parindex:framework_edit", args=[code]))]
