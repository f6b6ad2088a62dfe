"""The points of settled dossiers, so that evaluating a quarter is a sum and no look at each dossier.

Written with the violations by the same searches (`actions.violations`); what counts is in `core.dossiers.indicators`.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.models.dossier import CHANNELS, Dossier
from caicach.apps.units.models import Unit


class DossierPoints(models.Model):
    """What a settled dossier gets at indicators 1, 2, 3, 4 and 7 (2, 1, 0; null where it is not known)."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, primary_key=True, related_name="points")
    locality = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    handling_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    channel = models.PositiveSmallIntegerField(_("kênh nộp"), choices=CHANNELS)
    finished_on = models.DateField(_("ngày xử lý xong"))
    p1 = models.PositiveSmallIntegerField(null=True, blank=True)
    p2 = models.PositiveSmallIntegerField(null=True, blank=True)
    p3 = models.PositiveSmallIntegerField(null=True, blank=True)
    p4 = models.PositiveSmallIntegerField(null=True, blank=True)
    p7 = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("điểm đánh giá của hồ sơ")
        verbose_name_plural = _("điểm đánh giá của hồ sơ")
        indexes = [
            models.Index(fields=["locality", "finished_on"], name="dossiers_points_of_place"),
            models.Index(fields=["unit", "finished_on"], name="dossiers_points_of_unit"),
            models.Index(fields=["handling_unit", "finished_on"], name="dossiers_points_handled"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}"
