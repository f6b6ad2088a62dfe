"""Attempts counted within a window of time."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Window(models.Model):
    """The attempts of one key since `started_at`. The key is a keyed hash: neither address nor code can be read out of it."""

    key = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("số lần thử")
        verbose_name_plural = _("số lần thử")

    def __str__(self) -> str:
        return f"{self.count}"
