"""Two answers for machines: is the process alive, and what may a crawler read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from caicach import __version__


@login_not_required
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """The process answers. It does not ask the database: a balancer that restarts us would not mend a database."""
    response = JsonResponse({"status": "ok", "version": __version__})
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Published results are for everybody to find; every other page needs a sign-in."""
    rules = "User-agent: *\nAllow: /cong-khai/\nAllow: /static/\nDisallow: /\n"
    return HttpResponse(rules, content_type="text/plain; charset=utf-8")
