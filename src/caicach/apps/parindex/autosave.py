"""What a form that saves as it is typed is told (`frontend/src/js/autosave.js`): saved, refused, or two values that crossed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from caicach.platform import clock
from caicach.platform.errors import Fault
from caicach.web.formats import time as shown_time


def wanted(request: HttpRequest) -> bool:
    """Whether a script sent the form, and not its button."""
    return "X-Autosave" in request.headers


def saved(version: int, html: Mapping[str, str] | None = None) -> JsonResponse:
    """Stored, as `version`; `html` are pieces of the page by selector that look different now."""
    words = _("Đã lưu lúc %(time)s") % {"time": shown_time(clock.now()).split(" ")[0]}
    return JsonResponse({"version": version, "state": words, "html": dict(html or {})})


def refused(form: forms.BaseForm) -> JsonResponse:
    """Not stored, with what is wrong beside each field."""
    errors = {name: " ".join(str(one) for one in found) for name, found in form.errors.items()}
    general = errors.pop("__all__", "")
    detail = general or _("Chưa lưu: còn ô chưa đúng hoặc chưa đủ.")
    return JsonResponse({"errors": errors, "detail": detail}, status=422)


def crossed(fault: Fault, version: int, now: Iterable[tuple[str, str]]) -> JsonResponse:
    """Not stored, because somebody else saved `now` as `version` meanwhile."""
    return JsonResponse({"detail": str(fault), "version": version, "now": list(now)}, status=409)
