"""Violations that were found, so that pages need not look at millions of dossiers.

Rows are written by the detectors (`actions.violations.refresh`, `recheck`) and by whoever explains one; none is deleted. A
row whose violation is no longer found (a date was corrected) is `resolved_at`; it opens again when it is found again.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.models.dossier import Dossier
from caicach.apps.units.models import Unit


class Violation(models.Model):
    """A violation `code` ("V3") of a dossier, or of a unit in a year where no single dossier has it.

    `year` is the one in which the dossier was received, `month` the first day of the month in which the violation began.
    """

    locality = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    handling_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="violations", null=True, blank=True, db_index=False
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    code = models.CharField(_("mã vi phạm"), max_length=10)
    year = models.PositiveSmallIntegerField(_("năm"))
    since = models.DateTimeField(_("từ lúc"))
    month = models.DateField(_("tháng"))
    evidence = models.JSONField(_("chứng cứ"), default=dict)
    found_at = models.DateTimeField(_("phát hiện lúc"))
    resolved_at = models.DateTimeField(_("hết lúc"), null=True, blank=True)
    explained_at = models.DateTimeField(_("giải trình lúc"), null=True, blank=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    explanation = models.CharField(_("giải trình"), max_length=2000, blank=True)

    unit_path: str  # of the counter, where the query adds it

    class Meta:
        verbose_name = _("vi phạm")
        verbose_name_plural = _("vi phạm")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "code"], name="dossiers_one_violation_of_a_code"),
            models.UniqueConstraint(
                fields=["unit", "year", "code"],
                condition=Q(dossier__isnull=True),
                name="dossiers_one_violation_of_a_unit_year",
            ),
            models.CheckConstraint(
                condition=Q(explained_at__isnull=True) | ~Q(explanation=""),
                name="dossiers_violation_explained_in_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["locality", "year", "resolved_at", "-id"], name="dossiers_violations_of_place"
            ),
            models.Index(fields=["unit", "year", "resolved_at", "-id"], name="dossiers_violations_of_unit"),
            models.Index(
                fields=["handling_unit", "year", "resolved_at", "-id"], name="dossiers_violations_handled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.since:%d/%m/%Y}"
