"""R13 and R14: a formula with named variables, or the first of several branches whose condition holds."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from caicach.core.words import Language, Words, figure

from ..errors import ExpressionError, InputError
from ..expressions import Expression, Unstated, Value, ZeroDenominator, expression
from .base import (
    MISSING,
    NOTHING_AROSE,
    ZERO,
    Input,
    InputField,
    Leaf,
    Outcome,
    Rule,
    Score,
    Setting,
    Step,
    UnitCase,
    Work,
    Working,
    check_keys,
    number,
)

Evaluate = Callable[[Mapping[str, Value]], Value]
Bound = tuple[Evaluate | None, Evaluate]

# In Vietnamese the comma is the decimal sign, so a semicolon parts the arguments of a function.
_TOKEN = re.compile(r"[A-Za-z_]\w*|\d+(?:\.\d+)?|\s*[*/,]\s*")
_OVER = ("above_max",)
_UNDER = ("below_zero",)


class Branch(BaseModel):
    """Points where `when` holds; the last branch has no condition."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    when: str | None = None
    points: str

    @property
    def condition(self) -> Expression | None:
        return expression(self.when) if self.when else None

    @property
    def formula(self) -> Expression:
        return expression(self.points)


class Formula(Rule):
    """The formula of the first branch whose condition holds, kept between 0 and the maximum (with a flag)."""

    title: ClassVar[Words] = Words("Công thức", "Formula")

    type: Literal["formula"]
    variables: tuple[str, ...]
    branches: Annotated[tuple[Branch, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _readable(self) -> "Formula":
        if self.branches[-1].when is not None or any(branch.when is None for branch in self.branches[:-1]):
            raise ValueError(
                "nhánh cuối (và chỉ nhánh cuối) không có when | the last branch, and only it, has no when"
            )
        try:
            used: set[str] = set()
            for branch in self.branches:
                used |= branch.formula.names | (branch.condition.names if branch.condition else frozenset())
        except ExpressionError as error:
            raise ValueError(f"{error.reason.vi} | {error.reason.en}") from error
        if used != set(self.variables):
            difference = ", ".join(sorted(used ^ set(self.variables)))
            raise ValueError(
                f"biến khai báo và biến dùng trong công thức khác nhau: {difference}"
                f" | variables declared and used differ: {difference}"
            )
        return self

    def fields(self) -> tuple[InputField, ...]:
        return tuple(InputField(name, "number", Words(name, name)) for name in self.variables)

    def figures(self) -> Mapping[str, str]:
        return {name: name for name in self.variables}

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        maximum = leaf.max_points
        branches = self._bound()
        variables, known = self.variables, frozenset(self.variables)

        def score(raw: Input, case: UnitCase) -> Outcome:
            if raw.keys() != known:
                check_keys(raw, known)
            values = _values(raw, variables)
            if len(values) < len(variables):
                return Outcome(None, MISSING, missing=tuple(name for name in variables if name not in values))
            try:
                _, points = _evaluate(branches, values)
            except ZeroDenominator:
                return NOTHING_AROSE
            if points > maximum:
                return Outcome(maximum, flags=_OVER)
            return Outcome(ZERO, flags=_UNDER) if points < 0 else Outcome(points)

        return score

    def _bound(self) -> list[Bound]:
        return [
            (branch.condition.bind() if branch.condition else None, branch.formula.bind())
            for branch in self.branches
        ]

    def words(self, leaf: Leaf, language: Language) -> str:
        parts = []
        for branch in self.branches:
            formula = _named(branch.points, leaf, self.variables, language)
            if branch.when:
                condition = _named(branch.when, leaf, self.variables, language)
                parts.append(
                    Words(f"nếu {condition}: {formula}", f"if {condition}: {formula}").text(language)
                )
            elif len(self.branches) > 1:
                parts.append(Words(f"còn lại: {formula}", f"otherwise: {formula}").text(language))
            else:
                parts.append(Words(f"Điểm = {formula}", f"Points = {formula}").text(language))
        text = "; ".join(parts) + "."
        return text[0].upper() + text[1:]

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        bound, variables = self._bound(), self.variables
        labels = [leaf.start(name, language) for name in variables]
        because = Words("vì", "because").text(language)
        conditions = [
            f"{because} {_named(branch.when, leaf, variables, language)}" if branch.when else ""
            for branch in self.branches
        ]

        @lru_cache(maxsize=4096)
        def work(stated: tuple[Value, ...]) -> Working:
            values = dict(zip(variables, stated, strict=True))
            inputs = tuple(
                (label, _shown(value, language)) for label, value in zip(labels, stated, strict=True)
            )
            try:
                index, points = _evaluate(bound, values)
            except ZeroDenominator:
                return Working(
                    inputs,
                    (Words("chia cho 0: không phát sinh", "division by 0: nothing arose").text(language),),
                )
            lines = [conditions[index]] if conditions[index] else []
            filled, shown = (
                _filled(self.branches[index].points, values, language),
                figure(points, language, 4),
            )
            lines.append(filled if filled == shown else f"{filled} = {shown}")
            if not ZERO <= points <= leaf.max_points:
                points = leaf.max_points if points > 0 else ZERO
                lines.append(Words("giới hạn ở", "kept at").text(language) + f" {figure(points, language)}")
            return Working(inputs, tuple(lines), points)

        def read(raw: Input, case: UnitCase) -> Working:
            values = _values(raw, variables)
            return work(tuple(values[name] for name in variables))

        return read

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        """A variable brought to 0 (faults) that alone wins points; formulas with goals have no general advice."""
        score = self.scorer(leaf, setting)
        now = score(raw, case).points
        if now is None or now >= leaf.max_points:
            return ()
        steps = []
        for name in self.variables:
            better = score({**{key: raw[key] for key in self.variables}, name: 0}, case).points
            if raw[name] and better is not None and better > now:
                label = Words(leaf.label(name, "vi"), leaf.label(name, "en"))
                steps.append(
                    Step(
                        Words(
                            f"không còn {label.vi} (nay {raw[name]})", f"no more {label.en} (now {raw[name]})"
                        ),
                        better - now,
                    )
                )
        return tuple(steps)


def _values(raw: Input, variables: tuple[str, ...]) -> dict[str, Value]:
    """The stated variables as Decimal or bool. Raises InputError."""
    values: dict[str, Value] = {}
    for name in variables:
        value = raw.get(name)
        if value is True or value is False:
            values[name] = value
        elif value is not None:
            values[name] = Decimal(number(raw, name) or 0)
    return values


def _evaluate(branches: list[Bound], values: dict[str, Value]) -> tuple[int, Decimal]:
    for index, (condition, formula) in enumerate(branches):
        try:
            if condition is None or condition(values):
                return index, Decimal(formula(values))
        except (Unstated, TypeError) as error:
            raise InputError(
                "", f"công thức không tính được: {error}", f"the formula fails: {error}"
            ) from error
    raise AssertionError("the last branch has no condition")


def _named(text: str, leaf: Leaf, variables: tuple[str, ...], language: Language) -> str:
    """The formula with the names of its variables: "0,5 × min(1; [tỷ lệ] / 15)"."""
    return _written(text, {name: f"[{leaf.label(name, language)}]" for name in variables}, language)


def _filled(text: str, values: dict[str, Value], language: Language) -> str:
    """The formula with the values of its variables."""
    return _written(text, {name: _shown(value, language) for name, value in values.items()}, language)


def _written(text: str, names: Mapping[str, str], language: Language) -> str:
    def word(match: re.Match[str]) -> str:
        part = match.group()
        if part in names:
            return names[part]
        if part[0].isdigit():
            return figure(Decimal(part), language)
        sign = part.strip()
        if sign == ",":
            return "; " if language == "vi" else ", "
        return {"*": " × ", "/": " / "}.get(sign, part)

    return _TOKEN.sub(word, text)


def _shown(value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return Words("có" if value else "không", "yes" if value else "no").text(language)
    return figure(value, language)
