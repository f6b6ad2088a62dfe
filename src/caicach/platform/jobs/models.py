"""Which daily jobs have been enqueued for which day; the jobs themselves are rows of django-tasks-db."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyRun(models.Model):
    """A daily job was enqueued for a day; the constraint lets one of several workers do it."""

    name = models.CharField(_("tên tác vụ"), max_length=100)
    day = models.DateField(_("ngày"))

    class Meta:
        verbose_name = _("lượt tác vụ hằng ngày")
        verbose_name_plural = _("lượt tác vụ hằng ngày")
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="jobs_once_a_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"
