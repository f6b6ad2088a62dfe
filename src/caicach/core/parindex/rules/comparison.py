"""R15: against the mean of all units. R16: against the unit's own last year.

R15 is how the index enters the yearly assessment of heads (Hải Phòng, 212/2025/QĐ-UBND: at or above the mean, 2 points).
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from caicach.core.words import Language, Words, figure

from .base import (
    MISSING,
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

_VALUE = frozenset({"value"})
_VALUE_LAST = frozenset({"value", "last"})


class Compare(Rule):
    """Points by whether the unit's value reaches the mean of its block or of all units."""

    title: ClassVar[Words] = Words("So với mức trung bình", "Against the mean")

    type: Literal["compare"]
    value: str
    mean: Literal["block", "all"] = "block"
    ge: Points
    lt: Points = ZERO

    def faults(self, maximum: Decimal) -> list[Words]:
        if self.ge == maximum and self.lt <= self.ge:
            return []
        return [
            Words(
                f"điểm khi đạt trung bình là {self.ge}, điểm tối đa là {maximum}",
                f"points at the mean are {self.ge}, maximum is {maximum}",
            )
        ]

    def fields(self) -> tuple[InputField, ...]:
        return (InputField("value", "number", Words("Giá trị của đơn vị", "The unit's value")),)

    def figures(self) -> Mapping[str, str]:
        return {"value": self.value}

    def _mean(self, leaf: Leaf, case: UnitCase, setting: Setting) -> Decimal | None:
        return setting.means.get((leaf.code, case.block if self.mean == "block" else ""))

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        reached, below = Outcome(self.ge), Outcome(self.lt)

        def score(raw: Input, case: UnitCase) -> Outcome:
            check_keys(raw, _VALUE)
            value = number(raw, "value")
            mean = self._mean(leaf, case, setting)
            if value is None or mean is None:
                return NO_INPUT._replace(missing=("value",))
            return reached if value >= mean else below

        return score

    def words(self, leaf: Leaf, language: Language) -> str:
        reached, below = figure(self.ge, language), figure(self.lt, language)
        label = leaf.label(self.value, language)
        group = Words(
            "khối" if self.mean == "block" else "tất cả đơn vị",
            "block" if self.mean == "block" else "all units",
        )
        return Words(
            f"{label} bằng hoặc cao hơn trung bình của {group.vi}: {reached}; thấp hơn: {below}.",
            f"{label} at or above the mean of {group.en}: {reached}; below: {below}.",
        ).text(language)

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        labels = leaf.start(self.value, language), Words("Trung bình", "Mean").text(language)

        def work(raw: Input, case: UnitCase) -> Working:
            value, mean = number(raw, "value") or 0, self._mean(leaf, case, setting) or ZERO
            shown = figure(value, language), figure(mean, language, 4)
            sign, points = ("≥", self.ge) if value >= mean else ("<", self.lt)
            line = f"{shown[0]} {sign} {shown[1]} → {figure(points, language)}"
            return Working(tuple(zip(labels, shown, strict=True)), (line,), points)

        return work

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        value, mean = number(raw, "value"), self._mean(leaf, case, setting)
        if value is None or mean is None or value >= mean:
            return ()
        return (
            Step(
                Words(
                    f"đạt mức trung bình {figure(mean, 'vi', 2)}", f"reach the mean {figure(mean, 'en', 2)}"
                ),
                self.ge - self.lt,
            ),
        )


class Change(Rule):
    """Points by whether the unit's value rose, stayed or fell against last year.

    Last year's value comes with the input (`last`), from the unit's last year of this leaf, or, with `against: index`,
    from its index of last year.
    """

    title: ClassVar[Words] = Words("So với năm trước", "Against last year")

    type: Literal["change"]
    value: str
    against: Literal["leaf", "index"] = "leaf"
    up: Points
    same: Points
    down: Points = ZERO

    def faults(self, maximum: Decimal) -> list[Words]:
        if max(self.up, self.same, self.down) == maximum:
            return []
        return [
            Words(
                "điểm cao nhất của tăng/giữ/giảm phải bằng điểm tối đa",
                "the best of up, same, down must be the maximum",
            )
        ]

    def fields(self) -> tuple[InputField, ...]:
        return (
            InputField("value", "number", Words("Giá trị năm nay", "This year's value")),
            InputField("last", "number", Words("Giá trị năm trước", "Last year's value"), required=False),
        )

    def figures(self) -> Mapping[str, str]:
        return {"value": self.value}

    def _last(self, leaf: Leaf, raw: Input, case: UnitCase) -> int | Decimal | None:
        own = number(raw, "last")
        if own is not None:
            return own
        return case.last_index if self.against == "index" else case.last_values.get(leaf.code)

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        up, same, down = Outcome(self.up), Outcome(self.same), Outcome(self.down)

        def score(raw: Input, case: UnitCase) -> Outcome:
            check_keys(raw, _VALUE_LAST)
            value, last = number(raw, "value"), self._last(leaf, raw, case)
            if value is None or last is None:
                missing = tuple(key for key, known in (("value", value), ("last", last)) if known is None)
                return Outcome(None, MISSING, missing=missing)
            return up if value > last else same if value == last else down

        return score

    def words(self, leaf: Leaf, language: Language) -> str:
        up, same, down = (figure(value, language) for value in (self.up, self.same, self.down))
        label = leaf.label(self.value, language)
        return Words(
            f"{label} so với năm trước – tăng: {up}; giữ nguyên: {same}; giảm: {down}.",
            f"{label} against last year – up: {up}; same: {same}; down: {down}.",
        ).text(language)

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        labels = leaf.start(self.value, language), Words("Năm trước", "Last year").text(language)

        def work(raw: Input, case: UnitCase) -> Working:
            value, last = number(raw, "value") or 0, self._last(leaf, raw, case) or 0
            sign, points = (
                (">", self.up) if value > last else ("=", self.same) if value == last else ("<", self.down)
            )
            shown = figure(value, language), figure(last, language)
            line = f"{shown[0]} {sign} {shown[1]} → {figure(points, language)}"
            return Working(tuple(zip(labels, shown, strict=True)), (line,), points)

        return work

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        value, last = number(raw, "value"), self._last(leaf, raw, case)
        if value is None or last is None or value > last or self.up <= self.same:
            return ()
        now = self.same if value == last else self.down
        return (
            Step(
                Words(f"cao hơn năm trước ({figure(last, 'vi')})", f"above last year ({last})"), self.up - now
            ),
        )
