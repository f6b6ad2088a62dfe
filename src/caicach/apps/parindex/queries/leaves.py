"""The leaves by which units are scored, for whoever links something else to them (`platform.yardsticks`)."""

from __future__ import annotations

from collections.abc import Iterator

from caicach.apps.parindex.models import Round
from caicach.apps.parindex.queries.common import READ, rounds
from caicach.apps.parindex.queries.loading import framework_of
from caicach.platform.access import Scope
from caicach.platform.wording import language
from caicach.platform.yardsticks import Yardstick


def of_year(scope: Scope, year: int) -> Iterator[Yardstick]:
    """The leaves by which each kind of unit was scored in a year or, where it was not, in the year nearest to it.

    The group is the kind of unit that the set scores, the field the node at the top.
    """
    if not scope.may(READ):
        return
    spoken = language()
    for one in _nearest(list(rounds(scope)), year):
        framework = framework_of(one.framework)
        for leaf in framework.leaves:
            top = framework.path(leaf.code)[0]
            yield Yardstick(
                "leaf",
                one.subject,
                leaf.code,
                leaf.words.text(spoken),
                str(one.get_subject_display()),
                top.code,
                top.words.text(spoken),
            )


def _nearest(found: list[Round], year: int) -> list[Round]:
    """For each kind of unit the round of the year, or of the year nearest to it; of two as near the later."""
    nearest: dict[str, Round] = {}
    for one in sorted(found, key=lambda one: (abs(one.year - year), -one.year)):
        nearest.setdefault(one.subject, one)
    return list(nearest.values())
