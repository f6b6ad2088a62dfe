"""The pages of refusals and faults, and Django's own error handlers that lead to them.

A page is `web/<status>.html`, or `web/fault.html` where there is none for the status. Templates receive `title`, `message`,
`way_out`, `problems`, `status` and `reference` (the number to look for in the log).
"""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import select_template
from django.utils.translation import gettext as _

from caicach.platform import http
from caicach.platform.access.errors import NotFound, Refused
from caicach.platform.errors import Fault, TooLarge
from caicach.platform.logs import current_reference


def fault(request: HttpRequest, exception: Fault) -> HttpResponse:
    """The answer to a fault: problem+json below /api/, a page elsewhere."""
    if http.is_api(request):
        return http.fault_problem(request, exception)
    template = select_template([f"web/{exception.status}.html", "web/fault.html"])
    context = {
        "title": str(exception.title),
        "message": exception.message,
        "way_out": exception.way_out,
        "problems": exception.problems,
        "status": exception.status,
        "reference": getattr(request, "reference", "") or current_reference(),
    }
    return HttpResponse(template.render(context, request), status=exception.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: a body that cannot be taken."""
    if isinstance(exception, RequestDataTooBig):
        return fault(
            request,
            TooLarge(
                _("Nội dung biểu mẫu gửi lên quá dài. Chưa có gì được lưu."),
                _("Hãy chia nhỏ nội dung rồi gửi lại."),
            ),
        )
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return fault(
            request,
            TooLarge(
                _("Biểu mẫu gửi lên có quá nhiều ô hoặc quá nhiều tệp. Chưa có gì được lưu."),
                _("Hãy nhập bằng tệp Excel hoặc chia thành nhiều lần gửi."),
            ),
        )
    return fault(
        request,
        Fault(_("Máy chủ không hiểu được yêu cầu này."), _("Hãy tải lại trang rồi thử lại.")),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler403."""
    return fault(request, Refused(_("Yêu cầu này không được phép.")))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was opened before signing in again, or sent from another site."""
    return fault(
        request,
        Refused(
            _("Trang đã mở quá lâu hoặc biểu mẫu không được gửi từ hệ thống này. Chưa có gì được lưu."),
            _(
                "Hãy tải lại trang, nhập lại rồi gửi; nếu vẫn gặp lỗi, hãy cho phép trình duyệt lưu cookie của trang này."
            ),
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404."""
    return fault(request, NotFound())
