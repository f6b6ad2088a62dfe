"""A file of dossiers of another system: what it must be, and its rows as they stand in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caicach.core.dossiers.exchange import COLUMNS
from caicach.core.vietnamese import nfc
from caicach.platform import uploads
from caicach.platform.errors import Invalid
from caicach.platform.files.models import StoredFile
from caicach.platform.files.storage import opened
from caicach.platform.spreadsheets import read_table

KINDS = frozenset({uploads.Kind.TEXT, uploads.Kind.XLSX})
NEEDED = frozenset({"MaHoSo", "MaTTHC", "TrangThaiHoSo"})


@dataclass(frozen=True, slots=True)
class SentFile:
    """The rows of a file. `first` is the line of the first one: in a table the names of the fields stand above it."""

    rows: tuple[Mapping[str, Any], ...]
    first: int = 1

    def lines(self, start: int, end: int) -> list[tuple[int, Mapping[str, Any]]]:
        """The rows from `start` up to `end`, counted from 0, each with its place in the file."""
        return list(enumerate(self.rows[start:end], self.first + start))


def rows_of(upload: uploads.Upload) -> SentFile:
    """The rows of a JSON list, or of a table (.csv, .xlsx) whose first row names the fields; Invalid for anything else."""
    if upload.kind is uploads.Kind.TEXT and uploads.text(upload.content).lstrip().startswith(("[", "{")):
        return SentFile(_json_rows(uploads.text(upload.content)))
    table = next(iter(read_table(upload.content, upload.name)), None)
    names = [str(cell or "").strip() for cell in table.rows[0].cells] if table and table.rows else []
    if table is None or not set(names) >= NEEDED:
        raise Invalid(
            _("Dòng đầu của tệp phải có tên các trường MaHoSo, MaTTHC, TrangThaiHoSo."),
            _("Các trường được đọc: %(fields)s.") % {"fields": ", ".join(COLUMNS)},
        )
    rows = (zip(names, row.cells, strict=False) for row in table.rows[1:])
    return SentFile(
        tuple({key: str(cell) for key, cell in row if key in COLUMNS and cell is not None} for row in rows),
        first=2,
    )


def stored_rows(file: StoredFile, name: str) -> SentFile:
    """The rows of a file that has been kept."""
    with opened(file.sha256) as content:
        return rows_of(uploads.Upload(name, uploads.Kind(file.kind), content.read()))


def _json_rows(text: str) -> tuple[Mapping[str, Any], ...]:
    try:
        found = json.loads(nfc(text))
    except (ValueError, RecursionError) as wrong:
        raise Invalid(_("Tệp JSON không đọc được."), _("Hãy gửi một danh sách hồ sơ dạng JSON.")) from wrong
    rows = found.get("data") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise Invalid(
            _("Tệp JSON phải là một danh sách hồ sơ."), _('Hãy gửi [ {...}, ... ] hoặc { "data": [ ... ] }.')
        )
    return tuple({key: value for key, value in one.items() if key in COLUMNS} for one in rows)
