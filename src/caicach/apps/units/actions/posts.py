"""People get posts in units, and leave them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.units.actions import checks, writing
from caicach.apps.units.models import Post, Unit
from caicach.core.vietnamese import date_text, fold, person_sort_key, tidy
from caicach.platform.access import NotFound, Permission, Role, Scope, reach_of
from caicach.platform.access.roles import FIELD_BOUND
from caicach.platform.accounts.models import User
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid


@dataclass(frozen=True, slots=True)
class PostData:
    """A post to be given. `fields` are codes of appraising agencies, for appraisers only."""

    user_id: int
    unit_id: int
    role: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    title: str = ""
    fields: tuple[str, ...] = ()


@transaction.atomic
def assign_post(scope: Scope, data: PostData, reason: str = "") -> Post:
    """Give a person a post in a unit.

    Asks for USERS_MANAGE where the role will reach: a role that reaches the whole locality is given by the administrator of
    the locality, not by that of one unit in it.
    """
    unit = checks.locked(data.unit_id)
    role = _role(data.role)
    checks.require(scope, Permission.USERS_MANAGE, unit)
    scope.require(Permission.USERS_MANAGE, reach_of(role, unit.path), what=role.label)
    user = User.objects.filter(pk=data.user_id, is_active=True).first()
    if user is None:
        raise NotFound(
            _("Không có tài khoản mang số %(number)s đang hoạt động.") % {"number": data.user_id},
            _("Hãy tạo hoặc mở lại tài khoản trước khi giao vị trí công tác."),
        )
    _check_time(data, unit)
    fields = _fields(role, data.fields)
    _check_overlap(data, unit)
    name = user.display_name or user.get_username()
    title = checks.text(data.title, _("chức danh"))
    post = Post.objects.create(
        user=user,
        unit=unit,
        role=role.value,
        fields=list(fields),
        title=title,
        sort_key=person_sort_key(name)[: writing.SORT_KEY_LENGTH],
        folded=fold(f"{name} | {user.get_username()} | {title}")[: writing.FOLDED_LENGTH],
        valid_from=data.valid_from,
        valid_to=data.valid_to,
    )
    record(scope, "post.assigned", _subject(post, unit), None, _story(post), reason)
    return post


@transaction.atomic
def end_post(scope: Scope, post_id: int, on: dt.date, reason: str) -> Post:
    """End a post: `on` is its last day."""
    post = (
        Post.objects.select_for_update(of=("self",)).select_related("user", "unit").filter(pk=post_id).first()
    )
    if post is None:
        raise NotFound
    unit = checks.existing(post.unit_id)
    checks.require(scope, Permission.USERS_MANAGE, unit)
    scope.require(Permission.USERS_MANAGE, reach_of(Role(post.role), unit.path), what=unit.name)
    why = checks.reason(reason)
    checks.span(post.valid_from, on)
    if post.valid_to is not None and post.valid_to <= on:
        raise Conflict(
            _("Vị trí công tác này đã kết thúc từ ngày %(day)s.") % {"day": date_text(post.valid_to)},
            _("Không cần làm gì thêm."),
        )
    before = _story(post)
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    record(scope, "post.ended", _subject(post, unit), before, _story(post), why)
    return post


def _role(value: str) -> Role:
    try:
        return Role(value)
    except ValueError as unknown:
        raise Invalid(
            _("Không có vai trò “%(role)s”.") % {"role": value},
            _("Hãy chọn một trong: %(roles)s.") % {"roles": ", ".join(role.value for role in Role)},
        ) from unknown


def _fields(role: Role, codes: tuple[str, ...]) -> tuple[str, ...]:
    fields = tuple(dict.fromkeys(tidy(code) for code in codes if tidy(code)))
    if role in FIELD_BOUND and not fields:
        raise Invalid(
            _("%(role)s phải được giao ít nhất một lĩnh vực.") % {"role": role.label},
            _("Hãy nhập mã cơ quan phụ trách lĩnh vực như trong bộ chỉ số, ví dụ: noi_vu, tu_phap."),
        )
    if role not in FIELD_BOUND and fields:
        raise Invalid(
            _("Vai trò “%(role)s” không gắn với lĩnh vực.") % {"role": role.label},
            _("Hãy để trống ô lĩnh vực."),
        )
    return fields


def _check_time(data: PostData, unit: Unit) -> None:
    checks.span(data.valid_from, data.valid_to)
    checks.in_force_on(unit, data.valid_from)
    if unit.valid_to is not None and (data.valid_to is None or data.valid_to > unit.valid_to):
        raise Invalid(
            _("%(unit)s kết thúc hoạt động ngày %(day)s.")
            % {"unit": unit.name, "day": date_text(unit.valid_to)},
            _("Hãy nhập ngày kết thúc vị trí không sau %(day)s.") % {"day": date_text(unit.valid_to)},
        )


def _check_overlap(data: PostData, unit: Unit) -> None:
    same = Post.objects.filter(
        writing.overlapping(data.valid_from, data.valid_to), user_id=data.user_id, unit=unit, role=data.role
    ).first()
    if same is not None:
        raise Conflict(
            _("Người này đã giữ vai trò này tại %(unit)s từ ngày %(day)s.")
            % {"unit": unit.name, "day": date_text(same.valid_from)},
            _("Hãy kết thúc vị trí cũ trước, hoặc chọn thời gian khác."),
        )


def _subject(post: Post, unit: Unit) -> Subject:
    return Subject(
        "post", post.pk, f"{post.user.display_name or post.user.get_username()}, {unit.name}", unit.path
    )


def _story(post: Post) -> dict[str, object]:
    return {
        "user": post.user.get_username(),
        "unit": post.unit.name,
        "role": post.role,
        "fields": post.fields,
        "title": post.title,
        "valid_from": post.valid_from,
        "valid_to": post.valid_to,
    }
