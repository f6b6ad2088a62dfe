"""Why a number is what it is: one unit computed again by `core`, with its explanation, and the ways on from each part of it.

The points and their rule are results; the inputs are facts, and are shown only to whoever may read facts of that unit and (for
appraisers) of that field.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from caicach.apps.parindex.models import Fact, NodeScore, Participant
from caicach.apps.parindex.queries.answering import Holder
from caicach.apps.parindex.queries.loading import Computed, unit_of
from caicach.apps.parindex.queries.sheet_model import Line, Sheet
from caicach.apps.parindex.queries.unit_sheet import sheet
from caicach.core.parindex import (
    Explanation,
    Node,
    explain,
    explain_index,
)
from caicach.core.parindex.results import Standing
from caicach.core.words import Words
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.measures import measure
from caicach.platform.wording import language


def computed(participant: Participant, stored: Sheet) -> Computed:
    """The unit computed now from its facts, with the rank and class that are stored of it."""
    found = unit_of(participant)
    if stored.score is not None:
        score = stored.score
        found.result.standing = Standing(
            score.rank,
            score.peers,
            Words(score.class_name, score.class_name),
            tuple(Words(r, r) for r in score.reasons),
        )
    return found


@dataclass(frozen=True, slots=True)
class Input:
    """One input as shown. `code` leads on to the explanation of the child it is, "" for a figure that was stated."""

    label: str
    value: str
    source: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """Who stated the figures of a leaf, and when; `behind`: the address of what was counted, where the system counted."""

    by: str
    at: dt.datetime
    version: int
    source: str
    illustration: bool
    behind: str


@dataclass(frozen=True, slots=True)
class Among:
    """The same node among the units of the block."""

    count: int
    median: Decimal | None
    best: Decimal | None


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything the "Vì sao?" page shows of one node (`node` None: of the whole index)."""

    sheet: Sheet
    node: Node | None
    line: Line | None
    explanation: Explanation
    inputs: tuple[Input, ...]
    lines: tuple[str, ...]
    above: tuple[Node, ...]
    agency: str
    stated: Stated | None
    among: Among | None
    may_read_facts: bool
    may_enter: bool

    @property
    def holders(self) -> tuple[Holder, ...]:
        return self.line.holders if self.line else ()


def explained(scope: Scope, year: int, unit_id: int, code: str = "") -> Explained:
    """The explanation of a node (or, without a code, of the index). NotFound for an unknown code or outside the reach."""
    shown = sheet(scope, year, unit_id)
    participant, framework = shown.participant, shown.framework
    if participant is None or framework is None:
        raise NotFound(
            _("%(unit)s không có trong đợt chấm điểm nào của năm %(year)s.")
            % {"unit": shown.name, "year": year},
            _("Hãy chọn một năm khác ở đầu trang."),
        )
    node = framework.by_code.get(code)
    if code and node is None:
        raise NotFound(
            _("Bộ chỉ số %(framework)s không có tiêu chí “%(code)s”.")
            % {"framework": framework.code, "code": code},
            _("Hãy mở trang của đơn vị và chọn tiêu chí trong bảng."),
        )
    unit = computed(participant, shown)
    spoken = language()
    if node is None:
        explanation = explain_index(framework, unit.result, spoken)
        children = tuple(area.code for area in framework.areas)
    else:
        explanation = explain(framework, unit.setting, unit.facts, unit.result, node.code, spoken)
        children = node.children
    readable = node is None or not node.is_leaf or scope.may(Permission.FACTS_READ, shown.path, node.agency)
    return Explained(
        sheet=shown,
        node=node,
        line=next((line for line in shown.lines if line.code == code), None),
        explanation=explanation,
        inputs=_inputs(explanation, children) if readable else (),
        lines=explanation.lines if readable else (),
        above=framework.path(code)[:-1] if node else (),
        agency=next(
            (item.words.text(spoken) for item in framework.agencies if node and item.code == node.agency), ""
        ),
        stated=_stated(scope, shown, code) if node and node.is_leaf and readable else None,
        among=_among(participant.round_id, participant.block, code) if node else None,
        may_read_facts=readable,
        may_enter=bool(node and node.is_leaf and scope.may(Permission.FACTS_ENTER, shown.path, node.agency)),
    )


def _inputs(explanation: Explanation, children: tuple[str, ...]) -> tuple[Input, ...]:
    """The inputs, those that are children with the code that leads on to them."""
    codes = children if len(children) == len(explanation.inputs) else ("",) * len(explanation.inputs)
    return tuple(
        Input(line.label, line.value, line.source, code)
        for line, code in zip(explanation.inputs, codes, strict=True)
    )


def _stated(scope: Scope, shown: Sheet, code: str) -> Stated | None:
    fact = Fact.objects.filter(participant=shown.participant, code=code).select_related("changed_by").first()
    if fact is None:
        return None
    person = fact.changed_by
    name = (person.display_name or person.get_username()) if person else ""
    counted = measure(fact.measure)
    behind = counted.behind(scope, shown.year, shown.unit_id, shown.path) if counted else ""
    return Stated(name, fact.changed_at, fact.version, fact.source, fact.illustration, behind)


def _among(round_id: int, block: str, code: str) -> Among | None:
    """The median and the best of the block, in points."""
    found = NodeScore.objects.filter(
        code=code, participant__round_id=round_id, participant__block=block, points__isnull=False
    )
    points = [value for value in found.values_list("points", flat=True) if value is not None]
    return Among(len(points), median(points), max(points)) if points else None
