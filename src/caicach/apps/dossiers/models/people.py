"""Who hands dossiers in, and the digitised papers that stay usable for the next dossier (TT 01/2023/TT-VPCP)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.units.models import Unit
from caicach.platform.files.models import StoredFile


class Applicant(models.Model):
    """A citizen (12-digit personal number) or an organisation (its code), known within a locality and never beyond it."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen", _("Công dân")
        ENTERPRISE = "enterprise", _("Doanh nghiệp")
        ORGANISATION = "organisation", _("Cơ quan, tổ chức")

    locality = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("loại đối tượng"), max_length=20, choices=Kind.choices, default=Kind.CITIZEN)
    number = models.CharField(_("số định danh"), max_length=20, blank=True)
    name = models.CharField(_("họ tên"), max_length=200)
    folded = models.CharField(max_length=400, editable=False)
    birth_date = models.DateField(_("ngày sinh"), null=True, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=500, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)

    class Meta:
        verbose_name = _("người nộp hồ sơ")
        verbose_name_plural = _("người nộp hồ sơ")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="dossiers_applicant_named"),
            models.UniqueConstraint(
                fields=["locality", "kind", "number"],
                condition=~Q(number=""),
                name="dossiers_one_applicant_of_a_number",
            ),
        ]
        indexes = [
            models.Index(
                fields=["locality", "folded"],
                opclasses=["int8_ops", "varchar_pattern_ops"],  # PostgreSQL finds beginnings by no other
                name="dossiers_applicants_by_name",
            ),
            models.Index(fields=["locality", "phone"], name="dossiers_applicants_by_phone"),
            # The unique constraint is a partial index, which SQLite uses for no bound parameter.
            models.Index(fields=["locality", "number"], name="dossiers_applicants_by_number"),
        ]

    def __str__(self) -> str:
        return self.name


class KeptPaper(models.Model):
    """A digitised paper or electronic result of an applicant that later dossiers may reuse by its code."""

    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="papers")
    code = models.CharField(_("mã giấy tờ"), max_length=60, unique=True)
    name = models.CharField(_("tên giấy tờ"), max_length=1000)
    folded = models.CharField(max_length=2000, editable=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(_("tên tệp"), max_length=200)
    is_result = models.BooleanField(_("kết quả giải quyết"), default=False)
    signed = models.BooleanField(_("đã ký số"), default=False)
    valid_to = models.DateField(_("còn giá trị đến"), null=True, blank=True)
    kept_at = models.DateTimeField(_("lưu lúc"))

    class Meta:
        verbose_name = _("giấy tờ đã số hóa")
        verbose_name_plural = _("giấy tờ đã số hóa")
        indexes = [models.Index(fields=["applicant", "-kept_at"], name="dossiers_kept_papers")]

    def __str__(self) -> str:
        return self.name
