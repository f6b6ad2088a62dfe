"""R11: points in proportion to a survey's index. R12: from the answers to weighted options.

The survey is filled in by its organiser, never by the unit itself.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal

from caicach.core.words import Language, Words, figure

from .base import (
    HUNDRED,
    NO_INPUT,
    NOTHING_AROSE,
    ZERO,
    Input,
    InputField,
    Leaf,
    Outcome,
    Points,
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

_INDEX = frozenset({"index"})


class Survey(Rule):
    """The maximum times an index out of 100; with `options`, also from the number of answers to each option.

    `options` weighs each option in per cent (A: 100, B: 60, C: 20, D: 0).
    """

    title: ClassVar[Words] = Words("Theo kết quả điều tra", "By the survey's result")

    type: Literal["survey"]
    source: str
    options: Mapping[str, Points] | None = None

    def faults(self, maximum: Decimal) -> list[Words]:
        if self.options is None or (
            self.options and all(ZERO <= weight <= HUNDRED for weight in self.options.values())
        ):
            return []
        return [Words("trọng số mỗi lựa chọn phải từ 0 đến 100", "weights must be from 0 to 100")]

    def fields(self) -> tuple[InputField, ...]:
        index = InputField("index", "number", Words("Chỉ số điều tra (0–100)", "Survey index (0–100)"))
        if not self.options:
            return (index,)
        return tuple(
            InputField(name, "count", Words(f"Số phiếu chọn {name}", f"Answers {name}"))
            for name in self.options
        )

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        maximum, options = leaf.max_points, self.options
        above = Outcome(maximum, flags=("above_100",))
        known = _INDEX | frozenset(options or ())

        def score(raw: Input, case: UnitCase) -> Outcome:
            if raw.keys() != _INDEX:
                check_keys(raw, known)
                if options and "index" not in raw:
                    return self._by_answers(maximum, raw)
            index = number(raw, "index")
            if index is None:
                return NO_INPUT._replace(missing=("index",))
            if index > HUNDRED:
                return above
            return Outcome(maximum * index / HUNDRED)

        return score

    def _by_answers(self, maximum: Decimal, raw: Input) -> Outcome:
        counts = self._counts(raw)
        missing = tuple(name for name, count in counts.items() if count is None)
        if missing:
            return NO_INPUT._replace(missing=missing)
        total, weighted = self._sums(counts)
        return Outcome(maximum * weighted / (total * HUNDRED)) if total else NOTHING_AROSE

    def _counts(self, raw: Input) -> dict[str, Any]:
        return {name: number(raw, name) for name in self.options or ()}

    def _sums(self, counts: Mapping[str, Any]) -> tuple[Decimal, Decimal]:
        options = self.options or {}
        total = sum((Decimal(count) for count in counts.values()), ZERO)
        return total, sum((options[name] * count for name, count in counts.items()), ZERO)

    def words(self, leaf: Leaf, language: Language) -> str:
        best = figure(leaf.max_points, language)
        if not self.options:
            return Words(
                f"Điểm = {best} × chỉ số điều tra / 100.", f"Points = {best} × survey index / 100."
            ).text(language)
        weights = ", ".join(f"{name} {figure(weight, language)} %" for name, weight in self.options.items())
        return Words(
            f"Điểm = {best} × tổng (tỷ lệ phiếu × trọng số); trọng số: {weights}.",
            f"Points = {best} × sum (share of answers × weight); weights: {weights}.",
        ).text(language)

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        best, maximum = figure(leaf.max_points, language), leaf.max_points
        label = Words("Chỉ số điều tra", "Survey index").text(language)
        above = Words("trên 100: tính là 100", "above 100: counted as 100").text(language)

        def work(raw: Input, case: UnitCase) -> Working:
            if self.options and "index" not in raw:
                return self._working_of_answers(leaf, raw, language)
            index = number(raw, "index") or 0
            shown, counted = figure(index, language), min(Decimal(index), HUNDRED)
            points = maximum * counted / HUNDRED
            line = f"{best} × {figure(counted, language)} / 100 = {figure(points, language, 4)}"
            return Working(((label, shown),), (above, line) if index > HUNDRED else (line,), points)

        return work

    def _working_of_answers(self, leaf: Leaf, raw: Input, language: Language) -> Working:
        counts, options = self._counts(raw), self.options or {}
        inputs = tuple((name, figure(count, language)) for name, count in counts.items())
        total, weighted = self._sums(counts)
        if not total:
            return Working(inputs, (Words("không có phiếu", "no answers").text(language),))
        terms = " + ".join(
            f"{figure(count, language)} × {figure(options[name], language)}" for name, count in counts.items()
        )
        index = figure(weighted / total, language, 4)
        points = leaf.max_points * weighted / (total * HUNDRED)
        lines = (
            f"({terms}) / {figure(total, language)} = {index}",
            f"{figure(leaf.max_points, language)} × {index} / 100 = {figure(points, language, 4)}",
        )
        return Working(inputs, lines, points)

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        points = self.scorer(leaf, setting)(raw, case).points
        if points is None or points >= leaf.max_points:
            return ()
        return (
            Step(
                Words("nâng mỗi 1 điểm % hài lòng", "each point of the survey index"),
                min(leaf.max_points / HUNDRED, leaf.max_points - points),
            ),
        )
