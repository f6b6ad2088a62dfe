"""The points of nodes as rows: only those that differ are written, and many in one statement.

A province has some 18,000 of these rows and a full scoring writes them all; through model instances that takes six times as
long as by the cursor, hence the one place in this app that speaks SQL.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection

from caicach.apps.parindex.models import NodeScore
from caicach.core.parindex import Framework, UnitResult, Words

_PLACES = Decimal("1e-10")
BATCH = 1_000
"""Rows a statement: eleven thousand values, of the 32,766 that SQLite takes."""

_KEY = ("participant_id", "code")
_VALUES = ("position", "depth", "points", "max_points", "index", "status", "policy", "flags", "reason")
_FIGURES = frozenset({"points", "max_points", "index"})
_JSON = frozenset({"flags", "reason"})


def write(framework: Framework, results: Mapping[int, UnitResult]) -> None:
    """Bring the rows of some participants to their results; rows of codes that are gone are deleted."""
    stored = NodeScore.objects.filter(participant_id__in=results).values_list(*_KEY, *_VALUES)
    known = {row[:2]: row[2:] for row in stored}
    changed = []
    for participant, result in results.items():
        for row in _rows(framework, participant, result):
            if known.pop(row[:2], None) != row[2:]:
                changed.append(row)
    for participant, code in known:
        NodeScore.objects.filter(participant_id=participant, code=code).delete()
    with connection.cursor() as cursor:
        for start in range(0, len(changed), BATCH):
            rows = changed[start : start + BATCH]
            cursor.execute(_statement(len(rows)), [value for row in rows for value in _adapted(row)])


def kept(value: Decimal) -> Decimal:
    """The figure at the ten places that both databases keep exactly."""
    return value.quantize(_PLACES, ROUND_HALF_UP)


def words(said: Words) -> dict[str, str]:
    return {"vi": said.vi, "en": said.en}


def _rows(framework: Framework, participant: int, result: UnitResult) -> Iterator[tuple[Any, ...]]:
    for position, (node, own) in enumerate(zip(framework.nodes, _in_order(framework, result), strict=True)):
        index = own.index
        yield (
            participant,
            node.code,
            position,
            node.depth,
            None if own.points is None else kept(own.points),
            None if own.max_points is None else kept(own.max_points),
            None if index is None else kept(index),
            own.status,
            own.policy or "",
            list(own.flags),
            words(own.reason) if own.reason else None,
        )


def _in_order(framework: Framework, result: UnitResult) -> Iterator[Any]:
    return (result.nodes[node.code] for node in framework.nodes)


def _statement(rows: int) -> str:
    name = connection.ops.quote_name
    columns = [name(column) for column in (*_KEY, *_VALUES)]
    # PostgreSQL does not take a text for jsonb without being told.
    as_json = "%s::jsonb" if connection.vendor == "postgresql" else "%s"
    marks = ["%s"] * len(_KEY) + [as_json if column in _JSON else "%s" for column in _VALUES]
    values = f"({', '.join(marks)})"
    sets = ", ".join(f"{name(column)} = excluded.{name(column)}" for column in _VALUES)
    return (
        f"INSERT INTO {name(NodeScore._meta.db_table)} ({', '.join(columns)}) VALUES {', '.join([values] * rows)} "
        f"ON CONFLICT ({', '.join(map(name, _KEY))}) DO UPDATE SET {sets}"
    )


def _adapted(row: tuple[Any, ...]) -> tuple[Any, ...]:
    values = [
        _figure(value) if column in _FIGURES else _json(value) if column in _JSON else value
        for column, value in zip(_VALUES, row[2:], strict=True)
    ]
    return (*row[:2], *values)


def _figure(value: Decimal | None) -> Any:
    return connection.ops.adapt_decimalfield_value(value, 14, 10)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
