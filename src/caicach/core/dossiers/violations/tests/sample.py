"""A dossier that breaks no rule, and what changes in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from caicach.core.dossiers.record import (
    DossierRecord,
    EventRecord,
    FeeRecord,
    PauseKind,
    PauseRecord,
    Ref,
    SlipRecord,
    StepRecord,
)
from caicach.core.dossiers.status import Channel, Form, Status
from caicach.core.dossiers.violations import Facts, Violation, detect
from caicach.core.worktime.due import UnitClock
from caicach.core.worktime.limits import Limit, LimitKind

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
UNIT = Ref(7, "Xã Ví Dụ")
OFFICER, OTHER, COUNTER = Ref(1, "Trần Văn Mẫu"), Ref(2, "Lê Thị Thử"), Ref(3, "Phạm Ví Dụ")
CLOCK = UnitClock()


def at(day: int, hour: int = 9, minute: int = 0, month: int = 3, second: int = 0) -> dt.datetime:
    """A moment of March 2026, in which no holiday falls: the 2nd is a Monday."""
    return dt.datetime(2026, month, day, hour, minute, second, tzinfo=VIETNAM)


NOW = at(30)
FACTS = Facts(NOW, CLOCK)


def slip(form: Form, moment: dt.datetime, **changes: Any) -> SlipRecord:
    """A slip drafted, signed and sent at one moment."""
    given = {"number": 1, "signed_at": moment, "sent_at": moment, "reason": "Lý do của ví dụ", **changes}
    return SlipRecord(form=form, drafted_at=moment, **given)


def clean(**changes: Any) -> DossierRecord:
    """Received on Monday 02/03 for 5 working days, due Monday 09/03, done on Friday 06/03."""
    record = DossierRecord(
        id=1,
        code="H44.7-260302-0001",
        unit=UNIT,
        handling_unit=UNIT,
        procedure="1.000894",
        status=Status.RETURNED,
        channel=Channel.DIRECT,
        submitted_at=at(2, 8, 50),
        officer=OFFICER,
        limit=Limit(LimitKind.WORKING_DAYS, Decimal(5)),
        received_at=at(2),
        first_due_at=at(9, 17),
        due_at=at(9, 17),
        finished_at=at(6, 10),
        returned_at=at(6, 15),
        receipt_number="01",
        slips=(slip(Form.RECEIPT, at(2)), slip(Form.CONTROL, at(2, 10))),
        steps=(StepRecord(1, OFFICER, OFFICER, at(2, 10), at(6, 10), at(6, 10)),),
        fees=(FeeRecord("Lệ phí", Decimal(8000), Decimal(8000), at(2)),),
        events=(EventRecord(at(2), "receive", Status.RECEIVED, Status.REGISTERED, COUNTER),),
    )
    return replace(record, **changes)


def with_slips(*slips: SlipRecord, **changes: Any) -> DossierRecord:
    """The clean dossier with more slips."""
    record = clean(**changes)
    return replace(record, slips=(*record.slips, *slips))


def supplemented(asked: dt.datetime, until: dt.datetime | None, **changes: Any) -> DossierRecord:
    """Papers asked for once, by form 02 and with the ground."""
    pause = PauseRecord(PauseKind.SUPPLEMENT, asked, until, "Điều 19 khoản 4")
    return with_slips(slip(Form.SUPPLEMENT, asked), pauses=(pause,), **changes)


def unfinished(**changes: Any) -> DossierRecord:
    """Still in progress."""
    return clean(
        **{"status": Status.IN_PROGRESS, "finished_at": None, "returned_at": None, "steps": (), **changes}
    )


def found(record: DossierRecord, code: str, facts: Facts = FACTS) -> Violation | None:
    """The violation of that code, None where there is none."""
    return next((one for one in detect(record, facts) if one.code == code), None)
