"""Who is asked to fill which leaf of a unit in this round, what is done of it by the facts, and who is behind.

A leaf is done once its input is stated and a document or an explanation proves it (and its question is answered, while the
unit explains): nobody ticks it off.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max, Model

from caicach.apps.parindex.models import Fact, LeafNote, LeafTask, Participant, Proof
from caicach.apps.parindex.queries import facts
from caicach.apps.parindex.queries.answering import Holder
from caicach.apps.parindex.queries.facts import Line
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.queries.process import gaps_of, questions
from caicach.apps.parindex.queries.self_score import deadline_of, participating
from caicach.apps.units.queries import latest, people_in_unit
from caicach.core.parindex import Framework, Node
from caicach.core.parindex.process import FILLING, Stage
from caicach.platform.access import GRANTS, Permission, Role, Scope
from caicach.platform.accounts.models import User

SURVEY = "survey"
ENTER = frozenset(role for role in Role if Permission.FACTS_ENTER in GRANTS[role])


@dataclass(frozen=True, slots=True)
class Lacks:
    """What a unit's leaves still lack, by code."""

    input: frozenset[str]
    proof: frozenset[str]
    answer: frozenset[str]

    def nothing(self, code: str) -> bool:
        return code not in self.input and code not in self.proof and code not in self.answer


@dataclass(frozen=True, slots=True)
class Row:
    """A leaf with whoever is asked to fill it. `here` is False once that person may not enter figures of the unit any more."""

    line: Line
    lacks: Lacks
    today: dt.date
    here: bool = True

    @property
    def code(self) -> str:
        return self.line.code

    @property
    def task(self) -> LeafTask | None:
        return self.line.task

    @property
    def version(self) -> int:
        return self.task.version if self.task else 0

    @property
    def is_done(self) -> bool:
        return self.lacks.nothing(self.code)

    @property
    def is_overdue(self) -> bool:
        due = self.task.due_on if self.task else None
        return not self.is_done and due is not None and due < self.today

    @property
    def lacks_input(self) -> bool:
        return self.code in self.lacks.input

    @property
    def lacks_proof(self) -> bool:
        return self.code in self.lacks.proof

    @property
    def lacks_answer(self) -> bool:
        return self.code in self.lacks.answer


@dataclass(frozen=True, slots=True)
class Work:
    """What one person was given and has done of it; `last` is when he last changed anything of the unit in the round."""

    person: User
    here: bool
    rows: tuple[Row, ...]
    last: dt.datetime | None

    @property
    def given(self) -> int:
        return len(self.rows)

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.rows)

    @property
    def filled(self) -> int:
        return sum(not one.lacks_input for one in self.rows)

    @property
    def unproved(self) -> int:
        return sum(one.lacks_proof for one in self.rows)

    @property
    def overdue(self) -> int:
        return sum(one.is_overdue for one in self.rows)


@dataclass(frozen=True, slots=True)
class Distribution:
    """All leaves of a unit that people fill. `people` may be asked, `offered` counts what the notices would settle."""

    sheet: facts.Sheet
    participant: Participant
    rows: tuple[Row, ...]
    work: tuple[Work, ...]
    people: tuple[User, ...]
    offered: int
    due: dt.date | None

    @property
    def is_open(self) -> bool:
        return Stage(self.participant.stage) in FILLING

    @property
    def not_given(self) -> int:
        return sum(one.task is None for one in self.rows)

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.rows)

    @property
    def overdue(self) -> int:
        return sum(one.is_overdue for one in self.rows)


def distribution(scope: Scope, year: int, unit_id: int) -> Distribution:
    """The distribution of a unit's leaves; asks for RESPONSIBILITY_ASSIGN. A fixed number of queries."""
    sheet = facts.sheet(scope, year, unit_id)
    placed = latest(unit_id) or sheet.unit
    scope.require(Permission.RESPONSIBILITY_ASSIGN, placed.path, what=sheet.unit.shown_name)
    participant = participating(sheet)
    assert sheet.framework is not None
    lacks = lacks_of(participant, sheet.framework)
    people = people_of(participant.unit_id, scope.today)
    here = {one.pk for one in people}
    codes = {node.code for node in leaves_of(sheet.framework)}
    rows = tuple(
        Row(line, lacks, scope.today, line.task is None or line.task.person_id in here)
        for line in sheet.lines
        if line.code in codes
    )
    by_notice = sum(one.task is None and lead(one.line.holders, here) is not None for one in rows)
    return Distribution(
        sheet=sheet,
        participant=participant,
        rows=rows,
        work=tuple(_work(rows, _last(participant))),
        people=tuple(people),
        offered=by_notice,
        due=deadline_of(participant),
    )


def leaves_of(framework: Framework) -> list[Node]:
    """The leaves that a unit fills itself; those of the survey come from elsewhere."""
    return [leaf for leaf in framework.leaves if leaf.kind != SURVEY]


def people_of(unit_id: int, on: dt.date) -> list[User]:
    """Who may be asked: people with a post in the unit that lets them enter figures, by given name."""
    return people_in_unit(unit_id, on, ENTER)


def lead(holders: Iterable[Holder], here: Iterable[int]) -> int | None:
    """The person who leads a leaf by the notice, where that person may be asked."""
    able = set(here)
    return next((one.user_id for one in holders if one.is_lead and one.user_id in able), None)


def lacks_of(participant: Participant, framework: Framework) -> Lacks:
    """What the leaves of a unit lack now; at most four queries."""
    gaps = gaps_of(participant, framework)
    open_questions: set[str] = set()
    if Stage(participant.stage) is Stage.EXPLAINING:
        unanswered = questions(participant).filter(answered_at__isnull=True)
        open_questions = set(unanswered.values_list("code", flat=True))
    return Lacks(frozenset(gaps.without_input), frozenset(gaps.without_evidence), frozenset(open_questions))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Tasks that are not done: those of the reader, and those of anybody that are overdue, by the person's name."""

    mine: tuple[LeafTask, ...]
    overdue: Mapping[str, int]

    @property
    def due(self) -> dt.date | None:
        return min((one.due_on for one in self.mine if one.due_on is not None), default=None)


def waiting(scope: Scope, participant: Participant) -> Waiting | None:
    """What of a unit's distribution is not done; None where there is none, or where nothing can be filled now."""
    if Stage(participant.stage) not in FILLING:
        return None
    tasks = list(LeafTask.objects.filter(participant=participant).select_related("person").order_by("pk"))
    if not tasks:
        return None
    lacks = lacks_of(participant, framework_of(participant.round.framework))
    undone = [one for one in tasks if not lacks.nothing(one.code)]
    late: defaultdict[str, int] = defaultdict(int)
    for one in undone:
        if one.due_on is not None and one.due_on < scope.today:
            late[one.person.display_name or one.person.get_username()] += 1
    return Waiting(tuple(one for one in undone if one.person_id == scope.user_id), late)


def _work(rows: Iterable[Row], last: Mapping[int, dt.datetime]) -> list[Work]:
    """Each person's part, whoever is furthest behind first."""
    by_person: defaultdict[int, list[Row]] = defaultdict(list)
    for one in rows:
        if one.task is not None:
            by_person[one.task.person_id].append(one)
    found = [
        Work(own[0].task.person, own[0].here, tuple(own), last.get(person))
        for person, own in by_person.items()
        if own[0].task is not None
    ]
    return sorted(found, key=lambda one: (-one.overdue, one.done - one.given, one.person.display_name))


def _last(participant: Participant) -> dict[int, dt.datetime]:
    """When each person last stated a figure, explained or proved a leaf of the unit."""
    found: dict[int, dt.datetime] = {}
    sources: tuple[tuple[type[Model], str, str], ...] = (
        (Fact, "changed_by_id", "changed_at"),
        (LeafNote, "changed_by_id", "changed_at"),
        (Proof, "added_by_id", "added_at"),
    )
    for model, who, when in sources:
        rows = model._default_manager.filter(participant=participant).values_list(who).annotate(at=Max(when))
        for person, at in rows:
            if person is not None and (person not in found or found[person] < at):
                found[person] = at
    return found
