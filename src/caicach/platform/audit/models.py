"""The table of the audit trail and its head.

Rows are written once by `actions.record`; triggers in the database refuse UPDATE and DELETE, whoever asks (see `triggers`).
The head is one row that knows the last sequence number and its hash, so that a cut-off tail is noticed.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.platform.audit.chain import Content, digest


class Entry(models.Model):
    """One change. The actor is kept as number and text, not as a foreign key: the trail outlives accounts."""

    sequence = models.BigIntegerField(_("số thứ tự"), primary_key=True)
    at = models.DateTimeField(_("thời điểm"))
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(_("tài khoản"), max_length=150)
    actor_name = models.CharField(_("người thực hiện"), max_length=300)
    action = models.CharField(_("hành động"), max_length=100)
    subject_kind = models.CharField(_("loại đối tượng"), max_length=100)
    subject_id = models.CharField(_("mã đối tượng"), max_length=200)
    subject_label = models.CharField(_("đối tượng"), max_length=500)
    unit_path = models.CharField(max_length=200)
    before = models.TextField(_("trước"))
    after = models.TextField(_("sau"))
    reason = models.TextField(_("lý do"))
    reference = models.CharField(_("mã yêu cầu"), max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(_("mã băm"), max_length=64)

    class Meta:
        verbose_name = _("bản ghi nhật ký")
        verbose_name_plural = _("bản ghi nhật ký")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "sequence"], name="audit_by_subject"),
            models.Index(fields=["actor", "sequence"], name="audit_by_actor"),
            models.Index(fields=["action", "sequence"], name="audit_by_action"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.subject_label}"

    @property
    def content(self) -> Content:
        return Content(**{name: getattr(self, name) for name in Content.__dataclass_fields__})

    @property
    def expected_hash(self) -> str:
        return digest(self.content)

    @property
    def values_before(self) -> dict[str, Any]:
        return _values(self.before)

    @property
    def values_after(self) -> dict[str, Any]:
        return _values(self.after)


class Head(models.Model):
    """The end of the chain; its single row (id 1) is locked by whoever appends."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("đầu chuỗi nhật ký")
        verbose_name_plural = _("đầu chuỗi nhật ký")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.sequence}:{self.hash}"


def _values(stored: str) -> dict[str, Any]:
    return json.loads(stored) if stored else {}
