"""Several walks along indexes as one statement: each walk stops early, together they are one list.

A condition such as "received here or handled there, in one of these states" makes a database read all such rows and sort
them. Asked as many equalities, each of which an index holds in the order wanted, and each cut off after a page, it reads a
few hundred entries whatever the table holds. Django cuts off parts of a union on no SQLite, hence the statement is put
together here, out of what Django makes of each part.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Part = QuerySet[Any, Any]


def together(parts: Iterable[Part], most: int) -> list[tuple[Any, ...]]:
    """The first `most` rows of each part (a `values_list`), in no order and with repetitions."""
    statement, given = _statement(parts, most, "UNION ALL")
    if not statement:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def counted(parts: Iterable[Part], most: int) -> int:
    """How many different rows the parts (each a `values_list` of keys) have, at most `most` of each being counted.

    When the answer is below `most` it is exact: no part was cut off.
    """
    statement, given = _statement(parts, most, "UNION")
    if not statement:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({statement}) AS counted", given)
        return int(cursor.fetchone()[0])


def _statement(parts: Iterable[Part], most: int, joint: str) -> tuple[str, tuple[Any, ...]]:
    statements: list[str] = []
    given: list[Any] = []
    for number, part in enumerate(parts):
        try:
            statement, params = part[:most].query.sql_with_params()
        except EmptyResultSet:
            continue
        statements.append(f"SELECT * FROM ({statement}) AS part_{number}")
        given += params
    return f" {joint} ".join(statements), tuple(given)
