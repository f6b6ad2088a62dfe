"""What a run of the tests makes once for all its workers: by the one that needs it first, while the others wait for it.

It lies in the folder of the run, which the first process makes and removes; nothing is kept from run to run.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

CAICACH = (sys.executable, "-m", "caicach.cli")
DATABASE = "caicach.sqlite3"
TEMPLATE = "caicach_tests_template"


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of this run, filled by `make` the first time. To be read or copied, not changed."""
    place = Path(os.environ["CAICACH_TESTS"])
    folder, done = place / name, place / f"{name}.done"
    with (place / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def environment(home: Path, **variables: str) -> dict[str, str]:
    """The environment of a command that works in the folder `home` and not in a database of the caller."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "CAICACH_HOME": str(home), **variables}


def migrated() -> Path:
    """A data folder with an empty SQLite database as `caicach migrate` makes it."""
    return made_once("migrated", lambda home: _migrate(environment(home)))


def copy_database(home: Path, file: Path) -> Path:
    """A copy of the database of a data folder that nobody writes to."""
    with closing(sqlite3.connect(home / DATABASE)) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)
    return file


def migrated_template(url: str) -> str:
    """The name of an empty PostgreSQL database with all tables, beside the one that `url` names: others are made from it."""

    def make(home: Path) -> None:
        _at_server(url, f"DROP DATABASE IF EXISTS {TEMPLATE}", f"CREATE DATABASE {TEMPLATE}")
        _migrate(environment(home, DATABASE_URL=urlsplit(url)._replace(path=f"/{TEMPLATE}").geturl()))

    made_once("template", make)
    return TEMPLATE


def drop_template() -> None:
    """Where this run has made one."""
    if (Path(os.environ["CAICACH_TESTS"]) / "template").exists():
        _at_server(os.environ["DATABASE_URL"], f"DROP DATABASE IF EXISTS {TEMPLATE}")


def _at_server(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def _migrate(environment: dict[str, str]) -> None:
    done = subprocess.run([*CAICACH, "migrate"], env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
