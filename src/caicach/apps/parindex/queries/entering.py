"""Who may state which leaves of a unit: everybody with FACTS_ENTER there, assignees only the leaves that are theirs.

A leaf is an assignee's by a notice of responsibility, or in one round by the unit's distribution of its leaves.
"""

from __future__ import annotations

from dataclasses import dataclass

from caicach.apps.parindex.models import LeafTask
from caicach.apps.parindex.queries.answering import holders_of
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import find
from caicach.core.parindex import Framework
from caicach.platform.access import NotFound, Permission, Role, Scope


@dataclass(frozen=True, slots=True)
class Entering:
    """The leaves that somebody may state: all (`whole`), or those whose codes are given."""

    whole: bool
    codes: frozenset[str] = frozenset()

    def may(self, code: str) -> bool:
        """Whether the leaf `code` may be stated; "" asks for what concerns the whole unit."""
        return self.whole or code in self.codes

    @property
    def nothing(self) -> bool:
        return not self.whole and not self.codes


NOBODY = Entering(False)


def entering(scope: Scope, unit: Unit, framework: Framework, participant_id: int) -> Entering:
    """What the scope may state in a unit (with its latest `path`) that takes part in a round as `participant_id`.

    Three queries for assignees, at most one for others.
    """
    if scope.everything:
        return Entering(True)
    posts = [post for post in scope.posts if post.holds(Permission.FACTS_ENTER, None, None)]
    if not posts or not reaches(scope, unit, Permission.FACTS_ENTER):
        return Entering(False)
    within = [post for post in posts if unit.valid_to is not None or unit.path.startswith(post.reach)]
    if any(post.role is not Role.ASSIGNEE for post in within):
        return Entering(True)
    units = {post.unit_id for post in within}
    holders = holders_of(unit.pk, framework, scope.today)
    answered = {
        code
        for code, found in holders.items()
        if any(
            one.user_id == scope.user_id or (one.user_id is None and one.unit_id in units) for one in found
        )
    }
    return Entering(False, frozenset(answered | given_to(scope, participant_id)))


def given_to(scope: Scope, participant_id: int) -> set[str]:
    """The leaves that the unit asks this person to fill in the round."""
    tasks = LeafTask.objects.filter(participant_id=participant_id, person_id=scope.user_id)
    return set(tasks.values_list("code", flat=True))


def reaches(scope: Scope, unit: Unit, permission: Permission) -> bool:
    """Whether a permission is held in a unit (with its latest `path`), or where it went into once it has ended."""
    if scope.may(permission, unit.path):
        return True
    if unit.valid_to is None:
        return False
    try:
        find(scope, unit.pk, permission)
    except NotFound:
        return False
    return True
