"""The texts that can be searched. Their words stand beside them: see `tables`."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

KIND_LENGTH = 40


class Entry(models.Model):
    """The text of one thing, which `kind` and `object_id` name to its app. `round` is the last rebuilding that saw it."""

    kind = models.CharField(max_length=KIND_LENGTH)
    object_id = models.BigIntegerField()
    title = models.TextField()
    text = models.TextField()
    round = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("văn bản tìm được")
        verbose_name_plural = _("văn bản tìm được")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="fulltext_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Rebuilding(models.Model):
    """How far the index of a kind has been built again: all up to `after` are done in round `number`."""

    kind = models.CharField(max_length=KIND_LENGTH, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    after = models.BigIntegerField(default=0)
    is_running = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("lần lập lại chỉ mục")
        verbose_name_plural = _("lần lập lại chỉ mục")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
