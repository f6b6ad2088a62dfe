"""The facts of one unit in a year: the sheet in which they are entered, and one leaf of it with everything about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.parindex.models import Fact, LeafTask, NodeScore, Participant, Side
from caicach.apps.parindex.queries.answering import Holder, holders_of
from caicach.apps.parindex.queries.comments import SILENCE, Talk, Voices, talk
from caicach.apps.parindex.queries.common import Reach, in_words
from caicach.apps.parindex.queries.entering import NOBODY, Entering, entering
from caicach.apps.parindex.queries.frameworks import rule_words
from caicach.apps.parindex.queries.inputs import setting_for, shown_inputs
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import find, find_in_year, latest, latest_of
from caicach.core.parindex import Framework, Node, Words, plain
from caicach.core.parindex.framework import POLICY_WORDS, Extra
from caicach.core.parindex.rules.base import MISSING, InputField
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.wording import language

LARGEST_ID = 2**53
"""Beyond it no database has an id, and SQLite no number."""


@dataclass(frozen=True, slots=True)
class Line:
    """A node of the sheet: what was stated (in words), the points it brought, whether it may be stated.

    `task` says whom the unit asks to fill it, to its own people alone.
    """

    node: Node
    name: str
    rule: str
    fact: Fact | None
    stated: tuple[tuple[str, str], ...]
    points: Decimal | None
    max_points: Decimal | None
    status: str
    reason: str
    declared: bool
    may_enter: bool
    holders: tuple[Holder, ...]
    talk: Talk = SILENCE
    task: LeafTask | None = None

    @property
    def code(self) -> str:
        return self.node.code

    @property
    def takes_input(self) -> bool:
        return _takes_input(self.node)

    @property
    def lacks(self) -> bool:
        return self.node.is_leaf and self.status == MISSING and not self.declared


@dataclass(frozen=True, slots=True)
class Extras:
    """An item of bonus or penalty with the count that was stated."""

    item: Extra
    count: int | Decimal | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A unit's facts of a year. Without `participant` the unit takes part in no round."""

    unit: Unit
    year: int
    participant: Participant | None = None
    framework: Framework | None = None
    entering: Entering = NOBODY
    voices: Voices | None = None
    lines: tuple[Line, ...] = ()
    bonus: tuple[Extras, ...] = ()
    penalty: tuple[Extras, ...] = ()

    @property
    def leaves(self) -> list[Line]:
        return [line for line in self.lines if line.node.is_leaf]

    @property
    def stated(self) -> int:
        return sum(1 for line in self.leaves if line.fact is not None or line.declared)

    @property
    def illustrated(self) -> int:
        return sum(1 for line in self.lines if line.fact is not None and line.fact.illustration)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf to be stated: its line, the fields its rule asks for, what may be declared of it, its neighbours."""

    sheet: Sheet
    line: Line
    fields: tuple[InputField, ...]
    due: str
    policy: str
    agency: str
    before: str
    after: str


def sheet(scope: Scope, year: int, unit_id: int, only: str = "") -> Sheet:
    """The facts of a unit in a year; appraisers see the leaves of their fields. NotFound and Refused as everywhere.

    With `only` a code its line alone is read: a page of one leaf, and each save of it, needs no other.
    """
    if unit_id > LARGEST_ID:
        raise NotFound(_("Không có đơn vị này trong phạm vi của anh/chị."))
    unit = find_in_year(scope, year, unit_id)
    placed = latest(unit.pk) or unit
    if not Reach(scope, Permission.FACTS_READ).opens(placed.path, placed.valid_to):
        scope.require(Permission.FACTS_READ, placed.path, what=unit.name)
    participant = (
        Participant.objects.filter(unit_id=unit_id, round__year=year)
        .select_related("round__framework", "round__locality", "unit")
        .first()
    )
    if participant is None:
        return Sheet(unit, year)
    framework = framework_of(participant.round.framework)
    allowed = entering(scope, placed, framework, participant.pk)
    heard = Voices(scope, participant, placed, allowed)
    nodes = [node for node in framework.nodes if node.code == only] if only else framework.nodes
    lines = _lines(scope, placed, participant, framework, heard, nodes)
    return Sheet(
        unit,
        year,
        participant,
        framework,
        allowed,
        heard,
        tuple(lines),
        _extras(framework.bonus, participant.bonus),
        _extras(framework.penalty, participant.penalty),
    )


def leaf(scope: Scope, year: int, unit_id: int, code: str) -> Leaf:
    """One leaf of the sheet; NotFound for a code that the set does not have or that takes no input."""
    shown = sheet(scope, year, unit_id, only=code)
    framework = shown.framework
    taking = [node.code for node in framework.nodes if _takes_input(node)] if framework else []
    if framework is None or shown.participant is None or code not in taking:
        raise NotFound(
            _("Không có tiêu chí %(code)s trong phiếu số liệu này.") % {"code": code},
            _("Hãy chọn một tiêu chí trong phiếu số liệu của đơn vị."),
        )
    (line,), at = shown.lines, taking.index(code)
    agencies = {item.code: item.words.text(language()) for item in framework.agencies}
    policy = framework.policy(code)
    return Leaf(
        sheet=shown,
        line=line,
        fields=fields_of(framework, line.node),
        due=_due(shown.participant, line.node),
        policy=POLICY_WORDS[policy].text(language()) if policy else "",
        agency=agencies.get(line.node.agency, line.node.agency),
        before=taking[at - 1] if at else "",
        after=taking[at + 1] if at + 1 < len(taking) else "",
    )


def member(scope: Scope, year: int, unit_id: int) -> int:
    """The participant that a unit within reach is in a year; NotFound where it is none. Two queries."""
    unit = find(scope, min(unit_id, LARGEST_ID))
    found = Participant.objects.filter(unit=unit, round__year=year)
    participant_id = found.values_list("pk", flat=True).first()
    if participant_id is None:
        raise NotFound(
            _("%(unit)s không có trong đợt đánh giá nào của năm %(year)s.")
            % {"unit": unit.shown_name, "year": year},
            _("Hãy chọn năm khác, hoặc đề nghị quản trị bộ chỉ số thêm đơn vị vào đợt."),
        )
    return participant_id


def stated_in(scope: Scope, round_id: int) -> tuple[list[Participant], dict[tuple[int, str], dict[str, Any]]]:
    """The participants whose facts the scope enters in a round, and what is stated of them by (participant, code)."""
    found = list(
        Participant.objects.filter(round_id=round_id).select_related("unit").order_by("unit__sort_key", "pk")
    )
    paths = {unit.pk: unit.path for unit in latest_of({one.unit_id for one in found})}
    mine = [one for one in found if scope.may(Permission.FACTS_ENTER, paths[one.unit_id])]
    rows = Fact.objects.filter(participant__in=mine).values_list("participant_id", "code", "inputs")
    return mine, {(participant, code): inputs for participant, code, inputs in rows}


def fields_of(framework: Framework, node: Node) -> tuple[InputField, ...]:
    """The fields that a leaf asks for, figures by the name that the set gives them; those of a knock-out for its node."""
    if node.rule is not None:
        labelled = framework.leaf(node.code)
        names = node.rule.figures()
        return tuple(
            field._replace(words=labelled.labels[names[field.name]])
            if names.get(field.name) in labelled.labels
            else field
            for field in node.rule.fields()
        )
    if node.knockout is None:
        return ()
    labels = framework.all_labels
    return tuple(
        InputField(name, "number", labels[name] if name in labels else Words(name, name))
        for name in sorted(node.knockout.expression.names)
    )


def _takes_input(node: Node) -> bool:
    return node.is_leaf or node.knockout is not None


def _lines(
    scope: Scope,
    unit: Unit,
    participant: Participant,
    framework: Framework,
    heard: Voices,
    nodes: Sequence[Node],
) -> list[Line]:
    at: dict[str, Any] = {"participant": participant}
    if len(nodes) == 1:
        at["code"] = nodes[0].code
    facts = {fact.code: fact for fact in Fact.objects.filter(**at).select_related("changed_by")}
    scores = {score.code: score for score in NodeScore.objects.filter(**at)}
    declared = {leaf.code for code in participant.not_applicable for leaf in framework.below(code)}
    holders = holders_of(participant.unit_id, framework, scope.today)
    ended = unit.valid_to is not None  # what is read of it is read by way of the units that it went into
    fields = scope.fields(Permission.FACTS_READ, None if ended else unit.path)
    setting = setting_for(participant)
    said = talk(scope, [participant.pk])
    tasks = {one.code: one for one in LeafTask.objects.filter(**at).select_related("person")}
    found = []
    for node in nodes:
        hidden = node.is_leaf and fields is not None and node.agency not in fields
        fact = None if hidden else facts.get(node.code)
        score = scores.get(node.code)
        found.append(
            Line(
                node=node,
                name=node.words.text(language()),
                rule=rule_words(framework, node),
                fact=fact,
                stated=shown_inputs(framework, setting, node, participant.block, fact.inputs) if fact else (),
                points=score.points if score else None,
                max_points=_short(score.max_points) if score else node.max_points,
                status=score.status if score else MISSING,
                reason=in_words(score.reason) if score else "",
                declared=node.code in declared,
                may_enter=_takes_input(node) and heard.entering.may(node.code),
                holders=holders.get(node.code, ()),
                talk=said.get((participant.pk, node.code), SILENCE) if heard.reads(node) else SILENCE,
                task=tasks.get(node.code) if heard.side(node) is Side.UNIT else None,
            )
        )
    return found


def _short(value: Decimal | None) -> Decimal | None:
    """A stored figure without the zeros behind it."""
    return None if value is None else Decimal(plain(value))


def _due(participant: Participant, node: Node) -> str:
    """The due date that a timeliness leaf is measured by in this round, "" for others."""
    if getattr(node.rule, "type", "") != "timeliness":
        return ""
    day = node.rule.due_date({}, setting_for(participant))  # type: ignore[union-attr]
    return f"{day:%d/%m/%Y}" if day else ""


def _extras(extras: Any, stated: Mapping[str, int | Decimal]) -> tuple[Extras, ...]:
    return tuple(Extras(item, stated.get(item.code)) for item in extras.items) if extras else ()
