"""The two lists of a unit after publication: what to hold, what to repair, and how a correction changes them.

TH-1, TH-2: Công văn ngày 20/4/2023 của UBND xã Tân Hồng, mục 1 ("đã đạt điểm tối đa, điểm cao") and mục 2 ("bị trừ điểm");
CT-1a: the analysis of published results ("giữ vững … khắc phục các nội dung giảm điểm, đạt điểm thấp").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from caicach.core.parindex import Framework, analysis
from caicach.core.parindex.published import PublishedUnit

LastYear = Mapping[str, tuple[Decimal, Decimal]]
"""Points and maximum of the year before by this year's leaf."""


@dataclass(frozen=True, slots=True)
class Item:
    """A leaf of one of the lists. `change` is against last year, in points of this year's maximum; None without a last year."""

    code: str
    points: Decimal
    max_points: Decimal
    change: Decimal | None

    @property
    def lost(self) -> Decimal:
        return self.max_points - self.points


@dataclass(frozen=True, slots=True)
class Lists:
    """`hold` in printed order, `repair` by the points lost, the most first. A leaf that is high and lost a little is in both."""

    hold: tuple[Item, ...]
    repair: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """What a correction does to the leaves to repair: codes that are new, that lost nothing any more, whose loss is another."""

    added: tuple[str, ...] = ()
    lifted: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        return not (self.added or self.lifted or self.changed)


def lists(framework: Framework, unit: PublishedUnit, last: LastYear, high: Decimal) -> Lists:
    """The two lists of a published unit. Leaves that do not apply, are missing or have a maximum of 0 are in neither."""
    moved = {change.code: change.difference for change in analysis.changes(framework, unit, last)}

    def item(code: str) -> Item:
        own = unit.nodes[code]
        assert own.points is not None
        assert own.max_points is not None
        return Item(code, own.points, own.max_points, moved.get(code))

    return Lists(
        tuple(item(own.code) for own in analysis.to_hold(framework, unit, high)),
        tuple(item(own.code) for own in analysis.to_repair(framework, unit)),
    )


def revision(before: Mapping[str, Decimal], after: Mapping[str, Decimal]) -> Revision:
    """What changed between two lists of lost points by leaf; codes in the order of the newer list, lifted ones in the older's."""
    return Revision(
        tuple(code for code in after if code not in before),
        tuple(code for code in before if code not in after),
        tuple(code for code, lost in after.items() if code in before and before[code] != lost),
    )
