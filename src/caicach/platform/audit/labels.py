"""Words for actions and kinds of subjects: apps name theirs in `ready`, a code without a name is shown as it is."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_labels: dict[str, str | Promise] = {
    "user": _("Tài khoản"),
    "user.created": _("Tạo tài khoản"),
    "user.password_set": _("Đặt lại mật khẩu"),
    "user.email_set": _("Đặt địa chỉ thư"),
    "user.password_changed": _("Tự đổi mật khẩu"),
    "user.deactivated": _("Khóa tài khoản"),
    "user.reactivated": _("Mở lại tài khoản"),
    "user.signed_in": _("Đăng nhập"),
}


def register(labels: Mapping[str, str | Promise]) -> None:
    """Name actions ("unit.created") and kinds of subjects ("unit")."""
    _labels.update(labels)


def label(code: str) -> str:
    """The words for an action or a kind, in the reader's language."""
    return str(_labels.get(code, code))
