"""Why a node has its points: rule in words, legal basis, inputs with their source, arithmetic line by line.

Made from the same rule and the same input that scored it, so that an explanation cannot differ from the points.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext
from typing import NamedTuple

from caicach.core.words import Language, Words, figure

from .facts import UnitFacts
from .framework import POLICY_WORDS, Framework, Node
from .results import PRECISION, NodeResult, UnitResult
from .rules.base import (
    ANNOTATIONS,
    ERROR,
    KNOCKED_OUT,
    MISSING,
    NOT_APPLICABLE,
    SCORED,
    Input,
    Setting,
    UnitCase,
    Work,
)

STATUS_WORDS = {
    SCORED: Words("đã chấm", "scored"),
    MISSING: Words("thiếu số liệu", "missing"),
    NOT_APPLICABLE: Words("không áp dụng", "not applicable"),
    KNOCKED_OUT: Words("bị tính 0 điểm", "knocked out"),
    ERROR: Words("chưa tính được", "cannot be scored"),
}
FLAG_WORDS = {
    "above_100": Words(
        "số liệu vượt 100 %, đã tính là 100 %: cần kiểm tra lại", "above 100 %, counted as 100 %: check it"
    ),
    "above_full": Words("vượt mức đạt điểm tối đa", "above the value that earns the maximum"),
    "above_max": Words(
        "công thức cho kết quả cao hơn điểm tối đa, đã giới hạn",
        "the formula exceeds the maximum; it was capped",
    ),
    "below_zero": Words("công thức cho kết quả âm, đã tính là 0", "the formula is negative; it counts as 0"),
}


class InputLine(NamedTuple):
    """One input as the reader sees it, with where it came from."""

    label: str
    value: str
    source: str


class Explanation(NamedTuple):
    """What stands in the "Vì sao?" drawer of a node."""

    code: str
    title: str
    status: str
    points: Decimal | None
    max_points: Decimal | None
    rule: str
    basis: tuple[str, ...]
    inputs: tuple[InputLine, ...]
    lines: tuple[str, ...]
    guide: str = ""
    evidence: str = ""

    def texts(self) -> list[str]:
        """The explanation as plain lines: rule, inputs, arithmetic, basis."""
        inputs = [
            f"{label}: {value} [{source}]" if source else f"{label}: {value}"
            for label, value, source in self.inputs
        ]
        return [text for text in (self.rule, *inputs, *self.lines, *self.basis) if text]


class _Fixed(NamedTuple):
    work: Work
    title: str
    rule: str
    basis: tuple[str, ...]


class Explainer:
    """Explains nodes of one framework in one setting and language; what is fixed for a leaf is put in words once."""

    def __init__(self, framework: Framework, setting: Setting, language: Language = "vi") -> None:
        self.framework = framework
        self.setting = setting
        self.language = language
        self._fixed: dict[str, _Fixed] = {}
        digits = framework.rounding.decimals
        self._rounded = Words(f"làm tròn {digits} chữ số: ", f"rounded to {digits} digits: ").text(language)

    def explain(self, facts: UnitFacts, result: UnitResult, code: str) -> Explanation:
        """One node of one unit. Raises KeyError for a code the framework does not have."""
        node = self.framework.node(code)
        with localcontext(PRECISION):
            if node.rule is None:
                return _sum(self.framework, result, node, self.language)
            return self._leaf(facts, _case(facts), result.nodes[code], node, result.decided)

    def leaves(self, facts: UnitFacts, result: UnitResult) -> list[Explanation]:
        """All leaves of one unit, in printed order."""
        # Not `result.nodes`, which stays with the result: the collector would walk over all of a nation's again and again.
        nodes, case, decided = result.sheet.nodes(), _case(facts), result.decided
        with localcontext(PRECISION):
            return [
                self._leaf(facts, case, nodes[node.code], node, decided) for node in self.framework.leaves
            ]

    def _leaf(
        self,
        facts: UnitFacts,
        case: UnitCase,
        own: NodeResult,
        node: Node,
        decided: Mapping[str, Decimal],
    ) -> Explanation:
        code, language = node.code, self.language
        work, title, rule, basis = self._fixed.get(code) or self._prepare(node)
        raw = facts.inputs.get(code)
        inputs: tuple[InputLine, ...] = ()
        lines: tuple[str, ...] = ()
        unrounded = own.points
        if raw and own.status != MISSING:
            stated, lines, unrounded = work(raw, case)
            source = "" if raw.keys().isdisjoint(ANNOTATIONS) else _source(raw, language)
            inputs = tuple([InputLine(label, value, source) for label, value in stated])
        as_drawn = own.status == SCORED and own.max_points == node.max_points
        if own.flags or not as_drawn:
            lines = (*lines, *_remarks(self.framework, node, own, language))
        if code in decided:
            lines = (*lines, *self._beside_the_rule(decided[code], unrounded if lines else None))
        elif as_drawn and own.points is not None and unrounded != own.points:
            lines = (*lines, self._rounded + figure(own.points, language))
        return Explanation(
            code,
            title,
            own.status,
            own.points,
            own.max_points,
            rule,
            basis,
            inputs,
            lines,
            node.guide,
            node.evidence,
        )

    def _beside_the_rule(self, decided: Decimal, unrounded: Decimal | None) -> Iterator[str]:
        """That the points were decided, where they are not those of the rule."""
        rounding = self.framework.rounding
        ruled = unrounded
        if unrounded is not None and rounding.stage in ("leaf", "node"):
            ruled = rounding.apply(unrounded)
        if ruled == decided:
            return
        points = figure(decided, self.language)
        words = Words(f"điểm được quyết định: {points}", f"points as decided: {points}")
        if ruled is not None:
            by_rule = figure(ruled, self.language, 4)
            words = Words(
                f"{words.vi} (theo quy tắc và số liệu là {by_rule})",
                f"{words.en} (by the rule and its inputs {by_rule})",
            )
        yield words.text(self.language)

    def _prepare(self, node: Node) -> _Fixed:
        assert node.rule is not None
        leaf = self.framework.leaf(node.code)
        fixed = _Fixed(
            node.rule.worker(leaf, self.setting, self.language),
            node.words.text(self.language),
            node.rule.words(leaf, self.language),
            _basis(self.framework, node, self.language),
        )
        self._fixed[node.code] = fixed
        return fixed


def _case(facts: UnitFacts) -> UnitCase:
    last = facts.last_year
    return UnitCase(facts.block, {**last.leaves, **last.values}, last.index)


def explain(
    framework: Framework,
    setting: Setting,
    facts: UnitFacts,
    result: UnitResult,
    code: str,
    language: Language = "vi",
) -> Explanation:
    """The explanation of one node of one unit. Raises KeyError for an unknown code."""
    return Explainer(framework, setting, language).explain(facts, result, code)


def _source(raw: Input, language: Language) -> str:
    parts = [str(raw[key]) for key in ("source", "note") if raw.get(key)]
    if raw.get("illustration"):
        parts.append(Words("số liệu minh họa", "illustrative figure").text(language))
    return "; ".join(parts)


def _remarks(framework: Framework, node: Node, own: NodeResult, language: Language) -> Iterator[str]:
    """What happened beside the rule: flags, policies, knock-out, redistribution, what lacks."""
    if own.reason:
        yield own.reason.text(language)
    if own.policy:
        words = POLICY_WORDS[own.policy]
        yield Words(f"không phát sinh hoặc không áp dụng: {words.vi}", f"not applicable: {words.en}").text(
            language
        )
    if own.status == KNOCKED_OUT:
        yield next(
            (_knockout(item, language) for item in reversed(framework.path(node.code)) if item.knockout), ""
        )
    for flag in own.flags:
        yield FLAG_WORDS[flag].text(language)
    if own.max_points is not None and own.max_points != node.max_points:
        before, after = figure(node.max_points, language), figure(own.max_points, language, 4)
        yield Words(
            f"điểm tối đa từ {before} thành {after} vì nhận điểm của mục không áp dụng cùng nhóm",
            f"maximum raised from {before} to {after} by a sibling that does not apply",
        ).text(language)


def _knockout(node: Node, language: Language) -> str:
    assert node.knockout is not None
    reason = Words(node.knockout.reason, node.knockout.reason_en or node.knockout.reason)
    return Words(
        f"cả mục {node.code} tính 0 điểm: {reason.vi}", f"all of {node.code} scores 0: {reason.en}"
    ).text(language)


def _basis(framework: Framework, node: Node, language: Language) -> tuple[str, ...]:
    """The legal basis of the line, and where its rule comes from."""
    names = {item.code: item.name for item in framework.sources}
    sources = [names.get(code, code) for code in node.source.split("+") if code]
    lines = [node.basis] if node.basis else []
    if sources:
        lines.append(Words("Nguồn của quy tắc: ", "Source of the rule: ").text(language) + "; ".join(sources))
    return tuple(lines)


def _sum(framework: Framework, result: UnitResult, node: Node, language: Language) -> Explanation:
    own = result.nodes[node.code]
    children = [result.nodes[code] for code in node.children]
    inputs = tuple(
        InputLine(
            f"{child.code} {framework.node(child.code).words.text(language)}", _points_of(child, language), ""
        )
        for child in children
    )
    counted = [child for child in children if child.points is not None]
    terms = " + ".join(figure(child.points, language, 4) for child in counted if child.points is not None)
    lines = (
        [f"{terms} = {figure(own.points, language, 4)}"]
        if own.points is not None and len(counted) > 1
        else []
    )
    if own.status == KNOCKED_OUT:
        lines.append(
            next(
                (_knockout(item, language) for item in reversed(framework.path(node.code)) if item.knockout),
                "",
            )
        )
    index = own.index
    if index is not None and own.points is not None and own.max_points is not None:
        points, maximum = figure(own.points, language, 4), figure(own.max_points, language, 4)
        lines.append(f"{points} / {maximum} × 100 = {figure(index, language, 2)} %")
    rule = Words("Tổng điểm các mục con.", "The sum of its children.")
    if node.capped:
        best = figure(node.max_points, language)
        rule = Words(f"Tổng điểm các mục con, không quá {best}.", f"The sum of its children, at most {best}.")
    return Explanation(
        code=node.code,
        title=node.words.text(language),
        status=own.status,
        points=own.points,
        max_points=own.max_points,
        rule=rule.text(language),
        basis=_basis(framework, node, language),
        inputs=inputs,
        lines=tuple(lines),
    )


def explain_index(framework: Framework, result: UnitResult, language: Language = "vi") -> Explanation:
    """How areas, bonus and penalty become the unit's index."""
    areas = [result.nodes[area.code] for area in framework.areas]
    inputs = [
        InputLine(f"{area.code} {area.words.text(language)}", _points_of(own, language), "")
        for area, own in zip(framework.areas, areas, strict=True)
    ]
    lines = []
    terms = [figure(own.points, language, 4) for own in areas if own.points is not None]
    if terms:
        lines.append(f"{' + '.join(terms)} = {figure(result.raw_points, language, 4)}")
    if result.bonus or result.penalty:
        raw, bonus, penalty = (
            figure(value, language, 4) for value in (result.raw_points, result.bonus, result.penalty)
        )
        total = figure(result.points, language, 4)
        lines.append(
            Words(
                f"{raw} + thưởng {bonus} − phạt {penalty} = {total} (từ 0 đến điểm tối đa)",
                f"{raw} + bonus {bonus} − penalty {penalty} = {total} (between 0 and the maximum)",
            ).text(language)
        )
    if result.index is not None:
        points, maximum = figure(result.points, language, 4), figure(result.max_points, language, 4)
        lines.append(f"{points} / {maximum} × 100 = {figure(result.index, language, 2)} %")
    lines += [reason.text(language) for reason in result.standing.reasons]
    return Explanation(
        code="",
        title=Words("Chỉ số CCHC", "PAR Index").text(language),
        status="scored" if result.complete else MISSING,
        points=result.points,
        max_points=result.max_points,
        rule=Words(
            "Chỉ số = điểm đạt được / điểm tối đa × 100.", "Index = points reached / maximum points × 100."
        ).text(language),
        basis=framework.legal_basis,
        inputs=tuple(inputs),
        lines=tuple(lines),
    )


def _points_of(own: NodeResult, language: Language) -> str:
    if own.max_points is None:
        return STATUS_WORDS[NOT_APPLICABLE].text(language)
    points = "—" if own.points is None else figure(own.points, language, 2)
    return f"{points} / {figure(own.max_points, language, 2)}"
