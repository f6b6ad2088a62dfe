"""TM-11: what published points mean for the titles of a person, with the reasons, the objection and the decision.

Read only by whoever holds `consequences.read` in the unit, and by the person. A case is never deleted: one whose reason a
correction took away says so.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.documents.models import Document
from caicach.apps.parindex.models import Participant, Publication
from caicach.apps.units.models import Post
from caicach.core.accountability.people import STATUS_WORDS, Status
from caicach.core.parindex.analysis import LEVEL_WORDS, Level

_WHO = settings.AUTH_USER_MODEL
REASON_LENGTH = 1000


class Consequence(models.Model):
    """A case: a person, one of the two levels, and why. `version` counts its steps: who decides states the one he saw."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="consequences")
    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="+", help_text="the results that the reasons stand on"
    )
    person = models.ForeignKey(_WHO, models.PROTECT, related_name="consequences")
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", help_text="held on the last day of the year scored"
    )
    level = models.CharField(max_length=20, choices=[(one.value, LEVEL_WORDS[one].vi) for one in Level])
    reasons = models.JSONField(help_text="see `queries.reasons`")
    status = models.CharField(
        max_length=10,
        choices=[(one.value, STATUS_WORDS[one].vi) for one in Status],
        default=Status.PROPOSED.value,
    )
    version = models.PositiveIntegerField(default=1)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")
    notified_at = models.DateTimeField(null=True, blank=True)
    notified_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")
    objection_due = models.DateField(_("hạn có ý kiến"), null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")
    decision_reason = models.CharField(_("lý do quyết định"), max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = _("hệ quả thi đua, khen thưởng")
        verbose_name_plural = _("hệ quả thi đua, khen thưởng")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "person", "level"], name="accountability_one_case_a_level"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(decision_reason=""),
                name="accountability_decided_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["person", "status"], name="accountability_of_person")]

    def __str__(self) -> str:
        return f"{self.pk}"


class Objection(models.Model):
    """What the person says against it, sent in by himself or, `on_behalf`, recorded by somebody of the unit."""

    consequence = models.ForeignKey(Consequence, models.CASCADE, related_name="objections")
    text = models.TextField(_("ý kiến"))
    on_behalf = models.BooleanField(default=False)
    days_late = models.PositiveSmallIntegerField(_("số ngày muộn"), default=0)
    documents = models.ManyToManyField(Document, related_name="+", verbose_name=_("tài liệu kèm theo"))
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("ý kiến phản đối")
        verbose_name_plural = _("ý kiến phản đối")

    def __str__(self) -> str:
        return f"{self.consequence_id}"
