"""The register of directives (requirements CL-1, DT-2, TM-1): the file as it came, its text, its header, its links, its readers.

A directive is never deleted: it is withdrawn, with a reason, and can still be read. The content is a `StoredFile`.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.apps.units.models import Unit
from caicach.core.directives import Precision
from caicach.core.vietnamese import date_text
from caicach.platform.access.roles import Role
from caicach.platform.files.models import StoredFile

NAME_LENGTH = 200
SHORT_LENGTH = 100
OFFICE_LENGTH = 300
SUBJECT_LENGTH = 1000
REASON_LENGTH = 1000
_WHO = settings.AUTH_USER_MODEL


class State(models.TextChoices):
    """How far a directive has come: READING in the background; UNREAD is kept although no text could be taken out of it."""

    READING = "reading", _("đang đọc")
    UNREAD = "unread", _("chưa đọc được chữ")
    READ = "read", _("chờ xác nhận")
    CONFIRMED = "confirmed", _("đã xác nhận")


class Directive(models.Model):
    """A directive in the register of `unit`.

    `text` is NFC and readable; `original` is the text before old encodings were converted, empty where nothing was. `issued_on`
    is the first day of what is known of the date, `year` the year of work that the directive is for. `version` counts the changes
    of the header: who saves states the one he saw.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="directives", verbose_name=_("đơn vị"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="directives", verbose_name=_("tệp"))
    name = models.CharField(_("tên tệp"), max_length=NAME_LENGTH)
    text = models.TextField(_("nội dung"), blank=True)
    original = models.TextField(_("nội dung trước khi chuyển mã"), blank=True)
    conversions = models.JSONField(_("chỗ đã chuyển mã"), default=list, blank=True)
    warnings = models.JSONField(_("lưu ý khi đọc"), default=list, blank=True)
    pages = models.PositiveIntegerField(_("số trang"), null=True, blank=True)
    scanned = models.BooleanField(_("là bản quét"), default=False)

    doc_type = models.CharField(_("loại văn bản"), max_length=SHORT_LENGTH, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=SHORT_LENGTH, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=SHORT_LENGTH, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    precision = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Precision], default=Precision.NONE.value
    )
    place = models.CharField(_("nơi ban hành"), max_length=SHORT_LENGTH, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=OFFICE_LENGTH, blank=True)
    subject = models.CharField(_("trích yếu"), max_length=SUBJECT_LENGTH, blank=True)
    recipients = models.JSONField(_("nơi gửi tới"), default=list, blank=True)
    copies = models.JSONField(_("nơi nhận"), default=list, blank=True)
    signer_name = models.CharField(_("người ký"), max_length=SHORT_LENGTH, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=OFFICE_LENGTH, blank=True)
    signer_authority = models.CharField(_("thẩm quyền ký"), max_length=OFFICE_LENGTH, blank=True)

    year = models.PositiveSmallIntegerField(_("năm"))
    state = models.CharField(_("tình trạng"), max_length=10, choices=State.choices, default=State.READ)
    version = models.PositiveIntegerField(default=1)
    registered_at = models.DateTimeField(_("vào sổ lúc"))
    registered_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    confirmed_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("lý do rút"), max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = _("văn bản chỉ đạo")
        verbose_name_plural = _("văn bản chỉ đạo")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="directives_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True, precision=Precision.NONE.value)
                | Q(issued_on__isnull=False) & ~Q(precision=Precision.NONE.value),
                name="directives_dated_as_precisely_as_known",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CONFIRMED, confirmed_at__isnull=False)
                | ~Q(state=State.CONFIRMED) & Q(confirmed_at__isnull=True),
                name="directives_confirmed_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["unit", "file"],
                condition=Q(withdrawn_at__isnull=True),
                name="directives_content_once_in_a_register",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="directives_newest_first"),
            models.Index(fields=["year", "-id"], name="directives_of_year"),
            models.Index(fields=["number"], name="directives_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number or self.doc_type} {self.title}".strip()

    @property
    def title(self) -> str:
        """What it is about; the name of the file while nobody has said."""
        return self.subject or self.name

    @property
    def heading(self) -> str:
        """What search takes for its title."""
        words = (self.subject, self.number, self.doc_type, self.issuer, self.name)
        return " | ".join(word for word in words if word)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def date_words(self) -> str:
        """The date as far as it is written: "05/06/2023", "10/2023", "2023", "" for none."""
        if self.issued_on is None:
            return ""
        if self.precision == Precision.YEAR:
            return str(self.issued_on.year)
        whole = date_text(self.issued_on)
        return whole if self.precision == Precision.DAY else whole.partition("/")[2]


class Relation(models.TextChoices):
    """How a directive stands to a document that it names."""

    IMPLEMENTS = "implements", _("thực hiện")
    ANSWERS = "answers", _("trả lời")
    REPLACES = "replaces", _("thay thế")
    MENTIONS = "mentions", _("dẫn chiếu")


class DirectiveLink(models.Model):
    """A document that a directive names: another one of the register, or one that is known by its number only."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="links")
    relation = models.CharField(_("quan hệ"), max_length=12, choices=Relation.choices)
    other = models.ForeignKey(
        Directive,
        models.PROTECT,
        related_name="linked_from",
        null=True,
        blank=True,
        verbose_name=_("văn bản"),
    )
    doc_type = models.CharField(_("loại văn bản"), max_length=SHORT_LENGTH, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=SHORT_LENGTH)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=OFFICE_LENGTH, blank=True)

    class Meta:
        verbose_name = _("liên kết văn bản")
        verbose_name_plural = _("liên kết văn bản")
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="directives_link_numbered"),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("directive")), name="directives_link_to_another"
            ),
            models.UniqueConstraint(
                fields=["directive", "doc_type", "number"], name="directives_one_link_to_a_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.doc_type} {self.number}".strip()


class Reader(models.Model):
    """Somebody who must read a directive (CL-1), by the post that he was asked for, and when he has."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="readers")
    user = models.ForeignKey(_WHO, models.CASCADE, related_name="+", verbose_name=_("người đọc"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    role = models.CharField(_("vị trí"), max_length=30, choices=[(one.value, one.value) for one in Role])
    due_on = models.DateField(_("hạn đọc"), null=True, blank=True)
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    asked_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, blank=True, related_name="+")
    read_at = models.DateTimeField(_("đã đọc lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("người phải đọc")
        verbose_name_plural = _("người phải đọc")
        constraints = [
            models.UniqueConstraint(fields=["directive", "user"], name="directives_asked_once_to_read")
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="directives_still_to_read")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.directive_id}"

    @property
    def read_on(self) -> dt.date | None:
        """The day on which it was read."""
        return timezone.localtime(self.read_at).date() if self.read_at else None

    @property
    def role_label(self) -> str:
        return Role(self.role).label
