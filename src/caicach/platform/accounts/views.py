"""Signing in and out, and the own password."""

from __future__ import annotations

import math
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView as DjangoLoginView
from django.contrib.auth.views import LogoutView as DjangoLogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caicach.platform.access import pages
from caicach.platform.access.loading import scope_of
from caicach.platform.access.request import Request
from caicach.platform.accounts import actions
from caicach.platform.accounts.forms import LoginForm, PasswordChangeForm
from caicach.platform.accounts.middleware import remember_language
from caicach.platform.errors import Fault, Invalid


@method_decorator(login_not_required, name="dispatch")
class LoginView(DjangoLoginView):
    """/dang-nhap/: leads on to the page that was asked for."""

    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        user: Any = form.get_user()
        actions.record_sign_in(scope_of(user))
        remember_language(response, user.language)
        return response


@method_decorator(login_not_required, name="dispatch")
class LogoutView(DjangoLogoutView):
    """/dang-xuat/: by POST, so that a picture in a page cannot sign anybody out."""


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: Request) -> HttpResponse:
    """/mat-khau/: the own password; the first stop of somebody whose password was set by another."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.change_own_password(request.scope, form.cleaned_data["new_password"])
        except Invalid as fault:
            for problem in fault.problems:
                form.add_error("new_password", problem)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Đã đổi mật khẩu. Các phiên đăng nhập khác của anh/chị đã kết thúc."))
            return redirect("home")
    return render(
        request, "accounts/password_change.html", {"form": form}, status=422 if form.errors else 200
    )


class LockedOut(Fault):
    """Too many wrong passwords in a row for one account from one address."""

    status = 429
    kind = "locked-out"
    title = gettext_lazy("Tạm khóa đăng nhập")


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """What django-axes answers with while the account is locked for this address."""
    minutes = math.ceil(settings.AXES_COOLOFF_TIME.total_seconds() / 60)
    fault = LockedOut(
        _(
            "Đã nhập sai mật khẩu %(count)s lần liên tiếp; đăng nhập tài khoản này từ máy này tạm khóa %(minutes)s phút."
        )
        % {"count": settings.AXES_FAILURE_LIMIT, "minutes": minutes},
        _(
            "Hãy đợi hết thời gian trên rồi đăng nhập lại; nếu quên mật khẩu, hãy đề nghị quản trị hệ thống của đơn vị đặt lại."
        ),
    )
    answer = pages.fault(request, fault)
    answer["Retry-After"] = str(minutes * 60)
    return answer
