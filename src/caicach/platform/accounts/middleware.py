"""The reader's language, and the first stop of somebody whose password was set by another."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from caicach.platform import http

GetResponse = Callable[[HttpRequest], HttpResponse]

# What stays open to somebody who has yet to choose a password.
OPEN_NAMES = frozenset(
    {"accounts:password", "accounts:logout", "set_language", "set_theme", "health", "robots"}
)


class LanguageMiddleware:
    """Vietnamese unless the person chose otherwise: by the account, before signing in by the cookie.

    The browser's Accept-Language is left aside on purpose: offices run English browsers, and officers read Vietnamese.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


def chosen_language(request: HttpRequest) -> str:
    """The code of one of LANGUAGES."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if request.user.is_authenticated:
        chosen = request.user.language
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the choice for the pages before the next sign-in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
        httponly=True,
    )


class PasswordChangeMiddleware:
    """Leads to the own password while it is one that another has set."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponseBase | None:
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        match = request.resolver_match
        if match is not None and match.view_name in OPEN_NAMES:
            return None
        if http.is_api(request):
            return http.problem(
                request,
                403,
                "password-to-change",
                _("Phải đổi mật khẩu"),
                _("Mật khẩu hiện tại do người khác đặt nên phải đổi trước khi làm việc."),
                _("Hãy đổi mật khẩu tại /mat-khau/ rồi gửi lại yêu cầu."),
            )
        return redirect("accounts:password")
