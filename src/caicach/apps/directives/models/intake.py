"""Files that are being read in the background, with the pages that have been read off pictures so far.

A row lives from the moment when somebody asks for the reading until the text stands in the directive. What a run has read is kept
page by page, so that the next one goes on where a killed one ended.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.apps.directives.models.register import Directive
from caicach.platform.jobs.turns import LongWork


class Intake(LongWork):
    """The reading of one directive.

    `year` is the year of work that was typed, null for none. `pages` is how many pages are pictures, null while unknown.
    """

    directive = models.OneToOneField(Directive, models.CASCADE, related_name="intake")
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
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
