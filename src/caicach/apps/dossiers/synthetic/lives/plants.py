"""A dossier with exactly one violation, by its code: a lawful life in which one thing is done wrong.

Each function takes the draft of a dossier handed in at the desk long enough ago for all of it to have happened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal

from caicach.apps.dossiers.synthetic.lives import life
from caicach.apps.dossiers.synthetic.lives.life import Draft, Fate
from caicach.apps.dossiers.synthetic.lives.plan import BATCH, Matter
from caicach.core.dossiers.record import FeeRecord, PauseKind
from caicach.core.dossiers.status import Form
from caicach.core.worktime.limits import LimitKind

LAST_MINUTE = time(23, 59)
OUT_OF_HOURS = time(21, 40)
MORE = Decimal(5_000)
UNKNOWN_FEE = "Phí ngoài quy định (minh họa)"


@dataclass(frozen=True, slots=True)
class Planting:
    """How a violation comes about: which limits it needs (working days), what befalls the dossier, what is done wrong after.

    `dossiers` is how many are needed for one violation, `with_steps` whether the process needs several steps.
    """

    shortest: float = 0.0
    longest: float = 31.0
    fate: Callable[[], Fate] = Fate
    spoil: Callable[[Draft], None] = lambda draft: None
    dossiers: int = 1
    with_steps: bool = False

    def suits(self, matter: Matter) -> bool:
        """Whether a dossier of this matter can have it. Within the day nothing of it can be done wrong."""
        if matter.limit.kind is LimitKind.SAME_DAY or (self.with_steps and len(matter.steps) < 2):
            return False
        return self.shortest <= matter.working_days <= self.longest


def _without_receipt(draft: Draft) -> None:
    draft.slips = [slip for slip in draft.slips if slip.form is not Form.RECEIPT]


def _without_apology(draft: Draft) -> None:
    """The late dossier whose applicant was never told: no slip, no new date."""
    draft.slips = [slip for slip in draft.slips if slip.form is not Form.APOLOGY]
    draft.due, draft.reappointed = draft.first_due, 0


def _apologised_again(draft: Draft) -> None:
    """A second new date. The first one was told in time, so that this is all that is wrong."""
    assert draft.due is not None
    first = next(slip for slip in draft.slips if slip.form is Form.APOLOGY)
    told = draft.within(first.drafted_at + life.MINUTE, draft.due, 0.3, 0.9)
    draft.due = draft.after(draft.due, 3)
    draft.slip(Form.APOLOGY, told, life.APOLOGY, draft.due)
    draft.reappointed += 1


def _groundless(draft: Draft) -> None:
    draft.pauses = [replace(one, basis="") for one in draft.pauses]


def _promised_wrongly(draft: Draft) -> None:
    """A due date two days later than the limit gives; the result comes in time all the same."""
    assert draft.first_due is not None
    draft.first_due = draft.due = draft.after(draft.first_due, 2)


def _refused_silently(draft: Draft) -> None:
    draft.slips = []


def _by_another_at_night(draft: Draft) -> None:
    """One step, not the last, finished in the evening by a colleague."""
    place = 0
    step = draft.steps[place]
    assert step.finished_at is not None
    others = [one for one in (*draft.desk.handlers, *draft.desk.heads, draft.receiver) if one != step.officer]
    night = datetime.combine(step.finished_at.date(), OUT_OF_HOURS, step.finished_at.tzinfo)
    draft.steps[place] = replace(step, finished_at=night, done_by=others[0])
    if len(draft.steps) > 1:
        following = draft.steps[1]
        draft.steps[1] = replace(
            following, started_at=night, finished_at=max(following.finished_at or night, night)
        )


def _overcharged(draft: Draft) -> None:
    if draft.fees:
        draft.fees[0] = replace(draft.fees[0], amount=draft.fees[0].amount + MORE)
    else:
        draft.fees = [FeeRecord(UNKNOWN_FEE, MORE, None, draft.received)]


def closed_at_last(draft: Draft, day: datetime, earlier: int) -> None:
    """Closed in the last minute of a day, or `earlier` minutes before it; what followed moves behind it."""
    minute = datetime.combine(day.date(), LAST_MINUTE, day.tzinfo) - earlier * life.MINUTE
    draft.finished = draft.ended = minute
    if draft.steps:
        draft.steps[-1] = replace(draft.steps[-1], finished_at=minute)
    draft.returned = draft.within(minute, draft.after(minute + timedelta(days=1), 0), 0.02, 0.9)


PLANTINGS: Mapping[str, Planting] = {
    "V1": Planting(3, fate=lambda: Fate(waits=(PauseKind.SUPPLEMENT, PauseKind.SUPPLEMENT))),
    "V2": Planting(1, spoil=_without_receipt),
    "V3": Planting(2, fate=lambda: Fate(late=True), spoil=_without_apology),
    "V4": Planting(2, fate=lambda: Fate(late=True), spoil=_apologised_again),
    "V5": Planting(6, fate=lambda: Fate(waits=(PauseKind.SUPPLEMENT,), asked_after=5)),
    "V6": Planting(3, fate=lambda: Fate(waits=(PauseKind.FINANCIAL_DUTY,)), spoil=_groundless),
    "V7": Planting(1, spoil=_promised_wrongly),
    "V8": Planting(0, fate=lambda: Fate(refused=True), spoil=_refused_silently),
    "V9": Planting(2, dossiers=BATCH),
    "V10": Planting(5, spoil=_by_another_at_night, with_steps=True),
    "V11": Planting(0, spoil=_overcharged),
    "V12": Planting(0),
}
