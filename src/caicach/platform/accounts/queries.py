"""Reading accounts."""

from __future__ import annotations

from dataclasses import dataclass

from caicach.platform.access.loading import scope_of
from caicach.platform.access.roles import Permission
from caicach.platform.access.scope import HeldPost, Scope
from caicach.platform.accounts.models import User


@dataclass(frozen=True, slots=True)
class Account:
    """An account with the posts in force today; `last_login` is ISO text, "" for never."""

    id: int
    username: str
    display_name: str
    is_active: bool
    last_login: str
    posts: tuple[HeldPost, ...]


def accounts(scope: Scope) -> list[Account]:
    """All accounts within reach, by login name. One query for each account's posts: for the command line."""
    scope.require(Permission.USERS_MANAGE)
    found = [_account(user, scope) for user in User.objects.order_by("username")]
    return [account for account in found if _is_within(scope, account)]


def _account(user: User, scope: Scope) -> Account:
    last = user.last_login.isoformat(timespec="seconds") if user.last_login else ""
    posts = scope_of(user, scope.today).posts
    return Account(user.pk, user.username, user.display_name, user.is_active, last, posts)


def _is_within(scope: Scope, account: Account) -> bool:
    return not account.posts or any(
        scope.may(Permission.USERS_MANAGE, post.unit_path) for post in account.posts
    )
