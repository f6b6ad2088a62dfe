"""What the system counts of the leaves of a set: figures of `platform.measures` as inputs of the rules that name them.

A leaf is counted where one measure has all the figures that its rule asks for, by their machine names; nothing else ties the
two, so that a set written by a province is counted like a shipped one (docs/decisions/measures.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from caicach.apps.parindex.models import Participant
from caicach.apps.parindex.queries.inputs import setting_for, shown_inputs
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.units.queries import latest
from caicach.core.parindex import Node
from caicach.platform import measures
from caicach.platform.access import Scope
from caicach.platform.measures import Figures, Measure


@dataclass(frozen=True, slots=True)
class Counted:
    """What the system counts of a leaf now: `inputs` as the rule takes them (None where nothing is known), in words, and
    the address of what was counted, "" for who may not read it.
    """

    measure: Measure
    inputs: Mapping[str, Any] | None
    shown: tuple[tuple[str, str], ...]
    url: str


def measure_of(node: Node) -> Measure | None:
    """The measure that counts everything that a leaf asks for."""
    if node.rule is None:
        return None
    figures = node.rule.figures()
    if any(field.required and field.name not in figures for field in node.rule.fields()):
        return None
    return measures.measuring(figures.values())


def inputs_of(node: Node, figures: Figures) -> dict[str, Any] | None:
    """Counted figures as the input of a leaf; None while one of them is not known."""
    assert node.rule is not None
    named = node.rule.figures()
    if any(name not in figures for name in named.values()):
        return None
    return {field: figures[name] for field, name in named.items()}


def counted_leaves(leaves: Iterable[Node]) -> dict[str, Measure]:
    """Those of the leaves that the system counts, by code."""
    found = {node.code: measure_of(node) for node in leaves}
    return {code: one for code, one in found.items() if one is not None}


def counted(scope: Scope, participant: Participant, code: str) -> Counted | None:
    """What is counted of a leaf of a unit now, None for a leaf that the system does not count.

    Whoever asks has been shown the leaf. As many queries as its measure takes, and one.
    """
    framework = framework_of(participant.round.framework)
    node = framework.node(code)
    measure = measure_of(node)
    if measure is None:
        return None
    year, unit_id = participant.round.year, participant.unit_id
    found = inputs_of(node, measure.count(scope, year, [unit_id]).get(unit_id, {}))
    setting = setting_for(participant)
    shown = shown_inputs(framework, setting, node, participant.block, found) if found else ()
    placed = latest(unit_id)
    url = measure.behind(scope, year, unit_id, placed.path) if placed else ""
    return Counted(measure, found, shown, url)


def counted_inputs(
    scope: Scope, year: int, unit_ids: Iterable[int], leaves: Iterable[Node]
) -> dict[tuple[int, str], dict[str, Any] | None]:
    """What is counted now of leaves of units, by (unit, code), None where nothing is known; each measure is asked once."""
    units, nodes = list(unit_ids), {node.code: node for node in leaves}
    measured = counted_leaves(nodes.values())
    by_measure = {one.code: one.count(scope, year, units) for one in measured.values()}
    return {
        (unit, code): inputs_of(nodes[code], by_measure[one.code].get(unit, {}))
        for code, one in measured.items()
        for unit in units
    }
