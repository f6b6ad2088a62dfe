"""R6, R7, R8: points in proportion to a rate, with a floor below which there are none and a rate that earns them all."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from caicach.core.words import Language, Words, figure, rate

from ..errors import InputError
from .base import (
    HUNDRED,
    MISSING,
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

_KEYS = frozenset({"num", "den"})
_ABOVE = ("above_100",)
_NOTHING = Words("mẫu số bằng 0: không phát sinh", "denominator 0: nothing arose")
_CAPPED = Words("trên 100 %: tính là 100 %", "above 100 %: counted as 100 %")


class Ratio(Rule):
    """`num` of `den` in per cent.

    Below `zero_below` there are no points, from `full_at` on there are all of them; between, the maximum times the rate
    out of 100 (`to_100`) or out of `full_at` (`to_full`). A rate above 100 % counts as 100 % and is flagged.
    """

    title: ClassVar[Words] = Words("Theo tỷ lệ", "In proportion to a rate")

    type: Literal["ratio"]
    num: str
    den: str
    full_at: Points = HUNDRED
    zero_below: Points = ZERO
    scale: Literal["to_100", "to_full"] = "to_100"

    def faults(self, maximum: Decimal) -> list[Words]:
        if ZERO <= self.zero_below <= self.full_at <= HUNDRED and self.full_at > 0:
            return []
        return [
            Words(
                f"cần 0 ≤ zero_below ≤ full_at ≤ 100 (đang là {self.zero_below} và {self.full_at})",
                f"0 ≤ zero_below ≤ full_at ≤ 100 is needed (they are {self.zero_below} and {self.full_at})",
            )
        ]

    def fields(self) -> tuple[InputField, ...]:
        return (
            InputField("num", "count", Words("Tử số", "Numerator")),
            InputField("den", "count", Words("Mẫu số", "Denominator")),
        )

    def figures(self) -> Mapping[str, str]:
        return {"num": self.num, "den": self.den}

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        maximum = leaf.max_points
        base = HUNDRED if self.scale == "to_100" else self.full_at
        full_at, zero_below = self.full_at, self.zero_below
        hundredfold = maximum * 100
        full, none = Outcome(maximum), Outcome(ZERO)
        above = Outcome(maximum, flags=_ABOVE)

        def score(raw: Input, case: UnitCase) -> Outcome:
            if raw.keys() != _KEYS:
                check_keys(raw, _KEYS)
            num, den = number(raw, "num"), number(raw, "den")
            if num is None or den is None:
                return Outcome(
                    None, MISSING, missing=tuple(key for key in ("num", "den") if raw.get(key) is None)
                )
            if den == 0:
                return _without_denominator(num)
            if num >= den:
                return above if num > den else full
            percent = num * 100
            if percent >= full_at * den:
                return full
            if percent < zero_below * den:
                return none
            return Outcome(hundredfold * num / (base * den))

        return score

    def words(self, leaf: Leaf, language: Language) -> str:
        best, full, floor = (
            figure(value, language) for value in (leaf.max_points, self.full_at, self.zero_below)
        )
        base = "100" if self.scale == "to_100" else full
        name = Words(
            f"Tỷ lệ {leaf.label(self.num, 'vi')} / {leaf.label(self.den, 'vi')}",
            f"Rate of {leaf.label(self.num, 'en')} / {leaf.label(self.den, 'en')}",
        )
        vi = f"{name.vi}: điểm = {best} × tỷ lệ % / {base}"
        en = f"{name.en}: points = {best} × rate % / {base}"
        if self.zero_below > 0:
            vi, en = f"{vi}; dưới {floor} %: 0 điểm", f"{en}; below {floor} %: 0"
        if self.full_at < HUNDRED:
            vi, en = f"{vi}; từ {full} % trở lên: {best} điểm", f"{en}; from {full} % on: {best}"
        return Words(vi + ".", en + ".").text(language)

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        names = leaf.start(self.num, language), leaf.start(self.den, language)
        best, nothing, capped = (
            figure(leaf.max_points, language),
            _NOTHING.text(language),
            _CAPPED.text(language),
        )
        maximum, full_at, zero_below = leaf.max_points, self.full_at, self.zero_below
        base = HUNDRED if self.scale == "to_100" else full_at
        base_text = rate(base, language)
        full_text, floor_text = (
            f" ≥ {rate(full_at, language)} → {best}",
            f" < {rate(zero_below, language)} → 0",
        )

        def work(raw: Input, case: UnitCase) -> Working:
            num, den = raw.get("num") or 0, raw.get("den") or 0  # the scorer has refused what is no figure
            top, bottom = figure(num, language), figure(den, language)
            inputs = ((names[0], top), (names[1], bottom))
            if den == 0:
                return Working(inputs, (nothing,))
            percent = Decimal(num) * 100 / den
            shown = rate(percent, language)
            first = f"{top} / {bottom} × 100 = {shown}"
            if percent >= full_at:
                lines = (
                    (first, capped, shown + full_text) if percent > HUNDRED else (first, shown + full_text)
                )
                return Working(inputs, lines, maximum)
            if percent < zero_below:
                return Working(inputs, (first, shown + floor_text), ZERO)
            points = maximum * percent / base
            return Working(
                inputs, (first, f"{best} × {shown} / {base_text} = {figure(points, language, 4)}"), points
            )

        return work

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        num, den = number(raw, "num"), number(raw, "den")
        if num is None or den is None or den == 0 or num >= den:
            return ()
        score = self.scorer(leaf, setting)
        now = score(raw, case).points or ZERO
        steps = []
        for percent in sorted({self.zero_below, self.full_at}):
            needed = _ceiling(percent * den / 100)
            if needed <= num:
                continue
            gain = (score({"num": needed, "den": den}, case).points or ZERO) - now
            if gain > 0:
                more = figure(needed - num, "vi")
                steps.append(
                    Step(
                        Words(
                            f"thêm {more} {leaf.label(self.num, 'vi')} để đạt {figure(percent, 'vi')} %",
                            f"{needed - num} more {leaf.label(self.num, 'en')} to reach {percent} %",
                        ),
                        gain,
                    )
                )
        return tuple(steps)


def _without_denominator(num: int | Decimal) -> Outcome:
    if num == 0:
        return NOTHING_AROSE
    raise InputError(
        "den", f"mẫu số bằng 0 mà tử số là {num}", f"the denominator is 0 while the numerator is {num}"
    )


def _ceiling(value: Decimal) -> int:
    return int(value.to_integral_value(rounding="ROUND_CEILING"))
