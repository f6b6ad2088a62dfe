"""What the year-end process adds to a unit's facts: evidence, submissions, points by layer, questions and answers.

Rows of submissions and points are never taken back: a withdrawn submission says so, and a later layer stands beside the
earlier ones.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.apps.documents.models import Document
from caicach.core.parindex.layers import Layer

from .scoring import CODE_LENGTH, DIGITS, PLACES, Participant

_WHO = settings.AUTH_USER_MODEL


class SubmissionKind(models.TextChoices):
    """What a unit hands in."""

    SELF_SCORE = "self_score", _("báo cáo tự chấm điểm")
    EXPLANATION = "explanation", _("giải trình")


class Submission(models.Model):
    """What a unit handed in: the signed file, the state of all leaves at that moment, and how late it was."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="submissions")
    kind = models.CharField(max_length=20, choices=SubmissionKind.choices)
    number = models.PositiveSmallIntegerField(help_text="counts the submissions of this kind from 1")
    report = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("báo cáo đã ký"))
    due_on = models.DateField(_("hạn nộp"), null=True, blank=True)
    days_late = models.PositiveSmallIntegerField(_("số ngày nộp muộn"), default=0)
    contents = models.TextField(help_text="JSON: inputs, points and evidence of every leaf as handed in")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the contents and of the signed file")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("bản đã nộp")
        verbose_name_plural = _("bản đã nộp")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "kind", "number"], name="parindex_submissions_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.kind} {self.number}"


class Proof(models.Model):
    """A document that proves a leaf; one document may prove several."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="proofs")
    code = models.CharField(_("mã tiêu chí"), max_length=CODE_LENGTH)
    document = models.ForeignKey(Document, models.PROTECT, related_name="proofs")
    pages = models.CharField(_("trang"), max_length=60, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("minh chứng")
        verbose_name_plural = _("minh chứng")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "code", "document"], name="parindex_proof_once_a_leaf"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.code}: {self.document_id}"


class LeafNote(models.Model):
    """How the unit arrived at a leaf's points; mandatory where there is no document to prove it."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="notes")
    code = models.CharField(_("mã tiêu chí"), max_length=CODE_LENGTH)
    text = models.TextField(_("giải thích"))
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("giải thích của đơn vị")
        verbose_name_plural = _("giải thích của đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["participant", "code"], name="parindex_one_note_a_leaf")
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.code}"


class LeafPoints(models.Model):
    """The points that somebody gave a leaf in one layer. `version` counts its changes: who saves states the one he saw."""

    LAYERS = [
        (layer.value, layer.value)
        for layer in (Layer.SELF, Layer.APPRAISED_1, Layer.EXPLANATION, Layer.APPRAISED_2, Layer.COUNCIL)
    ]

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="layers")
    code = models.CharField(_("mã tiêu chí"), max_length=CODE_LENGTH)
    layer = models.CharField(max_length=20, choices=LAYERS)
    edition = models.PositiveSmallIntegerField(help_text="of the self-score that the points belong to")
    points = models.DecimalField(
        _("điểm"),
        max_digits=DIGITS,
        decimal_places=PLACES,
        null=True,
        help_text="out of the maximum that the set prints; null: the leaf does not apply",
    )
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("điểm của một lớp")
        verbose_name_plural = _("điểm của các lớp")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "edition", "layer", "code"], name="parindex_one_value_a_layer"
            )
        ]
        indexes = [models.Index(fields=["code", "layer"], name="parindex_layer_over_units")]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.code} {self.layer}"


class Question(models.Model):
    """A request for explanation of one leaf, and the unit's answer. `version` counts the changes of both."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="questions")
    code = models.CharField(_("mã tiêu chí"), max_length=CODE_LENGTH)
    edition = models.PositiveSmallIntegerField(help_text="of the self-score that the question belongs to")
    text = models.CharField(_("nội dung yêu cầu giải trình"), max_length=1000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(_("hạn giải trình"), null=True, blank=True)
    answer = models.TextField(_("giải trình"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("yêu cầu giải trình")
        verbose_name_plural = _("yêu cầu giải trình")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "edition", "code"], name="parindex_one_question_a_leaf"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.code}"
