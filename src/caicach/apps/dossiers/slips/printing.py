"""Slips and books handed over as files. A slip is printed from what was kept of it and from nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Book, BookEntry, Slip
from caicach.apps.dossiers.slips import compose
from caicach.core.dossiers.status import Form
from caicach.core.letters import slips as letters
from caicach.platform import clock
from caicach.platform.access import NotFound
from caicach.platform.files.names import safe_name
from caicach.platform.letters.pdf import PDF_TYPE
from caicach.platform.letters.slip_pdf import write_book, write_slips
from caicach.platform.letters.slip_word import write_slip_word
from caicach.platform.letters.word import WORD_TYPE

FORMATS = ("pdf", "docx")
NAMES = {
    Form.RECEIPT: "giay-tiep-nhan", Form.SUPPLEMENT: "yeu-cau-bo-sung", Form.REFUSAL: "tu-choi-tiep-nhan",
    Form.APOLOGY: "xin-loi",
    Form.CONTROL: "phieu-kiem-soat", Form.STOP: "dung-giai-quyet",
}  # fmt: skip


def letter_of(slip: Slip) -> letters.Slip:
    """What was on a slip when it was given. Raises ValueError for a row that keeps no slip."""
    return letters.from_plain(slip.content)


def pdf(slips: Sequence[Slip], name: str = "") -> bytes:
    """Slips in one PDF, dated when the last of them was made: the same slips give the same bytes."""
    return write_slips([letter_of(one) for one in slips], max(made_on(one) for one in slips), name)


def word(slip: Slip) -> bytes:
    """A slip as Word."""
    return write_slip_word(letter_of(slip), made_on(slip))


def handed(slip: letters.Slip, made_on: dt.date, format: str) -> HttpResponse:
    """A slip as a file: shown in the browser as PDF, to be kept as Word. NotFound for another format."""
    if format not in FORMATS:
        raise NotFound(_("Phiếu chỉ có dạng Word hoặc PDF."), _("Hãy mở lại từ trang của hồ sơ."))
    name = f"{NAMES[letters.FORMS[type(slip)]]}-{slip.head.code}"
    if format == "pdf":
        return file(write_slips([slip], made_on), PDF_TYPE, f"{name}.pdf", shown=True)
    return file(write_slip_word(slip, made_on), WORD_TYPE, f"{name}.docx")


def file(content: bytes, media_type: str, name: str, *, shown: bool = False) -> HttpResponse:
    """The answer that hands a file over; `shown` opens it in the browser, from where it is printed."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(not shown, safe_name(name)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def book_pdf(book: Book, lines: Iterable[BookEntry], day: dt.date) -> bytes:
    """Lines of a book as form 06, dated `day`."""
    office = compose.office_of(book.unit)
    with translation.override(compose.LANGUAGE):
        pages = letters.BookPages(
            upper=office.upper,
            office=office.name,
            register=book.get_register_display(),
            year=book.year,
            day=day,
            lines=tuple(line_of(one) for one in lines),
            closed_at=book.closed_at,
        )
    return write_book(pages, day)


def line_of(entry: BookEntry) -> letters.BookLine:
    """A line of form 06 as the dossier stands now."""
    dossier = entry.dossier
    return letters.BookLine(
        number=entry.number,
        code=dossier.code,
        procedure=dossier.procedure_version.name,
        sets=dossier.sets,
        applicant=dossier.applicant_name,
        contact="; ".join(one for one in (dossier.address, dossier.phone) if one),
        handling=dossier.handling_unit.name,
        received_at=compose.local(dossier.received_at),
        due_at=compose.local(dossier.due_at),
        returned_at=compose.local(dossier.returned_at),
        way=str(dossier.get_return_way_display()),
    )


def made_on(slip: Slip) -> dt.date:
    """The day on which a slip was made."""
    return slip.drafted_at.astimezone(clock.VIETNAM).date()
