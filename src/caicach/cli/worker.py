"""`caicach worker`: background work – daily reminders, mail, housekeeping."""

from __future__ import annotations

from typing import Annotated

import typer

from caicach.cli import django_setup

app = typer.Typer(add_completion=False)


@app.command()
def worker(
    once: Annotated[
        bool,
        typer.Option("--once", help="Làm hết những việc đang chờ rồi thoát (cho cron), không chờ việc mới."),
    ] = False,
    beside: Annotated[int | None, typer.Option(hidden=True)] = None,
) -> None:
    """Làm các tác vụ nền: nhắc hạn, gửi thư, dọn dẹp; dừng bằng Ctrl+C. `caicach serve` tự chạy sẵn một tiến trình này."""
    django_setup.setup_with_database()
    from caicach.platform.jobs.worker import Worker

    if once:
        Worker().turn()
    else:
        Worker(beside).run()
