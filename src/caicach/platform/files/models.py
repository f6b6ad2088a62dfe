"""What is kept of a file beside its content: the content itself stands in the data folder under its SHA-256.

The same content is kept once, whoever sent it and under whatever name; a name belongs to the thing that uses the file.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A content. `kind` is what it was recognised as (`uploads.Kind`), `size` its bytes, `sha256` 64 small hex digits."""

    sha256 = models.CharField(_("mã SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    kind = models.CharField(_("loại tệp"), max_length=20)
    created_at = models.DateTimeField(_("lưu lúc"))

    class Meta:
        verbose_name = _("tệp lưu trữ")
        verbose_name_plural = _("tệp lưu trữ")
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="files_not_empty")]

    def __str__(self) -> str:
        return self.sha256
