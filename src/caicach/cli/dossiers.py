"""`caicach dossiers`: dossiers of administrative procedures from the command line."""

from __future__ import annotations

import typer

from caicach.cli.dossiers_generate import generate

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def dossiers() -> None:
    """Hồ sơ thủ tục hành chính."""


app.command()(generate)
