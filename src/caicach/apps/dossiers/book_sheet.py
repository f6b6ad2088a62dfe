"""A book as a table to download, in the columns of form 06."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Book, BookEntry
from caicach.apps.dossiers.slips.printing import line_of
from caicach.apps.units.models import Unit
from caicach.platform.spreadsheets.writing import Sheet


def sheet(book: Book, unit: Unit, lines: Iterable[BookEntry]) -> Sheet:
    """The lines with moments as moments; those of no value stay empty."""
    table = Sheet(
        f"{book.year} {unit.name}",
        (
            _("STT"), _("Mã hồ sơ"), _("Tên thủ tục hành chính"), _("Số bộ"), _("Tên cá nhân, tổ chức"),
            _("Địa chỉ, số điện thoại"), _("Cơ quan chủ trì giải quyết"), _("Nhận hồ sơ"), _("Hẹn trả kết quả"),
            _("Trả kết quả"), _("Phương thức nhận kết quả"),
        ),
    )  # fmt: skip
    for entry in lines:
        line = line_of(entry)
        table.rows.append(
            (
                line.number, line.code, line.procedure, line.sets, line.applicant, line.contact, line.handling, line.received_at,
                line.due_at, line.returned_at, line.way,
            )
        )  # fmt: skip
    return table
