"""The edge of the access rules: the scope of each request, sign-in for every page, faults turned into answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequired
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from caicach.platform import http
from caicach.platform.access import pages
from caicach.platform.access.loading import scope_of
from caicach.platform.access.scope import Scope
from caicach.platform.errors import Fault
from caicach.platform.uploads import limits

GetResponse = Callable[[HttpRequest], HttpResponse]
# What a multipart body adds around the file itself: boundaries, field names, the other fields of the form.
ENVELOPE = 64 * 1024
MOST_ID = 2**63 - 1
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ScopeMiddleware:
    """Puts `request.scope`, loaded by the function that CAICACH_SCOPE_LOADER names: when it is first asked for, or at once
    where something is to be changed, because reading it inside a transaction would hold up whoever else writes."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scope = SimpleLazyObject(lambda: load_scope(request))
        request.scope = scope if request.method in SAFE else load_scope(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        # What one person may see is kept by no proxy, and asked for again after signing out.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def load_scope(request: HttpRequest) -> Scope:
    """The scope of whoever sent the request."""
    if not request.user.is_authenticated:
        return Scope.nobody()
    return scope_of(request.user)


class LoginRequiredMiddleware(DjangoLoginRequired):
    """Every view needs a signed-in person unless it is marked `login_not_required`; the API answers 401, pages redirect."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if http.is_api(request):
            return http.problem(
                request,
                401,
                "not-signed-in",
                _("Chưa đăng nhập"),
                _("Yêu cầu này cần một người dùng đã đăng nhập."),
                _("Hãy đăng nhập tại /dang-nhap/ rồi gửi lại yêu cầu kèm cookie phiên làm việc."),
            )
        return super().handle_no_permission(request, view_func)


class UploadLimitMiddleware:
    """Refuses a request by its announced length, before a byte of its body is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > settings.CAICACH_MAX_UPLOAD + ENVELOPE:
            limit = limits.of_request(request.path_info)
            if int(announced) > limit + ENVELOPE:
                return pages.fault(request, limits.too_large(int(announced), limit))
        return self.get_response(request)


class FaultMiddleware:
    """Turns a `Fault` that a view let pass into its page, or into problem+json below /api/."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and http.is_api(request):
            return _method_not_allowed(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """No row bears a number that no column of a database holds."""
        if any(isinstance(value, int) and value > MOST_ID for value in kwargs.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return pages.fault(request, exception) if isinstance(exception, Fault) else None


def _method_not_allowed(request: HttpRequest, response: HttpResponseNotAllowed) -> HttpResponse:
    allowed = response["Allow"]
    answer = http.problem(
        request,
        405,
        "method-not-allowed",
        _("Phương thức không dùng được ở địa chỉ này"),
        _("Địa chỉ này không nhận phương thức %(method)s.") % {"method": request.method},
        _("Hãy dùng: %(methods)s.") % {"methods": allowed},
    )
    answer["Allow"] = allowed
    return answer
