"""Running commands one after the other so that a person can follow: a title before, the seconds after."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.path.abspath(ROOT / os.environ.get("VENV", ".venv")))
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / "python"


class StepFailed(Exception):
    """A step ended with an exit code other than 0; its output has already been shown."""


Command = Sequence[str | Path]


def run(title: str, command: Command, environment: Mapping[str, str] | None = None) -> None:
    """Run the command in the checkout, its output passed through. Raises StepFailed."""
    words = [str(word) for word in command]

    def start() -> None:
        try:
            code = subprocess.run(words, cwd=ROOT, env={**os.environ, **(environment or {})}).returncode
        except FileNotFoundError as fault:
            raise StepFailed(f"{title}: {fault.filename} is not there") from fault
        if code:
            raise StepFailed(f"{title}: exit code {code} from: {shlex.join(words)}")

    timed(title, start)


def timed(title: str, work: Callable[[], None]) -> None:
    """Announce, do, and say how many seconds it took, whichever way it ends."""
    paint = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    bold, green, red, plain = ("\033[1m", "\033[32m", "\033[31m", "\033[0m") if paint else ("", "", "", "")
    print(f"{bold}==> {title}{plain}", flush=True)
    begin = time.monotonic()
    try:
        work()
    except StepFailed:
        print(f"{red}    failed after {time.monotonic() - begin:.1f} s{plain}", flush=True)
        raise
    print(f"{green}    {time.monotonic() - begin:.1f} s{plain}", flush=True)
