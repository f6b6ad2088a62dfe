"""Documents of units: what proves a figure, with what an office notes of a document (Nghị định 30/2020/NĐ-CP, Điều 8).

A document is never deleted, because what it once proved must stay provable: it is withdrawn, with a reason, and can still be
read. The content is a `StoredFile`; two documents may share one.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.units.models import Unit
from caicach.platform.files.models import StoredFile

NAME_LENGTH = 200
TITLE_LENGTH = 500
NUMBER_LENGTH = 100
ISSUER_LENGTH = 200
FOLDED_LENGTH = 2000


class Kind(models.TextChoices):
    """What sort of document it is."""

    PLAN = "plan", _("Kế hoạch")
    REPORT = "report", _("Báo cáo")
    DECISION = "decision", _("Quyết định")
    NOTICE = "notice", _("Thông báo")
    LETTER = "letter", _("Công văn")
    MINUTES = "minutes", _("Biên bản")
    PICTURE = "picture", _("Hình ảnh")
    OTHER = "other", _("Tài liệu khác")


class Document(models.Model):
    """A document on the shelf of `unit`. `year` is the year of work that it proves, `name` the file as it was sent."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents", verbose_name=_("đơn vị"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="documents", verbose_name=_("tệp"))
    name = models.CharField(_("tên tệp"), max_length=NAME_LENGTH)
    title = models.CharField(_("trích yếu"), max_length=TITLE_LENGTH)
    number = models.CharField(_("số, ký hiệu"), max_length=NUMBER_LENGTH, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=ISSUER_LENGTH, blank=True)
    kind = models.CharField(_("loại tài liệu"), max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("năm"))
    folded = models.CharField(max_length=FOLDED_LENGTH, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="documents",
        null=True,
        blank=True,
        verbose_name=_("người đưa lên"),
    )
    uploaded_at = models.DateTimeField(_("đưa lên lúc"))
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("lý do rút"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("tài liệu")
        verbose_name_plural = _("tài liệu")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="documents_titled"),
            models.CheckConstraint(condition=~Q(name=""), name="documents_named"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="documents_withdrawn_with_reason",
            ),
            models.UniqueConstraint(
                fields=["unit", "file"],
                condition=Q(withdrawn_at__isnull=True),
                name="documents_content_once_on_a_shelf",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="documents_newest_first"),
            models.Index(fields=["unit", "year", "-id"], name="documents_of_year"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
