"""Class and rank. Classes look at the index and their conditions; ranks stand within a block, on unrounded indices.

Equal indices share a rank and the next is skipped (1, 2, 2, 4), as the published tables do.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from caicach.core.words import Words

from .expressions import Unstated, ZeroDenominator
from .facts import UnitFacts
from .framework import ClassBand, Framework
from .results import UnitResult


def classify(framework: Framework, result: UnitResult, facts: UnitFacts) -> None:
    """Sets the class: the best whose lower bound the unrounded index reaches and whose conditions hold."""
    index = result.index
    if index is None:
        return
    reasons: list[Words] = []
    for band in framework.classes:
        if index < band.start:
            continue
        failed = _failed(framework, band, result, facts, index)
        if not failed:
            result.standing.class_name = band.words
            break
        reasons += failed
    result.standing.reasons = tuple(reasons)


def _failed(
    framework: Framework, band: ClassBand, result: UnitResult, facts: UnitFacts, index: Decimal
) -> list[Words]:
    """Why the unit misses a class that its index reaches. A condition on an attribute nobody stated is not held against it."""

    def index_of(code: str) -> Decimal:
        return result.nodes[code].index or Decimal(0)

    def points_of(code: str) -> Decimal:
        return result.nodes[code].points or Decimal(0)

    reasons = []
    for condition in band.conditions:
        test = condition.expression
        if not test.stated(facts.attributes):
            continue
        try:
            holds = test({"index": index}, facts.attributes, {"index_of": index_of, "points_of": points_of})
        except (Unstated, ZeroDenominator):
            continue
        if not holds:
            reasons.append(
                Words(
                    f"không xếp loại {band.name}: {condition.reason}",
                    f"not classed {band.words.en}: {condition.reason_en or condition.reason}",
                )
            )
    return reasons


def rank(units: Sequence[UnitResult]) -> None:
    """Sets the ranks within each block; who is not ranked gets the reason instead."""
    blocks: defaultdict[str, list[UnitResult]] = defaultdict(list)
    for unit in units:
        if reason := left_out(unit):
            unit.standing.reasons += (reason,)
        else:
            blocks[unit.block].append(unit)
    for block in blocks.values():
        for unit, place in zip(
            block, competition([unit.index for unit in block if unit.index is not None]), strict=True
        ):
            unit.standing.rank, unit.standing.peers = place, len(block)


def left_out(unit: UnitResult) -> Words | None:
    """Why a unit takes no part in the ranking, None where it does."""
    if unit.index is None:
        return _incomplete(unit)
    if unit.not_ranked:
        return Words(f"không xếp hạng: {unit.not_ranked}", f"not ranked: {unit.not_ranked}")
    return None


def competition(values: Sequence[Decimal]) -> list[int]:
    """Competition ranks, highest first: one more than the number of values above."""
    first: dict[Decimal, int] = {}
    for place, value in enumerate(sorted(values, reverse=True), start=1):
        first.setdefault(value, place)
    return [first[value] for value in values]


def _incomplete(unit: UnitResult) -> Words:
    gaps = unit.gaps
    if not gaps:
        return Words("không xếp hạng: không có tiêu chí nào áp dụng", "not ranked: nothing applies")
    codes = ", ".join(gap.code for gap in gaps[:5]) + ("…" if len(gaps) > 5 else "")
    return Words(
        f"không xếp hạng: {len(gaps)} tiêu chí chưa tính được ({codes})",
        f"not ranked: {len(gaps)} leaves could not be scored ({codes})",
    )
