"""A drawn life as the record that detectors and tables read, cut off at the moment of the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from caicach.apps.dossiers.synthetic.lives.life import Draft, by_now
from caicach.core.dossiers.lifecycle import Act
from caicach.core.dossiers.record import (
    DossierRecord,
    EventRecord,
    PauseKind,
    Ref,
)
from caicach.core.dossiers.status import Channel, Form, Status


def record_of(draft: Draft, number: int, code: str, procedure: str) -> DossierRecord:
    """What had happened by the moment of the plan."""
    now, desk = draft.ground.now, draft.desk
    registered = DossierRecord(
        id=number,
        code=code,
        unit=draft.ground.office.unit,
        handling_unit=desk.unit,
        procedure=procedure,
        status=Status.REGISTERED,
        channel=draft.channel,
        submitted_at=draft.submitted,
        limit=draft.matter.limit,
        events=(_event(draft.submitted, Act.REGISTER, None, Status.REGISTERED, None),),
    )
    if draft.received > now:
        return registered
    events = _events(draft)
    status = events[-1].after
    pauses = tuple(
        replace(one, ended_at=one.ended_at if one.ended_at and one.ended_at <= now else None)
        for one in draft.pauses
        if one.started_at <= now
    )
    if draft.fate.refused:
        return replace(
            registered,
            status=status,
            ended_at=draft.ended,
            slips=tuple(draft.slips),
            events=tuple(events),
        )
    returned = by_now(draft.returned, now) if by_now(draft.finished, now) else None
    receipt = next((slip for slip in draft.slips if slip.form is Form.RECEIPT), None)
    return replace(
        registered,
        status=status,
        officer=draft.handler if draft.handed and draft.handed <= now else draft.receiver,
        received_at=draft.received,
        first_due_at=draft.first_due,
        due_at=draft.due if not pauses or pauses[-1].ended_at else draft.first_due,
        reappointed=draft.reappointed,
        finished_at=by_now(draft.finished, now),
        returned_at=returned,
        ended_at=by_now(draft.ended, now),
        receipt_number=f"{receipt.number:02d}" if receipt else "",
        same_day=draft.same_day,
        denied=draft.denied and by_now(draft.finished, now) is not None,
        slips=tuple(draft.slips),
        pauses=pauses,
        steps=tuple(draft.steps),
        fees=tuple(draft.fees),
        events=tuple(events),
        rating=draft.rating if returned else None,
    )


def _event(at: datetime, act: Act, before: Status | None, after: Status, by: Ref | None) -> EventRecord:
    return EventRecord(at, act.value, after, before, by)


def _events(draft: Draft) -> list[EventRecord]:
    """The log up to now, in the order of its moments."""
    receiver, handler, head = draft.receiver, draft.handler, draft.desk.heads[0]
    told: list[tuple[datetime, Act, Status | None, Ref | None]] = [
        (
            draft.submitted,
            Act.REGISTER,
            Status.REGISTERED,
            None if draft.channel is Channel.ONLINE else receiver,
        )
    ]
    if draft.fate.refused:
        told.append((draft.received, Act.REFUSE, Status.NOT_RECEIVED, receiver))
    else:
        told.append((draft.received, Act.RECEIVE, Status.RECEIVED, receiver))
    if draft.handed is not None:
        told.append((draft.handed, Act.HAND_OVER, Status.IN_PROGRESS, receiver))
    told += [
        (step.finished_at, Act.FINISH_STEP, None, step.done_by) for step in draft.steps if step.finished_at
    ]
    for pause in draft.pauses:
        for_papers = pause.kind is PauseKind.SUPPLEMENT
        told.append(
            (
                pause.started_at,
                Act.ASK_SUPPLEMENT if for_papers else Act.ASK_PAYMENT,
                Status.SUPPLEMENT if for_papers else Status.FINANCIAL_DUTY,
                handler,
            )
        )
        if pause.ended_at is not None:
            told.append(
                (pause.ended_at, Act.SUPPLEMENTED if for_papers else Act.PAID, Status.IN_PROGRESS, receiver)
            )
    told += [
        (slip.drafted_at, Act.APOLOGISE, None, head) for slip in draft.slips if slip.form is Form.APOLOGY
    ]
    if draft.finished is not None:
        told.append((draft.finished, Act.FINISH, Status.DONE, handler))
        if draft.returned is not None:
            told.append((draft.returned, Act.GIVE_BACK, Status.RETURNED, receiver))
            if draft.rating is not None:
                told.append((draft.returned, Act.RATE, None, receiver))
    elif draft.ended is not None and not draft.fate.refused:
        withdrawn = draft.fate.withdrawn
        told.append(
            (
                draft.ended,
                Act.WITHDRAW if withdrawn else Act.STOP,
                Status.WITHDRAWN if withdrawn else Status.STOPPED,
                receiver if withdrawn else head,
            )
        )
    log: list[EventRecord] = []
    for moment, act, after, by in sorted(
        told, key=lambda one: one[0]
    ):  # stable: one after the other in a minute
        if moment <= draft.ground.now:
            before = log[-1].after if log else None
            log.append(_event(moment, act, before, after or before or Status.REGISTERED, by))
    return log
