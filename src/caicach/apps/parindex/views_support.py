"""What the pages of criteria sets, rounds and facts share: faults beside a form, the way from a preview to its confirmation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.apps.units.views.support import attempt, pack, unpack
from caicach.core.letters import Letter
from caicach.platform.access import NotFound, Request
from caicach.platform.letters import FORMATS, download

get_or_post = require_http_methods(["GET", "HEAD", "POST"])

__all__ = ["attempt", "came_from", "get_or_post", "handed", "pack", "page", "shown_form", "unpack"]


def page(
    request: Request, template: str, context: dict[str, Any], form: forms.BaseForm | None = None
) -> HttpResponse:
    """A page of this app; one whose form was refused answers 422."""
    status = 422 if form is not None and form.errors else 200
    return render(request, f"parindex/{template}.html", context, status=status)


def came_from(request: Request, otherwise: str) -> str:
    """Where the reader came from (the field `back`), on this site; else `otherwise`."""
    asked = request.POST.get("back", "")
    if asked and url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}):
        return asked
    return otherwise


def shown_form(
    request: Request,
    form: forms.BaseForm,
    *,
    title: str,
    submit: str,
    back: str,
    crumbs: list[tuple[str, str]],
    template: str = "input/form",
    **words: Any,
) -> HttpResponse:
    """A single form on a page of its own: title, what it is for, fields, one button, the way back."""
    context = {"form": form, "title": title, "submit": submit, "back": back, "crumbs": crumbs, **words}
    return page(request, template, context, form)


def handed(request: Request, letter: Letter, name: str, format: str) -> HttpResponse:
    """A letter as a file; a form that letters do not have is an address that does not exist."""
    if format not in FORMATS:
        raise NotFound(
            _("Văn bản chỉ có dạng Word hoặc PDF."), _("Hãy tải lại từ trang có liên kết đến văn bản.")
        )
    return download(letter, name, format, letter.dateline.day or request.scope.today)
