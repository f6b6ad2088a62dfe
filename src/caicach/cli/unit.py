"""`caicach unit load`: the provinces and communes in force, so that an empty installation has a unit to put people in."""

from __future__ import annotations

from typing import Annotated

import typer

from caicach.cli import django_setup
from caicach.cli.output import MALFORMED, faults_told, progress, stdout

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def unit() -> None:
    """Danh mục đơn vị."""


@app.command()
def load(
    province: Annotated[
        list[str] | None,
        typer.Option(help="Mã tỉnh hai chữ số, lặp lại được (25 là Phú Thọ); bỏ trống để nạp cả 34 tỉnh."),
    ] = None,
) -> None:
    """Nạp tỉnh, xã, phường, đặc khu theo sắp xếp từ 01/7/2025. Chạy lại chỉ bổ sung phần còn thiếu."""
    django_setup.setup_with_database()
    from caicach.apps.units.actions import load_nation
    from caicach.platform.access import Scope

    with faults_told(MALFORMED), progress() as bar:
        task = bar.add_task("Nạp danh mục đơn vị", total=None)
        made = load_nation(
            Scope.system("caicach unit load"),
            province or None,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    stdout.print(f"Đã thêm {made.provinces} tỉnh, thành phố và {made.communes} xã, phường, đặc khu.")
