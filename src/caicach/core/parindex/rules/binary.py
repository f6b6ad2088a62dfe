"""R1: done or not done."""

from decimal import Decimal
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
    yes_no,
)

_KEYS = frozenset({"done"})


class Binary(Rule):
    """Points for a thing that is done, others (mostly 0) where it is not."""

    title: ClassVar[Words] = Words("Đạt / không đạt", "Done or not done")

    type: Literal["binary"]
    done: Points
    not_done: Points = ZERO

    def faults(self, maximum: Decimal) -> list[Words]:
        if self.done == maximum:
            return []
        return [
            Words(
                f"điểm “đạt” là {self.done}, điểm tối đa là {maximum}",
                f"points for done are {self.done}, maximum is {maximum}",
            )
        ]

    def fields(self) -> tuple[InputField, ...]:
        return (InputField("done", "yes_no", Words("Đã thực hiện", "Done")),)

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        done, not_done = Outcome(self.done), Outcome(self.not_done)

        def score(raw: Input, case: UnitCase) -> Outcome:
            if raw.keys() != _KEYS:
                check_keys(raw, _KEYS)
            value = yes_no(raw, "done")
            if value is None:
                return NO_INPUT._replace(missing=("done",))
            return done if value else not_done

        return score

    def words(self, leaf: Leaf, language: Language) -> str:
        done, not_done = figure(self.done, language), figure(self.not_done, language)
        return Words(
            f"Đạt: {done} điểm; không đạt: {not_done} điểm.", f"Done: {done}; not done: {not_done}."
        ).text(language)

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        label = Words("Kết quả", "Result").text(language)
        workings = {}
        for done, points, words in (
            (True, self.done, Words("đạt", "done")),
            (False, self.not_done, Words("không đạt", "not done")),
        ):
            answer = words.text(language)
            workings[done] = Working(((label, answer),), (f"{answer} → {figure(points, language)}",), points)
        return lambda raw, case: workings[raw["done"]]

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        if raw.get("done") is not False:
            return ()
        return (Step(Words("hoàn thành việc này", "get it done"), self.done - self.not_done),)
