"""The books of a counter: lines are written as dossiers are received and settled, a book is closed when its year is over.

Form 06 of Thông tư số 01/2018/TT-VPCP (07 of Thông tư số 03/2025/TT-VPCP): a book for each year, numbered from 01 without gaps.
What is received belongs into the book of the counter and the year of reception, the result into the specialised book of the
office that settled it and the year in which it did.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Book, BookEntry, Dossier
from caicach.apps.dossiers.models.books import Register
from caicach.apps.dossiers.queries import books as queries
from caicach.core.vietnamese import tidy
from caicach.platform import clock
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid

MANAGE = Permission.DOSSIERS_MANAGE
REASON_LENGTH = 1000


def enter(dossier: Dossier) -> BookEntry:
    """Write a received dossier into the book of its counter and year: part of `receive`, inside its transaction.

    Comes back with the line, also when it stands there already. Raises Conflict for a book that is closed.
    """
    if dossier.received_at is None:
        raise ValueError(f"not received: {dossier.code}")
    return _entered(dossier, dossier.unit_id, dossier.received_at, Register.DOSSIERS)


def enter_result(dossier: Dossier) -> BookEntry | None:
    """Write a settled dossier into the specialised book that its procedure names; None where it names none.

    Part of `finish`, inside its transaction. A refusal to settle is no result and stands in no specialised book.
    """
    register = dossier.procedure_version.register
    if register not in Register.values or register == Register.DOSSIERS or dossier.denied:
        return None
    if dossier.finished_at is None:
        raise ValueError(f"not settled: {dossier.code}")
    return _entered(dossier, dossier.handling_unit_id, dossier.finished_at, Register(register))


@transaction.atomic
def close(scope: Scope, book_id: int, reason: str) -> Book:
    """Close the book of a year that is over, for good. Asks for DOSSIERS_MANAGE where the book is kept."""
    held = Book.objects.select_for_update().filter(pk=book_id).first()
    book, unit = queries.book(scope, book_id, MANAGE)
    if held is None or held.closed_at is not None:
        raise Conflict(
            _("Sổ này đã khóa."), _("Sổ đã khóa không mở lại; hồ sơ mới được ghi vào sổ của năm mới.")
        )
    if held.year >= scope.today.year:
        raise Conflict(
            _("Năm %(year)s chưa hết nên chưa khóa sổ được.") % {"year": held.year},
            _("Hãy khóa sổ từ ngày 01/01/%(year)s.") % {"year": held.year + 1},
        )
    why = tidy(reason)
    if not why:
        raise Invalid(
            _("Thiếu căn cứ khóa sổ."),
            _("Hãy ghi căn cứ hoặc người kiểm tra, ví dụ biên bản khóa sổ cuối năm."),
        )
    if len(why) > REASON_LENGTH:
        raise Invalid(
            _("Căn cứ dài %(length)s ký tự, quá %(longest)s ký tự cho phép.")
            % {"length": len(why), "longest": REASON_LENGTH},
            _("Hãy rút ngắn lại."),
        )
    held.closed_at, held.closed_by_id = clock.now(), scope.user_id
    held.save(update_fields=["closed_at", "closed_by"])
    story = {"register": held.register, "year": held.year, "lines": _last(held)}
    subject = Subject("book", held.pk, f"{book.get_register_display()} {held.year}", unit.path)
    record(scope, "book.closed", subject, None, story, why)
    return held


@transaction.atomic
def _entered(dossier: Dossier, unit_id: int, at: dt.datetime, register: Register) -> BookEntry:
    year = at.astimezone(clock.VIETNAM).year
    Book.objects.get_or_create(unit_id=unit_id, year=year, register=register)
    book = Book.objects.select_for_update().get(unit_id=unit_id, year=year, register=register)
    if there := BookEntry.objects.filter(book=book, dossier=dossier).first():
        return there
    if book.closed_at is not None:
        raise Conflict(
            _("%(book)s năm %(year)s đã khóa, không ghi thêm được.")
            % {"book": book.get_register_display(), "year": year},
            _(
                "Hồ sơ của năm mới được ghi vào sổ năm mới; hãy kiểm tra lại ngày tiếp nhận hoặc ngày kết thúc."
            ),
        )
    return BookEntry.objects.create(book=book, dossier=dossier, number=_last(book) + 1)


def _last(book: Book) -> int:
    found: int | None = book.entries.aggregate(last=Max("number"))["last"]
    return found or 0
