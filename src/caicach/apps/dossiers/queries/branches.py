"""Several walks along indexes as one statement: each walk stops early, together they are one list.

A condition such as "received here or handled there, in one of these states" makes a database read all such rows and sort
them. Asked as many equalities, each of which an index holds in the order wanted, and each cut off after a page, it reads a
few hundred entries whatever the table holds. Django cuts off parts of a union on no SQLite, hence the statement is put
together here, out of what Django makes of each part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

ANY_STATUS = 32_001
"""Stands in a walk for each of its statuses: Django makes the words of the statement once and not once for each."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A part of a list (in the end a `values_list`); where it says ANY_STATUS, it is walked for each of `statuses`."""

    rows: QuerySet[Any, Any]
    statuses: tuple[int, ...] = ()


def together(parts: Iterable[Walk], most: int) -> list[tuple[Any, ...]]:
    """The first `most` rows of each walk, in no order and with repetitions."""
    statement, given = _statement(parts, most, "UNION ALL")
    if not statement:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def counted(parts: Iterable[Walk], most: int) -> int:
    """How many different rows the walks (of keys) have, at most `most` of each being counted.

    When the answer is below `most` it is exact: no part was cut off.
    """
    statement, given = _statement(parts, most, "UNION")
    if not statement:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({statement}) AS counted", given)
        return int(cursor.fetchone()[0])


def _statement(parts: Iterable[Walk], most: int, joint: str) -> tuple[str, tuple[Any, ...]]:
    statements: list[str] = []
    given: list[Any] = []
    for part in parts:
        try:
            statement, params = part.rows[:most].query.sql_with_params()
        except EmptyResultSet:
            continue
        for status in part.statuses or (ANY_STATUS,):
            statements.append(f"SELECT * FROM ({statement}) AS part_{len(statements)}")
            given += [status if one == ANY_STATUS else one for one in params]
    return f" {joint} ".join(statements), tuple(given)
