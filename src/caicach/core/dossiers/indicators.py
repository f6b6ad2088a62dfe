"""The nine indicators by which the one-stop service is evaluated, for officers and for agencies, with their classes.

Thông tư số 01/2018/TT-VPCP, Điều 13 đến Điều 15. A settled dossier gets 2, 1 or 0 points at indicators 1, 2, 3, 4 and 7; the
score of an indicator is the sum of points by the number of dossiers that have points at it, to one decimal. The others (5, 6,
8, 9) are points of the agency itself. What is not known has no points; an indicator without any is left out of the sum and
said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import resources
from typing import Any

from caicach.core.dossiers.appointment import promised
from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.status import SETTLED, Form
from caicach.core.dossiers.violations.base import Facts
from caicach.core.words import Words

OF_DOSSIERS = (1, 2, 3, 4, 7)
"""Indicators with points for each dossier; those by which officers are evaluated."""
OF_AGENCIES = (5, 6, 8, 9)
MOST_POINTS = 2
TENTH = Decimal("0.1")

NAMES = {
    1: Words("Tổng thời gian giải quyết so với quy định", "Total time against the limit"),
    2: Words("Thời gian của từng cơ quan tham gia", "Time of each agency taking part"),
    3: Words("Số lần liên hệ để hoàn thiện hồ sơ", "Contacts needed to complete the papers"),
    4: Words("Số cơ quan phải liên hệ", "Agencies to contact"),
    5: Words("Tổ chức tiếp nhận, trả kết quả tại trung tâm", "Receiving and returning at the centre"),
    6: Words("Công khai thủ tục hành chính", "Publicity of procedures"),
    7: Words("Thái độ của công chức, viên chức", "Attitude of the officers"),
    8: Words("Tiếp thu, giải trình phản ánh, kiến nghị", "Answering feedback"),
    9: Words("Cung cấp dịch vụ công trực tuyến", "Online public services"),
}

Points = Mapping[int, int | None]
"""Points of one dossier or agency by indicator; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A class, from `start` points on."""

    code: str
    start: Decimal
    name: Words


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds from `valid_from` on; shares in per cent, classes from the highest to the lowest."""

    valid_from: date
    text: Words
    approved_at_desk: Mapping[str, Decimal]
    received_at_desk: Decimal
    feedback_on_time: Decimal
    online_procedures: Decimal
    online_two: Decimal
    online_one: Decimal
    officer_classes: tuple[Grade, ...]
    agency_classes: tuple[Grade, ...]


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What is known of an agency in a period, counts; None where nobody has told.

    `level` is "province", "district" or "commune". `posted_at_desk` and `posted_online`: whether all procedures are posted there
    exactly, in full and in time. `feedback` opinions were to be answered, `feedback_on_time` were, `feedback_dragging` drag on.
    """

    level: str = "commune"
    procedures: int | None = None
    received_at_desk: int | None = None
    approved_at_desk: int | None = None
    posted_at_desk: bool | None = None
    posted_online: bool | None = None
    feedback: int | None = None
    feedback_on_time: int | None = None
    feedback_dragging: int | None = None
    online_procedures: int | None = None
    dossiers: int | None = None
    online_dossiers: int | None = None
    online_overdue: int | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """An indicator: its points in all, how many dossiers (or 1 agency) have points at it, how many have none known."""

    indicator: int
    points: int
    count: int
    unknown: int = 0

    @property
    def value(self) -> Decimal | None:
        """To one decimal, halves up; None without information."""
        return (Decimal(self.points) / self.count).quantize(TENTH, ROUND_HALF_UP) if self.count else None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The sum of the indicators that are known. `missing` are those left out; with any, the class may be better than told."""

    scores: tuple[Score, ...]
    total: Decimal
    maximum: int
    missing: tuple[int, ...]
    grade: Grade | None


@dataclass(slots=True)
class Tally:
    """Points of dossiers added up, dossier by dossier."""

    points: dict[int, int] = field(default_factory=lambda: dict.fromkeys(OF_DOSSIERS, 0))
    counts: dict[int, int] = field(default_factory=lambda: dict.fromkeys(OF_DOSSIERS, 0))
    dossiers: int = 0

    def add(self, points: Points) -> None:
        self.dossiers += 1
        for indicator in OF_DOSSIERS:
            given = points.get(indicator)
            if given is not None:
                self.points[indicator] += given
                self.counts[indicator] += 1

    def scores(self) -> tuple[Score, ...]:
        return tuple(
            Score(one, self.points[one], self.counts[one], self.dossiers - self.counts[one])
            for one in OF_DOSSIERS
        )


@cache
def rules() -> tuple[Rules, ...]:
    """The rules in the order in which they came into force."""
    text = resources.files(__package__).joinpath("data/evaluation.json").read_text(encoding="utf-8")
    return tuple(_rules(one) for one in json.loads(text)["rules"])


def rules_on(day: date) -> Rules:
    """What held on a day; before the first rules, the first."""
    begun = [one for one in rules() if one.valid_from <= day]
    return begun[-1] if begun else rules()[0]


def points_of(record: DossierRecord, at: Facts) -> Points | None:
    """The points of a settled dossier; None for one that is not. Raises UnknownYear where the calendar does."""
    if record.status not in SETTLED or record.finished_at is None:
        return None
    due = promised(record, at.clock)
    ahead = None if due is None else _against_limit(record.finished_at, due, record, at)
    return {
        1: ahead,
        2: _of_agencies(record, at),
        3: _contacts(record),
        4: _agencies(record),
        7: _attitude(record, ahead),
    }


def agency_points(facts: AgencyFacts, rule: Rules) -> Points:
    """The points of an agency at indicators 5, 6, 8 and 9."""
    return {5: _desk(facts, rule), 6: _posted(facts), 8: _feedback(facts, rule), 9: _online(facts, rule)}


def evaluate_officer(tally: Tally, rule: Rules) -> Evaluation:
    """An officer, by indicators 1, 2, 3, 4 and 7 of the dossiers he settled."""
    return _evaluation(tally.scores(), rule.officer_classes)


def evaluate_agency(tally: Tally, facts: AgencyFacts, rule: Rules) -> Evaluation:
    """An agency, by all nine."""
    own = agency_points(facts, rule)
    scores = [
        Score(one, own[one] or 0, int(own[one] is not None), int(own[one] is None)) for one in OF_AGENCIES
    ]
    return _evaluation(
        tuple(sorted((*tally.scores(), *scores), key=lambda one: one.indicator)), rule.agency_classes
    )


def _evaluation(scores: tuple[Score, ...], classes: tuple[Grade, ...]) -> Evaluation:
    values = {one.indicator: one.value for one in scores}
    known = [value for value in values.values() if value is not None]
    total = sum(known, Decimal(0))
    grade = next((one for one in classes if total >= one.start), None) if known else None
    missing = tuple(indicator for indicator, value in values.items() if value is None)
    return Evaluation(scores, total, MOST_POINTS * len(known), missing, grade)


def _compared(ended: date | datetime, due: date | datetime) -> int:
    """2 for sooner, 1 for just then, 0 for later."""
    return 2 if ended < due else int(ended == due)


def _against_limit(ended: datetime, due: datetime, record: DossierRecord, at: Facts) -> int:
    """By the day; a limit in hours or in part of a day, which ends within one, to the minute."""
    if record.limit is not None and record.limit.ends_within_a_day:
        return _compared(_minute(ended), _minute(due))
    return _compared(at.day(ended), at.day(due))


def _of_agencies(record: DossierRecord, at: Facts) -> int | None:
    """The worst of the steps and of the answers of other units, to the minute; None without any that has a limit."""
    ended = [(step.finished_at or at.now, step.due_at) for step in record.steps if step.due_at is not None]
    ended += [(one.answered_at or at.now, one.due_at) for one in record.consultations]
    return min(
        (_compared(_minute(done), _minute(due)) for done, due in ended if due is not None), default=None
    )


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _contacts(record: DossierRecord) -> int | None:
    """As the citizen says, else the forms 02 that he was given; an import without slips does not know."""
    if record.rating is not None:
        return max(0, MOST_POINTS - record.rating.contacts)
    return max(0, MOST_POINTS - len(record.slips_of(Form.SUPPLEMENT))) if record.slips_kept else None


def _agencies(record: DossierRecord) -> int | None:
    """Only the citizen knows to how many agencies he had to go."""
    return None if record.rating is None else max(0, MOST_POINTS - record.rating.agencies)


def _attitude(record: DossierRecord, ahead: int | None) -> int | None:
    """Nothing where a complaint was upheld; else early 2, on time 1. A late dossier has neither, so nothing."""
    return 0 if record.rating is not None and record.rating.complaint else ahead


def _share(part: int | None, whole: int | None) -> Decimal | None:
    """In per cent; None where a count is not known or there is nothing to take a share of."""
    return Decimal(part) * 100 / whole if part is not None and whole else None


def _desk(facts: AgencyFacts, rule: Rules) -> int | None:
    received = _share(facts.received_at_desk, facts.procedures)
    approved = _share(facts.approved_at_desk, facts.procedures)
    if received is None or approved is None:
        return None
    if approved >= rule.approved_at_desk[facts.level]:
        return 2
    return int(received >= rule.received_at_desk)


def _posted(facts: AgencyFacts) -> int | None:
    if facts.posted_at_desk is None or facts.posted_online is None:
        return None
    return int(facts.posted_at_desk) + int(facts.posted_online)


def _feedback(facts: AgencyFacts, rule: Rules) -> int | None:
    if facts.feedback is None or facts.feedback_on_time is None or facts.feedback_dragging is None:
        return None
    if facts.feedback_dragging:
        return 0
    on_time = _share(facts.feedback_on_time, facts.feedback)
    if on_time is None or on_time == 100:
        return 2
    return int(on_time >= rule.feedback_on_time)


def _online(facts: AgencyFacts, rule: Rules) -> int | None:
    """Two points ask for all three: procedures, dossiers, none overdue. Dossiers alone are worth one."""
    procedures = _share(facts.online_procedures, facts.procedures)
    dossiers = _share(facts.online_dossiers, facts.dossiers)
    if procedures is None or dossiers is None or facts.online_overdue is None:
        return None
    if procedures >= rule.online_procedures and dossiers >= rule.online_two and not facts.online_overdue:
        return 2
    return int(dossiers >= rule.online_one)


def _rules(one: Mapping[str, Any]) -> Rules:
    return Rules(
        valid_from=date.fromisoformat(one["valid_from"]),
        text=Words(**one["text"]),
        approved_at_desk={level: Decimal(share) for level, share in one["approved_at_desk"].items()},
        received_at_desk=Decimal(one["received_at_desk"]),
        feedback_on_time=Decimal(one["feedback_on_time"]),
        online_procedures=Decimal(one["online_procedures"]),
        online_two=Decimal(one["online_dossiers"]["two"]),
        online_one=Decimal(one["online_dossiers"]["one"]),
        officer_classes=_grades(one["officer_classes"]),
        agency_classes=_grades(one["agency_classes"]),
    )


def _grades(rows: Iterable[Mapping[str, Any]]) -> tuple[Grade, ...]:
    grades = (Grade(row["code"], Decimal(row["from"]), Words(**row["name"])) for row in rows)
    return tuple(sorted(grades, key=lambda grade: -grade.start))
