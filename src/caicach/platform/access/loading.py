"""From an account to its scope, by the function that the settings name: the posts are kept by an app, which is above us."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.utils.module_loading import import_string

from caicach.platform import clock
from caicach.platform.access.scope import Scope

if TYPE_CHECKING:
    from caicach.platform.accounts.models import User

Loader = Callable[["User", dt.date], Scope]


def scope_of(user: User, today: dt.date | None = None) -> Scope:
    """The scope of `user` with the posts in force today."""
    return _loader(settings.CAICACH_SCOPE_LOADER)(user, today or clock.today())


@cache
def _loader(dotted: str) -> Loader:
    return cast(Loader, import_string(dotted))
