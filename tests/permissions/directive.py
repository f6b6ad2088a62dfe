"""A directive in the register of a unit, with a target that waits, a document that it names, and somebody who must read it."""

from __future__ import annotations

from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.apps.directives import actions
from caicach.apps.directives.checks import LinkData, TargetData
from caicach.apps.units.models import Unit
from caicach.platform import clock
from caicach.platform.access import Scope


def directive_of(unit: Unit, reader: int) -> dict[str, int]:
    """Keys of what lies in the register of `unit`, by the names that addresses have for them."""
    scope = Scope.system("tests", clock.today())
    text = f"Số: 7/UBND\n\nV/v cải cách hành chính của {unit.name}\n\nĐạt 100% hồ sơ đúng hạn.\n"
    file = SimpleUploadedFile(f"{unit.name}.txt", text.encode())
    made = actions.register(scope, unit.pk, file, clock.today().year)
    goal = TargetData(f"Hồ sơ đúng hạn của {unit.name}", "=", Decimal(100), "%")
    finding = actions.add_target(scope, made.pk, goal)
    finding = actions.reopen(scope, finding.pk, finding.version)
    link = actions.link(scope, made.pk, LinkData("implements", "26/KH-UBND"))
    actions.ask_readers(scope, made.pk, actions.Asked([reader]))
    return {
        "directive_id": made.pk,
        "finding_id": finding.pk,
        "named_id": link.pk,
        "reader_id": made.readers.get().pk,
    }
