"""The `caicach` command.

Each command is a module beside this one with a Typer application called `app`; it is imported when it is called (or for the
help), and imports Django only inside its functions, by `django_setup`. So `caicach score` starts at once and needs no database.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from caicach import __version__
from caicach.cli.output import EXIT_CODES, FAILED, stderr

# Name of the command and of its module, in the order of the help.
COMMANDS = (
    "demo",
    "serve",
    "worker",
    "migrate",
    "unit",
    "user",
    "score",
    "framework",
    "deadline",
    "dossiers",
    "audit",
    "text",
    "directive",
    "fulltext",
    "doctor",
    "bench",
)


COMPLETION = frozenset({"install_completion", "show_completion"})


class LazyGroup(TyperGroup):
    """The commands of COMMANDS, each imported when it is needed."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(import_module(f"caicach.cli.{cmd_name}").app)
        command.name = cmd_name
        # Completion of the shell is installed for `caicach` as a whole, not for each command.
        command.params = [param for param in command.params if param.name not in COMPLETION]
        return command


app = typer.Typer(
    cls=LazyGroup,
    name="caicach",
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    epilog=f"[bold]Mã thoát[/bold]: {EXIT_CODES}",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"caicach {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="In phiên bản rồi thoát.")
    ] = False,
) -> None:
    """Cải Cách: vận hành, đo lường và chấm điểm cải cách hành chính của một địa phương."""


def main() -> None:
    """The entry point: faults that a person can mend are told in one or two sentences, without a traceback."""
    from caicach.config.environment import EnvironmentFault

    try:
        app()
    except EnvironmentFault as fault:
        stderr.print(f"[red]Lỗi cấu hình:[/red] {fault}", highlight=False)
        sys.exit(FAILED)
