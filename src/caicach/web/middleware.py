"""One address, two answers: a page, or the part of it for the drawer. Caches must not mix them up."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


class VaryOnTargetMiddleware:
    """Says that answers differ by htmx's HX-Target, so that "Back" never shows a fragment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Target"])
        return response
