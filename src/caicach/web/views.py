"""The shell's own pages: the desk, search, language and theme, help, the style guide, the page of an unexpected fault."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from caicach import __version__
from caicach.platform import search as platform_search
from caicach.platform import worklist
from caicach.platform.access import Permission
from caicach.platform.access.request import Request
from caicach.platform.accounts import actions as accounts
from caicach.platform.accounts.middleware import remember_language
from caicach.platform.errors import Invalid
from caicach.platform.logs import current_reference
from caicach.web import desk, guide, sample
from caicach.web.build import asset_version
from caicach.web.context import THEMES
from caicach.web.figures import figures
from caicach.web.searching import by_kind
from caicach.web.words import words

SEARCH_TARGET = "cc-search-results"
ON_PAGE, IN_BOX = 60, 12
YEAR_IN_SECONDS = 365 * 24 * 3600


@require_safe
@never_cache
def home(request: Request, year: int | None = None) -> HttpResponse:
    """Bàn làm việc: what waits for this person, what is losing points, what has just been done."""
    chosen = year or request.scope.today.year
    context = {
        "groups": desk.groups(worklist.items(request.scope, chosen)),
        "figures": figures(request.scope, chosen),
    }
    return render(request, "web/home.html", context)


@require_safe
def search(request: Request) -> HttpResponse:
    """/tim-kiem/?q=: a page, or the list alone for the search box."""
    text = request.GET.get("q", "").strip()[: platform_search.LONGEST]
    in_box = request.headers.get("HX-Target") == SEARCH_TARGET
    hits = platform_search.search(request.scope, text, IN_BOX if in_box else ON_PAGE)
    context = {
        "q": text,
        "found": by_kind(hits),
        "too_short": len(text) < platform_search.SHORTEST,
        "prefix": "box-" if in_box else "",
    }
    return render(request, "web/search_hits.html" if in_box else "web/search.html", context)


@login_not_required
@require_POST
def set_language(request: Request) -> HttpResponse:
    """The language of the screen, kept with the account and for the pages before signing in."""
    language = request.POST.get("language", "")
    if language not in ("vi", "en"):
        raise Invalid(_("Hệ thống chưa có ngôn ngữ này."), _("Hãy chọn tiếng Việt hoặc tiếng Anh."))
    if request.scope.is_signed_in:
        accounts.set_language(request.scope, language)
    response = redirect(_next(request))
    remember_language(response, language)
    return response


@login_not_required
@require_POST
def set_theme(request: Request) -> HttpResponse:
    """Light, dark, or as the device is set; kept with the account and in a cookie."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        raise Invalid(_("Không có giao diện này."), _("Hãy chọn sáng, tối, hoặc theo thiết bị."))
    if request.scope.is_signed_in:
        accounts.set_theme(request.scope, theme)
    by_script = request.headers.get("HX-Request") == "true"
    response = HttpResponse(status=204) if by_script else redirect(_next(request))
    response.set_cookie("caicach_theme", theme, max_age=YEAR_IN_SECONDS, samesite="Lax", httponly=True)
    return response


@require_safe
def help_page(request: Request) -> HttpResponse:
    """/huong-dan/: shortcuts, signs, and what each role may do."""
    context = {"shortcuts": guide.shortcuts(), "signs": guide.signs(), "roles": guide.roles(request.scope)}
    return render(request, "web/help.html", context)


@require_safe
def style_guide(request: Request) -> HttpResponse:
    """/kieu-dang/: every component in both themes, for designers and for the accessibility tests."""
    request.scope.require(Permission.USERS_MANAGE, what=_("xem kiểu dáng các thành phần màn hình"))
    return render(request, "web/style_guide.html", sample.context(request.GET))


@require_safe
def style_guide_why(request: Request) -> HttpResponse:
    """/kieu-dang/vi-sao/: the drawer of an explanation, for the style guide."""
    request.scope.require(Permission.USERS_MANAGE, what=_("xem kiểu dáng các thành phần màn hình"))
    return render(request, "web/style_guide_why.html", {"unit": sample.UNITS[0]})


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: the page of an unexpected fault, in the plain frame, which needs neither database nor scope."""
    reference = getattr(request, "reference", "") or current_reference()
    context = {
        "layout": "web/base_plain.html",
        "title": _("Hệ thống gặp lỗi ngoài dự kiến"),
        "message": _(
            "Máy chủ không làm xong được yêu cầu này. Lỗi đã được ghi lại cùng mã tra cứu bên dưới."
        ),
        "way_out": _("Hãy thử lại sau ít phút; nếu vẫn gặp, hãy gửi mã tra cứu cho quản trị hệ thống."),
        "status": 500,
        "reference": reference,
        "theme_choice": "auto",
        "asset_version": asset_version(),
        "product_version": __version__,
        "words": words,
        "request": request,
        "csrf_token": get_token(request),  # the frame's switch of language is a form
    }
    try:
        return HttpResponse(render_to_string("web/500.html", context), status=500)
    except Exception:  # the page of a fault must not fail itself
        with override("vi"):
            return HttpResponse(
                f"{context['title']}. {reference}", status=500, content_type="text/plain; charset=utf-8"
            )


def _next(request: HttpRequest) -> str:
    """Back to where the form stood, never to another site."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe and target.startswith("/") else "/"
