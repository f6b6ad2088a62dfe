"""A dossier: what the counter received, where it stands, and every event of it.

`status` is the national one (`core.dossiers.status.Status`). `version` rises with each change, so that two officers never
overwrite each
other. `due_at` is the moment promised to the citizen last, `first_due_at` the one on the receipt. Columns that lists sort
and filter by stand
here and are never joined: a list of millions opens by one index.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.models.people import Applicant, KeptPaper
from caicach.apps.procedures.models import Field, Paper, Version
from caicach.apps.units.models import Unit
from caicach.core.dossiers.status import Channel, Status
from caicach.platform.files.models import StoredFile

STATUSES = [
    (Status.REGISTERED.value, _("Mới đăng ký")),
    (Status.RECEIVED.value, _("Được tiếp nhận")),
    (Status.NOT_RECEIVED.value, _("Không được tiếp nhận")),
    (Status.IN_PROGRESS.value, _("Đang xử lý")),
    (Status.SUPPLEMENT.value, _("Yêu cầu bổ sung")),
    (Status.FINANCIAL_DUTY.value, _("Yêu cầu thực hiện nghĩa vụ tài chính")),
    (Status.WITHDRAWN.value, _("Công dân rút hồ sơ")),
    (Status.STOPPED.value, _("Dừng xử lý")),
    (Status.DONE.value, _("Đã xử lý xong")),
    (Status.RETURNED.value, _("Đã trả kết quả")),
]
CHANNELS = [
    (Channel.DIRECT.value, _("Trực tiếp")),
    (Channel.ONLINE.value, _("Trực tuyến")),
    (Channel.POST.value, _("Bưu chính công ích")),
]


class ReturnWay(models.TextChoices):
    """How the result goes back."""

    IN_PERSON = "in_person", _("Nhận tại trung tâm")
    POST = "post", _("Qua bưu chính công ích")
    ONLINE = "online", _("Trực tuyến")


class Group(models.Model):
    """Dossiers of one matter that go through several procedures (liên thông): parts with clocks of their own, one date for
    the citizen.
    """

    locality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(_("mã liên thông"), max_length=60, unique=True)
    name = models.CharField(_("nội dung"), max_length=500)
    due_at = models.DateTimeField(_("hẹn trả"), null=True, blank=True)

    class Meta:
        verbose_name = _("nhóm hồ sơ liên thông")
        verbose_name_plural = _("nhóm hồ sơ liên thông")

    def __str__(self) -> str:
        return self.code


class Dossier(models.Model):
    """A dossier of a procedure at a counter (`unit`), handled by `handling_unit`."""

    # Foreign keys without an index of their own are the first column of an index below, or too coarse for one.
    locality = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("nơi tiếp nhận")
    )
    handling_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("cơ quan giải quyết")
    )
    code = models.CharField(_("mã hồ sơ"), max_length=60, unique=True)
    procedure_version = models.ForeignKey(Version, models.PROTECT, related_name="dossiers")
    field = models.ForeignKey(Field, models.PROTECT, related_name="+", db_index=False)
    status = models.PositiveSmallIntegerField(_("trạng thái"), choices=STATUSES)
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    channel = models.PositiveSmallIntegerField(_("kênh nộp"), choices=CHANNELS)
    imported_from = models.CharField(_("nhập từ"), max_length=100, blank=True)

    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="dossiers", db_index=False)
    applicant_name = models.CharField(_("chủ hồ sơ"), max_length=200)
    proxy_name = models.CharField(_("người nộp thay"), max_length=200, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    address = models.CharField(_("địa chỉ"), max_length=500, blank=True)
    content = models.CharField(_("nội dung"), max_length=1000, blank=True)
    sets = models.PositiveSmallIntegerField(_("số bộ hồ sơ"), default=1)
    folded = models.CharField(max_length=900, editable=False)

    submitted_at = models.DateTimeField(_("nộp lúc"))
    received_at = models.DateTimeField(_("tiếp nhận lúc"), null=True, blank=True)
    first_due_at = models.DateTimeField(_("hẹn trả lần đầu"), null=True, blank=True)
    due_at = models.DateTimeField(_("hẹn trả"), null=True, blank=True)
    reappointed = models.PositiveSmallIntegerField(_("số lần hẹn lại"), default=0)
    finished_at = models.DateTimeField(_("xử lý xong lúc"), null=True, blank=True)
    returned_at = models.DateTimeField(_("trả lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    step = models.PositiveSmallIntegerField(_("bước"), null=True, blank=True)
    return_way = models.CharField(
        _("cách nhận kết quả"), max_length=20, choices=ReturnWay.choices, default=ReturnWay.IN_PERSON
    )
    receipt_number = models.CharField(_("số giấy tiếp nhận"), max_length=40, blank=True)
    same_day = models.BooleanField(_("giải quyết trong ngày"), default=False)
    denied = models.BooleanField(_("kết quả là từ chối giải quyết"), default=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="parts", null=True, blank=True)
    after = models.ManyToManyField("self", symmetrical=False, related_name="before", blank=True)

    class Meta:
        verbose_name = _("hồ sơ")
        verbose_name_plural = _("hồ sơ")
        constraints = [
            models.CheckConstraint(condition=~Q(code=""), name="dossiers_coded"),
            models.CheckConstraint(
                condition=Q(status__in=[Status.REGISTERED, Status.NOT_RECEIVED, Status.WITHDRAWN])
                | Q(received_at__isnull=False),
                name="dossiers_received_at_known",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="dossiers_versioned"),
        ]
        indexes = [
            # Lists walk one of these in its order; what they filter by stands at the end (docs/decisions/dossier-lists.md).
            *(
                models.Index(fields=[whose, "status", "submitted_at", "id", "field", "channel"], name=name)
                for whose, name in (
                    ("unit", "dossiers_of_unit"),
                    ("handling_unit", "dossiers_handled"),
                    ("officer", "dossiers_of_officer"),
                    ("locality", "dossiers_of_locality"),
                )
            ),
            *(
                models.Index(
                    fields=[whose, "status", "due_at", "id", "field", "channel"], name=f"{name}_by_due"
                )
                for whose, name in (
                    ("unit", "dossiers_of_unit"),
                    ("handling_unit", "dossiers_handled"),
                    ("officer", "dossiers_of_officer"),
                    ("locality", "dossiers_of_locality"),
                )
            ),
            models.Index(
                fields=["locality", "field", "status", "submitted_at", "id", "channel"],
                name="dossiers_of_locality_by_field",
            ),
            models.Index(fields=["unit", "received_at"], name="dossiers_of_unit_received"),
            models.Index(fields=["applicant", "-id", "unit", "handling_unit"], name="dossiers_of_applicant"),
        ]

    def __str__(self) -> str:
        return self.code


class Event(models.Model):
    """Something that happened to a dossier; none is ever changed or deleted. `act` is one of `core.dossiers.lifecycle.Act`."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="events")
    at = models.DateTimeField(_("lúc"))
    act = models.CharField(_("việc"), max_length=30)
    before = models.PositiveSmallIntegerField(_("trước"), choices=STATUSES, null=True, blank=True)
    after = models.PositiveSmallIntegerField(_("sau"), choices=STATUSES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    by_name = models.CharField(_("người làm"), max_length=200)
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("diễn biến")
        verbose_name_plural = _("diễn biến")
        indexes = [models.Index(fields=["dossier", "id"], name="dossiers_events_in_order")]

    def __str__(self) -> str:
        return f"{self.act} {self.at:%d/%m/%Y %H:%M}"


class DossierPaper(models.Model):
    """A paper of a dossier, or (`is_result`) a paper that came out of it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="papers")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(_("tên giấy tờ"), max_length=1000)
    form = models.CharField(_("hình thức"), max_length=20, choices=Paper.Form.choices)
    copies = models.PositiveSmallIntegerField(_("số bản"), default=1)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    file_name = models.CharField(_("tên tệp"), max_length=200, blank=True)
    reused = models.ForeignKey(KeptPaper, models.PROTECT, related_name="uses", null=True, blank=True)
    digitised = models.BooleanField(_("đã số hóa"), default=False)
    signed = models.BooleanField(_("đã ký số"), default=False)
    is_result = models.BooleanField(_("kết quả giải quyết"), default=False)
    added_at = models.DateTimeField(_("thêm lúc"))

    class Meta:
        verbose_name = _("giấy tờ của hồ sơ")
        verbose_name_plural = _("giấy tờ của hồ sơ")

    def __str__(self) -> str:
        return self.name
