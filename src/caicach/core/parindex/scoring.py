"""Scoring: framework and facts in, points of every node of every unit out.

Everything that is fixed for a framework is prepared once (`Scorer`), so that a unit costs only its inputs. Values that
need all units first (means of R15) are gathered before anybody is scored; ranks and classes come after.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, localcontext

from caicach.core.words import Words

from .errors import FactsError, InputError
from .expressions import Unstated, ZeroDenominator
from .facts import Facts, UnitFacts
from .framework import Framework, Node
from .results import PRECISION, NodeResult, Results, Sheet, UnitResult
from .rollup import MOVING, ZERO, Tree
from .rules.base import (
    EMPTY,
    ERROR,
    MISSING,
    NOT_APPLICABLE,
    SCORED,
    Outcome,
    Score,
    Setting,
    UnitCase,
    number,
)
from .rules.comparison import Compare
from .rules.timeliness import day_of_year
from .standing import classify, left_out, rank

Settled = Mapping[str, Mapping[str, Decimal]]
"""Unit -> leaf -> points that were decided beside the rule: by an appraiser, by the council."""


_NOTHING: Mapping[str, Decimal] = {}


def evaluate(framework: Framework, facts: Facts, settled: Settled | None = None) -> Results:
    """Scores all units. Raises FactsError (with its place) for an input that is malformed.

    `settled` points stand as they are, whatever the inputs say; leaves it does not name are scored.
    """
    with localcontext(PRECISION):
        setting = setting_of(framework, facts)
        scorer = Scorer(framework, setting)
        decided = settled or {}
        units = tuple(scorer.score(unit, decided.get(unit.unit, _NOTHING)) for unit in facts.units)
        for result, unit in zip(units, facts.units, strict=True):
            classify(framework, result, unit)
        rank(units)
    return Results(framework, setting, units)


def evaluate_unit(
    framework: Framework, setting: Setting, unit: UnitFacts, settled: Mapping[str, Decimal] = _NOTHING
) -> UnitResult:
    """One unit as `evaluate` scores it in the setting of its round, all but its rank: that takes the whole block."""
    with localcontext(PRECISION):
        result = Scorer(framework, setting).score(unit, settled)
        classify(framework, result, unit)
        if reason := left_out(result):
            result.standing.reasons += (reason,)
    return result


def setting_of(framework: Framework, facts: Facts) -> Setting:
    """Year, reference dates (stated, else the framework's default) and the means that `compare` rules need."""
    year = facts.scoring_year(framework)
    dates: dict[str, date] = {
        item.code: day_of_year(item.default, year) for item in framework.reference_dates if item.default
    }
    return Setting(year, {**dates, **facts.dates}, _means(framework, facts))


def _means(framework: Framework, facts: Facts) -> dict[tuple[str, str], Decimal]:
    """The mean of the value of each compare leaf, by block and over all ("")."""
    means: dict[tuple[str, str], Decimal] = {}
    for leaf in framework.leaves:
        if not isinstance(leaf.rule, Compare):
            continue
        values: defaultdict[str, list[Decimal]] = defaultdict(list)
        for unit in facts.units:
            try:
                value = number(unit.inputs.get(leaf.code, {}), "value")
            except InputError as error:
                raise _misplaced(unit, leaf.code, error) from error
            if value is not None:
                values[""].append(Decimal(value))
                if unit.block:
                    values[unit.block].append(Decimal(value))
        means |= {(leaf.code, block): sum(group, ZERO) / len(group) for block, group in values.items()}
    return means


class Scorer:
    """A framework prepared for one setting."""

    def __init__(self, framework: Framework, setting: Setting) -> None:
        self.framework = framework
        self.setting = setting
        self._tree = Tree(framework)
        self._leaves: list[tuple[int, str, Score]] = [
            (self._tree.positions[node.code], node.code, node.rule.scorer(framework.leaf(node.code), setting))
            for node in framework.leaves
            if node.rule is not None
        ]
        self._knockouts = [node for node in framework.nodes if node.knockout]
        self._policies = {node.code: framework.policy(node.code) for node in framework.leaves}
        self._conditional = frozenset(node.code for node in framework.leaves if node.na_when)
        rounding = framework.rounding
        rounds = rounding.stage in ("leaf", "node")
        self._exponent: Decimal | None = rounding.exponent if rounds else None
        self._mode = rounding.decimal_mode

    def score(self, unit: UnitFacts, settled: Mapping[str, Decimal] = _NOTHING) -> UnitResult:
        """One unit, without class and rank. Raises FactsError for a malformed input."""
        last = unit.last_year
        case = UnitCase(
            unit.block, {**last.leaves, **last.values} if last.values else last.leaves, last.index
        )
        sheet = self._sheet(unit, case)
        for code, points in settled.items():
            position = self._tree.positions[code]
            sheet.points[position] = points
            sheet.unusual.pop(position, None)
        whole = sheet.add_up(self._knocked_out(unit) if self._knockouts else _NO_CODES)
        rounding = self.framework.rounding
        points = rounding.apply(whole.points) if rounding.stage == "total" else whole.points
        complete = whole.complete and whole.max_points is not None
        result = UnitResult(
            unit.unit, unit.block, sheet, points, whole.max_points or ZERO, whole.points, complete=complete
        )
        result.not_ranked = unit.not_ranked
        result.decided = settled
        if unit.bonus or unit.penalty:
            self._extras(unit, result)
        return result

    def _sheet(self, unit: UnitFacts, case: UnitCase) -> Sheet:
        """The points of every leaf. This loop runs for every leaf of every unit: the usual case stays in it."""
        inputs, exponent, mode = unit.inputs, self._exponent, self._mode
        asked = self._declared(unit) if unit.not_applicable else _NO_CODES
        asked |= self._conditional
        points: list[Decimal | None] = [None] * len(self._tree.codes)
        unusual: dict[int, NodeResult] = {}
        for position, code, score in self._leaves:
            raw = inputs.get(code)
            if raw is None or code in asked:
                outcome = None
            else:
                try:
                    outcome = score(raw, case)
                except InputError as error:
                    raise _misplaced(unit, code, error) from error
                reached, _, flags, _, _ = outcome
                if reached is not None and not flags:
                    points[position] = reached if exponent is None else reached.quantize(exponent, mode)
                    continue
            result = self._unusual(unit, case, code, score, outcome)
            points[position] = result.points
            if result.status != SCORED or result.flags:
                unusual[position] = result
        return Sheet(self._tree, points, unusual)

    def _unusual(
        self, unit: UnitFacts, case: UnitCase, code: str, score: Score, outcome: Outcome | None
    ) -> NodeResult:
        """A leaf that is missing, empty, flagged, declared not applicable, or that may be exempt."""
        node = self.framework.node(code)
        if code in self._declared(unit) or self._exempt(unit, node):
            return self._not_applicable(node)
        raw = unit.inputs.get(code)
        if raw is None:
            return NodeResult(code, None, node.max_points, MISSING, reason=_NO_INPUT)
        if outcome is None:
            try:
                outcome = score(raw, case)
            except InputError as error:
                raise _misplaced(unit, code, error) from error
        if outcome.points is not None:
            points = (
                outcome.points
                if self._exponent is None
                else outcome.points.quantize(self._exponent, self._mode)
            )
            return NodeResult(code, points, node.max_points, flags=outcome.flags)
        if outcome.status == EMPTY:
            return self._not_applicable(node, nothing_arose=True)
        listed = ", ".join(outcome.missing)
        reason = outcome.reason or Words(f"thiếu {listed}", f"{listed} is missing")
        return NodeResult(code, None, node.max_points, MISSING, None, outcome.flags, outcome.missing, reason)

    def _declared(self, unit: UnitFacts) -> frozenset[str]:
        """Leaves declared not applicable, themselves or by a node above."""
        return frozenset(leaf.code for code in unit.not_applicable for leaf in self.framework.below(code))

    def _exempt(self, unit: UnitFacts, node: Node) -> bool:
        """Whether na_when holds. An attribute that nobody stated exempts nobody."""
        condition = node.na_expression
        return (
            condition is not None
            and condition.stated(unit.attributes)
            and bool(condition({}, unit.attributes))
        )

    def _not_applicable(self, node: Node, nothing_arose: bool = False) -> NodeResult:
        policy = self._policies[node.code]
        if policy is None:
            reason = _NO_POLICY_ZERO if nothing_arose else _NO_POLICY_DECLARED
            return NodeResult(node.code, None, node.max_points, ERROR, reason=reason)
        if policy in MOVING:
            return NodeResult(node.code, None, None, NOT_APPLICABLE, policy)
        return NodeResult(
            node.code, node.max_points if policy == "full" else ZERO, node.max_points, NOT_APPLICABLE, policy
        )

    def _knocked_out(self, unit: UnitFacts) -> frozenset[str]:
        knocked = set()
        for node in self._knockouts:
            assert node.knockout is not None
            raw = unit.inputs.get(node.code, {})
            test = node.knockout.expression
            try:
                values = {
                    name: Decimal(number(raw, name) or 0) for name in test.names if raw.get(name) is not None
                }
                if test(values, unit.attributes):
                    knocked.add(node.code)
            except InputError as error:
                raise _misplaced(unit, node.code, error) from error
            except (Unstated, ZeroDenominator):
                continue
        return frozenset(knocked)

    def _extras(self, unit: UnitFacts, result: UnitResult) -> None:
        """R18: each within its cap; the total stays between 0 and the maximum."""
        framework = self.framework
        for name, counts in (("bonus", unit.bonus), ("penalty", unit.penalty)):
            extras = framework.bonus if name == "bonus" else framework.penalty
            if extras is None:
                continue
            total = sum((item.per * counts.get(item.code, 0) for item in extras.items), ZERO)
            setattr(result, name, min(extras.cap, total))
        total = result.points + result.bonus - result.penalty
        result.points = max(ZERO, min(result.max_points, total))


def _misplaced(unit: UnitFacts, code: str, error: InputError) -> FactsError:
    place = f'{unit.unit}: inputs["{code}"]' + (f".{error.key}" if error.key else "")
    return FactsError(place, error.reason.vi, error.reason.en)


_NO_CODES: frozenset[str] = frozenset()
_NO_INPUT = Words("chưa có số liệu", "there is no input")
_NO_POLICY_ZERO = Words(
    "mẫu số bằng 0 mà tiêu chí không có cách tính khi không phát sinh",
    "the denominator is 0 and the leaf has no not-applicable policy",
)
_NO_POLICY_DECLARED = Words(
    "tiêu chí không cho phép khai “không áp dụng”", "the leaf may not be declared not applicable"
)
