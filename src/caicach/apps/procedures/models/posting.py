"""Where and when a unit has posted what a decision announced (niêm yết, công khai; TM-4, TH-1)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.procedures.models.catalogue import Decision
from caicach.apps.units.models import Unit


class Posting(models.Model):
    """That a unit has posted a decision's procedures at its desk, on its page, or both; without a day it has not yet.

    Whoever has to post and has no row here is missing: `queries.posting` knows who has to.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    desk_on = models.DateField(_("niêm yết tại nơi tiếp nhận ngày"), null=True, blank=True)
    page_on = models.DateField(_("công khai trên trang thông tin ngày"), null=True, blank=True)
    page_url = models.URLField(_("địa chỉ trang"), max_length=500, blank=True)
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField(_("xác nhận lúc"))

    class Meta:
        verbose_name = _("niêm yết thủ tục")
        verbose_name_plural = _("niêm yết thủ tục")
        constraints = [
            models.UniqueConstraint(fields=["decision", "unit"], name="procedures_posted_once_by_a_unit"),
            models.CheckConstraint(
                condition=Q(desk_on__isnull=False) | Q(page_on__isnull=False),
                name="procedures_posted_somewhere",
            ),
        ]
        indexes = [models.Index(fields=["unit", "decision"], name="procedures_postings_of_unit")]

    def __str__(self) -> str:
        return f"{self.decision} – {self.unit}"
