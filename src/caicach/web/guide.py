"""What the help page tells: keys, signs, and the roles with their rights, read from the table that decides them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.platform.access.roles import AT_THE_TOP, FIELD_BOUND, GRANTS, LOCALITY_WIDE, Permission, Role
from caicach.platform.access.scope import Scope


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role as the help page shows it."""

    label: str
    permissions: list[str]
    where: str
    is_own: bool


def roles(scope: Scope) -> list[RoleRow]:
    """Every role with what it may do and where; those of the reader are marked."""
    return [
        RoleRow(
            role.label,
            [_right(p, role) for p in Permission if p in GRANTS[role]],
            _where(role),
            role in scope.roles,
        )
        for role in Role
    ]


def shortcuts() -> list[tuple[tuple[str, ...], str]]:
    """Keys and what they do."""
    return [
        (("Ctrl", "K"), _("tìm đơn vị, tiêu chí, văn bản, người")),
        (("↑", "↓"), _("đi từng dòng trong bảng; từ đầu trang, ↓ đưa vào bảng")),
        (("Home", "End"), _("dòng đầu, dòng cuối")),
        (("Enter",), _("mở dòng đang chọn")),
        (("E",), _("sửa dòng đang chọn, nếu sửa được")),
        (("Esc",), _("đóng ngăn bên, hộp tìm kiếm, danh sách đang mở")),
        (("Tab",), _("tới ô hoặc liên kết tiếp theo")),
    ]


def signs() -> list[tuple[str, str, str]]:
    """Kinds of chips, the word on each, what it means."""
    return [
        ("neutral", _("chưa bắt đầu"), _("chưa đến lượt, chưa có ai làm")),
        ("running", _("đang làm"), _("đang có người làm, còn trong hạn")),
        ("waiting", _("sắp đến hạn"), _("chờ anh/chị hoặc chờ nơi khác; cần để ý")),
        ("done", _("xong"), _("đã hoàn thành đúng hạn")),
        ("late", _("quá hạn"), _("đã qua thời hạn")),
        ("broken", _("trái quy định"), _("một quy định của pháp luật không được thực hiện")),
    ]


def _right(permission: Permission, role: Role) -> str:
    if permission in AT_THE_TOP and role in LOCALITY_WIDE:
        return _("%(permission)s (chỉ trong kho của địa phương)") % {"permission": permission.label}
    return permission.label


def _where(role: Role) -> str:
    where = _("cả địa phương") if role in LOCALITY_WIDE else _("đơn vị công tác và các đơn vị trực thuộc")
    return _("%(where)s, trong lĩnh vực được giao") % {"where": where} if role in FIELD_BOUND else where
