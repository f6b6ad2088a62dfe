"""What a record can and cannot say of itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from caicach.core.dossiers.record import DossierRecord, Ref, SlipRecord
from caicach.core.dossiers.status import Channel, Form, Status

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def record(*slips: SlipRecord, imported: bool = False) -> DossierRecord:
    unit = Ref(1, "Xã Ví Dụ")
    return DossierRecord(
        id=1,
        code="H44.1-260302-0001",
        unit=unit,
        handling_unit=unit,
        procedure="1.000894",
        status=Status.RECEIVED,
        channel=Channel.DIRECT,
        submitted_at=AT,
        received_at=AT,
        imported=imported,
        slips=slips,
    )


def test_slips_of_a_form_come_in_the_order_in_which_they_were_drafted() -> None:
    later = SlipRecord(Form.APOLOGY, 2, AT + timedelta(days=2))
    first = SlipRecord(Form.APOLOGY, 1, AT)
    assert record(later, SlipRecord(Form.RECEIPT, 1, AT), first).slips_of(Form.APOLOGY) == [first, later]


def test_an_import_without_slips_says_nothing_about_slips() -> None:
    assert record().slips_kept
    assert not record(imported=True).slips_kept
    assert record(SlipRecord(Form.RECEIPT, 1, AT), imported=True).slips_kept
