"""The demonstration that all tests of a run share: built once by `caicach demo`, in a folder where an attempt was cut short."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from caicach.cli.demo_home import DemoHome
from once import DATABASE, copy_database, made_once

COMMAND = (sys.executable, "-c", "import sys; sys.argv[0] = 'caicach'; from caicach.cli import main; main()")
COMMUNES = 12
"""The eleven communes with published figures and one more: every story of the demonstration is among them."""
WANTED = ("demo", "--no-serve", "--units", str(COMMUNES))
LONGEST = 600


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CAICACH_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    # A database of the caller is never the one that a demonstration is built in.
    return {**kept, "CAICACH_HOME": str(home), "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/real"}


def demo(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, in the data folder `home`."""
    return subprocess.run(
        [*COMMAND, *WANTED, *arguments],
        env=environment(home), capture_output=True, text=True, timeout=LONGEST,
    )  # fmt: skip


def demonstration() -> Path:
    """The data folder it was built in, with what the command said (`stdout`, `stderr`). To be copied, not changed."""
    return made_once("demonstration", _build)


def copied(target: Path) -> Path:
    """A demonstration of one's own, which may be changed, in the folder `target`."""
    home = DemoHome(demonstration() / "demo").path
    shutil.copytree(home, target, ignore=shutil.ignore_patterns(f"{DATABASE}*"), dirs_exist_ok=True)
    copy_database(home, target / DATABASE)
    return target


def _build(folder: Path) -> None:
    _cut_short(folder)
    done = demo(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    for name, said in (("stdout", done.stdout), ("stderr", done.stderr)):
        (folder / name).write_text(said, encoding="utf-8")


def _cut_short(folder: Path) -> None:
    """Begin, and be killed as soon as there is a draft."""
    place = DemoHome(folder / "demo")
    begun = subprocess.Popen(
        [*COMMAND, *WANTED], env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 120
    while not place.draft.exists() and begun.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    assert begun.poll() is None, "it was to be killed while it builds"
    begun.kill()
    begun.wait()
    assert place.draft.exists()
    assert not place.database.exists()
