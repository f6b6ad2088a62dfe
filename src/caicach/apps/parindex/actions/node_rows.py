"""The points of nodes as rows: only those that differ are written, and all of them in one statement.

A province has some 18,000 of these rows and a full scoring writes them all. As one JSON text that the database takes apart they
cost a tenth of what model instances or parameters do, hence the one place in this app that speaks SQL.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection

from caicach.apps.parindex.models import NodeScore
from caicach.apps.parindex.models.scoring import SMALLEST
from caicach.core.parindex import Framework, UnitResult, Words

_KEY = ("participant_id", "code")
_VALUES = ("position", "depth", "points", "max_points", "index", "status", "policy", "flags", "reason")
_TYPES = (
    "bigint",
    "text",
    "smallint",
    "smallint",
    "numeric",
    "numeric",
    "numeric",
    "text",
    "text",
    "jsonb",
    "jsonb",
)


def write(framework: Framework, results: Mapping[int, UnitResult]) -> None:
    """Bring the rows of some participants to their results; rows of codes that are gone are deleted."""
    stored = NodeScore.objects.filter(participant_id__in=results).values_list(*_KEY, *_VALUES)
    known = {row[:2]: row[2:] for row in stored}
    changed = []
    for participant, result in results.items():
        for row in _rows(framework, participant, result):
            if known.pop(row[:2], None) != row[2:]:
                changed.append(row)
    if known:  # what is left belongs to codes that the criteria set does not have
        NodeScore.objects.filter(participant_id__in=results, code__in={code for _, code in known}).delete()
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(_statement(), [json.dumps(changed, ensure_ascii=False, default=str)])


def kept(value: Decimal) -> Decimal:
    """The figure at the ten places that both databases keep exactly."""
    return value.quantize(SMALLEST, ROUND_HALF_UP)


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


def _statement() -> str:
    """INSERT or UPDATE from a JSON array of rows, the only parameter."""
    name = connection.ops.quote_name
    if connection.vendor == "postgresql":
        parts = [_part(place, kind) for place, kind in enumerate(_TYPES)]
        source = "jsonb_array_elements(%s::jsonb) AS rows (value)"
    else:
        parts = [f"json_extract(value, '$[{place}]')" for place in range(len(_TYPES))]
        source = "json_each(%s)"
    columns = ", ".join(map(name, (*_KEY, *_VALUES)))
    sets = ", ".join(f"{name(column)} = excluded.{name(column)}" for column in _VALUES)
    return (
        f"INSERT INTO {name(NodeScore._meta.db_table)} ({columns}) SELECT {', '.join(parts)} FROM {source} WHERE true "
        f"ON CONFLICT ({', '.join(map(name, _KEY))}) DO UPDATE SET {sets}"
    )


def _part(place: int, kind: str) -> str:
    """One element of a row in PostgreSQL's words; a JSON null is no value."""
    return f"NULLIF(value -> {place}, 'null')" if kind == "jsonb" else f"(value ->> {place})::{kind}"
