"""Every route as every person: nobody gets in who may not, nobody is kept out who may, nothing is written on the way out."""

from __future__ import annotations

import pytest

from caicach.platform.access import Role, Scope

from .asking import PROBLEM, SAFE, Answer, Asking
from .rows import PUBLIC, Outcome, Row
from .table import ROWS
from .world import FOREIGN, IN_THE_COMMUNE, PERSONS, Place, World

pytestmark = pytest.mark.django_db

ELSEWHERE_ANYWAY = (Role.ADMINISTRATOR, Role.READER)
CELLS = [(row, method) for row in ROWS for method in row.methods.split()]
UNSAFE = [(row, method) for row, method in CELLS if method not in SAFE]


@pytest.mark.parametrize(("row", "method"), CELLS, ids=[f"{method} {row.route}" for row, method in CELLS])
def test_route(asking: Asking, world: World, row: Row, method: str) -> None:
    """All persons in one test, which names each that is answered wrongly: three thousand tests would take twice as long."""
    wrong = []
    for person in PERSONS:
        for where, place in places(world, row, person).items():
            answer = asking(row, method, person, place)
            found = faults(row, method, world.scopes[person], place, answer)
            wrong += [f"{method} {row.route} as {person}, {where}: {fault}" for fault in found]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize(("row", "method"), UNSAFE, ids=[f"{method} {row.route}" for row, method in UNSAFE])
def test_without_csrf_token(asking: Asking, world: World, row: Row, method: str) -> None:
    allowed = [person for person in PERSONS if row.holds(world.scopes[person], world.own)]
    for person in allowed[:2]:
        answer = asking(row, method, person, world.own, csrf=False)
        assert (answer.status, answer.writes) == (403, ()), (
            f"{method} {row.route} as {person}: {answer.status}"
        )
        assert not row.is_api or answer.media_type == PROBLEM


def places(world: World, row: Row, person: str) -> dict[str, Place]:
    """Where a route is tried: in the own place; beside it and in the other province where it is about a thing.

    Of those who are refused in their own place, two are enough to see that other provinces tell them nothing.
    """
    found = {"in the own place": world.own}
    held = row.holds(world.scopes[person], world.own)
    if row.of is None or not (held or person in ELSEWHERE_ANYWAY):
        return found
    if person in IN_THE_COMMUNE and not row.of.whole:
        found["in the commune beside"] = world.sister
    found["in the other province"] = world.elsewhere
    return found


def faults(row: Row, method: str, scope: Scope, place: Place, answer: Answer) -> list[str]:
    expected = row.expected(scope, place)
    found = []
    if answer.outcome not in expected:
        wanted = " or ".join(sorted(outcome.value for outcome in expected))
        found.append(f"answers {answer.status}, not: {wanted}")
    if answer.status >= 500 or answer.status in (400, 405):
        found.append(f"answers {answer.status}")
    if answer.outcome is not Outcome.OPEN and row.is_api and answer.media_type != PROBLEM:
        found.append(f"refuses with {answer.media_type}")
    if answer.writes and (method in SAFE or answer.outcome is not Outcome.OPEN) and row.needs is not PUBLIC:
        found.append(f"writes: {answer.writes[0]}")
    if FOREIGN in answer.text and row.needs is not PUBLIC:  # what is published is published by every province
        found.append(f"names something of the other province: {around(FOREIGN, answer.text)}")
    return found


def around(word: str, text: str) -> str:
    """The place of a word in a text."""
    at = text.index(word)
    return " ".join(text[max(0, at - 100) : at + 60].split())
