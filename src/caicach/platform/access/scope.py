"""Who asks: one object that decides what a person may see and do.

Every query takes a `Scope` as its first argument and every action asks it for a permission. It is a value: made once for a
request (or for a command) from the posts that the person holds on that day, never changed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.platform.access.errors import Refused
from caicach.platform.access.roles import (
    AT_THE_TOP,
    FIELD_BOUND,
    GRANTS,
    LOCALITY_WIDE,
    Permission,
    Role,
    reach_of,
)
from caicach.platform.clock import today as local_today


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that is in force: the role, the unit it stands in, the path prefix it works in, the fields it is bound to.

    `fields` are codes of appraising agencies ("noi_vu") as frameworks name them. `locality` is the name of the unit at the top
    of the tree.
    """

    unit_id: int
    unit_path: str
    reach: str
    role: Role
    fields: frozenset[str] = frozenset()
    unit_name: str = ""
    locality: str = ""

    def __post_init__(self) -> None:
        if not self.reach or not self.reach.endswith("/"):
            raise ValueError(f"a reach looks like '12/' or '12/345/', not {self.reach!r}")

    @classmethod
    def of(
        cls,
        role: Role,
        unit_id: int,
        unit_path: str,
        *,
        fields: frozenset[str] = frozenset(),
        unit_name: str = "",
        locality: str = "",
    ) -> HeldPost:
        """The post with the reach that its role has (see `roles.reach_of`)."""
        return cls(unit_id, unit_path, reach_of(role, unit_path), role, fields, unit_name, locality)

    def holds(self, permission: Permission, unit_path: str | None, field_code: str | None) -> bool:
        if permission not in GRANTS[self.role]:
            return False
        if unit_path is not None and not unit_path.startswith(self.reach):
            return False
        if permission in AT_THE_TOP and self.role in LOCALITY_WIDE and unit_path not in (None, self.reach):
            return False
        if self.role in FIELD_BOUND:
            return bool(self.fields) if field_code is None else field_code in self.fields
        return True


@dataclass(frozen=True, slots=True)
class Scope:
    """What one person may see and do today. `everything` is for commands and jobs of the system itself."""

    user_id: int | None
    username: str
    display_name: str
    posts: tuple[HeldPost, ...]
    today: dt.date
    everything: bool = False

    @classmethod
    def system(cls, name: str, today: dt.date | None = None) -> Scope:
        """The scope of a command or a job; `name` is what the audit trail will show ("caicach user add")."""
        return cls(None, name, name, (), today or local_today(), everything=True)

    @classmethod
    def nobody(cls, today: dt.date | None = None) -> Scope:
        """The scope of somebody who is not signed in: may nothing."""
        return cls(None, "", "", (), today or local_today())

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(post.role for post in self.posts)

    def may(self, permission: Permission, unit_path: str | None = None, field: str | None = None) -> bool:
        """Whether a post grants `permission` in the unit at `unit_path`, for `field`; None asks "anywhere at all"."""
        return self.everything or any(post.holds(permission, unit_path, field) for post in self.posts)

    def require(
        self, permission: Permission, unit_path: str | None = None, field: str | None = None, what: str = ""
    ) -> None:
        """Raise `Refused` unless `may`; `what` names the thing asked for, in the words of the screen."""
        if self.may(permission, unit_path, field):
            return
        if what:
            raise Refused(
                _("Vị trí công tác hiện tại của anh/chị không có quyền %(permission)s: %(what)s.")
                % {"permission": permission.label, "what": what}
            )
        raise Refused(
            _("Vị trí công tác hiện tại của anh/chị không có quyền %(permission)s ở đây.")
            % {"permission": permission.label}
        )

    def reach(self, permission: Permission) -> tuple[str, ...]:
        """The path prefixes in which `permission` holds, none inside another; ("",) for everything, () for nowhere."""
        if self.everything:
            return ("",)
        held = sorted({post.reach for post in self.posts if post.holds(permission, None, None)})
        kept: list[str] = []
        for prefix in held:
            if not kept or not prefix.startswith(kept[-1]):
                kept.append(prefix)
        return tuple(kept)

    def fields(self, permission: Permission, unit_path: str | None = None) -> frozenset[str] | None:
        """The fields in which `permission` holds at `unit_path`: None for all of them, an empty set for none."""
        if self.everything:
            return None
        posts = [post for post in self.posts if post.holds(permission, unit_path, None)]
        if any(post.role not in FIELD_BOUND for post in posts):
            return None
        return frozenset(code for post in posts for code in post.fields)
