"""One dossier from its handing in to its return, as the law wants it, cut off at the moment of the plan.

The whole life is drawn first, the future included; what has not happened yet is then left out. So a dossier that is open today
is on the same way as those that have ended.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from caicach.apps.dossiers.synthetic.lives.plan import Desk, Matter, Office
from caicach.apps.dossiers.synthetic.lives.season import DAY, Days
from caicach.core.dossiers.record import (
    FeeRecord,
    PauseKind,
    PauseRecord,
    RatingRecord,
    Ref,
    SlipRecord,
    StepRecord,
)
from caicach.core.dossiers.status import Channel, Form
from caicach.core.worktime.clock import add_days_fraction
from caicach.core.worktime.due import Effect, Wait, due
from caicach.core.worktime.limits import LimitKind

REFUSED, WITHDRAWN, STOPPED, SUPPLEMENTED, LATE, DUTY = 0.012, 0.008, 0.003, 0.06, 0.035, 0.6
"""Shares of what may happen; the last one of the dossiers of matters with a financial duty."""
BY_POST, ONLINE_PAYMENT, RATED, AT_THE_LIMIT = 0.04, 0.85, 0.35, 0.2
REFUSAL = "Không đủ điều kiện thực hiện thủ tục theo quy định của pháp luật"
SUPPLEMENT = "Thành phần hồ sơ chưa đầy đủ theo quy định của thủ tục (minh họa)"
APOLOGY = "Số lượng hồ sơ tăng, chưa kịp thẩm tra trong thời hạn (minh họa)"
STOP = "Người nộp hồ sơ có văn bản đề nghị dừng giải quyết"
BASIS = {
    PauseKind.SUPPLEMENT: "Điều 19 khoản 4 Nghị định số 118/2025/NĐ-CP",
    PauseKind.FINANCIAL_DUTY: "Thông báo của cơ quan thuế (minh họa)",
}
MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Ground:
    """What a life is drawn on: the office, its working days, the numbers it has given so far."""

    office: Office
    days: Days
    now: datetime
    numbers: dict[str, int] = field(default_factory=dict)
    _promised: dict[tuple[object, object], datetime] = field(default_factory=dict)

    def number(self, series: str) -> int:
        """The next number of a series."""
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return self.numbers[series]

    def promised(self, received: datetime, matter: Matter) -> datetime:
        """The due moment of the receipt; limits of whole days depend on the day alone, so each is counted once."""
        limit = matter.limit
        whole = limit.kind in (LimitKind.WORKING_DAYS, LimitKind.CALENDAR_DAYS) and limit.amount % 1 == 0
        key = (received.date() if whole else received, limit)
        if key not in self._promised:
            self._promised[key] = due(received, limit, self.office.clock).at
        return self._promised[key]


@dataclass(slots=True)
class Fate:
    """What is to happen to a dossier; `finished_at` pins the end where a plan wants it."""

    refused: bool = False
    withdrawn: bool = False
    stopped: bool = False
    late: bool = False
    waits: tuple[PauseKind, ...] = ()
    asked_after: int | None = None
    finished_at: datetime | None = None


def drawn(chance: Random, matter: Matter) -> Fate:
    """What happens to a dossier that nobody plans anything for."""
    throw = chance.random()
    if throw < REFUSED:
        return Fate(refused=True)
    if throw < REFUSED + WITHDRAWN and matter.working_days >= 2:
        return Fate(withdrawn=True)
    if throw < REFUSED + WITHDRAWN + STOPPED and matter.working_days >= 2:
        return Fate(stopped=True)
    waits: tuple[PauseKind, ...] = ()
    if matter.working_days >= 3 and chance.random() < SUPPLEMENTED:
        waits = (PauseKind.SUPPLEMENT,)
    elif matter.duty and matter.working_days >= 3 and chance.random() < DUTY:
        waits = (PauseKind.FINANCIAL_DUTY,)
    late = not waits and matter.working_days >= 1 and chance.random() < LATE
    return Fate(late=late, waits=waits)


@dataclass(slots=True)
class Draft:
    """A life while it is drawn; `record` makes of it what had happened by now."""

    ground: Ground
    matter: Matter
    chance: Random
    channel: Channel
    submitted: datetime
    received: datetime
    desk: Desk
    receiver: Ref
    handler: Ref
    fate: Fate
    first_due: datetime | None = None
    due: datetime | None = None
    handed: datetime | None = None
    finished: datetime | None = None
    returned: datetime | None = None
    ended: datetime | None = None
    denied: bool = False
    pauses: list[PauseRecord] = field(default_factory=list)
    slips: list[SlipRecord] = field(default_factory=list)
    steps: list[StepRecord] = field(default_factory=list)
    fees: list[FeeRecord] = field(default_factory=list)
    reappointed: int = 0
    rating: RatingRecord | None = None

    @property
    def same_day(self) -> bool:
        return self.matter.limit.kind is LimitKind.SAME_DAY

    def some(self, chosen: tuple[Ref, ...]) -> Ref:
        return chosen[int(self.chance.random() * len(chosen))]

    def within(self, start: datetime, end: datetime, low: float = 0.0, high: float = 1.0) -> datetime:
        """A moment in working time between two moments, `low` to `high` of the way."""
        return self.ground.days.between(start, end, low + (high - low) * self.chance.random())

    def after(self, moment: datetime, working_days: int) -> datetime:
        """The end of working time so many working days after the day of a moment."""
        return self.ground.days.closes(self.ground.days.index(moment.date()) + working_days)

    def slip(self, form: Form, at: datetime, reason: str = "", new_due: datetime | None = None) -> None:
        """Give a slip; those that a head signs bear his signature."""
        if at <= self.ground.now:
            number = self.ground.number(f"{form.value}:{at.year}")
            signed = at if form in (Form.APOLOGY, Form.STOP) else None
            self.slips.append(SlipRecord(form, number, at, signed, at, reason, new_due))


def begin(
    ground: Ground,
    matter: Matter,
    submitted: datetime,
    chance: Random,
    channel: Channel,
    fate: Fate | None = None,
) -> Draft:
    """A dossier as it comes in. What comes online waits for somebody to look at it in working time."""
    office = ground.office
    desk = office.desks[matter.desk % len(office.desks)]
    draft = Draft(
        ground,
        matter,
        chance,
        channel,
        submitted,
        submitted,
        desk,
        receiver=office.receivers[int(chance.random() * len(office.receivers))],
        handler=desk.handlers[int(chance.random() * len(desk.handlers))],
        fate=fate or drawn(chance, matter),
    )
    if channel is Channel.ONLINE:
        next_day = ground.days.closes(ground.days.index(submitted.date() + DAY))
        draft.received = draft.within(submitted, next_day, 0.01, 0.45)
    return draft


def live(draft: Draft) -> Draft:
    """What follows on reception."""
    received = draft.received
    if draft.fate.refused:
        draft.ended = received
        draft.slip(Form.REFUSAL, received, REFUSAL)
        return draft
    draft.first_due = draft.due = draft.ground.promised(received, draft.matter)
    draft.slip(Form.RECEIPT, received)
    _charge(draft)
    if not draft.same_day:
        draft.handed = draft.within(received, min(draft.first_due, draft.after(received, 1)), 0.0, 0.08)
    for kind in draft.fate.waits:
        wait(draft, kind, BASIS[kind])
    start = draft.pauses[-1].ended_at if draft.pauses else draft.handed or received
    assert start is not None
    assert draft.due is not None
    if draft.fate.withdrawn or draft.fate.stopped:
        draft.ended = draft.within(start, draft.due, 0.1, 0.8)
        if draft.fate.stopped:
            draft.slip(Form.STOP, draft.ended, STOP)
        return draft
    if draft.fate.late:
        apologise(draft)
    _finish(draft, start)
    return draft


def wait(draft: Draft, kind: PauseKind, basis: str) -> None:
    """The clock stands and goes on: for papers it starts anew, for a financial duty it runs on (domain: deadlines)."""
    assert draft.due is not None
    days, last = draft.ground.days, draft.pauses[-1].ended_at if draft.pauses else None
    start = last or draft.handed or draft.received
    if kind is PauseKind.SUPPLEMENT and draft.fate.asked_after is not None and not draft.pauses:
        day = days.index(draft.received.date()) + draft.fate.asked_after
        began = draft.within(days.closes(day - 1), days.closes(day), 0.1, 0.9)
    elif kind is PauseKind.SUPPLEMENT:
        until = min(draft.after(draft.received if last is None else last, 2), draft.due)
        began = draft.within(start, until, 0.1, 0.9)
    else:
        began = draft.within(start, draft.due, 0.3, 0.7)
    ended = draft.within(began, draft.after(began, 2 + int(draft.chance.random() * 8)), 0.3, 0.95)
    draft.pauses.append(PauseRecord(kind, began, ended, basis))
    if kind is PauseKind.SUPPLEMENT:
        draft.slip(Form.SUPPLEMENT, began, SUPPLEMENT)
    waits = [
        Wait(
            one.started_at,
            one.ended_at,
            Effect.RESTART if one.kind is PauseKind.SUPPLEMENT else Effect.RESUME,
        )
        for one in draft.pauses
    ]
    if ended <= draft.ground.now:
        draft.due = due(draft.received, draft.matter.limit, draft.ground.office.clock, waits).at
    else:
        draft.due = max(draft.due, draft.after(ended, int(draft.matter.working_days) + 1))


def apologise(draft: Draft, share: tuple[float, float] = (0.6, 0.95)) -> None:
    """The applicant is told before, at least a day before the due day, and gets one new date."""
    assert draft.due is not None
    told_by = datetime.combine(draft.due.date(), datetime.min.time(), draft.due.tzinfo)
    told = draft.within(draft.received, told_by, *share)
    new_due = draft.after(draft.due, 2 + int(draft.chance.random() * 4))
    draft.slip(Form.APOLOGY, told, APOLOGY, new_due)
    if told <= draft.ground.now:
        draft.reappointed += 1
        draft.due = new_due


def _finish(draft: Draft, start: datetime) -> None:
    assert draft.first_due is not None
    assert draft.due is not None
    chance = draft.chance
    if draft.fate.finished_at is not None:
        draft.finished = draft.fate.finished_at
    elif draft.fate.late:
        draft.finished = draft.within(draft.first_due + MINUTE, draft.due, 0.1, 1.0)
    else:
        low, high = (0.92, 1.0) if chance.random() < AT_THE_LIMIT else (0.25, 0.92)
        draft.finished = draft.within(start, draft.due, low, high)
    draft.ended = draft.finished
    draft.denied = chance.random() < 0.01
    if draft.same_day:
        draft.returned = draft.finished
    else:
        _walk(draft)
        days = int(chance.random() ** 2 * 5)
        draft.returned = draft.within(draft.finished, draft.after(draft.finished, days + 1), 0.02, 0.9)
        if chance.random() < 0.015:
            draft.returned = None  # nobody has come for it
    if draft.returned is not None and chance.random() < RATED:
        throw = chance.random() + (0.35 if draft.fate.late else 0.0)
        score = 3 if throw < 0.8 else 2 if throw < 1.1 else 1
        contacts = sum(one.kind is PauseKind.SUPPLEMENT for one in draft.pauses)
        draft.rating = RatingRecord(score, contacts, 0, complaint=False)


def _walk(draft: Draft) -> None:
    """The steps of the internal process, one after the other, from the handing over to the end."""
    assert draft.handed is not None
    assert draft.finished is not None
    days, now = draft.ground.days, draft.ground.now
    steps = draft.matter.steps
    whole = sum((step.days for step in steps), Decimal()) or Decimal(1)
    ends = [one.ended_at for one in draft.pauses if one.ended_at is not None]
    start = max((draft.handed, *ends))  # while the dossier waits nobody finishes a step
    begun, passed = draft.handed, Decimal()
    for order, step in enumerate(steps, 1):
        passed += step.days
        last = order == len(steps)
        ended = draft.finished if last else days.between(start, draft.finished, float(passed / whole))
        by = draft.some(draft.desk.heads) if step.by_head else draft.handler
        if begun > now:
            break
        done = by_now(ended, now)
        by_when = add_days_fraction(begun, step.days, draft.ground.office.clock) if step.days else None
        draft.steps.append(StepRecord(order, by, by if done else None, begun, by_when, done, draft.desk.unit))
        begun = ended


def _charge(draft: Draft) -> None:
    channel = draft.channel
    for fee in draft.matter.fees:
        if fee.channel in (None, channel.value):
            online = channel is Channel.ONLINE and draft.chance.random() < ONLINE_PAYMENT
            draft.fees.append(FeeRecord(fee.name, fee.amount, fee.amount, draft.received, online))


def by_now(moment: datetime | None, now: datetime) -> datetime | None:
    """The moment, when it has come."""
    return moment if moment is not None and moment <= now else None
