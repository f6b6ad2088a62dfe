"""The books of counters and their lines: which there are, a book page by page, what is in one of its lines.

A book is numbered without gaps, so the number of a line is also how many stand before it: nothing is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Book, BookEntry
from caicach.apps.units import queries as units
from caicach.apps.units.models import Placement, Unit
from caicach.platform.access import NotFound, Permission, Scope

READ = Permission.DOSSIERS_READ
PAGE_SIZE = 50
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Shelf:
    """The books of a year in reach, those of a unit beside each other. `before` and `after` are ids to page on with."""

    books: Sequence[Book]
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class LinePage:
    """A page of a book, in its order. `before` and `after` are numbers to page on with, None at the ends."""

    lines: list[BookEntry]
    before: int | None
    after: int | None
    last: int


def book(scope: Scope, book_id: int, permission: Permission = READ) -> tuple[Book, Unit]:
    """A book and the unit that keeps it; NotFound for one out of sight, Refused for one where `permission` is not held."""
    found = Book.objects.select_related("unit", "closed_by").filter(pk=book_id).first()
    if found is None:
        raise no_such_book()
    unit = _in_sight(scope, found)
    if permission is not READ:
        scope.require(permission, unit.path, what=unit.name)
    return found, unit


def years(scope: Scope) -> list[int]:
    """The years of which there are books in reach, the latest first."""
    return list(_in_reach(scope).order_by("-year").values_list("year", flat=True).distinct())


def page_of_books(scope: Scope, year: int, *, after: int | None = None, before: int | None = None) -> Shelf:
    """The books of a year by unit and register; each carries `last`, the number of its last line (None: none yet)."""
    backwards = before is not None
    rows = _in_reach(scope).filter(year=year).select_related("unit").annotate(last=Max("entries__number"))
    rows = rows.order_by("unit__sort_key", "pk")
    asked = before if before is not None else after
    mark = None if asked is None else Book.objects.select_related("unit").filter(pk=asked).first()
    if mark is not None:
        key, side = mark.unit.sort_key, "lt" if backwards else "gt"
        rows = rows.filter(
            Q(**{f"unit__sort_key__{side}": key}) | Q(unit__sort_key=key, **{f"pk__{side}": mark.pk})
        )
    if backwards:
        rows = rows.reverse()
    fetched = list(rows[: PAGE_SIZE + 1])
    more = len(fetched) > PAGE_SIZE
    shown = fetched[:PAGE_SIZE]
    if backwards:
        shown.reverse()
    return Shelf(
        shown,
        before=shown[0].pk if shown and (more if backwards else mark is not None) else None,
        after=shown[-1].pk if shown and (more or backwards) else None,
    )


def page_of_lines(
    scope: Scope, found: Book, *, after: int | None = None, before: int | None = None
) -> LinePage:
    """One page of a book by the numbers of its lines; without a mark its first page. `found` is what `book` gave."""
    _in_sight(scope, found)
    last = last_number(found)
    if before is not None:
        start = max(before - PAGE_SIZE, 1)
        window = range(start, before)
    else:
        start = (after or 0) + 1
        window = range(start, start + PAGE_SIZE)
    rows = list(_lines(found).filter(number__gte=window.start, number__lt=window.stop)) if window else []
    return LinePage(
        rows,
        before=rows[0].number if rows and rows[0].number > 1 else None,
        after=rows[-1].number if rows and rows[-1].number < last else None,
        last=last,
    )


def lines(scope: Scope, found: Book, first: int = 1, last: int | None = None) -> Iterator[BookEntry]:
    """The lines of a book from `first` to `last` one by one, some hundred in memory: for paper and files."""
    _in_sight(scope, found)
    end = last_number(found) if last is None else min(last, last_number(found))
    for start in range(max(first, 1), end + 1, CHUNK):
        yield from _lines(found).filter(number__gte=start, number__lt=min(start + CHUNK, end + 1))


def last_number(book: Book) -> int:
    """How many lines a book has."""
    found: int | None = book.entries.aggregate(last=Max("number"))["last"]
    return found or 0


def no_such_book() -> NotFound:
    """The answer for a book that is not there, or not for whoever asks."""
    return NotFound(
        _("Không có sổ này trong phạm vi của anh/chị."), _("Hãy mở sổ từ danh sách sổ của đơn vị.")
    )


def _in_sight(scope: Scope, found: Book) -> Unit:
    try:
        return units.find(scope, found.unit_id, READ)
    except NotFound as absent:
        raise no_such_book() from absent


def _lines(book: Book) -> QuerySet[BookEntry]:
    return (
        BookEntry.objects.filter(book=book)
        .select_related("dossier__procedure_version", "dossier__handling_unit")
        .order_by("number")
    )


def _in_reach(scope: Scope) -> QuerySet[Book]:
    """The books of all units in reach, also of those that have ended: what they left is read by whoever works above."""
    prefixes = scope.reach(READ)
    standing = units.in_force(scope.today) | Q(valid_to=F("unit__valid_to"))
    placed = Placement.objects.filter(standing, units.under(prefixes))
    return Book.objects.filter(unit_id__in=placed.values("unit_id"))
