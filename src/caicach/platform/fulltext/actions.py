"""Putting texts into the index and taking them out. Who may is the matter of the app whose texts they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from caicach.core.vietnamese import nfc
from caicach.platform.fulltext.models import Entry
from caicach.platform.fulltext.tables import tables
from caicach.platform.fulltext.words import words_of


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
        ids = Entry.objects.filter(kind=kind, object_id__in=given).values_list("object_id", "pk")
        with connection.cursor() as cursor:
            for object_id, pk in ids:
                one = given[object_id]
                tables(connection).write(cursor, pk, words_of(one.title), words_of(one.text))


def forget(kind: str, id: int) -> None:
    """Have a text found no longer; nothing happens where there is none."""
    forget_all(list(Entry.objects.filter(kind=kind, object_id=id).values_list("pk", flat=True)))


def forget_all(entries: list[int]) -> None:
    """Drop entries by their keys."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables(connection).erase(cursor, entries)
        Entry.objects.filter(pk__in=entries).delete()


def _stored(text: str) -> str:
    return nfc(text.replace("\x00", "").encode("utf-8", "ignore").decode())
