"""Files that are being read in the background, with the pages that have been read off pictures so far.

A row lives from the moment when somebody asks for the reading until the text stands in the directive. What a run has read is kept
page by page, so that the next one goes on where a killed one ended.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.apps.directives.models.register import Directive

_WHO = settings.AUTH_USER_MODEL


class Intake(models.Model):
    """The reading of one directive.

    `year` is the year of work that was typed, null for none. `turn` counts the runs and the stops: a run whose number is not
    the last one has nothing more to say. `tries` counts the runs since the last page that was kept. `seen_at` is the last sign
    of life of a run, null while none has begun since `asked_at`. `pages` is how many pages are pictures, null while unknown.
    """

    directive = models.OneToOneField(Directive, models.CASCADE, related_name="intake")
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    asked_by = models.ForeignKey(_WHO, models.SET_NULL, null=True, blank=True, related_name="+")
    turn = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("lượt đọc tệp")
        verbose_name_plural = _("lượt đọc tệp")

    def __str__(self) -> str:
        return f"{self.directive_id} {self.turn}"


class IntakePage(models.Model):
    """A page that was read off a picture; `lines` as `platform.readers.Printed`."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="read_pages")
    number = models.PositiveIntegerField(_("trang"))
    lines = models.JSONField()

    class Meta:
        verbose_name = _("trang đã đọc")
        verbose_name_plural = _("trang đã đọc")
        constraints = [models.UniqueConstraint(fields=["intake", "number"], name="directives_page_read_once")]

    def __str__(self) -> str:
        return f"{self.intake_id}:{self.number}"
