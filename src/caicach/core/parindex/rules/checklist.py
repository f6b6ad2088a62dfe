"""R3: points for each thing that is there. R4: one of several described levels."""

from decimal import Decimal
from functools import lru_cache
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from caicach.core.words import Language, Words, figure

from ..errors import InputError
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
)

_ITEMS = frozenset({"items"})
_OPTION = frozenset({"option"})


class Line(BaseModel):
    """A described thing and its points."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[str, Field(min_length=1)]
    text_en: str = ""
    points: Points

    @property
    def words(self) -> Words:
        return Words(self.text, self.text_en or self.text)


class Checklist(Rule):
    """The sum of the ticked items."""

    title: ClassVar[Words] = Words("Cộng các ý đạt", "Sum of ticked items")

    type: Literal["checklist"]
    items: Annotated[tuple[Line, ...], Field(min_length=1)]

    def faults(self, maximum: Decimal) -> list[Words]:
        total = sum((item.points for item in self.items), ZERO)
        if total == maximum:
            return []
        return [
            Words(
                f"các ý cộng lại bằng {total}, điểm tối đa là {maximum}",
                f"items sum to {total}, maximum is {maximum}",
            )
        ]

    def fields(self) -> tuple[InputField, ...]:
        texts = tuple(item.words for item in self.items)
        return (InputField("items", "checklist", Words("Các ý đạt được", "Items met"), texts),)

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        points = [item.points for item in self.items]
        count = len(points)

        def score(raw: Input, case: UnitCase) -> Outcome:
            if raw.keys() != _ITEMS:
                check_keys(raw, _ITEMS)
            ticks = raw.get("items")
            if ticks is None:
                return NO_INPUT._replace(missing=("items",))
            if not isinstance(ticks, list | tuple) or len(ticks) != count:
                raise InputError(
                    "items",
                    f"phải là danh sách {count} giá trị true/false",
                    f"must be a list of {count} true/false",
                )
            total = ZERO
            for index, tick in enumerate(ticks):
                if tick is True:
                    total += points[index]
                elif tick is None:
                    return Outcome(None, MISSING, missing=(f"items[{index}]",))
                elif tick is not False:
                    raise InputError(f"items[{index}]", "phải là true hoặc false", "must be true or false")
            return Outcome(total)

        return score

    def words(self, leaf: Leaf, language: Language) -> str:
        listed = "; ".join(
            f"{item.words.text(language)}: {figure(item.points, language)}" for item in self.items
        )
        return Words(f"Cộng điểm từng ý đạt: {listed}.", f"Sum of the items met: {listed}.").text(language)

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        yes, no = Words("có", "yes").text(language), Words("không", "no").text(language)
        texts = [item.words.text(language) for item in self.items]

        @lru_cache(maxsize=1024)
        def work(ticks: tuple[bool, ...]) -> Working:
            inputs = tuple((text, yes if tick else no) for text, tick in zip(texts, ticks, strict=True))
            parts = [item.points for item, tick in zip(self.items, ticks, strict=True) if tick]
            points = sum(parts, ZERO)
            total = figure(points, language)
            terms = " + ".join(figure(part, language) for part in parts)
            return Working(inputs, (f"{terms} = {total}" if len(parts) > 1 else total,), points)

        return lambda raw, case: work(tuple(raw["items"]))

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        return tuple(
            Step(Words(f"đạt ý “{item.text}”", f"meet “{item.words.en}”"), item.points)
            for item, tick in zip(self.items, raw.get("items") or (), strict=False)
            if tick is False
        )


class Choice(Rule):
    """The points of the chosen level, counted from 0 in the order of the scale."""

    title: ClassVar[Words] = Words("Chọn mức", "One of several levels")

    type: Literal["choice"]
    options: Annotated[tuple[Line, ...], Field(min_length=2)]

    def faults(self, maximum: Decimal) -> list[Words]:
        best = max(option.points for option in self.options)
        if best == maximum:
            return []
        return [
            Words(
                f"mức cao nhất là {best}, điểm tối đa là {maximum}",
                f"the best level is {best}, maximum is {maximum}",
            )
        ]

    def fields(self) -> tuple[InputField, ...]:
        texts = tuple(option.words for option in self.options)
        return (InputField("option", "choice", Words("Mức đạt được", "Level reached"), texts),)

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        outcomes = [Outcome(option.points) for option in self.options]
        count = len(outcomes)

        def score(raw: Input, case: UnitCase) -> Outcome:
            if raw.keys() != _OPTION:
                check_keys(raw, _OPTION)
            chosen = raw.get("option")
            if chosen is None:
                return NO_INPUT._replace(missing=("option",))
            if chosen.__class__ is not int or not 0 <= chosen < count:
                raise InputError(
                    "option",
                    f"phải là số thứ tự mức, từ 0 đến {count - 1}",
                    f"must be a level from 0 to {count - 1}",
                )
            return outcomes[chosen]

        return score

    def words(self, leaf: Leaf, language: Language) -> str:
        return (
            "; ".join(
                f"{option.words.text(language)}: {figure(option.points, language)}" for option in self.options
            )
            + "."
        )

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        label = Words("Mức đạt được", "Level reached").text(language)
        workings = []
        for option in self.options:
            text = option.words.text(language)
            line = f"{text} → {figure(option.points, language)}"
            workings.append(Working(((label, text),), (line,), option.points))
        return lambda raw, case: workings[raw["option"]]

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        chosen = raw.get("option")
        if chosen is None:
            return ()
        now = self.options[chosen].points
        better = [option for option in self.options if option.points > now]
        return tuple(
            Step(Words(f"đạt mức “{option.text}”", f"reach “{option.words.en}”"), option.points - now)
            for option in sorted(better, key=lambda option: option.points)
        )
