"""The rows that an import leaves out, as a sheet: put right there, it can be sent as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.dossiers.actions.import_file import SentFile
from caicach.apps.dossiers.models import DeliveryRow
from caicach.core.dossiers.exchange import COLUMNS
from caicach.platform.spreadsheets import Sheet


def faulty_rows(file: SentFile, rows: Iterable[DeliveryRow]) -> Sheet:
    """Each faulty row with its line and faults, then its fields under their names."""
    sheet = Sheet(_("Dòng lỗi"), [_("Dòng"), _("Lỗi"), *COLUMNS])
    for row in rows:
        sent = file.rows[row.place - file.first]
        sheet.rows.append([row.place, "\n".join(row.faults), *(_cell(sent.get(name)) for name in COLUMNS)])
    return sheet


def _cell(value: Any) -> str | None:
    """A field as a table has it: text always, so that no spreadsheet takes a code for a number; lists as JSON."""
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
