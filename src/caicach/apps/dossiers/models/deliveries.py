"""Files of dossiers of other systems, and what is to be said of their rows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.apps.units.models import Unit
from caicach.platform.files.models import StoredFile
from caicach.platform.jobs.turns import LongWork


class Delivery(LongWork):
    """A file of dossiers of another system: every row is looked at, then somebody confirms, then every row is taken.

    `done` of `total` rows have been gone through, in the pass that `state` names; the counts are those of that pass. `halted`
    says why it stands still in the middle, empty while it goes on.
    """

    class State(models.TextChoices):
        CHECKING = "checking", _("đang xem xét")
        CHECKED = "checked", _("chờ xác nhận")
        TAKING = "taking", _("đang lưu")
        TAKEN = "taken", _("đã lưu")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("quầy tiếp nhận"))
    source = models.CharField(_("nguồn dữ liệu"), max_length=100)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp"))
    name = models.CharField(_("tên tệp"), max_length=255)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.CHECKING)
    total = models.PositiveIntegerField(_("số dòng"))
    done = models.PositiveIntegerField(_("số dòng đã qua"), default=0)
    new = models.PositiveIntegerField(_("mới"), default=0)
    changed = models.PositiveIntegerField(_("thay đổi"), default=0)
    same = models.PositiveIntegerField(_("giữ nguyên"), default=0)
    faulty = models.PositiveIntegerField(_("dòng lỗi"), default=0)
    halted = models.CharField(_("lý do dừng"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("đợt nhập hồ sơ")
        verbose_name_plural = _("đợt nhập hồ sơ")
        indexes = [models.Index(fields=["unit", "-id"], name="dossiers_deliveries")]

    def __str__(self) -> str:
        return f"{self.name} ({self.total})"

    @property
    def is_going_on(self) -> bool:
        """Whether rows are being gone through, or wait for it."""
        return self.state in (self.State.CHECKING, self.State.TAKING) and not self.halted


class DeliveryRow(models.Model):
    """A row of which there is something to say: it is left out with its `faults`, or it replaces what is known of its dossier.

    `place` is its line in the file.
    """

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField(_("dòng"))
    code = models.CharField(_("mã hồ sơ"), max_length=60)
    faults = models.JSONField(default=list)

    class Meta:
        verbose_name = _("dòng của đợt nhập")
        verbose_name_plural = _("dòng của đợt nhập")
        constraints = [models.UniqueConstraint(fields=["delivery", "place"], name="dossiers_row_said_once")]

    def __str__(self) -> str:
        return f"{self.delivery_id}:{self.place}"

    @property
    def faults_by_field(self) -> list[tuple[str, str]]:
        """Each fault as the field of the format and what is wrong with it."""
        return [(field, words) for field, _colon, words in (one.partition(": ") for one in self.faults)]
