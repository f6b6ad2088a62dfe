"""What people say to each other about a leaf, and whom the unit asks to fill it in this round.

Both belong to the participant and not to one edition of its self-score, so they stay when the unit is reopened.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.core.parindex.process import STAGE_WORDS, Stage

from .scoring import CODE_LENGTH, Participant

_WHO = settings.AUTH_USER_MODEL


class Side(models.TextChoices):
    """For whom somebody speaks."""

    UNIT = "unit", _("đơn vị")
    APPRAISAL = "appraisal", _("tổ thẩm định")
    COUNCIL = "council", _("hội đồng")


class LeafComment(models.Model):
    """A remark about a leaf. It is never changed; its author may withdraw it, and then only the trail shows its text."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="comments")
    code = models.CharField(_("mã tiêu chí"), max_length=CODE_LENGTH)
    side = models.CharField(_("bên"), max_length=20, choices=Side.choices)
    stage = models.CharField(
        _("bước"), max_length=20, choices=[(stage.value, STAGE_WORDS[stage].vi) for stage in Stage]
    )
    edition = models.PositiveSmallIntegerField(help_text="of the self-score that stood when it was written")
    text = models.TextField(_("nội dung"))
    author = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("trao đổi về tiêu chí")
        verbose_name_plural = _("trao đổi về tiêu chí")
        indexes = [models.Index(fields=["participant", "code", "id"], name="parindex_comments_of_leaf")]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.code} {self.written_at:%Y-%m-%d}"


class CommentsSeen(models.Model):
    """Up to which comment somebody has read about a leaf."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    code = models.CharField(_("mã tiêu chí"), max_length=CODE_LENGTH)
    person = models.ForeignKey(_WHO, models.CASCADE, related_name="+")
    last = models.PositiveBigIntegerField(help_text="the number of the latest comment that was shown")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "person", "code"], name="parindex_seen_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.code} {self.person_id}: {self.last}"


class LeafTask(models.Model):
    """Who is asked to fill a leaf in this round, and until when. Whether it is done is read from the facts."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="tasks")
    code = models.CharField(_("mã tiêu chí"), max_length=CODE_LENGTH)
    person = models.ForeignKey(_WHO, models.PROTECT, related_name="+", verbose_name=_("người được giao"))
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("phân việc tự chấm")
        verbose_name_plural = _("phân việc tự chấm")
        constraints = [
            models.UniqueConstraint(fields=["participant", "code"], name="parindex_one_task_a_leaf")
        ]
        indexes = [models.Index(fields=["person", "participant"], name="parindex_tasks_of_person")]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.code}: {self.person_id}"
