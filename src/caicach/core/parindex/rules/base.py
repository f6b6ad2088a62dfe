"""What every scoring rule is: data from the framework that turns one leaf's input into points, and says how.

A rule is one small class in a module of its own. `scorer` closes over everything that is fixed for a leaf, so that
scoring thousands of units touches only the input. Numbers of an input arrive as int or Decimal, never as float.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from caicach.core.words import Language, Words

from ..errors import InputError

ZERO = Decimal(0)
HUNDRED = Decimal(100)

# Fields that any input may carry beside its figures; they explain and never score.
ANNOTATIONS = frozenset({"source", "note", "illustration"})

SCORED = "scored"
MISSING = "missing"
EMPTY = "empty"
NOT_APPLICABLE = "not_applicable"
KNOCKED_OUT = "knocked_out"
ERROR = "error"


def _exact(value: Any) -> Any:
    """Points are written as numbers; a text such as "0,5" or a yes/no is a mistake to be named."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("phải là một số, viết bằng dấu chấm thập phân | must be a number")
    return Decimal(value)


Points = Annotated[Decimal, BeforeValidator(_exact), WithJsonSchema({"type": "number"})]


class Outcome(NamedTuple):
    """What a rule makes of an input.

    `status` is SCORED, MISSING (no input, or part of it) or EMPTY (0/0: the leaf's policy decides).
    `flags` name what was noticed and did not stop the scoring; `missing` the fields that lack a value; `reason` says what a
    MISSING one waits for, where that is not a field of the input.
    """

    points: Decimal | None
    status: str = SCORED
    flags: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reason: Words | None = None


NO_INPUT = Outcome(None, MISSING)
NOTHING_AROSE = Outcome(None, EMPTY)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a leaf is scored within: the scoring year, reference dates, days off, and the means of all units.

    `means` maps (leaf code, block) to the mean of `value`; block "" is the mean of all units.
    """

    year: int
    dates: Mapping[str, date] = field(default_factory=dict)
    means: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Leaf:
    """The part of a node that its rule needs: code, maximum and the Vietnamese and English names of its variables."""

    code: str
    max_points: Decimal
    labels: Mapping[str, Words] = field(default_factory=dict)

    def label(self, name: str, language: Language) -> str:
        words = self.labels.get(name)
        return words.text(language) if words else name.replace("_", " ")

    def start(self, name: str, language: Language) -> str:
        """The label at the start of a sentence."""
        label = self.label(name, language)
        return label[:1].upper() + label[1:]


@dataclass(frozen=True, slots=True)
class UnitCase:
    """The part of a unit's facts that some rules look at beside the leaf's own input."""

    block: str = ""
    last_values: Mapping[str, Decimal] = field(default_factory=dict)
    last_index: Decimal | None = None


class InputField(NamedTuple):
    """One field of a leaf's input, for forms and for reading facts: `kind` is what the screen asks for."""

    name: str
    kind: str
    words: Words
    options: tuple[Words, ...] = ()
    required: bool = True


class Working(NamedTuple):
    """How an input became points: (label, value) of each input, the arithmetic line by line, the points unrounded."""

    inputs: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    points: Decimal | None = None


class Step(NamedTuple):
    """What would win points back: what has to change, and the points it brings."""

    change: Words
    gain: Decimal


Input = Mapping[str, Any]
Score = Callable[[Input, UnitCase], Outcome]
Work = Callable[[Input, UnitCase], Working]


class Rule(BaseModel, ABC):
    """A scoring rule. Subclasses state their parameters, score an input and explain themselves."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: ClassVar[Words]

    def faults(self, maximum: Decimal) -> list[Words]:
        """What is wrong with the parameters for a leaf of this maximum."""
        return []

    @abstractmethod
    def fields(self) -> tuple[InputField, ...]:
        """The fields of the input this rule asks for."""

    def figures(self) -> Mapping[str, str]:
        """Field of the input -> machine name of the figure that it holds: what needs a label, and what a system may count."""
        return {}

    @abstractmethod
    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        """A function that scores one input. It raises InputError for an input that is malformed."""

    @abstractmethod
    def words(self, leaf: Leaf, language: Language) -> str:
        """The rule in a sentence."""

    @abstractmethod
    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        """A function that shows the inputs and the arithmetic of an input that was scored."""

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        """What would bring more points, smallest effort first; empty where nothing can be said."""
        return ()

    def best(self, leaf: Leaf) -> Decimal:
        """The most points the rule can give."""
        return leaf.max_points


def number(raw: Input, key: str) -> int | Decimal | None:
    """A figure of an input: None where it is absent or null. Raises InputError for anything but a number >= 0."""
    value = raw.get(key)
    kind = value.__class__
    if value is None:
        return None
    if kind is not int and kind is not Decimal:
        raise InputError(
            key,
            f"phải là một số (viết dấu chấm thập phân), không phải {_shown(value)}",
            f"must be a number, not {_shown(value)}",
        )
    if kind is Decimal and not value.is_finite():
        raise InputError(key, "phải là một số hữu hạn", "must be a finite number")
    if value < 0:
        raise InputError(key, f"không được âm ({value})", f"must not be negative ({value})")
    return value  # type: ignore[no-any-return]


def check_keys(raw: Input, known: frozenset[str]) -> None:
    """Refuses a field that the rule does not know: most often a slip of the pen that would go unnoticed."""
    unknown = sorted(set(raw) - known - ANNOTATIONS)
    if unknown:
        listed = ", ".join(sorted(known))
        raise InputError(
            unknown[0],
            f"không có trường này ở tiêu chí (cần: {listed})",
            f"the leaf has no such field (it takes: {listed})",
        )


def yes_no(raw: Input, key: str) -> bool | None:
    """A true/false of an input; None where absent. Raises InputError for anything else."""
    value = raw.get(key)
    if value is None or value is True or value is False:
        return value
    raise InputError(key, f"phải là true hoặc false, không phải {_shown(value)}", "must be true or false")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "…"
