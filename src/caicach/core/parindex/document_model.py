"""The models of the framework document: they check it, and the published JSON Schema is made from them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from .framework import Kind, Policy, Stage, Subject
from .rules import AnyRule
from .rules.base import Points

Text = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Header(_Part):
    """What the set is: code, name, whom it scores, from which year on, by which decision."""

    code: Text
    name: Text
    name_en: str = ""
    subject: Subject
    year: int
    valid_from: date | None = None
    valid_to: date | None = None
    max: Points
    appraised_max: Points | None = None
    survey_max: Points | None = None
    legal_basis: tuple[str, ...] = ()
    note: str = ""


class RoundingPart(_Part):
    stage: Stage = "leaf"
    decimals: Annotated[int, Field(ge=0, le=6)] = 2
    mode: Literal["half_up", "half_even", "down"] = "half_up"


class NamedPart(_Part):
    code: Text
    name: Text
    name_en: str = ""


class SourcePart(_Part):
    code: Text
    text: Text


class ReferenceDatePart(_Part):
    code: Text
    name: Text
    name_en: str = ""
    default: str | None = None
    note: str = ""


class ConditionPart(_Part):
    require: Text
    reason: Text
    reason_en: str = ""


class ClassPart(_Part):
    name: Text
    name_en: str = ""
    start: Annotated[Points, Field(alias="from")]
    conditions: tuple[ConditionPart, ...] = ()


class ExtraPart(_Part):
    code: Text
    name: Text
    name_en: str = ""
    per: Points
    unit: str = ""


class ExtrasPart(_Part):
    cap: Points
    items: tuple[ExtraPart, ...]


class KnockoutPart(_Part):
    when: Text
    reason: Text
    reason_en: str = ""


class LabelPart(_Part):
    vi: Text
    en: Text


class LeafMapPart(_Part):
    """Where the leaves of this set stood in the set before it: new code -> old codes."""

    framework: Text
    leaves: dict[str, tuple[str, ...]]


class NodePart(_Part):
    """An area, criterion or leaf: either `children` or a `rule`."""

    code: Text
    name: Text
    name_en: str = ""
    max: Points
    capped: bool = False
    children: tuple["NodePart", ...] = ()
    rule: AnyRule | None = None
    zero_if: KnockoutPart | None = None
    evidence: str = ""
    guide: str = ""
    agency: str = ""
    kind: Kind | None = None
    na: Policy | None = None
    na_when: str = ""
    basis: str = ""
    source: str = ""


class FrameworkDocument(_Part):
    """A criteria set of the PAR Index (bộ chỉ số cải cách hành chính)."""

    framework: Header
    rounding: RoundingPart = RoundingPart()
    attributes: tuple[NamedPart, ...] = ()
    reference_dates: tuple[ReferenceDatePart, ...] = ()
    blocks: tuple[NamedPart, ...] = ()
    classes: Annotated[tuple[ClassPart, ...], Field(min_length=1)]
    bonus: ExtrasPart | None = None
    penalty: ExtrasPart | None = None
    agencies: tuple[NamedPart, ...] = ()
    sources: tuple[SourcePart, ...] = ()
    labels: dict[str, LabelPart] = {}
    maps_from: LeafMapPart | None = None
    tree: Annotated[tuple[NodePart, ...], Field(min_length=1)]
