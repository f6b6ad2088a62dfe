"""Django's handler500: a page for people, a problem document for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from caicach.platform import http
from caicach.web import views


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer to a fault that nobody foresaw, outside the API's own handlers too."""
    return http.unexpected(request) if http.is_api(request) else views.server_error(request)
