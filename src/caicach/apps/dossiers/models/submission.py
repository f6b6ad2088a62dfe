"""What was sent from the counter once and must not be done twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.models.dossier import Dossier


class Submission(models.Model):
    """A form of the counter, by the token that the page was made with: a second click finds the dossier of the first."""

    token = models.UUIDField(primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", null=True, blank=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("lần gửi")
        verbose_name_plural = _("lần gửi")
        indexes = [models.Index(fields=["by", "-dossier"], name="dossiers_last_sent")]

    def __str__(self) -> str:
        return str(self.token)
