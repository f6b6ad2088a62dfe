"""A dossier of the counter of a commune, and a violation in it, for routes that ask for one."""

from __future__ import annotations

from dataclasses import dataclass

from caicach.apps.dossiers.actions import intake, violations
from caicach.apps.dossiers.actions.intake import Intake
from caicach.apps.dossiers.actions.people import Person
from caicach.apps.dossiers.models import Dossier, Violation
from caicach.apps.dossiers.tests.desk import make_version
from caicach.apps.units.models import Unit
from caicach.platform.access import Scope


@dataclass(frozen=True)
class AtTheCounter:
    """Keys of what lies at a counter."""

    dossier_id: int
    violation_id: int


def worked(scope: Scope, unit: Unit, top: Unit) -> AtTheCounter:
    """One dossier received at the counter of `unit`, whose receipt is gone, so that it has a violation."""
    Unit.objects.filter(pk=unit.pk).update(identification_code=f"H99.{unit.pk}")
    version = make_version(top, f"1.{unit.pk:06}", f"Thủ tục của {unit.name}")
    person = Person(f"Người nộp {unit.name}", "")
    dossier = intake.receive(scope, Intake(unit_id=unit.pk, version_id=version.pk, person=person))
    dossier.slips.all().delete()
    Dossier.objects.filter(pk=dossier.pk).update(receipt_number="")
    violations.recheck(dossier)
    return AtTheCounter(dossier.pk, Violation.objects.get(dossier=dossier).pk)
