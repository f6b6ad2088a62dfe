"""What was read out of directives: targets and tasks, each with its words, none of them valid before a person says so."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.directives.models.register import Directive
from caicach.apps.units.models import Unit

TEXT_LENGTH = 2000
ITEM_LENGTH = 60
WORDS_LENGTH = 300
CODE_LENGTH = 60
DIGITS, PLACES = 20, 6
_WHO = settings.AUTH_USER_MODEL


class Origin(models.TextChoices):
    """Who found it."""

    READ = "read", _("máy đọc")
    TYPED = "typed", _("người nhập")


class Standing(models.TextChoices):
    """Whether a person has looked at it. Only what is confirmed enters lists and plans."""

    SUGGESTED = "suggested", _("chờ xác nhận")
    CONFIRMED = "confirmed", _("đã xác nhận")
    REJECTED = "rejected", _("đã bỏ")


class Finding(models.Model):
    """What a target and a task have in common.

    `quote` are the words from `start` to `end` of the directive's text (both 0 for what stands nowhere in it), `item` the path of
    markers that they stand under, `line` counts from 1. `confidence` is 0 to 1, null for what a person typed. `merged_into` is
    the finding that took this one in; it is then rejected, and `gave` says what it gave (see `actions.merging`). `version` counts
    changes: who decides states the one he saw.
    """

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="findings")
    item = models.CharField(_("mục"), max_length=ITEM_LENGTH, blank=True)
    line = models.PositiveIntegerField(_("dòng"))
    quote = models.TextField(_("nguyên văn"), blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    deadline = models.DateField(_("thời hạn"), null=True, blank=True)
    confidence = models.DecimalField(_("độ tin cậy"), max_digits=3, decimal_places=2, null=True, blank=True)
    origin = models.CharField(_("nguồn"), max_length=10, choices=Origin.choices)
    standing = models.CharField(
        _("tình trạng"), max_length=10, choices=Standing.choices, default=Standing.SUGGESTED
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    gave = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("nội dung đọc được")
        verbose_name_plural = _("nội dung đọc được")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="directives_words_end_behind_start"
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__gte=0, confidence__lte=1),
                name="directives_confidence_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.SUGGESTED, decided_at__isnull=True)
                | ~Q(standing=Standing.SUGGESTED) & Q(decided_at__isnull=False),
                name="directives_decided_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["directive", "start", "id"], name="directives_in_order_of_text"),
            models.Index(fields=["standing", "deadline", "id"], name="directives_by_deadline"),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id}:{self.start} {self.quote[:60]}"

    @property
    def is_target(self) -> bool:
        return hasattr(self, "target")

    @property
    def content(self) -> Target | Task:
        """The target or the task that this is."""
        return self.target if self.is_target else self.task

    @property
    def is_suggested(self) -> bool:
        return self.standing == Standing.SUGGESTED


class Target(Finding):
    """A figure to be reached: fields as `core.directives.findings.Target` has them."""

    OPERATORS = [(">", ">"), (">=", "≥"), ("<", "<"), ("<=", "≤"), ("=", "=")]

    finding = models.OneToOneField(
        Finding, models.CASCADE, parent_link=True, primary_key=True, related_name="target"
    )
    subject = models.CharField(_("chỉ tiêu"), max_length=TEXT_LENGTH)
    operator = models.CharField(_("so sánh"), max_length=2, choices=OPERATORS)
    value = models.DecimalField(_("giá trị"), max_digits=DIGITS, decimal_places=PLACES)
    measured_in = models.CharField(_("đơn vị tính"), max_length=WORDS_LENGTH, blank=True)
    base = models.CharField(_("tính trên"), max_length=WORDS_LENGTH, blank=True)
    period = models.CharField(_("kỳ"), max_length=WORDS_LENGTH, blank=True)
    optional = models.BooleanField(_("giới hạn ngầm"), default=False)

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        constraints = [models.CheckConstraint(condition=~Q(subject=""), name="directives_target_named")]


class Task(Finding):
    """Something to be done, or not: fields as `core.directives.findings.Task` has them; who does it stands in `FindingUnit`."""

    class Kind(models.TextChoices):
        """What the sentence asks for."""

        TASK = "task", _("nhiệm vụ")
        PROHIBITION = "prohibition", _("điều cấm")
        SANCTION = "sanction", _("chế tài")
        REPORT = "report", _("chế độ báo cáo")

    class Recurrence(models.TextChoices):
        """How often it comes back."""

        WEEKLY = "weekly", _("hằng tuần")
        MONTHLY = "monthly", _("hằng tháng")
        QUARTERLY = "quarterly", _("hằng quý")
        HALF_YEARLY = "half-yearly", _("6 tháng một lần")
        YEARLY = "yearly", _("hằng năm")
        CONTINUOUS = "continuous", _("thường xuyên")

    finding = models.OneToOneField(
        Finding, models.CASCADE, parent_link=True, primary_key=True, related_name="task"
    )
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices)
    what = models.TextField(_("nội dung"))
    product = models.CharField(_("sản phẩm"), max_length=TEXT_LENGTH, blank=True)
    start_on = models.DateField(_("bắt đầu"), null=True, blank=True)
    deadline_text = models.CharField(_("thời hạn như đã viết"), max_length=WORDS_LENGTH, blank=True)
    recurrence = models.CharField(_("lặp lại"), max_length=12, choices=Recurrence.choices, blank=True)

    class Meta:
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="directives_task_named")]


class UnitPart(models.TextChoices):
    """What a unit has to do with a finding."""

    LEADS = "leads", _("chủ trì")
    SUPPORTS = "supports", _("phối hợp")


class FindingUnit(models.Model):
    """Who is named, as the words are written, and the unit that a person says is meant."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="units")
    part = models.CharField(_("vai trò"), max_length=10, choices=UnitPart.choices)
    written = models.CharField(_("như đã viết"), max_length=WORDS_LENGTH, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("đơn vị được giao")
        verbose_name_plural = _("đơn vị được giao")
        constraints = [
            models.CheckConstraint(
                condition=~Q(written="") | Q(unit__isnull=False), name="directives_somebody_is_named"
            )
        ]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """The words as written; the name of the unit where nobody wrote any."""
        return self.written or (self.unit.name if self.unit else "")


class LinkKind(models.TextChoices):
    """What a finding is linked to."""

    LEAF = "leaf", _("tiêu chí")
    MEASURE = "measure", _("thước đo")


class FindingLink(models.Model):
    """A leaf of the criteria set of a kind of unit ("commune"), or a measure, by its code; `platform.yardsticks` knows them."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10, choices=LinkKind.choices)
    group = models.CharField(max_length=CODE_LENGTH)
    code = models.CharField(_("mã"), max_length=CODE_LENGTH)

    class Meta:
        verbose_name = _("liên kết tiêu chí, thước đo")
        verbose_name_plural = _("liên kết tiêu chí, thước đo")
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "kind", "group", "code"], name="directives_linked_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "group", "code"], name="directives_by_yardstick")]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.group}:{self.code}"
