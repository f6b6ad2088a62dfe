"""/can-bo/: people and their posts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.units import actions, forms, queries
from caicach.apps.units.models import Post, Unit
from caicach.apps.units.views.changes import get_or_post
from caicach.apps.units.views.support import attempt, choices, resolve
from caicach.platform.access import Permission, Request, Role
from caicach.platform.accounts import actions as accounts
from caicach.platform.accounts import passwords
from caicach.platform.accounts.models import User

PAGE = 50


@require_safe
def home(request: Request) -> HttpResponse:
    """The people of the running year."""
    return redirect("units:people", year=request.scope.today.year)


@require_safe
def people(request: Request, year: int) -> HttpResponse:
    """Who holds which post, by given name."""
    request.scope.require(Permission.UNITS_READ, what=_("danh sách cán bộ"))
    role = request.GET.get("vai-tro", "")
    unit_id = request.GET.get("don-vi", "")
    narrowed = queries.PostFilter(
        role=role if role in set(Role) else "",
        unit_id=int(unit_id) if unit_id.isascii() and unit_id.isdigit() and len(unit_id) < 19 else None,
        search=request.GET.get("q", "")[:200],
    )
    found = Paginator(queries.posts_of_year(request.scope, year, narrowed), PAGE)
    context = {
        "page": found.get_page(request.GET.get("page")),
        "narrowed": narrowed,
        "unit": queries.find(request.scope, narrowed.unit_id) if narrowed.unit_id is not None else None,
        "roles": [(one.value, one.label) for one in Role],
        "day": queries.day_of_year(year, request.scope.today),
        "may_manage": request.scope.may(Permission.USERS_MANAGE),
    }
    return render(request, "units/people.html", context)


@require_safe
def person(request: Request, year: int, user_id: int) -> HttpResponse:
    """One person: posts now and before, the account."""
    posts = queries.posts_of_person(request.scope, user_id)
    context = {
        "person": posts[0].user,
        "posts": posts,
        "manageable": {post.pk for post in posts if _may_end(request, post)},
        "may_manage": request.scope.may(Permission.USERS_MANAGE),
        "is_self": request.scope.user_id == user_id,
    }
    return render(request, "units/person.html", context)


@get_or_post
def add_person(request: Request, year: int) -> HttpResponse:
    """A new account with its first post; the first password is shown once."""
    request.scope.require(Permission.USERS_MANAGE, what=_("thêm người"))
    initial: dict[str, Any] = {"valid_from": request.scope.today}
    if unit := _asked_unit(request):
        initial["unit"] = queries.reference_of(unit, always_code=True)
    form = forms.PersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        unit = resolve(request, form, "unit", form.cleaned_data["valid_from"], Permission.USERS_MANAGE)
        password = passwords.generate()
        post = attempt(form, lambda: _add(request, form, unit, password)) if unit else None
        if post is not None:
            context = {"post": post, "person": post.user, "password": password}
            return render(request, "units/person_added.html", context)
    context = {
        "form": form,
        "title": _("Thêm người"),
        "lead": _("Tạo tài khoản cùng vị trí công tác đầu tiên."),
        "submit": _("Tạo tài khoản"),
        "suggestions": choices(request, year, Permission.USERS_MANAGE),
        "back": reverse("units:people", args=[year]),
    }
    return render(request, "units/form.html", context, status=422 if form.errors else 200)


def _add(request: Request, form: forms.PersonForm, unit: Unit, password: str) -> Post:
    data = form.cleaned_data
    new = accounts.NewUser(
        username=data["username"],
        display_name=data["display_name"],
        email=data["email"],
        password=password,
        unit_path=unit.path,
    )
    with transaction.atomic():
        user = accounts.create_user(request.scope, new)
        return actions.assign_post(request.scope, _post_data(form, user.pk, unit))


@get_or_post
def assign(request: Request, year: int, user_id: int) -> HttpResponse:
    """One more post for somebody who has an account."""
    request.scope.require(Permission.USERS_MANAGE, what=_("giao vị trí công tác"))
    holder = queries.posts_of_person(request.scope, user_id)[0].user
    form = forms.PostForm(request.POST or None, initial={"valid_from": request.scope.today})
    if request.method == "POST" and form.is_valid():
        unit = resolve(request, form, "unit", form.cleaned_data["valid_from"], Permission.USERS_MANAGE)
        if unit and attempt(
            form, lambda: actions.assign_post(request.scope, _post_data(form, user_id, unit))
        ):
            messages.success(request, _("Đã giao vị trí công tác cho %(person)s.") % {"person": holder})
            return redirect("units:person", year=year, user_id=user_id)
    context = {
        "form": form,
        "title": _("Giao vị trí công tác"),
        "kicker": str(holder),
        "submit": _("Giao vị trí"),
        "suggestions": choices(request, year, Permission.USERS_MANAGE),
        "back": reverse("units:person", args=[year, user_id]),
    }
    return render(request, "units/form.html", context, status=422 if form.errors else 200)


@get_or_post
def end_post(request: Request, year: int, post_id: int) -> HttpResponse:
    """The last day of a post."""
    post = queries.post(request.scope, post_id)
    request.scope.require(Permission.USERS_MANAGE, what=_("kết thúc vị trí công tác"))
    form = forms.EndForm(request.POST or None, initial={"on": request.scope.today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, lambda: actions.end_post(request.scope, post_id, data["on"], data["reason"])):
            messages.success(
                request, _("Đã kết thúc vị trí công tác của %(person)s.") % {"person": post.user}
            )
            return redirect("units:people", year=year)
    context = {
        "form": form,
        "title": _("Kết thúc vị trí công tác"),
        "kicker": f"{post.user} · {post.unit.name}",
        "lead": _("Từ ngày hôm sau người này không còn quyền của vai trò “%(role)s” tại đây.")
        % {"role": post.role_label},
        "submit": _("Kết thúc vị trí"),
        "question": _("Kết thúc vị trí công tác của %(person)s?") % {"person": post.user},
        "back": reverse("units:person", args=[year, post.user_id]),
    }
    return render(request, "units/form.html", context, status=422 if form.errors else 200)


@require_POST
def reset_password(request: Request, year: int, user_id: int) -> HttpResponse:
    """A new first password, shown once; every session of the person ends."""
    user = _account(request, user_id)
    password = passwords.generate()
    accounts.set_password(request.scope, user, password, request.POST.get("reason", ""))
    return render(request, "units/person_added.html", {"post": None, "person": user, "password": password})


@get_or_post
def set_active(request: Request, year: int, user_id: int) -> HttpResponse:
    """Close an account, or open it again."""
    user = _account(request, user_id)
    closing = user.is_active
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = accounts.deactivate if closing else accounts.reactivate
        if attempt(form, lambda: act(request.scope, user, form.cleaned_data["reason"]) or user):
            done = (
                _("Đã khóa tài khoản của %(person)s.")
                if closing
                else _("Đã mở lại tài khoản của %(person)s.")
            )
            messages.success(request, done % {"person": user})
            return redirect("units:person", year=year, user_id=user_id)
    title = _("Khóa tài khoản") if closing else _("Mở lại tài khoản")
    context = {
        "form": form,
        "title": title,
        "kicker": str(user),
        "lead": _("Người này không đăng nhập được nữa; lịch sử được giữ.") if closing else "",
        "submit": title,
        "question": _("Khóa tài khoản của %(person)s?") % {"person": user} if closing else "",
        "back": reverse("units:person", args=[year, user_id]),
    }
    return render(request, "units/form.html", context, status=422 if form.errors else 200)


def _account(request: Request, user_id: int) -> User:
    request.scope.require(Permission.USERS_MANAGE, what=_("quản lý tài khoản"))
    return queries.posts_of_person(request.scope, user_id)[0].user


def _may_end(request: Request, post: Post) -> bool:
    today = request.scope.today
    running = post.valid_to is None or post.valid_to > today
    return running and request.scope.may(
        Permission.USERS_MANAGE, queries.path_on(post.unit_id, today) or None
    )


def _asked_unit(request: Request) -> Unit | None:
    asked = request.GET.get("don-vi", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 19
    return queries.find(request.scope, int(asked)) if is_number else None


def _post_data(form: forms.PostForm, user_id: int, unit: Unit) -> actions.PostData:
    data = form.cleaned_data
    return actions.PostData(
        user_id=user_id,
        unit_id=unit.pk,
        role=data["role"],
        fields=form.field_codes(),
        title=data["title"],
        valid_from=data["valid_from"],
        valid_to=data["valid_to"],
    )
