"""Asking the index. The caller says what the reader may see: a queryset of ids, which becomes part of the question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from caicach.platform.fulltext.asking import Asked, asked
from caicach.platform.fulltext.models import Entry
from caicach.platform.fulltext.snippets import Piece, snippet
from caicach.platform.fulltext.tables import Tables, condition, tables

LIMIT = 20
MOST = 100
_CURSOR = re.compile(r"([123])-([0-9]{1,18})")
_LAST = 2**62


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for among the things of `kind` whose ids `within` gives; None means all of them.

    `after` is the `next` of the page before; anything else begins at the first page.
    """

    words: str
    kind: str
    within: QuerySet[Any, Any] | None = None
    after: str = ""
    limit: int = LIMIT


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: its id, the title it was indexed under, the place that shows why."""

    id: int
    title: str
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of hits; `next` asks for the one behind it, "" on the last one."""

    hits: tuple[Hit, ...]
    next: str = ""


def search(question: Question) -> Page:
    """A page of hits: first those whose title has all words, then those with the words side by side as they were typed, then
    the rest; within each the newest first. No text that a person may type raises.
    """
    wanted = asked(question.words)
    limit = max(1, min(question.limit, MOST))
    placed = _placed(question, wanted, limit + 1) if wanted.terms else []
    shown = placed[:limit]
    entries = Entry.objects.in_bulk([entry for _rank, entry in shown])
    hits = tuple(
        Hit(one.object_id, one.title, snippet(one.text, wanted))
        for _rank, entry in shown
        if (one := entries.get(entry))
    )
    rank, entry = shown[-1] if len(placed) > limit else (0, 0)
    return Page(hits, f"{rank}-{entry}" if rank else "")


def found(words: str, kind: str) -> tuple[str, list[Any]]:
    """SQL and parameters that give the ids of all things of `kind` in which the words are found, for a condition of a larger
    question; ("", []) where nothing was asked for.
    """
    wanted = asked(words)
    if not wanted.terms:
        return "", []
    store = tables(connection)
    return (
        f"SELECT entry.object_id FROM {store.source} WHERE {store.matches} AND entry.kind = %s",
        [condition(store, wanted.terms), kind],
    )


def _placed(question: Question, wanted: Asked, limit: int) -> list[tuple[int, int]]:
    """Rank and entry of the hits behind the cursor, at most `limit`. At most three questions to the database."""
    cursor = _CURSOR.fullmatch(question.after)
    first, after = (int(cursor[1]), int(cursor[2])) if cursor else (1, _LAST)
    store = tables(connection)
    placed: list[tuple[int, int]] = []
    for rank, sought in _conditions(store, wanted):
        if rank < first or len(placed) >= limit:
            continue
        below = after if rank == first else _LAST
        placed += [(rank, entry) for entry in _entries(question, store, sought, below, limit - len(placed))]
    return placed


def _conditions(store: Tables, wanted: Asked) -> list[tuple[int, str]]:
    """Who is found under each rank; nobody is found twice."""
    in_title, anywhere = condition(store, wanted.terms, in_title=True), condition(store, wanted.terms)
    if wanted.whole is None:
        return [(1, in_title), (3, f"({anywhere}){store.but}({in_title})")]
    together = condition(store, [wanted.whole])
    return [
        (1, in_title),
        (2, f"({together}){store.but}({in_title})"),
        (3, f"(({anywhere}){store.but}({in_title})){store.but}({together})"),
    ]


def _entries(question: Question, store: Tables, sought: str, below: int, limit: int) -> list[int]:
    scope, seen, parameters = "", "", []
    if question.within is not None:
        try:
            sql, parameters = question.within.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return []
        # Looked up for each text that is found, up to the limit: a list of all that the reader may see would cost more.
        scope = f"WITH scope (id) AS ({sql})"
        seen = "AND EXISTS (SELECT 1 FROM scope WHERE scope.id = entry.object_id)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{scope} SELECT entry.id FROM {store.source} WHERE {store.matches} AND entry.kind = %s AND {store.key} < %s {seen}"
            f" ORDER BY {store.key} DESC LIMIT %s",
            [*parameters, sought, question.kind, below, limit],
        )
        return [row[0] for row in cursor.fetchall()]
