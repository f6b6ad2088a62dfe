"""`caicach bench`: how fast, as ratios of the same work in one run. Not a test: absolute times depend on the machine."""

from __future__ import annotations

import csv
import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from caicach.cli import django_setup, libreoffice
from caicach.cli.bench_deadlines import deadlines
from caicach.cli.bench_directives import directives
from caicach.cli.bench_dossiers import dossiers
from caicach.cli.bench_inputs import drawn_input
from caicach.cli.bench_pages import pages
from caicach.cli.bench_saves import saves
from caicach.cli.bench_slips import slips
from caicach.cli.output import fail, print_json, progress, stdout

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Đo tốc độ, in tỷ số trong cùng một lần chạy."
)


@app.callback()
def bench() -> None:
    """Đo tốc độ, in tỷ số trong cùng một lần chạy."""


app.command()(deadlines)
app.command()(directives)
app.command()(dossiers)
app.command()(pages)
app.command()(saves)
app.command()(slips)


@app.command()
def scoring(
    units: Annotated[int, typer.Option(min=1, help="Số đơn vị được chấm.")] = 3321,
    runs: Annotated[int, typer.Option(min=1, help="Số lần đo; lấy trung vị.")] = 5,
    sheets: Annotated[int, typer.Option(min=1, help="Số phiếu chấm cho LibreOffice tính lại.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """Chấm điểm cấp xã: không giải thích, có giải thích, và LibreOffice tính lại cùng những phiếu ấy."""
    from caicach.core import parindex

    framework = parindex.document.shipped("commune")
    facts = _facts(framework, units)
    results = parindex.evaluate(framework, facts)

    # The facts stay for the whole run; without this the collector walks over all of them again and again.
    gc.collect()
    gc.freeze()

    def with_explanations() -> None:
        scored = parindex.evaluate(framework, facts)
        explainer = parindex.Explainer(framework, scored.setting)
        for unit, result in zip(facts.units, scored.units, strict=True):
            explainer.leaves(unit, result)

    plain_seconds, explained_seconds = _paired(
        runs, lambda: parindex.evaluate(framework, facts), with_explanations
    )
    office, checked = _libreoffice(framework, results, facts, min(sheets, units))
    report = {
        "units": units,
        "leaves": len(framework.leaves),
        "scoring_seconds": round(plain_seconds, 3),
        "with_explanations_seconds": round(explained_seconds, 3),
        "explanations_ratio": round(explained_seconds / plain_seconds, 2),
        "libreoffice_seconds_a_sheet": round(office, 4),
        "libreoffice_ratio": round(office * units / plain_seconds, 1),
        "points_equal_to_libreoffice": checked,
    }
    print_json(report) if as_json else _show(report)


def _facts(framework: Any, units: int) -> Any:
    from caicach.core.parindex import facts

    return facts.read({"units": _drawn(framework, units), "year": 2026}, framework)


def _drawn(framework: Any, units: int) -> list[dict[str, Any]]:
    """Complete inputs for every leaf from a seed, without declared exceptions: a sheet of formulas knows none."""
    import random

    chance = random.Random(766)
    return [
        {
            "unit": f"Đơn vị {number}",
            "block": "xa",
            "inputs": {leaf.code: drawn_input(leaf.rule, chance) for leaf in framework.leaves},
        }
        for number in range(units)
    ]


def _paired(runs: int, *works: Callable[[], Any]) -> list[float]:
    """Median seconds of one core for each work, measured in turn so that a slow moment touches all."""
    taken: list[list[float]] = [[] for _ in works]
    with progress() as bar:
        task = bar.add_task("Đang đo", total=runs * len(works))
        for _ in range(runs):
            for times, work in zip(taken, works, strict=True):
                started = time.process_time()
                work()
                times.append(time.process_time() - started)
                bar.advance(task)
    return [statistics.median(times) for times in taken]


def _libreoffice(framework: Any, results: Any, facts: Any, sheets: int) -> tuple[float, int]:
    """Seconds that LibreOffice takes for one more sheet (its start left out), and how many totals were equal to ours."""
    program = libreoffice.program()
    if program is None:
        fail("Máy này chưa có LibreOffice, nên không so sánh được.", "Hãy cài libreoffice-calc rồi chạy lại.")
    django_setup.setup()
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        work = Path(folder)
        office = libreoffice.Office(program, work)
        paths = [work / f"{number:05d}.xlsx" for number in range(sheets)]
        for path, unit, result in zip(paths, facts.units, results.units, strict=False):
            path.write_bytes(_sheet(framework, results.setting, unit, result))
        office.convert(paths[:1])  # the first start fills the profile
        one = office.convert(paths[:1])
        many = office.convert([*paths, paths[0]])
        equal = sum(
            _total(office.out / f"{path.stem}.csv", framework) == unit.points
            for path, unit in zip(paths, results.units, strict=False)
        )
        if equal < sheets:
            fail(f"LibreOffice và chương trình khác nhau ở {sheets - equal} trong {sheets} phiếu.")
        return (many - one) / sheets, equal


def _sheet(framework: Any, setting: Any, unit: Any, result: Any) -> bytes:
    from caicach.apps.parindex import formula_sheet
    from caicach.apps.parindex.sheet_content import Content, LeafState
    from caicach.core.parindex.rules.base import UnitCase

    leaves = {code: LeafState(inputs=inputs) for code, inputs in unit.inputs.items()}
    return formula_sheet.write(Content(framework, setting, UnitCase(unit.block), result, leaves))


def _total(path: Path, framework: Any) -> Decimal:
    """The sum of the areas in a recalculated sheet."""
    areas = {area.code for area in framework.areas}
    with path.open(encoding="utf-8", newline="") as file:
        points = [Decimal(row[5]) for row in csv.reader(file) if row[0] in areas]
    return round(sum(points, Decimal(0)), 6)


def _show(report: dict[str, Any]) -> None:
    table = Table(
        title=f"Chấm {report['units']} đơn vị × {report['leaves']} tiêu chí, một lõi", title_justify="left"
    )
    for name in ("Việc", "Giây", "So với chấm điểm"):
        table.add_column(name, justify="left" if name == "Việc" else "right")
    table.add_row("Chấm điểm", f"{report['scoring_seconds']}", "1")
    table.add_row(
        "Chấm điểm và giải thích từng tiêu chí",
        f"{report['with_explanations_seconds']}",
        f"{report['explanations_ratio']}×",
    )
    total = report["libreoffice_seconds_a_sheet"] * report["units"]
    table.add_row("LibreOffice tính lại cùng số phiếu ấy", f"{total:.0f}", f"{report['libreoffice_ratio']}×")
    stdout.print(table)
    stdout.print(
        f"LibreOffice: {report['libreoffice_seconds_a_sheet']} giây mỗi phiếu, đo trên {report['points_equal_to_libreoffice']}"
        " phiếu (không kể lúc khởi động), tổng điểm bằng nhau ở mọi phiếu.",
        highlight=False,
    )
