"""A book of a year is numbered from 01 without gaps and takes nothing once it is closed."""

from __future__ import annotations

import datetime as dt

import pytest

from caicach.apps.dossiers.actions import books
from caicach.apps.dossiers.models import Book, BookEntry
from caicach.apps.dossiers.models.books import Register
from caicach.apps.dossiers.tests.paper_world import Counter, at, counter
from caicach.core.dossiers.status import Status
from caicach.platform.access import NotFound, Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
LAST_YEAR = at(dt.date(2025, 12, 31), 23, 30)
NEW_YEAR = at(dt.date(2026, 1, 1), 7, 30)


@pytest.fixture
def desk() -> Counter:
    return counter()


def test_a_book_is_numbered_from_one_without_gaps_and_each_year_anew(desk: Counter) -> None:
    for moment in (LAST_YEAR, LAST_YEAR, NEW_YEAR, NEW_YEAR, NEW_YEAR):
        desk.entered(moment)
    numbers = BookEntry.objects.order_by("pk").values_list("book__year", "number")
    assert list(numbers) == [(2025, 1), (2025, 2), (2026, 1), (2026, 2), (2026, 3)]


def test_each_counter_keeps_a_book_of_its_own(desk: Counter) -> None:
    first, second = desk.entered(), desk.entered(unit=desk.sister)
    assert [one.book_entries.get().number for one in (first, second)] == [1, 1]


def test_a_dossier_stands_in_its_book_once(desk: Counter) -> None:
    dossier = desk.entered()
    assert books.enter(dossier).number == 1
    assert BookEntry.objects.count() == 1


def test_what_was_not_received_belongs_in_no_book(desk: Counter) -> None:
    waiting = desk.dossier(status=Status.REGISTERED, received_at=None)
    with pytest.raises(ValueError, match="not received"):
        books.enter(waiting)


def test_a_result_goes_into_the_specialised_book_of_its_procedure(desk: Counter) -> None:
    dossier = desk.entered(status=Status.DONE, finished_at=at(hour=16))
    entry = books.enter_result(dossier)
    assert entry is not None
    assert (entry.book.register, entry.number) == (Register.CIVIL_STATUS, 1)


def test_a_refused_matter_and_one_without_register_stand_in_no_specialised_book(desk: Counter) -> None:
    denied = desk.entered(status=Status.DONE, finished_at=at(hour=16), denied=True)
    assert books.enter_result(denied) is None
    desk.version.register = ""
    desk.version.save()
    plain = desk.entered(status=Status.DONE, finished_at=at(hour=16))
    assert books.enter_result(plain) is None


def test_a_closed_book_takes_no_line_and_the_new_year_has_a_book_of_its_own(desk: Counter) -> None:
    desk.entered(LAST_YEAR)
    late = desk.dossier(LAST_YEAR)
    book = Book.objects.get(year=2025)
    closed = books.close(desk.scope(Role.CENTRE_HEAD), book.pk, "Biên bản khóa sổ ngày 02/01/2026")
    assert closed.closed_by == desk.people[Role.CENTRE_HEAD]
    with pytest.raises(Conflict, match="đã khóa"):
        books.enter(late)
    assert desk.entered(NEW_YEAR).book_entries.get().book.year == 2026
    entry = Entry.objects.get(action="book.closed")
    assert entry.reason == "Biên bản khóa sổ ngày 02/01/2026"


def test_a_book_is_closed_once_with_a_reason_and_when_its_year_is_over(desk: Counter) -> None:
    desk.entered(LAST_YEAR)
    desk.entered()
    head = desk.scope(Role.CENTRE_HEAD)
    old, running = (Book.objects.get(year=year).pk for year in (2025, 2026))
    with pytest.raises(Conflict, match="chưa hết"):
        books.close(head, running, "Hết năm")
    with pytest.raises(Invalid, match="Thiếu căn cứ"):
        books.close(head, old, "  ")
    books.close(head, old, "Hết năm")
    with pytest.raises(Conflict, match="đã khóa"):
        books.close(head, old, "Hết năm")


def test_only_who_runs_the_desk_closes_its_books(desk: Counter) -> None:
    desk.entered(LAST_YEAR)
    desk.entered(LAST_YEAR, unit=desk.sister)
    own, other = Book.objects.order_by("pk").values_list("pk", flat=True)
    with pytest.raises(Refused):
        books.close(desk.scope(Role.ONE_STOP_OFFICER), own, "Hết năm")
    with pytest.raises(NotFound):
        books.close(desk.scope(Role.CENTRE_HEAD), other, "Hết năm")
