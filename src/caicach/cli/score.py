"""`caicach score`: points from a criteria set and a file of facts, without a database."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from caicach.cli import score_verify
from caicach.cli.output import MALFORMED, MISSING, fail, print_json, stderr, stdout
from caicach.core import parindex
from caicach.core.parindex import Framework, Results, UnitResult, figure, plain
from caicach.core.parindex.explanation import STATUS_WORDS
from caicach.core.parindex.rules.base import ERROR
from caicach.core.words import Language

MAX_BYTES = 500_000_000

app = typer.Typer(add_completion=False)


@app.command()
def score(
    framework: Annotated[
        str, typer.Option("--framework", "-f", help="Tệp YAML, hoặc commune | district | department.")
    ] = "",
    facts: Annotated[
        Path | None, typer.Option("--facts", "-i", help="Tệp JSON số liệu của các đơn vị.")
    ] = None,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify",
            help="Chấm lại kết quả đã công bố và so từng chữ số: của tệp --record, hoặc mọi lần công bố đã lưu.",
        ),
    ] = False,
    record: Annotated[
        Path | None, typer.Option("--record", help="Tệp hồ sơ công bố (JSON) tải từ trang kết quả.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả đầy đủ dạng JSON.")] = False,
    year: Annotated[int | None, typer.Option(help="Năm chấm điểm, khi tệp số liệu không ghi.")] = None,
    language: Annotated[str, typer.Option("--lang", help="Ngôn ngữ của phần giải thích: vi hoặc en.")] = "vi",
) -> None:
    """Chấm điểm các đơn vị. Mã thoát: 0 xong; 1 (--verify) có chỗ khác; 2 tệp sai; 3 thiếu số liệu hoặc chưa tính được."""
    if verify:
        score_verify.run(record, as_json=as_json)
        return
    if not framework or facts is None:
        fail(
            "Thiếu --framework hoặc --facts.",
            "Ví dụ: caicach score --framework commune --facts so-lieu.json",
            MALFORMED,
        )
    lang: Language = "en" if language == "en" else "vi"
    criteria = read_framework(framework)
    data = read_facts(facts)
    try:
        if year is not None and isinstance(data, dict):
            data.setdefault("year", year)
        stated = parindex.facts.read(data, criteria)
        results = parindex.evaluate(criteria, stated)
    except parindex.FactsError as error:
        fail(f"{facts}: {error.path}: {error.reason.vi}", code=MALFORMED)
    if as_json:
        print_json(_document(criteria, stated, results, lang))
    else:
        _print_ranking(criteria, results, lang)
    for path, what in stated.remarks:
        stderr.print(
            f"{path}: {what.text(lang)}", style="yellow", highlight=False, markup=False, soft_wrap=True
        )
    gaps = [(unit, gap) for unit in results.units for gap in unit.gaps]
    if gaps:
        _print_gaps(gaps, lang)
        raise typer.Exit(MISSING)


def read_framework(name: str) -> Framework:
    """A shipped set by its name or a YAML file; ends the command with exit code 2 where it cannot be used."""
    try:
        if name in parindex.document.SHIPPED:
            return parindex.document.shipped(name)
        return parindex.document.read(read_text(Path(name)), name)
    except parindex.FrameworkErrors as error:
        fail("\n  ".join(problem.text("vi") for problem in error.problems), code=MALFORMED)


def read_facts(path: Path) -> Any:
    """The JSON of a facts file with exact numbers; ends the command with exit code 2 where it cannot be read."""
    try:
        return json.loads(read_text(path), parse_float=Decimal, parse_constant=_refused)
    except json.JSONDecodeError as error:
        fail(f"{path}:{error.lineno}:{error.colno}: JSON viết sai: {error.msg}", code=MALFORMED)
    except (ValueError, RecursionError) as error:
        fail(f"{path}: không đọc được JSON: {error}", code=MALFORMED)


def read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            fail(f"{path}: tệp lớn hơn {MAX_BYTES // 1_000_000} MB", "Hãy chia tệp theo đơn vị.", MALFORMED)
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        fail(f"{path}: không mở được tệp ({error.strerror})", "Hãy kiểm tra đường dẫn.", MALFORMED)
    except UnicodeDecodeError:
        fail(f"{path}: tệp không phải UTF-8", "Hãy lưu lại tệp với bảng mã UTF-8.", MALFORMED)


def _refused(name: str) -> Any:
    raise ValueError(f"{name} không phải là số")


def _document(
    criteria: Framework, stated: parindex.facts.Facts, results: Results, language: Language
) -> dict[str, Any]:
    """The contract of the command's output: points and indices as decimal texts, unknown ones as null."""
    units = []
    explainer = parindex.Explainer(criteria, results.setting, language)
    for facts, unit in zip(stated.units, results.units, strict=True):
        nodes = unit.nodes
        units.append(
            {
                "unit": unit.unit,
                "block": unit.block,
                "points": plain(unit.points),
                "max": plain(unit.max_points),
                "index": _text(unit.index),
                "rank": unit.standing.rank,
                "class": unit.standing.class_name.text(language) if unit.standing.class_name else None,
                "raw_points": plain(unit.raw_points),
                "bonus": plain(unit.bonus),
                "penalty": plain(unit.penalty),
                "complete": unit.complete,
                "reasons": [reason.text(language) for reason in unit.standing.reasons],
                "areas": [
                    {
                        "code": area.code,
                        "points": _text(nodes[area.code].points),
                        "max": _text(nodes[area.code].max_points),
                        "index": _text(nodes[area.code].index),
                    }
                    for area in criteria.areas
                ],
                "leaves": [
                    {
                        "code": leaf.code,
                        "points": _text(nodes[leaf.code].points),
                        "max": _text(nodes[leaf.code].max_points),
                        "status": nodes[leaf.code].status,
                        "policy": nodes[leaf.code].policy,
                        "flags": list(nodes[leaf.code].flags),
                        "explain": explanation.texts(),
                    }
                    for leaf, explanation in zip(criteria.leaves, explainer.leaves(facts, unit), strict=True)
                ],
            }
        )
    return {
        "framework": criteria.code,
        "year": results.setting.year,
        "remarks": [f"{path}: {what.text(language)}" for path, what in stated.remarks],
        "units": units,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _print_ranking(criteria: Framework, results: Results, language: Language) -> None:
    table = Table(title=f"{criteria.words.text(language)} – {results.setting.year}", title_justify="left")
    for name, justify in (
        ("Khối", "left"),
        ("Hạng", "right"),
        ("Đơn vị", "left"),
        ("Điểm", "right"),
        ("Chỉ số", "right"),
    ):
        table.add_column(name, justify="right" if justify == "right" else "left")
    table.add_column("Xếp loại")
    for unit in sorted(results.units, key=_place):
        table.add_row(
            unit.block,
            str(unit.standing.rank or "—"),
            unit.unit,
            f"{figure(unit.points, language, 2)} / {figure(unit.max_points, language, 2)}",
            "—" if unit.index is None else figure(unit.index, language, 2),
            unit.standing.class_name.text(language) if unit.standing.class_name else "—",
        )
    stdout.print(table)


def _place(unit: UnitResult) -> tuple[str, int, str]:
    return unit.block, unit.standing.rank or 1_000_000, unit.unit


def _print_gaps(gaps: list[tuple[UnitResult, parindex.NodeResult]], language: Language) -> None:
    errors = sum(gap.status == ERROR for _, gap in gaps)
    stderr.print(
        f"[yellow]{len(gaps)} tiêu chí chưa tính được ({errors} lỗi, {len(gaps) - errors} thiếu số liệu):[/yellow]"
    )
    for unit, gap in gaps:
        reason = gap.reason.text(language) if gap.reason else STATUS_WORDS[gap.status].text(language)
        stderr.print(f"  {unit.unit}: {gap.code}: {reason}", highlight=False, markup=False, soft_wrap=True)
