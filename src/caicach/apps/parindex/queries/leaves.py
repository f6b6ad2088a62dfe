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
    """The leaves of the sets in use in a year, or, where there was no round, in the year that is nearest to it; each set once.

    The group is the kind of unit that the set scores, the field the node at the top.
    """
    if not scope.may(READ):
        return
    spoken = language()
    seen: set[str] = set()
    for one in _nearest(list(rounds(scope)), year):
        if one.subject in seen:
            continue
        seen.add(one.subject)
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
    """The rounds of the year, or of the year nearest to it; of two as near the later."""
    nearest = min((one.year for one in found), key=lambda each: (abs(each - year), -each), default=year)
    return [one for one in found if one.year == nearest]
