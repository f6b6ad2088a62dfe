"""Whom the round concerns: who answers for a unit, who fills a leaf, who appraises a field, who leads, who decides.

The one place that says who is told of what. People are looked up in the name of the system: whoever acts need not be able to see
the posts of those whom the act concerns.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from caicach.apps.parindex.queries.answering import Holders
from caicach.apps.units.queries import HeldBy, posts_held
from caicach.platform.access import Role, Scope

_WITHIN = (Role.UNIT_HEAD, Role.FOCAL_OFFICER, Role.ASSIGNEE)
_EVERYWHERE = (
    Role.FRAMEWORK_MANAGER,
    Role.APPRAISER,
    Role.COUNCIL_SECRETARY,
    Role.COUNCIL_MEMBER,
    Role.CHAIR,
)
_ANSWERING = (Role.UNIT_HEAD, Role.FOCAL_OFFICER)


class Audience:
    """The people of a locality on a day; with `paths` those of the units at these paths and of the locality itself. One query."""

    def __init__(self, locality_id: int, on: dt.date, paths: Collection[str] | None = None) -> None:
        system = Scope.system("thông báo", on)
        posts = posts_held(system, on, _EVERYWHERE, _WITHIN, locality_path=f"{locality_id}/", paths=paths)
        self._of_role: defaultdict[Role, list[HeldBy]] = defaultdict(list)
        self._answering: defaultdict[int, set[int]] = defaultdict(set)
        for post in posts:
            self._of_role[post.role].append(post)
            if post.role in _ANSWERING:
                self._answering[post.unit_id].add(post.user_id)
        self._works_in: defaultdict[int, set[int]] = defaultdict(set)
        for post in self._of_role[Role.ASSIGNEE]:
            self._works_in[post.user_id].add(post.unit_id)

    def answering(self, unit_id: int) -> set[int]:
        """The head and the focal officers of a unit."""
        return set(self._answering.get(unit_id, ()))

    def assignees(self, holders: Holders, codes: Collection[str]) -> dict[int, list[str]]:
        """Who fills some of the leaves `codes` of a unit, by name or by the division worked in, with these leaves."""
        found: defaultdict[int, list[str]] = defaultdict(list)
        for code in codes:
            for user_id, units in self._works_in.items():
                if any(
                    one.user_id == user_id or (one.user_id is None and one.unit_id in units)
                    for one in holders.get(code, ())
                ):
                    found[user_id].append(code)
        return dict(found)

    def appraisers(self) -> dict[int, frozenset[str]]:
        """Who appraises, with the fields."""
        found: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
        for post in self._of_role[Role.APPRAISER]:
            found[post.user_id] |= post.fields
        return dict(found)

    def appraisers_of(self, fields: Collection[str]) -> set[int]:
        """Who appraises at least one of the fields."""
        return {user_id for user_id, own in self.appraisers().items() if own & set(fields)}

    def of(self, *roles: Role) -> set[int]:
        """Who holds one of the roles that belong to the whole locality."""
        return {post.user_id for role in roles for post in self._of_role[role]}
