"""A dossier of the counter of a commune, in progress, with all that routes ask for, and a violation in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from caicach.apps.dossiers.actions import apologies, intake, steps, violations
from caicach.apps.dossiers.actions.fees import FeeIn
from caicach.apps.dossiers.actions.intake import Intake
from caicach.apps.dossiers.actions.people import Person
from caicach.apps.dossiers.models import Dossier, Violation
from caicach.apps.dossiers.tests.desk import make_version, seated
from caicach.apps.units.models import Unit
from caicach.core.dossiers.status import Form
from caicach.platform import clock
from caicach.platform.access import Role, Scope

WHY = "Lý do của kiểm thử"


@dataclass(frozen=True)
class AtTheCounter:
    """Keys of what lies at a counter, by the names that addresses have for them; `dossier_version` is what an act must name."""

    dossier_id: int
    dossier_version: int
    version_id: int
    fee_id: int
    slip_id: int
    consultation_id: int
    violation_id: int


def worked(scope: Scope, unit: Unit, top: Unit, division: Unit) -> AtTheCounter:
    """One dossier at the counter of `unit`: handed over, a division asked, an apology drafted; its receipt is gone, which is a
    violation. It is nobody's own, so that everybody who may handle dossiers there may handle it.
    """
    Unit.objects.filter(pk=unit.pk).update(identification_code=f"H99.{unit.pk}")
    version = make_version(top, f"1.{unit.pk:06}", f"Thủ tục của {unit.name}")
    fee = FeeIn(name="Lệ phí", amount=Decimal(5000), reason=WHY)
    asked = Intake(
        unit_id=unit.pk, version_id=version.pk, person=Person(f"Người nộp {unit.name}"), fees=[fee]
    )
    handler = seated(f"thu-ly-{unit.pk}", Role.DOSSIER_HANDLER, unit, f"Người thụ lý {unit.name}")
    with clock.told(scope.today):
        made = intake.receive(scope, asked)
        made = steps.hand_over(scope, made.pk, made.version, handler.pk)
        made = steps.consult(scope, made.pk, made.version, steps.Question(division.pk, "Ý kiến?"))
        slip = apologies.draft(
            scope, made.pk, made.version, apologies.Apology(WHY, scope.today + dt.timedelta(14))
        )
    made.slips.filter(form=Form.RECEIPT.value).delete()
    Dossier.objects.filter(pk=made.pk).update(receipt_number="", officer=None)
    made.refresh_from_db()
    violations.recheck(made)
    return AtTheCounter(
        dossier_id=made.pk,
        dossier_version=made.version,
        version_id=version.pk,
        fee_id=made.fees.get().pk,
        slip_id=slip.pk,
        consultation_id=made.consultations.get().pk,
        violation_id=Violation.objects.filter(dossier=made, code="V2").get().pk,
    )
