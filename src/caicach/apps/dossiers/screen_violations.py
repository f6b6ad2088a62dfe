"""What violations add to the shell: navigation, words for the audit trail, the search of every night."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers import jobs
from caicach.platform import navigation
from caicach.platform.access import Permission
from caicach.platform.audit import guards, labels
from caicach.platform.jobs import Daily, every_day
from caicach.platform.navigation import Section

AUDIT_WORDS = {
    "violation": _("Vi phạm quy định một cửa"),
    "violation.explained": _("Giải trình vi phạm"),
}


def register() -> None:
    """Called once when Django is ready."""
    navigation.register(
        navigation.Entry(
            Section.ONE_STOP, _("Vi phạm"), "dossiers:violations", Permission.DOSSIERS_READ, order=410
        )
    )
    labels.register(AUDIT_WORDS)
    guards.guard("violation", Permission.DOSSIERS_READ)
    every_day(Daily("dossiers.violations", 4, jobs.find_violations))
