"""The calendar as dispatches enter it, and the hours of units, over what the program ships (`core.worktime.calendar`).

Nothing is overwritten: a dispatch or a set of hours that no longer holds is withdrawn with a reason, or by the dispatch that
replaces it, and stays. What a unit enters holds for it and for the units below it; of two that speak of the same day the one of
the nearer unit counts, then the later one.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.units.models import Unit
from caicach.core.worktime.calendar import DayKind
from caicach.platform.files.models import StoredFile

NUMBER_LENGTH = 100
ISSUER_LENGTH = 200
TITLE_LENGTH = 500
NAME_LENGTH = 200
REASON_LENGTH = 1000
WEEK_LENGTH = 7

DAY_KINDS = [
    (DayKind.STATUTORY.value, _("Nghỉ lễ, Tết")),
    (DayKind.COMPENSATION.value, _("Nghỉ bù ngày lễ")),
    (DayKind.SWAP_OFF.value, _("Nghỉ hoán đổi")),
    (DayKind.SWAP_WORK.value, _("Làm bù")),
    (DayKind.OFF.value, _("Nghỉ theo văn bản")),
    (DayKind.WORKED.value, _("Làm việc")),
    (DayKind.MORNING.value, _("Chỉ làm buổi sáng")),
    (DayKind.AFTERNOON.value, _("Chỉ làm buổi chiều")),
    (DayKind.NEEDS_CONFIRMATION.value, _("Nghỉ, chờ văn bản xác nhận")),
]


class Entered(models.Model):
    """What both have: where it holds, who entered it, and how it was withdrawn."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("áp dụng từ đơn vị"))
    entered_at = models.DateTimeField(_("nhập lúc"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_reason = models.CharField(_("lý do rút"), max_length=REASON_LENGTH, blank=True)

    class Meta:
        abstract = True

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


_WITHDRAWN_WITH_REASON = Q(withdrawn_at__isnull=True, withdrawn_reason="") | Q(
    withdrawn_at__isnull=False
) & ~Q(withdrawn_reason="")


class Dispatch(Entered):
    """A text that says which days are off or worked. `year`: it fixes the whole calendar of that year, which is then no longer
    read from the law alone. `replaced_by`: the dispatch that withdrew it."""

    number = models.CharField(_("số, ký hiệu"), max_length=NUMBER_LENGTH)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=ISSUER_LENGTH)
    issued_on = models.DateField(_("ngày ban hành"))
    title = models.CharField(_("trích yếu"), max_length=TITLE_LENGTH)
    year = models.PositiveSmallIntegerField(_("lịch nghỉ cả năm"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    file_name = models.CharField(_("tên tệp"), max_length=200, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, related_name="replaces", null=True, blank=True)

    class Meta:
        verbose_name = _("văn bản về lịch nghỉ")
        verbose_name_plural = _("văn bản về lịch nghỉ")
        constraints = [
            models.CheckConstraint(condition=~Q(number="") & ~Q(title=""), name="calendars_dispatch_named"),
            models.CheckConstraint(
                condition=_WITHDRAWN_WITH_REASON, name="calendars_dispatch_withdrawn_with_reason"
            ),
            models.UniqueConstraint(
                fields=["unit", "number", "issued_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="calendars_dispatch_entered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class DispatchDay(models.Model):
    """A day of a dispatch; `pair` is the other day of a swap or the holiday that is made good."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="days")
    day = models.DateField(_("ngày"))
    kind = models.CharField(_("loại ngày"), max_length=20, choices=DAY_KINDS)
    name = models.CharField(_("nội dung"), max_length=NAME_LENGTH)
    pair = models.DateField(_("ngày đổi hoặc được bù"), null=True, blank=True)

    class Meta:
        verbose_name = _("ngày trong văn bản")
        verbose_name_plural = _("ngày trong văn bản")
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "day"], name="calendars_day_once_in_a_dispatch"),
            models.CheckConstraint(condition=~Q(pair=F("day")), name="calendars_pair_is_another_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.kind}"


class Hours(Entered):
    """The office hours of a unit from `since` on, until the next ones; `week` is the spans of Monday to Sunday as
    "07:30-11:30,13:30-17:00", empty where there are none. Part-of-the-year hours are `seasons`.
    """

    since = models.DateField(_("áp dụng từ ngày"))
    basis = models.CharField(_("căn cứ"), max_length=TITLE_LENGTH)
    week = models.JSONField(_("giờ làm việc"))
    same_day_until = models.TimeField(_("trả trong ngày nếu nhận trước"), null=True, blank=True)

    class Meta:
        verbose_name = _("giờ làm việc")
        verbose_name_plural = _("giờ làm việc")
        constraints = [
            models.CheckConstraint(
                condition=_WITHDRAWN_WITH_REASON, name="calendars_hours_withdrawn_with_reason"
            ),
            models.UniqueConstraint(
                fields=["unit", "since"],
                condition=Q(withdrawn_at__isnull=True),
                name="calendars_one_set_of_hours_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since:%d/%m/%Y}"


class HoursSeason(models.Model):
    """Other hours in a part of each year, `first` to `last` ("04-16" to "10-15"), over New Year too."""

    hours = models.ForeignKey(Hours, models.PROTECT, related_name="seasons")
    name = models.CharField(_("mùa"), max_length=NAME_LENGTH)
    first = models.CharField(_("từ ngày"), max_length=5)
    last = models.CharField(_("đến ngày"), max_length=5)
    week = models.JSONField(_("giờ làm việc"))

    class Meta:
        verbose_name = _("giờ theo mùa")
        verbose_name_plural = _("giờ theo mùa")

    def __str__(self) -> str:
        return self.name


class State(models.Model):
    """One row: a token that every change of this app replaces, by which each process knows that what it keeps is old."""

    token = models.UUIDField()

    class Meta:
        verbose_name = _("phiên bản lịch")
        verbose_name_plural = _("phiên bản lịch")

    def __str__(self) -> str:
        return str(self.token)
