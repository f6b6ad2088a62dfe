"""What stands on the slips of synthetic dossiers, so that they print as all others do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.slips import compose
from caicach.apps.procedures.models import Paper, Version
from caicach.apps.units.models import Unit
from caicach.core.dossiers.record import DossierRecord, SlipRecord
from caicach.core.dossiers.status import Form
from caicach.core.letters import slips as letters
from caicach.core.vietnamese import integer_text


@dataclass(frozen=True, slots=True)
class Head:
    """What the slips of a counter have in common."""

    upper: str
    office: str
    place: str

    def on(self, day: dt.date, code: str, number: int) -> letters.SlipHead:
        return letters.SlipHead(self.upper, self.office, compose.SYMBOL, self.place, day, code, number)


def head_of(unit: Unit) -> Head:
    """Who gives the slips of a counter."""
    office = compose.office_of(unit)
    return Head(office.upper, office.name, office.place)


def content(
    head: Head,
    dossier: Dossier,
    version: Version,
    papers: Sequence[Paper],
    record: DossierRecord,
    slip: SlipRecord,
) -> dict[str, Any]:
    """The content of a slip as it is kept."""
    on = head.on(slip.drafted_at.date(), record.code, slip.number)
    who = letters.SlipPerson(dossier.applicant_name, address=dossier.address, phone=dossier.phone)
    what = f"{version.name} ({dossier.content})"
    received = record.received_at or record.submitted_at
    officer = record.officer.name if record.officer else ""
    match slip.form:
        case Form.RECEIPT:
            total = int(sum(fee.amount for fee in record.fees))
            kept: letters.Slip = letters.Receipt(
                on,
                who,
                what,
                tuple(
                    letters.SlipPaper(one.name, one.get_form_display(), 1) for one in papers if one.required
                ),
                compose.limit_text(record.limit),
                received,
                record.first_due_at,
                dossier.get_return_way_display(),
                fee=f"{integer_text(total)} đồng" if total else "",
                officer=officer,
            )
        case Form.SUPPLEMENT:
            kept = letters.SupplementRequest(on, who, what, (slip.reason,), slip.reason, officer, "", officer)
        case Form.REFUSAL:
            kept = letters.Refusal(on, who, what, slip.reason)
        case Form.APOLOGY:
            assert record.first_due_at is not None
            assert slip.new_due_at is not None
            kept = letters.Apology(on, who, what, received, record.first_due_at, slip.reason, slip.new_due_at)
        case _:
            kept = letters.StopNotice(on, who, what, received, slip.reason, slip.drafted_at.date())
    return letters.to_plain(kept)
