"""Putting texts into the index and taking them out. Who may is the matter of the app whose texts they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from caicach.core.vietnamese import nfc
from caicach.platform.fulltext.models import Entry
from caicach.platform.fulltext.tables import tables
from caicach.platform.fulltext.words import lexemes


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be found again: `id` is the key of the thing of its kind that it is the text of."""

    id: int
    title: str
    text: str


def index(kind: str, id: int, title: str, text: str) -> None:
    """Have a text found from now on; one that is there already under the same kind and id is replaced."""
    index_all(kind, [Text(id, title, text)])


def index_all(kind: str, texts: Iterable[Text], number: int = 0) -> None:
    """Index many texts of one kind; `number` is the rebuilding that they are part of."""
    with transaction.atomic():
        # The zero of PostgreSQL's strings cannot be stored.
        given = {one.id: Text(one.id, _stored(one.title), _stored(one.text)) for one in texts}
        before = _rows(kind, list(given))
        rows = [
            Entry(kind=kind, object_id=one.id, title=one.title, text=one.text, round=number)
            for one in given.values()
        ]
        Entry.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=["title", "text", *(["round"] if number else [])],
        )
        with connection.cursor() as cursor:
            store = tables(connection)
            for pk, title, text in before:
                store.erase(cursor, pk, lexemes(title, text))
            for object_id, pk in Entry.objects.filter(kind=kind, object_id__in=given).values_list(
                "object_id", "pk"
            ):
                store.write(cursor, pk, lexemes(given[object_id].title, given[object_id].text))


def forget(kind: str, id: int) -> None:
    """Have a text found no longer; nothing happens where there is none."""
    with transaction.atomic(), connection.cursor() as cursor:
        for pk, title, text in _rows(kind, [id]):
            tables(connection).erase(cursor, pk, lexemes(title, text))
        Entry.objects.filter(kind=kind, object_id=id).delete()


def _rows(kind: str, ids: list[int]) -> list[tuple[int, str, str]]:
    """Key, title and text of the entries; locked, because their words are taken out as they stand here."""
    rows = Entry.objects.select_for_update().filter(kind=kind, object_id__in=ids)
    return list(rows.values_list("pk", "title", "text"))


def _stored(text: str) -> str:
    return nfc(text.replace("\x00", "").encode("utf-8", "ignore").decode())
