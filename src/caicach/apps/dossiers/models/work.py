"""What is done with a dossier: slips, pauses, steps, consultations, fees, the citizen's rating."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.models.dossier import Dossier
from caicach.apps.units.models import Unit
from caicach.core.dossiers.status import Form


class Slip(models.Model):
    """A slip as it was given (forms 01 to 05, notice of stopping); `content` is what stood on it, so that it prints the
    same for ever.
    """

    FORMS = [
        (Form.RECEIPT.value, _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")),
        (Form.SUPPLEMENT.value, _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")),
        (Form.REFUSAL.value, _("Phiếu từ chối tiếp nhận giải quyết hồ sơ")),
        (Form.APOLOGY.value, _("Phiếu xin lỗi và hẹn lại ngày trả kết quả")),
        (Form.CONTROL.value, _("Phiếu kiểm soát quá trình giải quyết hồ sơ")),
        (Form.STOP.value, _("Thông báo dừng giải quyết hồ sơ")),
    ]

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="slips")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    form = models.CharField(_("mẫu"), max_length=10, choices=FORMS)
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số"))
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    reason_code = models.CharField(_("mã lý do"), max_length=40, blank=True)
    new_due_at = models.DateTimeField(_("hẹn lại"), null=True, blank=True)
    drafted_at = models.DateTimeField(_("soạn lúc"))
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    signed_at = models.DateTimeField(_("ký lúc"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    content = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("phiếu")
        verbose_name_plural = _("phiếu")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "form", "year", "number"], name="dossiers_slip_numbered_once"
            ),
            models.CheckConstraint(
                condition=~Q(form__in=[Form.REFUSAL, Form.APOLOGY, Form.SUPPLEMENT]) | ~Q(reason=""),
                name="dossiers_slip_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "form"], name="dossiers_slips_of_dossier")]

    def __str__(self) -> str:
        return f"{self.form} {self.number}/{self.year}"


class Pause(models.Model):
    """A time in which the clock stands: the wait for a supplement or for a financial duty. `basis` is the legal ground."""

    class Kind(models.TextChoices):
        SUPPLEMENT = "supplement", _("Chờ bổ sung hồ sơ")
        FINANCIAL_DUTY = "financial_duty", _("Chờ thực hiện nghĩa vụ tài chính")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="pauses")
    kind = models.CharField(_("loại"), max_length=20, choices=Kind.choices)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    started_at = models.DateTimeField(_("từ"))
    ended_at = models.DateTimeField(_("đến"), null=True, blank=True)

    class Meta:
        verbose_name = _("thời gian chờ")
        verbose_name_plural = _("thời gian chờ")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="dossiers_pause_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ended_at__isnull=True), name="dossiers_one_pause_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class StepRun(models.Model):
    """A step of the internal process as it was run (form 05): who gave, who took, when, and by when it should be done."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("nội dung công việc"), max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    started_at = models.DateTimeField(_("nhận lúc"))
    due_at = models.DateTimeField(_("phải xong lúc"), null=True, blank=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("bước đã chạy")
        verbose_name_plural = _("bước đã chạy")
        constraints = [models.UniqueConstraint(fields=["dossier", "order"], name="dossiers_steps_in_order")]

    def __str__(self) -> str:
        return self.name


class Consultation(models.Model):
    """Another unit is asked for its opinion, with a deadline of its own (lấy ý kiến)."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="consultations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    question = models.CharField(_("nội dung hỏi"), max_length=2000)
    asked_at = models.DateTimeField(_("hỏi lúc"))
    due_at = models.DateTimeField(_("trả lời trước"))
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answer = models.CharField(_("trả lời"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("lấy ý kiến")
        verbose_name_plural = _("lấy ý kiến")

    def __str__(self) -> str:
        return self.question


class Fee(models.Model):
    """A fee charged, in đồng; `scheduled` is what the procedure's schedule says, None where it knows no such fee."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="fees")
    name = models.CharField(_("tên phí, lệ phí"), max_length=500)
    amount = models.DecimalField(_("số tiền"), max_digits=14, decimal_places=0)
    scheduled = models.DecimalField(_("mức quy định"), max_digits=14, decimal_places=0, null=True, blank=True)
    paid_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    online = models.BooleanField(_("nộp trực tuyến"), default=False)

    class Meta:
        verbose_name = _("phí, lệ phí đã thu")
        verbose_name_plural = _("phí, lệ phí đã thu")
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="dossiers_fee_not_negative")]

    def __str__(self) -> str:
        return self.name


class Rating(models.Model):
    """The citizen's slip on how he was served: 1 (not content) to 3 (very content), and how often he had to come."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="rating")
    score = models.PositiveSmallIntegerField(_("mức hài lòng"))
    contacts = models.PositiveSmallIntegerField(_("số lần phải liên hệ bổ sung"), default=0)
    agencies = models.PositiveSmallIntegerField(_("số cơ quan phải liên hệ"), default=0)
    complaint = models.BooleanField(_("có phản ánh được xác nhận đúng"), default=False)
    words = models.CharField(_("ý kiến"), max_length=2000, blank=True)
    given_at = models.DateTimeField(_("đánh giá lúc"))

    class Meta:
        verbose_name = _("phiếu đánh giá")
        verbose_name_plural = _("phiếu đánh giá")
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=3), name="dossiers_rating_of_three")
        ]

    def __str__(self) -> str:
        return f"{self.score}"
