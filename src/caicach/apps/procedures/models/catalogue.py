"""Administrative procedures through time. A procedure is a code; what it asks for and promises stands in its versions.

A version holds from `valid_from` to `valid_to` (the last day, inclusive; open while in force) and is never overwritten: a
decision that amends a procedure ends the version in force and begins the next; one that repeals it ends the last. A dossier
keeps the version under which it was received. Rules that span rows are kept by `actions`.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.units.models import Unit
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.platform.files.models import StoredFile

NAME_LENGTH = 2000  # the longest of the national catalogue of 2026 has 1,094 characters
FOLDED_LENGTH = 2000
SORT_KEY_LENGTH = 500
CODE_LENGTH = 40


class Level(models.TextChoices):
    """At which level a procedure is carried out (cấp thực hiện)."""

    MINISTRY = "ministry", _("Cấp bộ")
    PROVINCE = "province", _("Cấp tỉnh")
    COMMUNE = "commune", _("Cấp xã")
    OTHER = "other", _("Cơ quan khác")


class Online(models.TextChoices):
    """How much of a procedure can be done online (NĐ 42/2022/NĐ-CP); levels 3 and 4 of older texts are partial and full."""

    NONE = "none", _("Chưa cung cấp trực tuyến")
    PARTIAL = "partial", _("Một phần")
    FULL = "full", _("Toàn trình")


class Change(models.TextChoices):
    """What an announcing decision does to a procedure."""

    NEW = "new", _("Mới ban hành")
    AMENDED = "amended", _("Sửa đổi, bổ sung")
    REPEALED = "repealed", _("Bãi bỏ")


class Limits(models.TextChoices):
    """In what a time limit is counted, as `core.worktime.limits.LimitKind`."""

    WORKING_DAYS = LimitKind.WORKING_DAYS.value, _("Ngày làm việc")
    CALENDAR_DAYS = LimitKind.CALENDAR_DAYS.value, _("Ngày")
    WORKING_HOURS = LimitKind.WORKING_HOURS.value, _("Giờ làm việc")
    SAME_DAY = LimitKind.SAME_DAY.value, _("Trong ngày")


class Field(models.Model):
    """A field of procedures (lĩnh vực)."""

    code = models.CharField(_("mã lĩnh vực"), max_length=CODE_LENGTH, blank=True)
    name = models.CharField(_("tên lĩnh vực"), max_length=300, unique=True)
    sort_key = models.CharField(max_length=900, editable=False)
    folded = models.CharField(max_length=300, editable=False)

    class Meta:
        verbose_name = _("lĩnh vực")
        verbose_name_plural = _("lĩnh vực")

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """The decision by which a procedure is announced, amended or repealed in a locality (quyết định công bố)."""

    locality = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("địa phương"))
    number = models.CharField(_("số, ký hiệu"), max_length=100)
    issued_on = models.DateField(_("ngày ban hành"))
    effective_on = models.DateField(_("ngày có hiệu lực"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=300)
    title = models.CharField(_("trích yếu"), max_length=1000)
    post_by = models.DateField(_("hạn niêm yết ghi trong quyết định"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    file_name = models.CharField(_("tên tệp"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("quyết định công bố")
        verbose_name_plural = _("quyết định công bố")
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "number", "issued_on"], name="procedures_one_decision_of_a_number"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Procedure(models.Model):
    """A procedure as the catalogue of a locality knows it: "1.013978", or with the suffix of the province "1.013978.H42"."""

    locality = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("địa phương"))
    code = models.CharField(_("mã thủ tục"), max_length=CODE_LENGTH)

    class Meta:
        verbose_name = _("thủ tục hành chính")
        verbose_name_plural = _("thủ tục hành chính")
        constraints = [
            models.UniqueConstraint(fields=["locality", "code"], name="procedures_one_of_a_code"),
            models.CheckConstraint(condition=~Q(code=""), name="procedures_coded"),
        ]

    def __str__(self) -> str:
        return self.code


class Version(models.Model):
    """What a procedure asks for and promises while this version is in force. A limit may be unknown: then no due date can
    be told.

    `level` is the one nearest to the citizen, `other_levels` the rest ("ministry,province"). `executing` names agencies as the
    catalogue writes them, one in a line; `executing_units` are those of them that stand in the tree of the locality.
    `revision` rises with each correction, so that two people never overwrite each other.
    """

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    change = models.CharField(_("thay đổi"), max_length=20, choices=Change.choices, default=Change.NEW)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="versions", null=True, blank=True)
    repealed_by = models.ForeignKey(Decision, models.PROTECT, related_name="repeals", null=True, blank=True)
    valid_from = models.DateField(_("có hiệu lực từ"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    name = models.CharField(_("tên thủ tục"), max_length=NAME_LENGTH)
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False)
    folded = models.CharField(max_length=FOLDED_LENGTH, editable=False)
    field = models.ForeignKey(Field, models.PROTECT, related_name="versions", verbose_name=_("lĩnh vực"))
    level = models.CharField(_("cấp thực hiện"), max_length=20, choices=Level.choices)
    other_levels = models.CharField(_("các cấp thực hiện khác"), max_length=60, blank=True)
    category = models.CharField(_("loại thủ tục"), max_length=200, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=300, blank=True)
    ministry_decision = models.CharField(_("quyết định công bố của bộ, ngành"), max_length=200, blank=True)
    executing = models.CharField(_("cơ quan thực hiện"), max_length=1000, blank=True)
    executing_units = models.ManyToManyField(Unit, related_name="+", blank=True)
    deciding = models.CharField(_("cơ quan quyết định"), max_length=1000, blank=True)
    online = models.CharField(_("dịch vụ công"), max_length=10, choices=Online.choices, default=Online.NONE)
    by_post = models.BooleanField(_("qua bưu chính"), default=False)
    limit_kind = models.CharField(_("cách tính thời hạn"), max_length=20, choices=Limits.choices, blank=True)
    limit_amount = models.DecimalField(_("thời hạn"), max_digits=8, decimal_places=2, null=True, blank=True)
    second_kind = models.CharField(
        _("cách tính thời hạn hẹn lần 2"), max_length=20, choices=Limits.choices, blank=True
    )
    second_amount = models.DecimalField(
        _("thời hạn hẹn lần 2"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    limit_note = models.CharField(_("ghi chú thời hạn"), max_length=2000, blank=True)
    fee_note = models.CharField(_("ghi chú phí, lệ phí"), max_length=2000, blank=True)
    audience = models.CharField(_("đối tượng thực hiện"), max_length=1000, blank=True)
    result = models.CharField(_("kết quả"), max_length=1000, blank=True)
    legal_basis = models.TextField(_("căn cứ pháp lý"), blank=True)
    register = models.CharField(_("sổ chuyên ngành"), max_length=20, blank=True)
    police_or_military = models.BooleanField(_("ngành công an, quân sự"), default=False)
    interlinked = models.ManyToManyField(Procedure, related_name="interlinked_from", blank=True)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(_("lần sửa"), default=1)

    class Meta:
        verbose_name = _("phiên bản thủ tục")
        verbose_name_plural = _("phiên bản thủ tục")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="procedures_version_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(valid_to__isnull=True),
                name="procedures_one_version_in_force",
            ),
            models.UniqueConstraint(
                fields=["procedure", "valid_from"], name="procedures_one_version_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(limit_kind="", limit_amount__isnull=True)
                | Q(limit_kind=Limits.SAME_DAY, limit_amount__isnull=True)
                | ~Q(limit_kind__in=["", Limits.SAME_DAY]) & Q(limit_amount__gt=0),
                name="procedures_limit_whole",
            ),
            models.CheckConstraint(
                condition=Q(second_kind="", second_amount__isnull=True)
                | Q(second_kind=Limits.SAME_DAY, second_amount__isnull=True)
                | ~Q(second_kind__in=["", Limits.SAME_DAY]) & Q(second_amount__gt=0),
                name="procedures_second_limit_whole",
            ),
        ]
        indexes = [models.Index(fields=["sort_key", "id"], name="procedures_in_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def levels(self) -> list[Level]:
        """All levels at which it is carried out, the one nearest to the citizen first."""
        return [Level(self.level), *(Level(one) for one in self.other_levels.split(",") if one)]

    @property
    def limit(self) -> Limit | None:
        """The time limit, None where the catalogue does not know it."""
        return _limit(self.limit_kind, self.limit_amount)

    @property
    def second_limit(self) -> Limit | None:
        """The limit of the second appointment (land: after the tax notice), None where there is none."""
        return _limit(self.second_kind, self.second_amount)


class Paper(models.Model):
    """A paper that a dossier must or may contain (thành phần hồ sơ)."""

    class Form(models.TextChoices):
        ORIGINAL = "original", _("Bản chính")
        COPY = "copy", _("Bản sao")
        CERTIFIED = "certified", _("Bản sao có chứng thực")
        SHOWN = "shown", _("Xuất trình")

    version = models.ForeignKey(Version, models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    code = models.CharField(_("mã thành phần"), max_length=CODE_LENGTH, blank=True)
    name = models.CharField(_("tên giấy tờ"), max_length=1000)
    form = models.CharField(_("hình thức"), max_length=20, choices=Form.choices, default=Form.ORIGINAL)
    copies = models.PositiveSmallIntegerField(_("số bản"), default=1)
    required = models.BooleanField(_("bắt buộc"), default=True)
    digitisable = models.BooleanField(_("phải số hóa"), default=True)

    class Meta:
        verbose_name = _("thành phần hồ sơ")
        verbose_name_plural = _("thành phần hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="procedures_papers_in_order")
        ]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """A step of the internal process: who does it and in what share of a working day (0.25, 0.5, 1, ...)."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("nội dung công việc"), max_length=500)
    post = models.CharField(_("vị trí thực hiện"), max_length=300, blank=True)
    days = models.DecimalField(_("số ngày làm việc"), max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = _("bước giải quyết")
        verbose_name_plural = _("bước giải quyết")
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="procedures_steps_in_order"),
            models.CheckConstraint(condition=Q(days__gte=Decimal(0)), name="procedures_step_takes_time"),
        ]

    def __str__(self) -> str:
        return self.name


class Fee(models.Model):
    """A fee or charge (phí, lệ phí) in đồng; `channel` empty where it is the same in every channel (as
    `core.dossiers.status.Channel`).
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="fees")
    name = models.CharField(_("tên phí, lệ phí"), max_length=500)
    amount = models.DecimalField(_("mức thu"), max_digits=14, decimal_places=0)
    channel = models.PositiveSmallIntegerField(_("kênh"), null=True, blank=True)

    class Meta:
        verbose_name = _("phí, lệ phí")
        verbose_name_plural = _("phí, lệ phí")
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="procedures_fee_not_negative")]

    def __str__(self) -> str:
        return self.name


def _limit(kind: str, amount: Decimal | None) -> Limit | None:
    return Limit(LimitKind(kind), amount or Decimal(0)) if kind else None
