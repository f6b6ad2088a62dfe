"""How large a request may be: one limit for all of the site, larger ones for the few routes that take evidence."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from caicach.platform.errors import TooLarge

_larger: dict[str, Callable[[], int]] = {}


def allow(view_name: str, limit: Callable[[], int]) -> None:
    """Let requests for the route `view_name` ("app:name") be as large as `limit()` bytes; called in an app's `ready`."""
    _larger[view_name] = limit


def of_request(path: str) -> int:
    """The bytes that a request for `path` may announce."""
    try:
        name = resolve(path).view_name
    except Resolver404:
        name = ""
    own = _larger.get(name)
    return own() if own else int(settings.CAICACH_MAX_UPLOAD)


def too_large(size: int, limit: int) -> TooLarge:
    """The fault of a file of `size` bytes where `limit` are accepted."""
    return TooLarge(
        _("Tệp gửi lên nặng khoảng %(size)s MB, vượt giới hạn %(limit)s MB. Chưa có gì được lưu.")
        % {"size": -(-size // 2**20), "limit": limit // 2**20},
        _("Hãy bỏ bớt ảnh và trang tính không cần, chia thành nhiều tệp, rồi gửi lại."),
    )
