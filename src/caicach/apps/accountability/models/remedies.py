"""A unit's plan to win lost points back (CT-1a, TH-1, TH-2), remedy by remedy, and the reports of its progress.

Rows are never taken back: a leaf whose points a correction gave back keeps its remedy, marked with that correction.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.parindex.models import Participant, Publication
from caicach.apps.parindex.models.scoring import CODE_LENGTH, DIGITS, PLACES
from caicach.apps.units.models import Unit
from caicach.core.accountability.plan import STATE_WORDS, STATUS_WORDS, State, Status

_WHO = settings.AUTH_USER_MODEL
TEXT_LENGTH = 1000


class LocalTerms(models.Model):
    """What a locality lays down for results that are published from a day on; see `core.accountability.terms`."""

    locality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    valid_from = models.DateField(_("áp dụng cho kết quả công bố từ ngày"))
    hold_share = models.DecimalField(_("mức điểm cao cần giữ"), max_digits=4, decimal_places=3)
    plan_days = models.PositiveSmallIntegerField(_("số ngày lập kế hoạch khắc phục"))
    objection_days = models.PositiveSmallIntegerField(_("số ngày có ý kiến"))
    document = models.CharField(_("văn bản quy định"), max_length=300)

    class Meta:
        verbose_name = _("quy định khắc phục")
        verbose_name_plural = _("quy định khắc phục")
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "valid_from"], name="accountability_terms_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(hold_share__gt=0, hold_share__lte=1), name="accountability_share_of_maximum"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.locality_id} {self.valid_from}"


class RemedyPlan(models.Model):
    """The plan of a unit of a published round. `publication` is the decision, or its correction, that the remedies stand on."""

    participant = models.OneToOneField(Participant, models.PROTECT, related_name="remedy_plan")
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=10,
        choices=[(one.value, STATUS_WORDS[one].vi) for one in Status],
        default=Status.DRAFT.value,
    )
    due_on = models.DateField(_("hạn phê duyệt kế hoạch"))
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = _("kế hoạch khắc phục")
        verbose_name_plural = _("kế hoạch khắc phục")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT.value) | Q(approved_at__isnull=False),
                name="accountability_begun_plans_are_approved",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.status}"


class Remedy(models.Model):
    """What wins the points of one leaf back. `version` counts its changes: who saves states the one he saw."""

    plan = models.ForeignKey(RemedyPlan, models.CASCADE, related_name="remedies")
    code = models.CharField(_("mã tiêu chí"), max_length=CODE_LENGTH)
    points = models.DecimalField(_("điểm"), max_digits=DIGITS, decimal_places=PLACES)
    max_points = models.DecimalField(_("điểm tối đa"), max_digits=DIGITS, decimal_places=PLACES)
    cause = models.CharField(_("nguyên nhân mất điểm"), max_length=TEXT_LENGTH, blank=True)
    what = models.CharField(_("việc cần làm"), max_length=TEXT_LENGTH, blank=True)
    owner_user = models.ForeignKey(_WHO, models.PROTECT, null=True, blank=True, related_name="remedies")
    owner_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="remedies")
    due_on = models.DateField(_("thời hạn"), null=True, blank=True)
    state = models.CharField(
        max_length=15,
        choices=[(one.value, STATE_WORDS[one].vi) for one in State],
        default=State.NOT_BEGUN.value,
        help_text="as the latest report says",
    )
    lifted_by = models.ForeignKey(
        Publication, models.PROTECT, null=True, blank=True, related_name="+", help_text="the correction"
    )
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("việc khắc phục")
        verbose_name_plural = _("việc khắc phục")
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="accountability_one_remedy_a_leaf"),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=F("max_points")), name="accountability_points_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.code}"


class RemedyProgress(models.Model):
    """What was reported of a remedy for a period, counted in months after the decision."""

    remedy = models.ForeignKey(Remedy, models.CASCADE, related_name="progress")
    month = models.PositiveSmallIntegerField(_("kỳ (tháng)"))
    state = models.CharField(max_length=15, choices=[(one.value, STATE_WORDS[one].vi) for one in State])
    text = models.CharField(_("kết quả, khó khăn"), max_length=TEXT_LENGTH, blank=True)
    percent = models.PositiveSmallIntegerField(_("tiến độ (%)"), null=True, blank=True)
    expected = models.DecimalField(
        _("điểm dự kiến lấy lại"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("báo cáo tiến độ")
        verbose_name_plural = _("báo cáo tiến độ")
        constraints = [
            models.UniqueConstraint(fields=["remedy", "month"], name="accountability_one_report_a_period"),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
                name="accountability_progress_in_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remedy_id} {self.month}"
