"""What violations and the evaluation add to the shell: navigation, words for the audit trail, the search of every night."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers import jobs
from caicach.core.dossiers.indicators import NAMES
from caicach.platform import navigation, yardsticks
from caicach.platform.access import Permission, Scope
from caicach.platform.audit import guards, labels
from caicach.platform.jobs import Daily, every_day
from caicach.platform.navigation import Section
from caicach.platform.wording import language
from caicach.platform.yardsticks import Yardstick

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
    navigation.register(
        navigation.Entry(
            Section.ONE_STOP, _("Đánh giá"), "dossiers:evaluation", Permission.DOSSIERS_READ, order=420
        )
    )
    labels.register(AUDIT_WORDS)
    yardsticks.register(indicators)
    guards.guard("violation", Permission.DOSSIERS_READ)
    every_day(Daily("dossiers.violations", 4, jobs.find_violations))


def indicators(scope: Scope, year: int) -> Iterator[Yardstick]:
    """The indicators of the evaluation of the one-stop service, as yardsticks for the targets of directives."""
    for number, name in NAMES.items():
        yield Yardstick(
            "measure",
            "one_stop",
            str(number),
            name.text(language()),
            gettext("Đánh giá giải quyết thủ tục hành chính"),
        )
