"""What a mapping file does, or would do: shown before it is confirmed, and after."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class ProvinceResult:
    """What a mapping file does, or would do, to one province; `already` are successions that were recorded before."""

    code: str
    name: str
    old_units: int = 0
    successions: int = 0
    continuing: int = 0
    already: int = 0
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SuccessionResult:
    """`absent` are provinces of the file that this installation, or the scope, does not have."""

    provinces: list[ProvinceResult] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def old_units(self) -> int:
        return sum(province.old_units for province in self.provinces)

    @property
    def successions(self) -> int:
        return sum(province.successions for province in self.provinces)

    @property
    def continuing(self) -> int:
        return sum(province.continuing for province in self.provinces)

    @property
    def already(self) -> int:
        return sum(province.already for province in self.provinces)

    @property
    def can_be_confirmed(self) -> bool:
        return not self.problems and bool(self.successions + self.continuing)
