"""People for the tests of the platform: accounts whose posts are given here, because the app that keeps posts is above us."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from caicach.platform.access import HeldPost, Role, Scope, loading
from caicach.platform.accounts.models import User

TODAY = dt.date(2026, 3, 14)
PASSWORD = "một mật khẩu đủ dài 26"


def post(role: Role, path: str = "1/", *fields: str) -> HeldPost:
    """A post in the unit at the end of `path`."""
    return HeldPost.of(
        role, int(path.split("/")[-2]), path, fields=frozenset(fields), unit_name=f"Đơn vị {path}"
    )


def scope(*posts: HeldPost) -> Scope:
    """The scope of somebody who holds these posts, without an account."""
    return Scope(7, "an", "Nguyễn Văn An", posts, TODAY)


Person = Callable[..., User]


@pytest.fixture
def person(db: None, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Makes an account that holds the given posts."""
    held: dict[int, tuple[HeldPost, ...]] = {}

    def load(user: User, today: dt.date) -> Scope:
        return Scope(user.pk, user.username, user.display_name, held.get(user.pk, ()), today)

    def make(username: str, *posts: HeldPost, **fields: object) -> User:
        user = User(username=username, display_name=f"Họ tên {username}", **fields)
        user.set_password(PASSWORD)
        user.save()
        held[user.pk] = posts
        return user

    monkeypatch.setattr(loading, "_loader", lambda dotted: load)
    return make
