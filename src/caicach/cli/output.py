"""What all commands share: where they print, how they end, how they tell a fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

DONE, FAILED, MALFORMED, MISSING = 0, 1, 2, 3
EXIT_CODES = (
    "0 – xong; 1 – kiểm tra không đạt hoặc thiếu điều kiện để chạy; "
    "2 – lệnh hoặc tệp đầu vào sai; 3 – thiếu số liệu đầu vào."
)

stdout = Console()
stderr = Console(stderr=True)


def fail(message: str, way_out: str = "", code: int = FAILED) -> NoReturn:
    """Tell a fault and its way out, and end the command with `code`."""
    stderr.print(f"[bold red]✗[/bold red] {escape(message)}", highlight=False, soft_wrap=True)
    if way_out:
        stderr.print(f"  [cyan]→[/cyan] {escape(way_out)}", highlight=False, soft_wrap=True)
    raise typer.Exit(code)


def print_json(value: Any) -> None:
    """For programs: UTF-8 as it is, one document."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def faults_told(code: int = FAILED) -> Iterator[None]:
    """Within: a `Fault` of an action or a query ends the command with its sentences."""
    from caicach.platform.errors import Fault

    try:
        yield
    except Fault as fault:
        problems = fault.problems if len(fault.problems) > 1 else ()
        fail(
            "\n  ".join((fault.message, *problems))
            if not problems
            else "\n  - ".join(("", *problems)).strip(),
            fault.way_out,
            code,
        )


def progress() -> Progress:
    """A progress bar on standard error, gone when it is done; silent when nobody looks."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=stderr,
        transient=True,
        disable=not stderr.is_terminal,
    )
