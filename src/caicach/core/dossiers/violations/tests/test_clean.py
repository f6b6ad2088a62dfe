"""A dossier that keeps every rule has no violation, whenever it came in and however long it takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.core.dossiers.record import DossierRecord, FeeRecord, PauseKind, PauseRecord, StepRecord
from caicach.core.dossiers.status import Form, Status
from caicach.core.dossiers.violations import Facts, detect
from caicach.core.worktime.due import Effect, Wait, due, next_working_moment
from caicach.core.worktime.limits import Limit, LimitKind

from .sample import CLOCK, OFFICER, VIETNAM, clean, slip

LIMITS = st.one_of(
    st.builds(Limit, st.just(LimitKind.WORKING_DAYS), st.integers(1, 30).map(Decimal)),
    st.builds(Limit, st.just(LimitKind.CALENDAR_DAYS), st.integers(1, 40).map(Decimal)),
    st.builds(Limit, st.just(LimitKind.WORKING_HOURS), st.integers(1, 40).map(Decimal)),
    st.just(Limit(LimitKind.SAME_DAY)),
)
MOMENTS = st.integers(0, 545 * 24 * 60).map(
    lambda minutes: dt.datetime(2024, 1, 2, tzinfo=VIETNAM) + dt.timedelta(minutes=minutes)
)
NOW = dt.datetime(2026, 6, 30, 9, tzinfo=VIETNAM)


@st.composite
def lawful(draw: st.DrawFn) -> DossierRecord:
    """Received, perhaps supplemented once, done by the due moment or re-appointed in time, with slips for everything."""
    received, limit = draw(MOMENTS), draw(LIMITS)
    first = due(received, limit, CLOCK).at
    slips = [slip(Form.RECEIPT, received)]
    pauses: list[PauseRecord] = []
    waits: list[Wait] = []
    if draw(st.booleans()):
        asked = received + draw(st.timedeltas(dt.timedelta(0), dt.timedelta(days=1)))
        if asked < first:
            back = asked + draw(st.timedeltas(dt.timedelta(hours=1), dt.timedelta(days=60)))
            slips.append(slip(Form.SUPPLEMENT, asked))
            pauses.append(PauseRecord(PauseKind.SUPPLEMENT, asked, back, "Điều 19 khoản 4"))
            waits.append(Wait(asked, back, Effect.RESTART))
    promised = due(received, limit, CLOCK, waits).at
    start = pauses[-1].ended_at if pauses else received
    assert start is not None
    apology = promised - dt.timedelta(days=2)
    late = apology > start and draw(st.booleans())
    if late:
        new = promised + dt.timedelta(days=5)
        slips.append(slip(Form.APOLOGY, apology, new_due_at=new))
        finished = new
    else:
        new = promised
        finished = next_working_moment(start, CLOCK) if draw(st.booleans()) else promised
    fee = Decimal(draw(st.integers(0, 500_000)))
    return clean(
        submitted_at=received,
        received_at=received,
        limit=limit,
        first_due_at=first,
        due_at=new,
        reappointed=int(late),
        status=Status.DONE,
        finished_at=min(finished, new),
        returned_at=None,
        slips=tuple(slips),
        pauses=tuple(pauses),
        steps=(StepRecord(1, OFFICER, OFFICER, received, None, min(finished, new)),),
        fees=(FeeRecord("Lệ phí", fee, fee),),
    )


@given(lawful())
@settings(max_examples=150, deadline=None)
def test_a_dossier_that_keeps_every_rule_has_no_violation(record: DossierRecord) -> None:
    assert list(detect(record, Facts(NOW, CLOCK))) == []


@given(lawful())
@settings(max_examples=50, deadline=None)
def test_what_an_import_does_not_tell_is_not_held_against_it(record: DossierRecord) -> None:
    """The same dossier as a portal exports it: dates and status, no slips, no log, no ground of a wait."""
    told = replace(
        record,
        imported=True,
        slips=(),
        steps=(),
        events=(),
        receipt_number="",
        officer=None,
        pauses=tuple(replace(pause, basis="") for pause in record.pauses),
    )
    assert list(detect(told, Facts(NOW, CLOCK))) == []
