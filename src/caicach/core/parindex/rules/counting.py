"""R9: points taken off for each fault. R10: points given for each achievement, up to a cap."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, Literal

from caicach.core.words import Language, Words, figure

from .base import (
    NO_INPUT,
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

_KEYS = frozenset({"count"})


class Deduct(Rule):
    """The maximum less `per` for each fault, never below `floor`."""

    title: ClassVar[Words] = Words("Trừ điểm theo số lỗi", "Deduction for each fault")

    type: Literal["deduct"]
    count: str
    per: Points
    unit: str = ""
    floor: Points = ZERO

    def faults(self, maximum: Decimal) -> list[Words]:
        if self.per > 0 and ZERO <= self.floor <= maximum:
            return []
        return [Words("cần per > 0 và 0 ≤ floor ≤ điểm tối đa", "per > 0 and 0 ≤ floor ≤ maximum are needed")]

    def fields(self) -> tuple[InputField, ...]:
        return (InputField("count", "count", Words("Số trường hợp", "Number of cases")),)

    def figures(self) -> Mapping[str, str]:
        return {"count": self.count}

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        start, per, floor = leaf.max_points, self.per, self.floor

        def score(raw: Input, case: UnitCase) -> Outcome:
            if raw.keys() != _KEYS:
                check_keys(raw, _KEYS)
            count = number(raw, "count")
            if count is None:
                return NO_INPUT._replace(missing=("count",))
            points = start - per * count
            return Outcome(points if points > floor else floor)

        return score

    def words(self, leaf: Leaf, language: Language) -> str:
        start, per, floor = (figure(value, language) for value in (leaf.max_points, self.per, self.floor))
        unit_vi = self.unit or leaf.label(self.count, "vi")
        return Words(
            f"Từ {start} điểm, mỗi {unit_vi} trừ {per} điểm, không thấp hơn {floor}.",
            f"From {start}, {per} off for each of the {leaf.label(self.count, 'en')}; never below {floor}.",
        ).text(language)

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        label = leaf.start(self.count, language)
        start, per = figure(leaf.max_points, language), figure(self.per, language)

        @lru_cache(maxsize=1024)
        def work(count: int | Decimal) -> Working:
            points, shown = leaf.max_points - self.per * count, figure(count, language)
            line = f"{start} − {per} × {shown} = {figure(points, language)}"
            if points < self.floor:
                points = self.floor
                line += f" → {figure(points, language)}"
            return Working(((label, shown),), (line,), points)

        return lambda raw, case: work(number(raw, "count") or 0)

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        count = number(raw, "count")
        if not count:
            return ()
        now = self.scorer(leaf, setting)(raw, case).points or ZERO
        label = Words(leaf.label(self.count, "vi"), leaf.label(self.count, "en"))
        return (
            Step(
                Words(
                    f"không còn {label.vi} (nay {figure(count, 'vi')})", f"no more {label.en} (now {count})"
                ),
                leaf.max_points - now,
            ),
        )


class Count(Rule):
    """`per` for each achievement, up to `cap` (the maximum unless the rule says less)."""

    title: ClassVar[Words] = Words("Cộng điểm theo số lượng", "Points for each")

    type: Literal["count"]
    value: str
    per: Points
    cap: Points | None = None

    def faults(self, maximum: Decimal) -> list[Words]:
        cap = maximum if self.cap is None else self.cap
        if self.per > 0 and cap == maximum:
            return []
        return [
            Words(
                f"cần per > 0 và cap bằng điểm tối đa (cap {cap}, tối đa {maximum})",
                f"per > 0 and cap equal to the maximum are needed (cap {cap}, maximum {maximum})",
            )
        ]

    def fields(self) -> tuple[InputField, ...]:
        return (InputField("count", "count", Words("Số lượng", "Number")),)

    def figures(self) -> Mapping[str, str]:
        return {"count": self.value}

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        per, cap = self.per, leaf.max_points if self.cap is None else self.cap

        def score(raw: Input, case: UnitCase) -> Outcome:
            if raw.keys() != _KEYS:
                check_keys(raw, _KEYS)
            count = number(raw, "count")
            if count is None:
                return NO_INPUT._replace(missing=("count",))
            points = per * count
            return Outcome(points if points < cap else cap)

        return score

    def words(self, leaf: Leaf, language: Language) -> str:
        per, cap = figure(self.per, language), figure(leaf.max_points, language)
        return Words(
            f"Mỗi {leaf.label(self.value, 'vi')} được {per} điểm, tối đa {cap} điểm.",
            f"{per} for each of {leaf.label(self.value, 'en')}, at most {cap}.",
        ).text(language)

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        label, per = leaf.start(self.value, language), figure(self.per, language)

        @lru_cache(maxsize=1024)
        def work(count: int | Decimal) -> Working:
            points, shown = self.per * count, figure(count, language)
            line = f"{per} × {shown} = {figure(points, language)}"
            if points > leaf.max_points:
                points = leaf.max_points
                line += f" → {figure(points, language)}"
            return Working(((label, shown),), (line,), points)

        return lambda raw, case: work(number(raw, "count") or 0)

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        count = number(raw, "count")
        if count is None:
            return ()
        gain = min(self.per, leaf.max_points - self.per * count)
        label = Words(leaf.label(self.value, "vi"), leaf.label(self.value, "en"))
        return (Step(Words(f"thêm 1 {label.vi}", f"one more of {label.en}"), gain),) if gain > 0 else ()
