"""Inputs of leaves as `core` judges them: whether one is well formed, and the points it would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.parindex.models import Participant
from caicach.apps.parindex.queries.loading import dates_of, facts_of, framework_of
from caicach.core.parindex import Framework, InputError, Node, plain, setting_of
from caicach.core.parindex.facts import Facts, UnitFacts
from caicach.core.parindex.results import PRECISION
from caicach.core.parindex.rules.base import ANNOTATIONS, Setting, UnitCase, number
from caicach.core.parindex.rules.comparison import Compare
from caicach.platform.errors import Invalid
from caicach.platform.wording import language

NOTE_LENGTH = 1000


class InputInvalid(Invalid):
    """An input of a leaf that cannot be used; `field` names the part of it, for the form."""

    def __init__(self, code: str, field: str, reason: str) -> None:
        where = f"{code}.{field}" if field else code
        super().__init__(
            _("Số liệu của tiêu chí %(where)s chưa đúng: %(reason)s.") % {"where": where, "reason": reason},
            _("Hãy sửa ô này rồi lưu lại; chưa có gì được lưu."),
        )
        self.code = code
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Trial:
    """What an input would give: points (None while something is missing), what is missing, what was noticed.

    `reason` says in words what the points wait for, where that is not a field of the input.
    """

    points: Decimal | None
    max_points: Decimal
    status: str
    missing: tuple[str, ...]
    flags: tuple[str, ...]
    lines: tuple[str, ...]
    reason: str = ""


def checked_inputs(participant: Participant, code: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """An input as it may be stored: without empty parts and annotations. Raises InputInvalid where core refuses it."""
    framework = framework_of(participant.round.framework)
    return check(framework, setting_for(participant), framework.node(code), participant.block, inputs)


def check(
    framework: Framework, setting: Setting, node: Node, block: str, inputs: Mapping[str, Any]
) -> dict[str, Any]:
    """As `checked_inputs`, for callers that check many with one setting. The note is checked too: callers keep it elsewhere."""
    values = {name: value for name, value in inputs.items() if name not in ANNOTATIONS}
    for name, value in inputs.items():
        if name in ("source", "illustration"):
            continue
        if (name == "note" and not isinstance(value, str)) or (
            isinstance(value, str) and not _writable(value)
        ):
            raise InputInvalid(node.code, name, _("phải là chữ, không quá %(n)s ký tự") % {"n": NOTE_LENGTH})
    try:
        with localcontext(PRECISION):
            if node.rule is not None:
                node.rule.scorer(framework.leaf(node.code), setting)(values, UnitCase(block))
            elif node.knockout is not None:
                _check_knockout(node, values)
            else:
                raise InputError("", "đây không phải tiêu chí chấm điểm", "this is no scoring leaf")
    except InputError as error:
        raise InputInvalid(node.code, error.key, error.reason.text(language())) from error
    if not values:
        raise InputInvalid(node.code, "", _("chưa có số liệu nào"))
    return values


def _writable(text: str) -> bool:
    """Whether both databases can hold a text: no NUL, no half of a surrogate pair, not absurdly long."""
    return (
        len(text) <= NOTE_LENGTH
        and "\x00" not in text
        and not any("\ud800" <= letter <= "\udfff" for letter in text)
    )


def trial(participant: Participant, code: str, inputs: Mapping[str, Any]) -> Trial:
    """The points that an input would give now, with its arithmetic. Raises InputInvalid."""
    framework = framework_of(participant.round.framework)
    node = framework.node(code)
    setting = setting_for(participant, code, inputs)
    case = _case(participant, framework, code)
    if node.rule is None:
        checked_inputs(participant, code, inputs)
        return Trial(None, node.max_points, "scored", (), (), ())
    leaf = framework.leaf(code)
    try:
        with localcontext(PRECISION):
            outcome = node.rule.scorer(leaf, setting)(inputs, case)
            if outcome.points is None:
                waits = outcome.reason.text(language()) if outcome.reason else ""
                return Trial(None, node.max_points, outcome.status, outcome.missing, outcome.flags, (), waits)
            lines = node.rule.worker(leaf, setting, language())(inputs, case).lines
            rounds = framework.rounding.stage in ("leaf", "node")
            points = framework.rounding.apply(outcome.points) if rounds else outcome.points
    except InputError as error:
        raise InputInvalid(code, error.key, error.reason.text(language())) from error
    return Trial(points, node.max_points, outcome.status, (), outcome.flags, lines)


def shown_inputs(
    framework: Framework, setting: Setting, node: Node, block: str, inputs: Mapping[str, Any]
) -> tuple[tuple[str, str], ...]:
    """A stated input as (label, value) in words; as it was typed where the rule cannot read it."""
    stated = {name: value for name, value in inputs.items() if name not in ANNOTATIONS}
    if node.rule is not None:
        try:
            with localcontext(PRECISION):
                return node.rule.worker(framework.leaf(node.code), setting, language())(
                    stated, UnitCase(block)
                ).inputs
        except (InputError, KeyError, TypeError, ArithmeticError):
            pass
    labels = framework.all_labels
    return tuple(
        (
            labels[name].text(language()) if name in labels else name,
            plain(value) if isinstance(value, Decimal) else str(value),
        )
        for name, value in stated.items()
    )


def setting_for(participant: Participant, code: str = "", inputs: Mapping[str, Any] | None = None) -> Setting:
    """The setting of a round: without means, except for a `compare` leaf whose own input is being tried."""
    round = participant.round
    framework = framework_of(round.framework)
    if code and isinstance(framework.node(code).rule, Compare):
        known = facts_of(round, annotated=False)
        units = tuple(
            _with(unit, code, inputs or {}) if unit.unit == str(participant.pk) else unit
            for unit in known.units
        )
        return setting_of(framework, Facts(units, known.year, known.dates))
    return setting_of(framework, Facts((), round.year, dates_of(round)))


def _with(unit: UnitFacts, code: str, inputs: Mapping[str, Any]) -> UnitFacts:
    return UnitFacts(unit.unit, {**unit.inputs, code: inputs}, unit.block)


def _case(participant: Participant, framework: Framework, code: str) -> UnitCase:
    unit = facts_of(participant.round, participant, annotated=False).units[0]
    last = unit.last_year
    return UnitCase(participant.block, {**last.leaves, **last.values}, last.index)


def _check_knockout(node: Node, values: Mapping[str, Any]) -> None:
    assert node.knockout is not None
    names = node.knockout.expression.names
    for name in values:
        if name not in names:
            listed = ", ".join(sorted(names))
            raise InputError(name, f"không có trường này ở mục (cần: {listed})", f"it takes: {listed}")
        number(values, name)
