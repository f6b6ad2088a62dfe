"""R20: points given by hand, with a reason. The fallback for a scale that no other rule can express."""

from decimal import Decimal
from typing import ClassVar, Literal

from caicach.core.words import Language, Words, figure

from ..errors import InputError
from .base import (
    NO_INPUT,
    Input,
    InputField,
    Leaf,
    Outcome,
    Rule,
    Score,
    Setting,
    UnitCase,
    Work,
    Working,
    check_keys,
    number,
)

_KEYS = frozenset({"points", "reason"})


class Manual(Rule):
    """A number from 0 to the maximum with the reason it was given."""

    title: ClassVar[Words] = Words("Chấm tay, có lý do", "By hand, with a reason")

    type: Literal["manual"]

    def fields(self) -> tuple[InputField, ...]:
        return (
            InputField("points", "number", Words("Điểm", "Points")),
            InputField("reason", "text", Words("Lý do", "Reason")),
        )

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        maximum = leaf.max_points

        def score(raw: Input, case: UnitCase) -> Outcome:
            check_keys(raw, _KEYS)
            points = number(raw, "points")
            if points is None:
                return NO_INPUT._replace(missing=("points",))
            if points > maximum:
                raise InputError(
                    "points",
                    f"{points} cao hơn điểm tối đa {maximum}",
                    f"{points} is above the maximum {maximum}",
                )
            reason = raw.get("reason")
            if not isinstance(reason, str) or not reason.strip():
                raise InputError("reason", "điểm chấm tay phải có lý do", "points by hand need a reason")
            return Outcome(Decimal(points))

        return score

    def words(self, leaf: Leaf, language: Language) -> str:
        best = figure(leaf.max_points, language)
        return Words(
            f"Người chấm cho từ 0 đến {best} điểm, phải ghi lý do.",
            f"The appraiser gives 0 to {best}, with a reason.",
        ).text(language)

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        labels = Words("Điểm", "Points").text(language), Words("Lý do", "Reason").text(language)

        def work(raw: Input, case: UnitCase) -> Working:
            points = Decimal(number(raw, "points") or 0)
            shown = figure(points, language)
            return Working(((labels[0], shown), (labels[1], str(raw["reason"]))), (shown,), points)

        return work
