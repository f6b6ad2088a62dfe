"""What a row of the table says, and what follows from it for somebody at a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from caicach.platform.access import Permission, Role, Scope

from .world import Place

Body = Callable[[Place], Mapping[str, Any]]


class Door(Enum):
    """What a route needs when it needs no permission."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    NOWHERE = "nothing is there, whoever asks"


PUBLIC, SIGNED_IN, NOWHERE = Door


class Outcome(Enum):
    """What an answer amounts to."""

    OPEN = "open"
    SIGN_IN = "sign in first"
    REFUSED = "refused (403)"
    ABSENT = "not found (404)"


@dataclass(frozen=True)
class Of:
    """What kind of thing a route is about: where it lies, and the permission by which one sees that it is there.

    A thing of a whole locality (a round, a criteria set) is in reach of whoever works anywhere in the locality.
    """

    sight: Permission
    whole: bool = False

    def in_reach(self, scope: Scope, permission: Permission, place: Place) -> bool:
        if self.whole:
            return any(prefix.startswith(place.locality_path) for prefix in scope.reach(permission))
        return scope.may(permission, place.path)


UNIT = Of(Permission.UNITS_READ)
ENTRY = Of(Permission.AUDIT_READ)
ROUND = Of(Permission.FRAMEWORK_READ, whole=True)
SET = Of(Permission.FRAMEWORK_READ, whole=True)
CASE = Of(Permission.CONSEQUENCES_READ)
DOSSIER = Of(Permission.DOSSIERS_READ)
VACANCY = Of(Permission.ROUND_MANAGE, whole=True)

# An assignee enters the leaves that a notice gives him, nothing that concerns the whole unit.
WHOLE_UNIT = (Role.ASSIGNEE,)


@dataclass(frozen=True)
class Row:
    """One route: the methods that need the same permission, the name of a page or the path of an API operation.

    The parts of the address are the fields of the `Place` that have their names, unless `args` says otherwise. `query` and `body`
    are made from the place; without a body an empty one suffices. `not_for` are roles that hold the permission for less than the
    route changes. `also` are other permissions that open the route as well.
    """

    methods: str
    route: str
    needs: Permission | Door
    of: Of | None = None
    body: Body | None = None
    query: Body | None = None
    args: Mapping[str, str] = field(default_factory=dict)
    not_for: tuple[Role, ...] = ()
    also: Permission | tuple[Permission, ...] = ()

    @property
    def is_api(self) -> bool:
        return self.route.startswith("/api/")

    @property
    def permissions(self) -> tuple[Permission, ...]:
        also = (self.also,) if isinstance(self.also, Permission) else self.also
        return tuple(one for one in (self.needs, *also) if isinstance(one, Permission))

    def holds(self, scope: Scope, place: Place) -> bool:
        """Whether the person may do there what the route is for."""
        if not isinstance(self.needs, Permission):
            return self.needs is PUBLIC or scope.is_signed_in
        if scope.roles & set(self.not_for):
            return False
        return any(
            self.of.in_reach(scope, one, place) if self.of else scope.may(one) for one in self.permissions
        )

    def expected(self, scope: Scope, place: Place) -> frozenset[Outcome]:
        """How the route may answer; one outcome but for what is out of sight of somebody who may not do this anywhere."""
        if self.needs is NOWHERE and scope.is_signed_in:
            return frozenset({Outcome.ABSENT})
        if self.holds(scope, place):
            return frozenset({Outcome.OPEN})
        if not scope.is_signed_in:
            return frozenset({Outcome.SIGN_IN})
        if self.of is None or self.of.in_reach(scope, self.of.sight, place):
            return frozenset({Outcome.REFUSED})
        assert isinstance(self.needs, Permission)
        nowhere = not any(scope.may(one) for one in self.permissions) or bool(scope.roles & set(self.not_for))
        return frozenset({Outcome.ABSENT, Outcome.REFUSED} if nowhere else {Outcome.ABSENT})
