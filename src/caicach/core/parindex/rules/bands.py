"""R5: points by the band that a value falls into. R17: a value from outside (DTI, 766 score), by bands or in proportion.

Every boundary says whether it belongs to its band: `ge` (từ … trở lên) or `gt` (trên …). There is no default, because
"trên 90 %" and "từ 90 %" score exactly 90 differently.
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from caicach.core.words import Language, Words, figure

from .base import (
    NO_INPUT,
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

_KEYS = frozenset({"value"})


class Band(BaseModel):
    """A band: `ge` or `gt` its lower boundary, or `else` for all that is left."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    ge: Points | None = None
    gt: Points | None = None
    otherwise: Annotated[bool | None, Field(alias="else")] = None
    points: Points

    @model_validator(mode="after")
    def _one_boundary(self) -> "Band":
        if sum((self.ge is not None, self.gt is not None, self.otherwise is True)) != 1:
            raise ValueError(
                "mỗi bậc có đúng một mốc: ge (từ … trở lên), gt (trên …) hoặc else: true"
                " | a band has exactly one of ge, gt, else"
            )
        return self

    @property
    def boundary(self) -> Decimal | None:
        return self.ge if self.ge is not None else self.gt

    def holds(self, value: int | Decimal) -> bool:
        if self.ge is not None:
            return value >= self.ge
        return self.gt is None or value > self.gt

    def words(self, language: Language) -> str:
        if self.ge is not None:
            return Words(
                f"từ {figure(self.ge, language)} trở lên", f"{figure(self.ge, language)} or more"
            ).text(language)
        if self.gt is not None:
            return Words(f"trên {figure(self.gt, language)}", f"above {figure(self.gt, language)}").text(
                language
            )
        return Words("còn lại", "otherwise").text(language)


Table = Annotated[tuple[Band, ...], Field(min_length=2)]


def table_faults(table: tuple[Band, ...], maximum: Decimal) -> list[Words]:
    """Bands stand from the highest boundary down, end with `else`, and the best gives the maximum."""
    faults = []
    if table[-1].otherwise is not True or any(band.otherwise for band in table[:-1]):
        faults.append(
            Words(
                "bậc cuối (và chỉ bậc cuối) phải là else: true", "the last band, and only it, is else: true"
            )
        )
    boundaries = [(band.boundary, band.gt is not None) for band in table if band.boundary is not None]
    if any(later >= earlier for earlier, later in pairwise(boundaries)):
        faults.append(Words("các mốc phải xếp từ cao xuống thấp", "boundaries must go from high to low"))
    best = max(band.points for band in table)
    if best != maximum:
        faults.append(
            Words(
                f"bậc cao nhất là {best}, điểm tối đa là {maximum}",
                f"the best band is {best}, maximum is {maximum}",
            )
        )
    return faults


class Bands(Rule):
    """The points of the first band that holds the value."""

    title: ClassVar[Words] = Words("Theo bậc", "Bands of a value")

    type: Literal["bands"]
    value: str
    unit: str = ""
    table: Table

    def faults(self, maximum: Decimal) -> list[Words]:
        return table_faults(self.table, maximum)

    def fields(self) -> tuple[InputField, ...]:
        return (InputField("value", "number", Words("Giá trị", "Value")),)

    def figures(self) -> Mapping[str, str]:
        return {"value": self.value}

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        table = [(band.holds, Outcome(band.points)) for band in self.table]

        def score(raw: Input, case: UnitCase) -> Outcome:
            if raw.keys() != _KEYS:
                check_keys(raw, _KEYS)
            value = number(raw, "value")
            if value is None:
                return NO_INPUT._replace(missing=("value",))
            return next(outcome for holds, outcome in table if holds(value))

        return score

    def words(self, leaf: Leaf, language: Language) -> str:
        listed = "; ".join(f"{band.words(language)}: {figure(band.points, language)}" for band in self.table)
        return f"{leaf.start(self.value, language)} – {listed}."

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        label, unit = (
            leaf.start(self.value, language),
            f" {self.unit}" if self.unit and language == "vi" else "",
        )
        bands = [(band, f"{band.words(language)} → {figure(band.points, language)}") for band in self.table]

        def work(raw: Input, case: UnitCase) -> Working:
            value = number(raw, "value") or 0
            band, text = next((band, text) for band, text in bands if band.holds(value))
            shown = figure(value, language) + unit
            return Working(((label, shown),), (f"{shown}: {text}",), band.points)

        return work

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        value = number(raw, "value")
        if value is None:
            return ()
        now = next(band.points for band in self.table if band.holds(value))
        return tuple(
            Step(
                Words(
                    f"đạt mức {band.words('vi')} (nay {figure(value, 'vi')})",
                    f"reach {band.words('en')} (now {value})",
                ),
                band.points - now,
            )
            for band in reversed(self.table)
            if band.points > now
        )


class External(Bands):
    """R17: a number that another system publishes, turned into points by bands or in proportion to `full_at`."""

    title: ClassVar[Words] = Words("Giá trị từ nguồn ngoài", "Value from outside")

    type: Literal["external"]  # type: ignore[assignment]
    table: tuple[Band, ...] = ()
    full_at: Points | None = None

    @model_validator(mode="after")
    def _one_scale(self) -> "External":
        if bool(self.table) == (self.full_at is not None):
            raise ValueError("cần đúng một trong hai: table hoặc full_at | exactly one of table and full_at")
        return self

    def faults(self, maximum: Decimal) -> list[Words]:
        if self.full_at is None:
            return table_faults(self.table, maximum)
        return [] if self.full_at > 0 else [Words("full_at phải lớn hơn 0", "full_at must be above 0")]

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        if self.full_at is None:
            return super().scorer(leaf, setting)
        maximum, full_at = leaf.max_points, self.full_at

        def score(raw: Input, case: UnitCase) -> Outcome:
            if raw.keys() != _KEYS:
                check_keys(raw, _KEYS)
            value = number(raw, "value")
            if value is None:
                return NO_INPUT._replace(missing=("value",))
            if value >= full_at:
                return Outcome(maximum, flags=("above_full",) if value > full_at else ())
            return Outcome(maximum * value / full_at)

        return score

    def words(self, leaf: Leaf, language: Language) -> str:
        if self.full_at is None:
            return super().words(leaf, language)
        label, full = leaf.label(self.value, language), figure(self.full_at, language)
        best = figure(leaf.max_points, language)
        return Words(
            f"Điểm = {best} × {label} / {full}, tối đa {best} điểm.",
            f"Points = {best} × {label} / {full}, at most {best}.",
        ).text(language)

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        if self.full_at is None:
            return super().worker(leaf, setting, language)
        full_at, maximum = self.full_at, leaf.max_points

        def work(raw: Input, case: UnitCase) -> Working:
            value = number(raw, "value") or 0
            points = min(maximum, maximum * value / full_at)
            best, shown, full = (figure(part, language) for part in (maximum, value, full_at))
            line = f"{best} × {shown} / {full} = {figure(points, language, 4)}"
            return Working(((leaf.start(self.value, language), shown),), (line,), points)

        return work

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        if self.full_at is None:
            return super().steps(leaf, raw, case, setting)
        value = number(raw, "value")
        if value is None or value >= self.full_at:
            return ()
        gain = leaf.max_points - leaf.max_points * value / self.full_at
        full = self.full_at
        return (
            Step(
                Words(f"đạt {figure(full, 'vi')} (nay {figure(value, 'vi')})", f"reach {full} (now {value})"),
                gain,
            ),
        )
