"""The background work of the index: what the system counts itself is stated every night, a job for each round."""

from __future__ import annotations

import datetime as dt

from caicach.apps.parindex.actions import counting
from caicach.apps.parindex.queries.rounds import entering_rounds
from caicach.platform.access import Scope
from caicach.platform.jobs import job


@job
def count_leaves(day: str) -> None:
    """A job for each round in which units still enter their self-score, so that the fault of one holds up no other."""
    for round_id in entering_rounds(_system(day)):
        count_leaves_of.enqueue(round_id, day)


@job
def count_leaves_of(round_id: int, day: str) -> None:
    """The counted leaves of the units of a round, as they stand on a day."""
    counting.recount(_system(day), round_id)


def _system(day: str) -> Scope:
    return Scope.system("đếm số liệu", dt.date.fromisoformat(day))
