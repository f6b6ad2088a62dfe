"""Numbers and books: what is numbered continuously within a day or a year, and the registers that are kept per year.

A book of a year is numbered from 01 without gaps and closed at year's end (form 06; specialised registers of civil status,
social affairs,
land, certification). A closed book takes no entry.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.models.dossier import Dossier
from caicach.apps.units.models import Unit


class Register(models.TextChoices):
    """Which book."""

    DOSSIERS = "dossiers", _("Sổ theo dõi hồ sơ")
    CIVIL_STATUS = "civil_status", _("Sổ hộ tịch")
    SOCIAL_AFFAIRS = "social_affairs", _("Sổ bảo trợ xã hội")
    LAND = "land", _("Sổ đất đai")
    CERTIFICATION = "certification", _("Sổ chứng thực")


class Counter(models.Model):
    """The last number given in a series of a unit: `series` is "code:261120" for codes of a day, "01:2026" for slips of a year.

    Its row is locked while a number is taken, so that numbers have no gap and no double.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    series = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("số thứ tự")
        verbose_name_plural = _("số thứ tự")
        constraints = [
            models.UniqueConstraint(fields=["unit", "series"], name="dossiers_one_counter_of_a_series")
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"


class Book(models.Model):
    """A register of a unit in a year."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("năm"))
    register = models.CharField(_("sổ"), max_length=20, choices=Register.choices)
    closed_at = models.DateTimeField(_("khóa lúc"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("sổ")
        verbose_name_plural = _("sổ")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "register"], name="dossiers_one_book_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.year}"


class BookEntry(models.Model):
    """A line of a book."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("số"))
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="book_entries")

    class Meta:
        verbose_name = _("dòng của sổ")
        verbose_name_plural = _("dòng của sổ")
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="dossiers_book_numbered_once"),
            models.UniqueConstraint(fields=["book", "dossier"], name="dossiers_once_in_a_book"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Total(models.TextChoices):
    """What is counted in reports of a period, as the software counts it."""

    RECEIVED = "received", _("Hồ sơ tiếp nhận")
    SETTLED = "settled", _("Hồ sơ đã giải quyết")
    LATE = "late", _("Trong đó quá hạn")


class ReportedTotal(models.Model):
    """A total that a unit told in a report of a month, or of the whole year (`month` None); compared with software and book."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("năm"))
    month = models.PositiveSmallIntegerField(_("tháng"), null=True, blank=True)
    kind = models.CharField(_("số liệu"), max_length=20, choices=Total.choices)
    value = models.PositiveIntegerField(_("số báo cáo"))
    source = models.CharField(_("báo cáo"), max_length=300)
    entered_at = models.DateTimeField(_("nhập lúc"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("số liệu báo cáo")
        verbose_name_plural = _("số liệu báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "month", "kind", "source"], name="dossiers_total_of_a_month_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "kind", "source"],
                condition=Q(month__isnull=True),
                name="dossiers_total_of_a_year_once",
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(month__gte=1, month__lte=12),
                name="dossiers_total_of_a_month",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="dossiers_total_with_source"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.month or ''}/{self.year}: {self.value}"
