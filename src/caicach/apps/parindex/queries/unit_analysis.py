"""What the results mean for one unit: TH-1 what to hold, TH-2 what to repair, what would win most back, TM-11 consequences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from caicach.apps.parindex.queries.explaining import computed
from caicach.apps.parindex.queries.loading import Computed
from caicach.apps.parindex.queries.sheet_model import Line, Sheet
from caicach.apps.parindex.queries.unit_sheet import sheet
from caicach.core.parindex import NodeResult, analysis
from caicach.core.parindex.analysis import LEVEL_WORDS, Level
from caicach.platform.access import Permission, Scope
from caicach.platform.wording import language

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class GainLine:
    """A step that wins points back at a leaf."""

    line: Line
    change: str
    gain: Decimal


@dataclass(frozen=True, slots=True)
class ConsequenceLine:
    """What a leaf (`line` None: the whole index) means for the head and for who is in charge."""

    line: Line | None
    level: str
    level_words: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnitAnalysis:
    """The two lists, the gains and, for those who may see them, the consequences (None for all others)."""

    sheet: Sheet
    hold: tuple[Line, ...] = ()
    repair: tuple[Line, ...] = ()
    fallen: tuple[Line, ...] = ()
    gains: tuple[GainLine, ...] = ()
    consequences: tuple[ConsequenceLine, ...] | None = None

    @property
    def lost(self) -> Decimal:
        return sum((line.lost for line in self.repair), ZERO)

    @property
    def winnable(self) -> Decimal:
        """What the listed steps bring when at each leaf the largest of them is taken."""
        best: dict[str, Decimal] = {}
        for gain in self.gains:
            best[gain.line.code] = max(gain.gain, best.get(gain.line.code, ZERO))
        return sum(best.values(), ZERO)

    @property
    def index_then(self) -> Decimal | None:
        """The index with everything won that the listed steps can win."""
        score = self.sheet.score
        if score is None or score.index is None or not score.max_points:
            return None
        return min(Decimal(100), (score.points + self.winnable) * 100 / score.max_points)

    @property
    def by_level(self) -> list[tuple[str, tuple[ConsequenceLine, ...]]]:
        """The consequences at each of the two levels, the graver first, under the level in words."""
        spoken = language()
        return [
            (
                LEVEL_WORDS[level].text(spoken),
                tuple(one for one in self.consequences or () if one.level == level),
            )
            for level in Level
        ]


def of_unit(scope: Scope, year: int, unit_id: int) -> UnitAnalysis:
    """The analysis of a unit in a year. NotFound outside the reach; without lists where it took part in no round."""
    shown = sheet(scope, year, unit_id)
    if shown.participant is None or shown.framework is None:
        return UnitAnalysis(shown)
    unit = computed(shown.participant, shown)
    lines = {line.code: line for line in shown.lines}
    fallen = [line for line in shown.leaves if line.change is not None and line.change < 0]
    return UnitAnalysis(
        sheet=shown,
        hold=_of(lines, analysis.to_hold(unit.framework, unit.result)),
        repair=_of(lines, analysis.to_repair(unit.framework, unit.result)),
        fallen=tuple(sorted(fallen, key=lambda line: line.change or ZERO)),
        gains=tuple(_gains(unit, lines)),
        consequences=_consequences(unit, shown, lines)
        if scope.may(Permission.CONSEQUENCES_READ, shown.path)
        else None,
    )


def _of(lines: dict[str, Line], nodes: Iterable[NodeResult]) -> tuple[Line, ...]:
    return tuple(lines[node.code] for node in nodes)


def _gains(unit: Computed, lines: dict[str, Line]) -> list[GainLine]:
    found = analysis.gains(unit.framework, unit.setting, unit.facts, unit.result)
    return [GainLine(lines[gain.code], gain.step.change.text(language()), gain.step.gain) for gain in found]


def _consequences(unit: Computed, shown: Sheet, lines: dict[str, Line]) -> tuple[ConsequenceLine, ...]:
    last = {line.code: (line.last, line.last_max) for line in shown.leaves}
    known = {
        code: (points, most)
        for code, (points, most) in last.items()
        if points is not None and most is not None
    }
    last_index = shown.last.index if shown.last else None
    spoken = language()
    return tuple(
        ConsequenceLine(
            lines.get(one.code), one.level, LEVEL_WORDS[one.level].text(spoken), one.reason.text(spoken)
        )
        for one in analysis.consequences(unit.framework, unit.result, known, last_index)
    )
