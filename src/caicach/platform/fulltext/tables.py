"""Where the words of the entries stand, and how a database is asked for them: FTS5 on SQLite, tsvector with GIN on PostgreSQL.

SQLite: a table `fulltext_words` of FTS5 whose rows have the ids of the entries. PostgreSQL: a column `words` of the entries. Both
hold the lexemes of `words.lexemes` without their places and so find the same: places would have to be read for every text in
which the words occur, and PostgreSQL counts them to 16,383 only. A database never cuts text itself: it knows neither đ nor
"12/KH-UBND".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from caicach.platform.fulltext.asking import Term
from caicach.platform.fulltext.words import TITLE, pairs

_MOST_BYTES = 900_000
"""Of one tsvector; PostgreSQL refuses one of 1 MB. Beyond it words side by side are left out first."""


class Tables(Protocol):
    """One kind of database."""

    source: str
    """What stands behind FROM, with the entries as `entry`; the condition is the parameter of `matches`."""
    matches: str
    key: str
    """The entry by which hits are ordered: where the words stand, so that a database need not sort what it finds."""
    both: str
    but: str
    """The words between two conditions of which both are to hold, and of which only the first is to."""

    def install(self, cursor: CursorWrapper) -> None: ...

    def remove(self, cursor: CursorWrapper) -> None: ...

    def write(self, cursor: CursorWrapper, entry: int, lexemes: Iterable[str]) -> None:
        """Have an entry found that has been erased or is new."""

    def erase(self, cursor: CursorWrapper, entry: int, lexemes: Iterable[str]) -> None:
        """Have it found no longer; `lexemes` are those that it was written with."""

    def lexeme(self, lexeme: str, *, is_beginning: bool) -> str:
        """The condition that a text has a lexeme, or one that begins so."""


class _Sqlite:
    source = "fulltext_words CROSS JOIN fulltext_entry entry ON entry.id = fulltext_words.rowid"
    matches = "fulltext_words MATCH %s"
    key = "fulltext_words.rowid"
    both, but = " AND ", " NOT "

    def install(self, cursor: CursorWrapper) -> None:
        cursor.execute(
            "CREATE VIRTUAL TABLE fulltext_words USING fts5(words, content = '', columnsize = 0, detail = none,"
            " tokenize = 'unicode61 remove_diacritics 0')"
        )

    def remove(self, cursor: CursorWrapper) -> None:
        cursor.execute("DROP TABLE IF EXISTS fulltext_words")

    def write(self, cursor: CursorWrapper, entry: int, lexemes: Iterable[str]) -> None:
        cursor.execute(
            "INSERT INTO fulltext_words (rowid, words) VALUES (%s, %s)", [entry, " ".join(lexemes)]
        )

    def erase(self, cursor: CursorWrapper, entry: int, lexemes: Iterable[str]) -> None:
        cursor.execute(
            "INSERT INTO fulltext_words (fulltext_words, rowid, words) VALUES ('delete', %s, %s)",
            [entry, " ".join(lexemes)],
        )

    def lexeme(self, lexeme: str, *, is_beginning: bool) -> str:
        return f'"{lexeme}" *' if is_beginning else f'"{lexeme}"'


class _Postgresql:
    source = "fulltext_entry entry"
    matches = "entry.words @@ %s::tsquery"
    key = "entry.id"
    both, but = " & ", " & !"

    def install(self, cursor: CursorWrapper) -> None:
        cursor.execute("ALTER TABLE fulltext_entry ADD COLUMN words tsvector")
        cursor.execute("ALTER TABLE fulltext_entry ALTER COLUMN words SET STATISTICS 1000")
        cursor.execute("CREATE INDEX fulltext_entry_words ON fulltext_entry USING gin (words)")

    def remove(self, cursor: CursorWrapper) -> None:
        cursor.execute("ALTER TABLE fulltext_entry DROP COLUMN IF EXISTS words")

    def write(self, cursor: CursorWrapper, entry: int, lexemes: Iterable[str]) -> None:
        cursor.execute(
            "UPDATE fulltext_entry SET words = array_to_tsvector(%s) WHERE id = %s",
            [list(_within_limit(lexemes)), entry],
        )

    def erase(self, cursor: CursorWrapper, entry: int, lexemes: Iterable[str]) -> None:
        """They are a column of the entry: written over, or gone with it."""

    def lexeme(self, lexeme: str, *, is_beginning: bool) -> str:
        return f"'{lexeme}':*" if is_beginning else f"'{lexeme}'"


def _within_limit(lexemes: Iterable[str]) -> Iterator[str]:
    size = 0
    for lexeme in lexemes:
        size += len(lexeme.encode()) + 1
        if size > _MOST_BYTES:
            return
        yield lexeme


def condition(store: Tables, terms: Iterable[Term], *, in_title: bool = False) -> str:
    """The condition that all terms are found, in the title where that is asked; there must be one."""
    mark = TITLE if in_title else ""
    return store.both.join(
        store.lexeme(mark + lexeme, is_beginning=term.is_beginning)
        for term in terms
        for lexeme in _asked_for(term)
    )


def _asked_for(term: Term) -> tuple[str, ...]:
    """The rarest lexemes that say it all: a pair has its two words, and an exact word its plain form."""
    if len(term.plain) > 1:
        return (*pairs(term.plain), *term.exact)
    return term.exact or term.plain


def tables(connection: BaseDatabaseWrapper) -> Tables:
    """Those of the kind of database behind a connection."""
    return _Postgresql() if connection.vendor == "postgresql" else _Sqlite()
