"""What a unit's plan is made of as its page, its print and its letter read it: the leaves, the periods, the plan as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.apps.accountability.models import Remedy, RemedyPlan, RemedyProgress
from caicach.apps.accountability.queries.owners import Owners
from caicach.apps.parindex.models import Participant, Publication
from caicach.apps.parindex.queries.answering import Holder
from caicach.apps.parindex.queries.common import trimmed
from caicach.apps.units.models import Unit
from caicach.core.accountability import plan as core
from caicach.core.accountability.lists import Item
from caicach.core.accountability.plan import STATE_WORDS, STATUS_WORDS, State, Status
from caicach.core.accountability.terms import Period, Terms
from caicach.platform.access import NotFound
from caicach.platform.wording import language

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Won:
    """What the leaf reaches in the year after, and how many of the lost points that is, in points of the published maximum."""

    points: Decimal
    max_points: Decimal
    back: Decimal
    lost: Decimal

    @property
    def is_all(self) -> bool:
        return self.back >= self.lost


@dataclass(frozen=True, slots=True)
class Line:
    """A leaf to repair with its remedy. `reports` are by month; `change` is against last year, None without one."""

    remedy: Remedy
    name: str
    change: Decimal | None
    owner: str
    owner_left: bool
    reports: Mapping[int, RemedyProgress]
    is_mine: bool
    won: Won | None = None

    @property
    def code(self) -> str:
        return self.remedy.code

    @property
    def points(self) -> Decimal | None:
        return trimmed(self.remedy.points)

    @property
    def max_points(self) -> Decimal | None:
        return trimmed(self.remedy.max_points)

    @property
    def lost(self) -> Decimal:
        return self.remedy.max_points - self.remedy.points

    @property
    def fell(self) -> bool:
        return self.change is not None and self.change < 0

    @property
    def state(self) -> State:
        return State(self.remedy.state)

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state].text(language())

    @property
    def owner_value(self) -> str:
        """The owner as the form names him: a person before a division."""
        if self.remedy.owner_user_id is not None:
            return f"u{self.remedy.owner_user_id}"
        return f"d{self.remedy.owner_unit_id}" if self.remedy.owner_unit_id is not None else ""

    @property
    def expected(self) -> Decimal | None:
        """The points that the latest report expects back; None when none does."""
        told = [one.expected for _month, one in sorted(self.reports.items()) if one.expected is not None]
        return told[-1] if told else None

    def is_late(self, today: dt.date) -> bool:
        return self.remedy.due_on is not None and self.remedy.due_on < today and self.state is not State.DONE


@dataclass(frozen=True, slots=True)
class Held:
    """A leaf to hold, with who answers for it."""

    item: Item
    name: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class PeriodState:
    """A period and how many of the remedies have been reported for it."""

    period: Period
    reported: int
    count: int
    is_current: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with the plan."""

    plan: bool = False
    approve: bool = False


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything of a unit's plan. Without a publication there are no lists; without a plan it has not been opened."""

    year: int
    unit: Unit
    participant: Participant | None = None
    publication: Publication | None = None
    first_day: dt.date | None = None
    terms: Terms | None = None
    plan: RemedyPlan | None = None
    lines: tuple[Line, ...] = ()
    lifted: tuple[Line, ...] = ()
    hold: tuple[Held, ...] = ()
    periods: tuple[PeriodState, ...] = ()
    rights: Rights = Rights()
    owners: Owners | None = None
    has_next: bool = False

    @property
    def status(self) -> Status | None:
        return Status(self.plan.status) if self.plan else None

    @property
    def status_words(self) -> str:
        return STATUS_WORDS[Status(self.plan.status)].text(language()) if self.plan else ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """What lacks before the head may approve, or since a correction added to an approved plan."""
        if self.status in (None, Status.CLOSED):
            return ()
        faults = [fault for one in self.lines for fault in core.lacking(line_of(one.remedy))]
        return tuple(fault.text(language()) for fault in faults)

    @property
    def may_edit(self) -> bool:
        return self.rights.plan and self.status not in (None, Status.CLOSED)

    @property
    def needs_reason(self) -> bool:
        return self.status in core.REASONED

    @property
    def may_report(self) -> bool:
        return self.status in core.REASONED

    @property
    def current(self) -> PeriodState | None:
        return next((one for one in self.periods if one.is_current), None)

    @property
    def lost(self) -> Decimal:
        return sum((one.lost for one in self.lines), ZERO)

    @property
    def expected(self) -> Decimal:
        return sum((one.expected or ZERO for one in self.lines), ZERO)

    @property
    def won(self) -> Decimal:
        return sum((one.won.back for one in self.lines if one.won), ZERO)

    def opened(self) -> RemedyPlan:
        """The plan; NotFound where the unit has none for this year."""
        if self.plan is None:
            raise NotFound(
                _("Đơn vị chưa có kế hoạch khắc phục năm %(year)s.") % {"year": self.year},
                _("Kế hoạch được mở khi kết quả của đợt đánh giá đã công bố."),
            )
        return self.plan

    def line(self, code: str) -> Line:
        """The line of a leaf, lifted or not."""
        for one in (*self.lines, *self.lifted):
            if one.code == code:
                return one
        raise NotFound(_("Kế hoạch không có tiêu chí %(code)s.") % {"code": code})

    def period(self, month: int) -> PeriodState:
        for one in self.periods:
            if one.period.month == month:
                return one
        raise NotFound(_("Không có kỳ báo cáo %(month)s tháng.") % {"month": month})


def line_of(remedy: Remedy) -> core.Line:
    """A remedy as `core` looks at it."""
    named = remedy.owner_user_id is not None or remedy.owner_unit_id is not None
    return core.Line(remedy.code, remedy.what, named, remedy.due_on, State(remedy.state))
