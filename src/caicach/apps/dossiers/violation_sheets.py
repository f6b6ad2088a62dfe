"""Violations as sheets: what is seen on the page, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Violation
from caicach.core.dossiers.violations import DETECTORS
from caicach.platform.clock import VIETNAM
from caicach.platform.spreadsheets import Sheet
from caicach.platform.wording import sentence


def violation_sheet(rows: Iterable[Violation]) -> Sheet:
    """One line for each violation, with the evidence in a sentence and the place of the rule."""
    header = [
        _("Mã"),
        _("Vi phạm"),
        _("Mã hồ sơ"),
        _("Nơi tiếp nhận"),
        _("Người chịu trách nhiệm"),
        _("Từ lúc"),
        _("Vì sao"),
        _("Căn cứ"),
        _("Giải trình"),
        _("Người giải trình"),
    ]
    sheet = Sheet(_("Vi phạm"), header)
    for row in rows:
        detector = DETECTORS[row.code]
        law = detector.law(row.since.astimezone(VIETNAM).date())
        sheet.rows.append(
            [
                row.code,
                sentence(detector.title),
                row.dossier.code if row.dossier else None,
                row.unit.name,
                row.officer.display_name if row.officer else None,
                row.since.astimezone(VIETNAM),
                sentence(detector.explain(row.evidence)),
                sentence(law) if law else _("quy tắc của hệ thống"),
                row.explanation or None,
                row.explained_by.display_name if row.explained_by else None,
            ]
        )
    return sheet
