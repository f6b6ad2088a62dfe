"""`caicach dossiers`: dossiers of administrative procedures from the command line."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import typer

from caicach.cli import django_setup
from caicach.cli.dossiers_generate import generate
from caicach.cli.output import MALFORMED, faults_told, print_json, progress, stdout

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def dossiers() -> None:
    """Hồ sơ thủ tục hành chính."""


app.command()(generate)


@app.command()
def violations(
    unit: Annotated[
        str,
        typer.Option(help="Mã hoặc tên đơn vị; gồm cả đơn vị trực thuộc. Bỏ trống để rà soát mọi đơn vị."),
    ] = "",
    year: Annotated[
        int | None,
        typer.Option(help="Năm tiếp nhận của hồ sơ. Bỏ trống để rà soát mọi năm.", min=2000, max=2200),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In danh sách dạng JSON.")] = False,
) -> None:
    """Rà soát hồ sơ theo mười hai dấu hiệu vi phạm V1–V12 và in những gì tìm thấy; không ghi vào cơ sở dữ liệu."""
    django_setup.setup_with_database()
    from caicach.apps.dossiers.queries import detection
    from caicach.apps.units.queries import unit_by_reference
    from caicach.core.dossiers.violations import DETECTORS
    from caicach.platform.access import Permission, Scope

    scope = Scope.system("caicach dossiers violations")
    with faults_told(MALFORMED):
        asked = unit_by_reference(scope, unit, scope.today, Permission.DOSSIERS_READ) if unit else None
        searched = detection.found_now(scope, year, asked.pk if asked else None)
        with progress() as bar:
            found = list(bar.track(searched, description="Rà soát hồ sơ", total=None))
    if as_json:
        print_json([_told(one) for one in found])
        return
    numbers = Counter(one.code for one in found)
    for code, detector in DETECTORS.items():
        stdout.print(f"{code:4}{numbers[code]:>8}  {detector.title.vi}", highlight=False)
    stdout.print(f"Tổng{sum(numbers.values()):>8}", highlight=False)


def _told(one: Any) -> dict[str, object]:
    from caicach.platform.clock import VIETNAM

    return {
        "code": one.code,
        "dossier": one.dossier.name if one.dossier else None,
        "unit": one.unit.name,
        "officer": one.officer.name if one.officer else None,
        "since": one.since.astimezone(VIETNAM).isoformat(timespec="seconds"),
        "evidence": dict(one.evidence),
    }
