"""Where the words of the entries stand, and how a database is asked for them: FTS5 on SQLite, tsvector with GIN on PostgreSQL.

SQLite: a table `fulltext_words` of FTS5 whose rows have the ids of the entries. PostgreSQL: a column `words` of the entries, a
tsvector without positions, because those end at 16,383 and at 256 of one word; words side by side are pairs of words in it.
Both find the same. Words are made by `words`, never by the database: a database knows neither đ nor "12/KH-UBND".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from caicach.platform.fulltext.asking import Asked, Term
from caicach.platform.fulltext.words import Words

_MOST_BYTES = 900_000
"""Of one tsvector; PostgreSQL refuses one of 1 MB. Beyond it the rarest thing is left out first: words side by side."""
_TITLE = "\u02c8"


class Tables(Protocol):
    """One kind of database. A place is where words may stand: the title only, or title and text."""

    def install(self, cursor: CursorWrapper) -> None: ...

    def remove(self, cursor: CursorWrapper) -> None: ...

    def write(self, cursor: CursorWrapper, entry: int, title: Words, text: Words) -> None: ...

    def erase(self, cursor: CursorWrapper, entries: list[int]) -> None: ...

    def all_of(self, asked: Asked, *, in_title: bool) -> str:
        """The condition that all terms are found; never empty, for `asked` has a term."""

    def together(self, term: Term) -> str:
        """The condition that the words of a term stand side by side in title or text."""

    def but(self, wanted: str, other: str) -> str: ...

    def both(self, one: str, other: str) -> str: ...

    source: str
    """What stands behind FROM, with the entries as `entry`; the condition is the parameter of `matches`."""
    matches: str


class _Sqlite:
    source = "fulltext_words CROSS JOIN fulltext_entry entry ON entry.id = fulltext_words.rowid"
    matches = "fulltext_words MATCH %s"

    def install(self, cursor: CursorWrapper) -> None:
        cursor.execute(
            "CREATE VIRTUAL TABLE fulltext_words USING fts5(title, title_exact, body, body_exact, columnsize = 0,"
            " tokenize = 'unicode61 remove_diacritics 0')"
        )

    def remove(self, cursor: CursorWrapper) -> None:
        cursor.execute("DROP TABLE IF EXISTS fulltext_words")

    def write(self, cursor: CursorWrapper, entry: int, title: Words, text: Words) -> None:
        columns = [" ".join(words) for words in (title.plain, title.exact, text.plain, text.exact)]
        cursor.execute(
            "INSERT OR REPLACE INTO fulltext_words (rowid, title, title_exact, body, body_exact)"
            " VALUES (%s, %s, %s, %s, %s)",
            [entry, *columns],
        )

    def erase(self, cursor: CursorWrapper, entries: list[int]) -> None:
        for entry in entries:
            cursor.execute("DELETE FROM fulltext_words WHERE rowid = %s", [entry])

    def all_of(self, asked: Asked, *, in_title: bool) -> str:
        plain, exact = ("title", "title_exact") if in_title else ("{title body}", "{title_exact body_exact}")
        conditions = []
        for term in asked.terms:
            star = " *" if term.is_beginning else ""
            conditions.append(f'{plain} : "{" ".join(term.plain)}"{star}')
            conditions += [f'{exact} : "{word}"{star}' for word in term.exact]
        return " AND ".join(conditions)

    def together(self, term: Term) -> str:
        return f'{{title body}} : "{" ".join(term.plain)}"'

    def but(self, wanted: str, other: str) -> str:
        return f"({wanted}) NOT ({other})"

    def both(self, one: str, other: str) -> str:
        return f"({one}) AND ({other})"


class _Postgresql:
    source = "fulltext_entry entry"
    matches = "entry.words @@ %s::tsquery"

    def install(self, cursor: CursorWrapper) -> None:
        cursor.execute("ALTER TABLE fulltext_entry ADD COLUMN words tsvector")
        cursor.execute("ALTER TABLE fulltext_entry ALTER COLUMN words SET STATISTICS 1000")
        cursor.execute("CREATE INDEX fulltext_entry_words ON fulltext_entry USING gin (words)")

    def remove(self, cursor: CursorWrapper) -> None:
        cursor.execute("ALTER TABLE fulltext_entry DROP COLUMN IF EXISTS words")

    def write(self, cursor: CursorWrapper, entry: int, title: Words, text: Words) -> None:
        lexemes = list(_within_limit(_lexemes(title, text)))
        cursor.execute(
            "UPDATE fulltext_entry SET words = array_to_tsvector(%s) WHERE id = %s", [lexemes, entry]
        )

    def erase(self, cursor: CursorWrapper, entries: list[int]) -> None:
        """They are a column of the entries and go with them."""

    def all_of(self, asked: Asked, *, in_title: bool) -> str:
        mark = _TITLE if in_title else ""
        conditions = []
        for term in asked.terms:
            star = ":*" if term.is_beginning else ""
            words = [f"'{mark}{word}'{star}" for word in (*term.plain, *term.exact)]
            conditions += [*words, *(f"'{mark}{' '.join(pair)}'" for pair in term.pairs)]
        return " & ".join(conditions)

    def together(self, term: Term) -> str:
        return " & ".join(f"'{' '.join(pair)}'" for pair in term.pairs)

    def but(self, wanted: str, other: str) -> str:
        return f"({wanted}) & !({other})"

    def both(self, one: str, other: str) -> str:
        return f"({one}) & ({other})"


def _lexemes(title: Words, text: Words) -> Iterator[str]:
    """Words first, then words with the next one; those of the title also as the title's own."""
    for words in (title, text):
        yield from (*words.plain, *words.exact)
    yield from (_TITLE + one for one in (*title.plain, *title.exact, *title.pairs))
    for words in (title, text):
        yield from words.pairs


def _within_limit(lexemes: Iterator[str]) -> Iterator[str]:
    size = 0
    for lexeme in dict.fromkeys(lexemes):
        size += len(lexeme.encode()) + 1
        if size > _MOST_BYTES:
            return
        yield lexeme


def tables(connection: BaseDatabaseWrapper) -> Tables:
    """Those of the kind of database behind a connection."""
    return _Postgresql() if connection.vendor == "postgresql" else _Sqlite()
