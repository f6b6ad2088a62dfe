"""The folder of a demonstration: its database, the mark that it is one, and what happens when building it is cut short.

The database is built under another name and takes its own when it is complete; the mark `demo.json` says "building"
until then. So a half-built demonstration is known for one, and a folder with a database but without the mark is
somebody's own data and stays untouched. Nothing here imports Django: the folder is looked at before the settings are
made.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from caicach.config import environment

# Of what is built; another number rebuilds the demonstrations of earlier versions.
FORMAT = 3
_SIDE_FILES = ("", "-wal", "-shm", "-journal")


class NotADemonstration(Exception):
    """The folder holds a database that `caicach demo` did not make."""


@dataclass(frozen=True, slots=True)
class DemoHome:
    """One folder; `path` need not exist yet."""

    path: Path

    @classmethod
    def default(cls) -> DemoHome:
        """The folder `demo` in that of the installation, or the latter itself when it is a demonstration."""
        home = environment.home()
        return cls(home if environment.is_demo(home) else home / "demo")

    @property
    def database(self) -> Path:
        return self.path / environment.DATABASE_FILE

    @property
    def draft(self) -> Path:
        return self.path / f"building-{environment.DATABASE_FILE}"

    @property
    def mark(self) -> Path:
        return self.path / environment.DEMO_MARK

    def refuse_foreign(self) -> None:
        """Raises NotADemonstration for a folder with a database that was not made here."""
        if self.database.exists() and not self.mark.exists():
            raise NotADemonstration

    @contextlib.contextmanager
    def held(self, waiting: Callable[[], None]) -> Iterator[None]:
        """Within, no other process builds here; `waiting` is called when one does and has to be waited for."""
        import fcntl

        self.refuse_foreign()
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.path / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def told(self) -> dict[str, Any]:
        """What the mark says; empty when there is none that can be read."""
        try:
            said = json.loads(self.mark.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}

    def why_build(self, wanted: Mapping[str, Any]) -> str:
        """Why the demonstration must be built, "" for one that is intact and as wanted (None wants nothing in particular)."""
        self.refuse_foreign()
        if not self.mark.exists():
            return "chưa có bản trình diễn ở đây"
        said = self.told()
        if said.get("state") != "complete":
            return "lần dựng trước bị dừng giữa chừng"
        if said.get("format") != FORMAT:
            return "bản trình diễn này do một phiên bản phần mềm khác dựng"
        if any(value is not None and said.get(name) != value for name, value in wanted.items()):
            return "hạt giống hoặc số xã khác lần trước"
        return "" if self._is_sound() else "tệp dữ liệu bị thiếu hoặc hỏng"

    def begin(self) -> None:
        """Say that the demonstration is being built and clear away what an earlier attempt left."""
        self._say({"state": "building"})
        _remove(self.draft)

    def complete(self, said: Mapping[str, Any]) -> None:
        """Let the draft take the place of the database, with nobody connected to either."""
        _remove(self.database)
        self.draft.replace(self.database)
        self._say({"state": "complete", "format": FORMAT, **said})

    def use(self, *, draft: bool) -> None:
        """Point the environment, which the settings are made from, at this folder and no other database."""
        os.environ["CAICACH_HOME"] = str(self.path)
        if draft:
            os.environ["DATABASE_URL"] = f"sqlite:///{quote(str(self.draft))}"
        else:
            os.environ.pop("DATABASE_URL", None)

    def _is_sound(self) -> bool:
        """Whether the database can be read through and has its rounds."""
        if not self.database.is_file():
            return False
        try:
            with contextlib.closing(sqlite3.connect(self.database)) as connection:
                checked = connection.execute("PRAGMA quick_check(1)").fetchone()
                rounds = connection.execute("SELECT count(*) FROM parindex_round").fetchone()
        except sqlite3.Error:
            return False
        return bool(checked == ("ok",) and rounds[0] > 0)

    def _say(self, said: Mapping[str, Any]) -> None:
        fresh = self.mark.with_suffix(".new")
        fresh.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        fresh.replace(self.mark)


def _remove(database: Path) -> None:
    for ending in _SIDE_FILES:
        database.with_name(database.name + ending).unlink(missing_ok=True)
