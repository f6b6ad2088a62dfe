"""What a violation is, what a detector is handed, and what it says of itself.

A detector finds only what a record proves. What a record cannot know (an import that brought no slips, a year whose days off
nobody has entered) is no violation: see docs/decisions/violations.md.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from caicach.core.dossiers.law import Law, law_on
from caicach.core.dossiers.record import DossierRecord, Ref
from caicach.core.words import Words
from caicach.core.worktime.due import UnitClock, due
from caicach.core.worktime.limits import Limit, LimitKind

Evidence = Mapping[str, Any]
"""Plain values that JSON holds: moments as ISO text in the local time of the office, money as whole đồng."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that was broken. `since` is the moment from which it was, `officer` whoever answers for it, None where nobody is
    named.

    `dossier` is None where a whole unit is concerned. A dossier has at most one violation of a code.
    """

    code: str
    dossier: Ref | None
    unit: Ref
    officer: Ref | None
    since: datetime
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Settings:
    """What no text of law lays down and an office may set.

    `paused_days` are the calendar days after which a wait is asked about (V6); `mass_closing` is how many dossiers closed by one
    unit in one minute out of hours are a batch (V9).
    """

    paused_days: int = 30
    mass_closing: int = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same for all dossiers of a unit: the moment of asking (aware, in local time), its clock, the settings."""

    now: datetime
    clock: UnitClock
    settings: Settings = field(default_factory=Settings)
    _dues: dict[tuple[date, Limit], date] = field(default_factory=dict, init=False, repr=False, compare=False)

    def local(self, moment: datetime) -> datetime:
        """The moment as the clock of the office shows it."""
        return moment.astimezone(self.now.tzinfo)

    def day(self, moment: datetime) -> date:
        """The day of a moment, as the office counts it."""
        return moment.astimezone(self.now.tzinfo).date()

    def iso(self, moment: datetime | None) -> str | None:
        """A moment for evidence, to the second."""
        return None if moment is None else self.local(moment).isoformat(timespec="seconds")

    def due_on(self, received: datetime, limit: Limit) -> date:
        """The day on which a limit ends that nothing has interrupted. Raises UnknownYear where the calendar does.

        A limit in whole days does not ask for the hour of reception: thousands of dossiers share one answer.
        """
        if limit.kind is LimitKind.SAME_DAY or limit.ends_within_a_day:
            return due(received, limit, self.clock).on
        key = (self.day(received), limit)
        if key not in self._dues:
            self._dues[key] = due(received, limit, self.clock).on
        return self._dues[key]

    def law(self, record: DossierRecord) -> Law:
        """What the law said when the dossier came in."""
        return law_on(self.day(record.received_at or record.submitted_at))


class Detector(ABC):
    """One kind of violation: its code, its words, where it stands, and how it is found."""

    code: ClassVar[str]
    title: ClassVar[Words]
    rule: ClassVar[Words]
    article: ClassVar[str] = ""
    """Key of `Law.articles`; empty where the rule was composed for this system or rests on a directive (`basis`)."""
    basis: ClassVar[Words | None] = None
    composed: ClassVar[bool] = False
    """Drawn from the sense of the texts; no text says it in these words."""

    @abstractmethod
    def explain(self, evidence: Evidence) -> Words:
        """What happened, in a sentence with its dates and numbers."""

    def law(self, on: date) -> Words | None:
        """Where the rule stood on a day, None for a composed one."""
        return law_on(on).article(self.article) if self.article else self.basis

    def is_from_memory(self, on: date) -> bool:
        """Whether the place of the rule was written from memory and never compared with the text."""
        return bool(self.article) and law_on(on).articles[self.article].from_memory

    def violation(
        self, record: DossierRecord, since: datetime, evidence: Evidence, officer: Ref | None = None
    ) -> Violation:
        """A violation of this kind; its owner is `officer`, else the officer of the dossier."""
        return Violation(
            self.code,
            Ref(record.id, record.code),
            record.unit,
            officer or record.officer,
            since,
            evidence,
        )


class DossierDetector(Detector):
    """Found from one dossier by itself."""

    @abstractmethod
    def find(self, record: DossierRecord, at: Facts) -> Iterable[Violation]:
        """The violation of this dossier, if there is one. Raises UnknownYear where the calendar has no such year."""


@dataclass(frozen=True, slots=True)
class BookTotal:
    """The book of received dossiers (form 06) of a unit and year against the dossiers themselves.

    `missing` are dossiers that should stand in it and do not, `gaps` the numbers that no line has, `foreign` lines of dossiers
    that were not received in that unit and year.
    """

    entries: int
    dossiers: int
    missing: tuple[Ref, ...] = ()
    foreign: tuple[Ref, ...] = ()
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportDifference:
    """A total that a report tells otherwise than the software: `kind` is received, settled or late; `month` None for the year."""

    kind: str
    month: int | None
    software: int
    told: int
    source: str


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit in a year: its book, and the totals that reports told otherwise, beside the dossiers that stream by."""

    unit: Ref
    year: int
    book: BookTotal | None = None
    reports: tuple[ReportDifference, ...] = ()


class Watch(ABC):
    """Sees all dossiers of a unit, one after the other, and keeps of them only what it needs."""

    @abstractmethod
    def see(self, record: DossierRecord) -> None:
        """One more dossier."""

    @abstractmethod
    def found(self) -> Iterator[Violation]:
        """What they prove together."""


class UnitDetector(Detector):
    """Found from several dossiers of a unit."""

    @abstractmethod
    def watch(self, unit: UnitYear, at: Facts) -> Watch:
        """A fresh pair of eyes for one unit."""


def actor(record: DossierRecord, act: str) -> Ref | None:
    """Who did `act` first, by the log; None without a log or a name."""
    return next((event.by for event in record.events if event.act == act and event.by), None)


def end_of(day: date, at: Facts) -> datetime:
    """The moment at which a day is over."""
    return datetime(day.year, day.month, day.day, tzinfo=at.now.tzinfo) + timedelta(days=1)
