"""The workbook computes what `core.parindex` computes: LibreOffice does the sums again, for every rule, policy and rounding."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from caicach.apps.parindex import facts_sheet, formula_sheet
from caicach.apps.parindex.formula_sheet import BEST, CODE, NAME, POINTS
from caicach.apps.parindex.sheet_content import Content, LeafState
from caicach.apps.parindex.sheet_sums import Sums
from caicach.apps.parindex.tests import every_rule
from caicach.cli import libreoffice
from caicach.core.parindex import Framework, Results, document, evaluate, facts
from caicach.core.parindex.facts import UnitFacts
from caicach.core.parindex.rules.base import UnitCase
from caicach.platform.spreadsheets import Cell, Table, read_table

UNITS, FEWER = 12, 3
ROUNDINGS = (
    "{stage: leaf, decimals: 2, mode: half_up}",
    "{stage: node, decimals: 1, mode: half_even}",
    "{stage: total, decimals: 1, mode: down}",
    "{stage: display, decimals: 2, mode: half_up}",
)
NEAR = Decimal("0.000001")


def sets() -> Iterator[Framework]:
    """The set under each way of rounding, and the one that the product ships for communes."""
    for rounding in ROUNDINGS:
        text = every_rule.TEXT.replace(ROUNDINGS[0], rounding)
        yield document.read(text, "moi-cach.yaml")


def made(framework: Framework, count: int = UNITS) -> tuple[Results, tuple[UnitFacts, ...]]:
    read = facts.read({"year": 2026, "units": [every_rule.drawn(seed) for seed in range(UNITS)]}, framework)
    return evaluate(framework, read), read.units


def content_of(results: Results, unit: UnitFacts) -> Content:
    framework = results.framework
    declared = {leaf.code for code in unit.not_applicable for leaf in framework.below(code)}
    exempt = declared | {
        leaf.code
        for leaf in framework.leaves
        if leaf.na_expression is not None
        and leaf.na_expression.stated(unit.attributes)
        and leaf.na_expression({}, unit.attributes)
    }
    states = {
        node.code: LeafState(inputs=unit.inputs.get(node.code, {}), exempt=node.code in exempt)
        for node in framework.nodes
    }
    last = unit.last_year
    return Content(
        framework,
        results.setting,
        UnitCase(unit.block, {**last.leaves, **last.values}, last.index),
        results.unit(unit.unit),
        states,
        unit.bonus,
        unit.penalty,
        unit.attributes,
        unit.unit,
    )


def near(cell: Cell, value: Decimal | None) -> bool:
    """Whether a cell shows a figure, or nothing for None."""
    if value is None or not isinstance(cell, int | Decimal):
        return cell is value
    return abs(cell - value) < NEAR


Computed = list[tuple[Content, list[Table]]]


@pytest.fixture(scope="module")
def computed(
    tmp_path_factory: pytest.TempPathFactory,
) -> Computed:
    """Each unit's content with the table that LibreOffice makes of its workbook: one start for all of them."""
    folder = tmp_path_factory.mktemp("sheets")
    program = libreoffice.program()
    assert program, "LibreOffice Calc is missing: python scripts/system_packages.py says how to install it"
    office = libreoffice.Office(program, folder)
    contents: list[Content] = []
    for framework in sets():
        results, units = made(framework, FEWER if contents else UNITS)
        contents += [content_of(results, unit) for unit in units]
    paths = [folder / f"{number:03d}.xlsx" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(formula_sheet.write(content))
    office.convert(paths, "xlsx")
    return [
        (content, read_table((office.out / path.name).read_bytes(), path.name))
        for path, content in zip(paths, contents, strict=True)
    ]


def test_libreoffice_comes_to_the_points_of_the_engine(
    computed: Computed,
) -> None:
    wrong, complete = [], 0
    for content, (table, _about) in computed:
        result = content.result
        sums = Sums(content.framework, result).points(result.own_points)
        shown = {row.at(CODE + 1): row.at(POINTS + 1) for row in table.rows}
        named = {row.at(NAME + 1): row for row in table.rows}
        pairs = {node.code: (shown[node.code], sums[node.code]) for node in content.framework.nodes}
        pairs["total"] = named["TỔNG ĐIỂM"].at(POINTS + 1), result.points
        pairs["index"] = named["CHỈ SỐ (%)"].at(POINTS + 1), result.index
        pairs["maximum"] = named["Cộng điểm các lĩnh vực"].at(BEST + 1), result.max_points
        wrong += [f"{content.unit} {what}: {a} != {b}" for what, (a, b) in pairs.items() if not near(a, b)]
        complete += result.index is not None
    assert not wrong, "\n".join(wrong[:30])
    assert complete > 10, "enough units are scored to the end"


def test_a_sheet_that_libreoffice_has_saved_is_read_back_as_it_was_filled(computed: Computed) -> None:
    for content, tables in computed:
        filled = facts_sheet.read_scoring_sheet(tables, content.framework)
        assert filled.problems == {}
        stated = {code: dict(state.inputs) for code, state in content.leaves.items() if state.inputs}
        assert filled.inputs == stated


def test_the_drawn_units_meet_every_case() -> None:
    results, _units = made(next(sets()))
    statuses = {(node.status, node.policy) for unit in results.units for node in unit.nodes.values()}
    assert {"exclude", "redistribute", "full", "zero"} <= {policy for _, policy in statuses}
    assert {"scored", "missing", "knocked_out", "not_applicable"} <= {status for status, _ in statuses}
    assert {leaf.rule.type for leaf in results.framework.leaves} >= {  # type: ignore[union-attr]
        "binary", "timeliness", "checklist", "choice", "bands", "external", "ratio", "deduct", "count", "survey",
        "formula", "manual", "compare", "change",
    }  # fmt: skip


def test_a_file_that_nothing_has_computed_again_shows_the_same_figures(computed: Computed) -> None:
    """Phones and previews show the values that the file carries."""
    for content, _tables in computed[::3]:
        table = read_table(formula_sheet.write(content), "phieu.xlsx")[0]
        named = {row.at(NAME + 1): row for row in table.rows}
        assert near(named["TỔNG ĐIỂM"].at(POINTS + 1), content.result.points)
        assert near(named["CHỈ SỐ (%)"].at(POINTS + 1), content.result.index)
