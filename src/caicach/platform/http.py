"""Errors over HTTP as RFC 9457 says: problem+json with a Vietnamese sentence for the fault and one for the way out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

import structlog
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.renderers import JSONRenderer

from caicach.platform.errors import Fault, Invalid
from caicach.platform.logs import current_reference

API_PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
E = TypeVar("E", bound=Exception)
_log = structlog.get_logger("caicach.api")


def is_api(request: HttpRequest) -> bool:
    """Whether a program asks, so that the answer is JSON."""
    return request.path_info.startswith(API_PREFIX)


def problem(
    request: HttpRequest,
    status: int,
    kind: str,
    title: str,
    detail: str,
    way_out: str = "",
    problems: Sequence[object] = (),
) -> HttpResponse:
    """A problem document: `kind` makes the type, `detail` names the fault, `way_out` and `problems` are our extensions."""
    body: dict[str, Any] = {
        "type": f"urn:problem:caicach:{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
        "reference": getattr(request, "reference", "") or current_reference(),
        "way_out": way_out,
    }
    if problems:
        body["problems"] = list(problems)
    return JsonResponse(
        body, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
    )


def fault_problem(request: HttpRequest, fault: Fault) -> HttpResponse:
    """The problem document of a fault."""
    return problem(
        request, fault.status, fault.kind, str(fault.title), fault.message, fault.way_out, fault.problems
    )


class Renderer(JSONRenderer):
    """JSON with Vietnamese letters as they are."""

    json_dumps_params = {"ensure_ascii": False}


def install(api: NinjaAPI) -> None:
    """Let every error of `api` leave as problem+json."""
    _handle(api, Fault, fault_problem)
    _handle(api, ValidationError, _invalid_input)
    _handle(api, DjangoValidationError, _invalid_model)
    _handle(api, Http404, _not_found)
    _handle(api, PermissionDenied, _forbidden)
    _handle(api, HttpError, _http_error)
    _handle(api, Exception, _unexpected)


def _handle(api: NinjaAPI, kind: type[E], handler: Callable[[HttpRequest, E], HttpResponse]) -> None:
    api.add_exception_handler(kind, cast(Any, handler))  # it declares that a class might come, too; none does


# What pydantic found, in words; the parts in %()s come from its context.
_WORDS = {
    "missing": lambda: _("thiếu giá trị bắt buộc"),
    "extra_forbidden": lambda: _("tên trường không có trong mô tả"),
    "json_invalid": lambda: _("nội dung không phải JSON hợp lệ"),
    "string_too_short": lambda: _("chữ ngắn hơn %(min_length)s ký tự"),
    "string_too_long": lambda: _("chữ dài hơn %(max_length)s ký tự"),
    "string_pattern_mismatch": lambda: _("chữ không đúng mẫu"),
    "greater_than": lambda: _("phải lớn hơn %(gt)s"),
    "greater_than_equal": lambda: _("phải từ %(ge)s trở lên"),
    "less_than": lambda: _("phải nhỏ hơn %(lt)s"),
    "less_than_equal": lambda: _("không được quá %(le)s"),
    "enum": lambda: _("phải là một trong: %(expected)s"),
    "literal_error": lambda: _("phải là một trong: %(expected)s"),
}
_FAMILIES = {
    "int": lambda: _("phải là số nguyên"),
    "float": lambda: _("phải là số"),
    "decimal": lambda: _("phải là số thập phân"),
    "bool": lambda: _("phải là true hoặc false"),
    "date": lambda: _("phải là ngày dạng năm-tháng-ngày (2026-01-31) và có thật trong lịch"),
    "datetime": lambda: _("phải là thời điểm dạng 2026-01-31T08:00:00+07:00"),
    "string": lambda: _("phải là chữ"),
    "list": lambda: _("phải là danh sách"),
    "dict": lambda: _("phải là đối tượng JSON"),
    "model": lambda: _("phải là đối tượng JSON"),
}


def _words(kind: str, context: Mapping[str, object]) -> str:
    if kind in _WORDS:
        return _WORDS[kind]() % context
    family = kind.split("_", 1)[0]
    return _FAMILIES[family]() if family in _FAMILIES else _("giá trị không hợp lệ")


def _invalid_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = [
        {
            "where": ".".join(str(part) for part in item.get("loc", ())),
            "reason": _words(str(item.get("type", "")), item.get("ctx") or {}),
        }
        for item in error.errors
    ]
    return problem(
        request,
        422,
        "invalid",
        str(Invalid.title),
        _("Có %(count)s chỗ chưa hợp lệ trong yêu cầu; chưa có gì được lưu.") % {"count": len(problems)},
        _('Hãy sửa từng chỗ nêu trong "problems" rồi gửi lại; mô tả đầy đủ ở /api/docs.'),
        problems,
    )


def _invalid_model(request: HttpRequest, error: DjangoValidationError) -> HttpResponse:
    return fault_problem(
        request, Invalid(_("Dữ liệu chưa hợp lệ; chưa có gì được lưu."), problems=error.messages)
    )


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(
        request,
        404,
        "not-found",
        _("Không tìm thấy"),
        _("Nội dung này không có, hoặc ngoài phạm vi của anh/chị."),
        _("Hãy kiểm tra lại địa chỉ và mã số; danh sách địa chỉ ở /api/docs."),
    )


def _forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(request, 403, "refused", _("Không có quyền thực hiện"), _("Yêu cầu này không được phép."))


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error, Throttled):
        response = problem(
            request,
            429,
            "too-many",
            _("Gửi quá nhiều yêu cầu"),
            _("Đã gửi quá nhiều yêu cầu trong thời gian ngắn."),
            _("Hãy đợi rồi gửi lại."),
        )
        if error.wait:
            response["Retry-After"] = str(error.wait)
        return response
    if error.status_code == 401:
        return problem(
            request,
            401,
            "not-signed-in",
            _("Chưa đăng nhập"),
            _("Yêu cầu này cần một người dùng đã đăng nhập."),
            _("Hãy đăng nhập tại /dang-nhap/ rồi gửi lại yêu cầu kèm cookie phiên làm việc."),
        )
    if error.status_code == 403:
        return problem(
            request,
            403,
            "csrf",
            _("Thiếu mã chống giả mạo"),
            _("Yêu cầu thay đổi dữ liệu thiếu mã chống giả mạo (CSRF)."),
            _("Hãy gửi giá trị của cookie csrftoken trong tiêu đề X-CSRFToken."),
        )
    return problem(
        request,
        error.status_code,
        "http",
        _("Không thực hiện được yêu cầu"),
        _("Máy chủ không hiểu được yêu cầu này."),
        _("Hãy xem mô tả ở /api/docs rồi gửi lại."),
    )


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    _log.exception("unexpected error", exc_info=error, path=request.path)
    got_request_exception.send(sender=None, request=request)
    return unexpected(request)


def unexpected(request: HttpRequest) -> HttpResponse:
    """The problem document of a fault of ours; the log has the rest under the same reference."""
    return problem(
        request,
        500,
        "unexpected",
        _("Lỗi ngoài dự kiến"),
        _("Hệ thống gặp lỗi ngoài dự kiến; thay đổi đang làm dở đã được hủy."),
        _('Hãy thử lại; nếu vẫn lỗi, hãy gửi mã "reference" cho người quản trị.'),
    )
