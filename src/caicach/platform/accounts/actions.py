"""Every change of an account: made, password set or changed, closed, opened again, preferences.

Who may change an account follows from the posts of its holder: an administrator must hold `users.manage` wherever these posts
reach, so that nobody takes over an account that opens more than the own one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caicach.platform.access.errors import Refused
from caicach.platform.access.loading import scope_of
from caicach.platform.access.roles import Permission
from caicach.platform.access.scope import Scope
from caicach.platform.accounts.models import Language, Theme, User
from caicach.platform.audit.actions import Subject, record
from caicach.platform.audit.chain import text
from caicach.platform.errors import Conflict, Invalid


@dataclass(frozen=True, slots=True)
class NewUser:
    """What an account starts with. `unit_path` is the unit in which the person will hold the first post."""

    username: str
    display_name: str
    password: str = field(repr=False)
    email: str = ""
    language: str = Language.VIETNAMESE
    must_change_password: bool = True
    unit_path: str = ""


def subject_of(user: User, unit_path: str = "") -> Subject:
    """The account as the audit trail names it."""
    return Subject("user", user.pk, f"{user.display_name} ({user.username})", unit_path)


def create_user(scope: Scope, new: NewUser) -> User:
    """Make an account; `Invalid` names every fault of the name and the password at once."""
    scope.require(Permission.USERS_MANAGE, new.unit_path or None, what=_("tạo tài khoản"))
    user = User(
        username=text(new.username).strip().lower(),
        display_name=" ".join(text(new.display_name).split()),
        email=new.email.strip(),
        language=new.language,
        must_change_password=new.must_change_password,
    )
    user.set_password(new.password)
    _check(user, new.password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            after = {"username": user.username, "display_name": user.display_name, "email": user.email}
            record(scope, "user.created", subject_of(user, new.unit_path), None, after)
    except IntegrityError as error:
        raise Conflict(
            _("Tên đăng nhập %(username)s đã có người dùng.") % {"username": user.username},
            _("Hãy chọn tên đăng nhập khác."),
        ) from error
    return user


def set_password(scope: Scope, user: User, password: str, reason: str = "") -> None:
    """Set somebody's password; they must choose their own at the next sign-in, and every session of theirs ends."""
    require_management(scope, user, _("đặt lại mật khẩu"))
    _check_password(user, password)
    with transaction.atomic():
        account = _locked(user)
        account.set_password(password)
        account.must_change_password = True
        account.save(update_fields=["password", "must_change_password"])
        record(scope, "user.password_set", subject_of(account, _path(account)), None, None, reason)


def change_own_password(scope: Scope, password: str) -> User:
    """The person's own new password; whoever calls has checked the old one."""
    with transaction.atomic():
        account = User.objects.select_for_update().get(pk=_own_id(scope))
        _check_password(account, password)
        account.set_password(password)
        account.must_change_password = False
        account.save(update_fields=["password", "must_change_password"])
        record(scope, "user.password_changed", subject_of(account), None, None)
    return account


def deactivate(scope: Scope, user: User, reason: str) -> None:
    """Close an account: it keeps its history, and every session of it ends with its next request. A reason is mandatory."""
    require_management(scope, user, _("khóa tài khoản"))
    if scope.user_id == user.pk:
        raise Conflict(
            _("Không tự khóa tài khoản của chính mình được."),
            _("Hãy nhờ một quản trị hệ thống khác thực hiện."),
        )
    if not reason.strip():
        raise Invalid(
            _("Chưa nêu lý do khóa tài khoản."), _("Hãy ghi lý do, ví dụ: chuyển công tác từ ngày 01/7/2026.")
        )
    _set_active(scope, user, False, reason)


def reactivate(scope: Scope, user: User, reason: str = "") -> None:
    """Open a closed account again."""
    require_management(scope, user, _("mở lại tài khoản"))
    _set_active(scope, user, True, reason)


def set_email(scope: Scope, user: User, address: str) -> None:
    """The address that mails to the person go to, "" for none; `Invalid` for what is no address."""
    require_management(scope, user, _("đặt địa chỉ thư"))
    cleaned = text(address).strip()
    if cleaned:
        _check_address(cleaned)
    with transaction.atomic():
        account = _locked(user)
        if account.email == cleaned:
            return
        before, account.email = account.email, cleaned
        account.save(update_fields=["email"])
        subject = subject_of(account, _path(account))
        record(scope, "user.email_set", subject, {"email": before}, {"email": cleaned})


def set_language(scope: Scope, language: str) -> None:
    """The language in which the person reads the screen; not recorded, it concerns nobody else."""
    if language not in Language.values:
        raise Invalid(_("Hệ thống chưa có ngôn ngữ này."), _("Hãy chọn tiếng Việt hoặc tiếng Anh."))
    User.objects.filter(pk=_own_id(scope)).update(language=language)


def set_theme(scope: Scope, theme: str) -> None:
    """Light, dark, or as the device is set; not recorded."""
    if theme not in Theme.values:
        raise Invalid(_("Không có giao diện này."), _("Hãy chọn sáng, tối, hoặc theo thiết bị."))
    User.objects.filter(pk=_own_id(scope)).update(theme=theme)


def record_sign_in(scope: Scope) -> None:
    """Note in the trail that the person has signed in."""
    with transaction.atomic():
        record(scope, "user.signed_in", Subject("user", scope.user_id or "", scope.display_name), None, None)


def require_management(scope: Scope, user: User, what: str) -> None:
    """Raise `Refused` unless the scope may manage accounts wherever the posts of `user` reach."""
    scope.require(Permission.USERS_MANAGE, what=what)
    for post in scope_of(user, scope.today).posts:
        scope.require(Permission.USERS_MANAGE, post.reach, what=what)


def _set_active(scope: Scope, user: User, active: bool, reason: str) -> None:
    with transaction.atomic():
        account = _locked(user)
        if account.is_active == active:
            return
        account.is_active = active
        account.save(update_fields=["is_active"])
        action = "user.reactivated" if active else "user.deactivated"
        record(
            scope,
            action,
            subject_of(account, _path(account)),
            {"is_active": not active},
            {"is_active": active},
            reason,
        )


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _own_id(scope: Scope) -> int:
    if scope.user_id is None:
        raise Refused(_("Chưa đăng nhập."), _("Hãy đăng nhập rồi thực hiện lại."))
    return scope.user_id


def _path(user: User) -> str:
    posts = scope_of(user).posts
    return posts[0].unit_path if posts else ""


def _check(user: User, password: str) -> None:
    problems: list[str] = []
    try:
        user.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = User._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            problems += [f"{str(label).capitalize()}: {message}" for message in messages]
    if User.objects.filter(username=user.username).exists():
        problems.append(_("Tên đăng nhập %(username)s đã có người dùng.") % {"username": user.username})
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        problems += error.messages
    if problems:
        raise Invalid(" ".join(problems), _("Hãy sửa rồi thử lại."), problems)


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise Invalid(
            _("%(address)s không phải địa chỉ thư.") % {"address": address},
            _("Hãy nhập địa chỉ dạng ten@tinh.gov.vn."),
        ) from error


def _check_password(user: User, password: str) -> None:
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), _("Hãy chọn mật khẩu khác."), error.messages) from error
