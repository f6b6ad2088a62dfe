"""What ends a round: sessions of the council, disputes, and the published results, frozen."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.apps.documents.models import Document

from .scoring import CODE_LENGTH, Participant, Round

_WHO = settings.AUTH_USER_MODEL
NUMBER_LENGTH = 100


class Session(models.Model):
    """A session of the appraisal council, by its minutes."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="sessions")
    number = models.CharField(_("số biên bản"), max_length=NUMBER_LENGTH)
    held_on = models.DateField(_("ngày họp"))
    minutes = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("biên bản đã ký")
    )
    units = models.ManyToManyField(
        Participant, related_name="sessions", verbose_name=_("đơn vị được phê duyệt")
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("phiên họp hội đồng")
        verbose_name_plural = _("phiên họp hội đồng")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="parindex_minutes_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.held_on}"


class Dispute(models.Model):
    """A leaf on which unit and appraisers do not agree, until the council decides; its points are the council's layer."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="disputes")
    code = models.CharField(_("mã tiêu chí"), max_length=CODE_LENGTH)
    edition = models.PositiveSmallIntegerField(help_text="of the self-score that is disputed")
    grounds = models.CharField(_("nội dung tranh chấp"), max_length=1000)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("tiêu chí tranh chấp")
        verbose_name_plural = _("tiêu chí tranh chấp")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "edition", "code"], name="parindex_one_dispute_a_leaf"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.code}"


class Publication(models.Model):
    """The results of a round as a decision published them; a correction is another row and leaves this one as it is."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="publications")
    edition = models.PositiveSmallIntegerField(help_text="1 for the publication, more for its corrections")
    number = models.CharField(_("số quyết định"), max_length=NUMBER_LENGTH)
    issued_on = models.DateField(_("ngày ban hành"))
    reason = models.CharField(_("lý do điều chỉnh"), max_length=1000, blank=True)
    decision = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("quyết định đã ký")
    )
    record = models.TextField(help_text="the record of core.parindex.record")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the record")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("kết quả công bố")
        verbose_name_plural = _("kết quả công bố")
        constraints = [
            models.UniqueConstraint(fields=["round", "edition"], name="parindex_publications_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.round_id}/{self.edition}"
