"""`caicach migrate`: bring the tables of the database up to this version."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from caicach.cli import django_setup
from caicach.cli.output import fail, progress, stdout

app = typer.Typer(add_completion=False)


@app.command()
def migrate(
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="Chỉ kiểm tra: mã thoát 1 khi mã nguồn thiếu bước cập nhật hoặc cơ sở dữ liệu chưa cập nhật.",
        ),
    ] = False,
) -> None:
    """Cập nhật cấu trúc cơ sở dữ liệu theo phiên bản này (tạo mới nếu chưa có)."""
    django_setup.setup()
    from caicach.cli import migrations

    if problem := migrations.unreachable():
        fail(
            f"Không kết nối được cơ sở dữ liệu: {problem}",
            "Hãy kiểm tra DATABASE_URL, máy chủ cơ sở dữ liệu và quyền ghi thư mục dữ liệu.",
        )
    if check:
        _check()
    else:
        apply()


def _check() -> None:
    from caicach.cli import migrations

    if changes := migrations.uncoded():
        fail(
            "Mã nguồn thiếu bước cập nhật cho: " + "; ".join(changes),
            "Người phát triển hãy tạo bước cập nhật (makemigrations) rồi phát hành lại.",
        )
    if waiting := migrations.pending():
        shown = ", ".join(waiting[:3]) + (", …" if len(waiting) > 3 else "")
        fail(f"Cơ sở dữ liệu còn thiếu {len(waiting)} bước cập nhật: {shown}.", "Hãy chạy: caicach migrate")
    stdout.print("Cơ sở dữ liệu đã đúng cấu trúc của phiên bản này.")


def apply() -> int:
    """Apply what is pending, with a progress bar, and say how much that was. Django is set up."""
    from django.core.management import call_command
    from django.core.management.commands.migrate import Command

    from caicach.cli import migrations

    waiting = migrations.pending()
    if not waiting:
        stdout.print("Cơ sở dữ liệu đã đúng cấu trúc của phiên bản này.")
        return 0
    with progress() as bar:
        task = bar.add_task("Cập nhật cơ sở dữ liệu", total=len(waiting))

        class WithProgress(Command):
            def migration_progress_callback(
                self, action: str, migration: Any = None, fake: bool = False
            ) -> None:
                if action == "apply_success":
                    bar.advance(task)

        call_command(WithProgress(), interactive=False, verbosity=0)
    stdout.print(f"Đã cập nhật cơ sở dữ liệu: {len(waiting)} bước.")
    return len(waiting)
