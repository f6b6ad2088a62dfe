"""Runs a command with DATABASE_URL pointing at a PostgreSQL made for it and thrown away after it.

    python scripts/with_postgresql.py pytest -m databases
    python scripts/with_postgresql.py caicach demo

Nothing of a PostgreSQL that already runs on the machine is touched. The cluster sorts as Vietnamese does
(ICU, vi-VN) and does not wait for the disk. Ends with the exit code of the command.
"""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from system_packages import OLDEST_POSTGRESQL, postgresql_binaries

USER = DATABASE = "caicach"
# Below 32768, where Linux begins to hand out ports to clients: one of them could be quicker than the server.
PORTS = range(20000, 32000)


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    binaries = postgresql_binaries()
    if binaries is None:
        print(
            f"Không tìm thấy PostgreSQL {OLDEST_POSTGRESQL}+ trên máy này.\n"
            f"PostgreSQL {OLDEST_POSTGRESQL}+ was not found: sudo apt-get install postgresql",
            file=sys.stderr,
        )
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with cluster(binaries) as url:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}).returncode


@contextlib.contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """Start a cluster in a folder of its own and yield its URL; stop and remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="caicach-postgresql-"))
    owner = owner_of_server()
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    data, log, port = folder / "data", folder / "log", free_port()

    def postgresql(program: str, *arguments: str | Path) -> None:
        words = [binaries / program, *arguments]
        done = subprocess.run(words, cwd="/", capture_output=True, text=True, **owner)
        if done.returncode:
            details = log.read_text() if log.exists() else ""
            raise SystemExit(f"{program} failed:\n{done.stdout}{done.stderr}{details}")

    connection: Sequence[str] = ("-h", "127.0.0.1", "-p", str(port), "-U", USER)
    settings = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
        "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    )
    try:
        postgresql(
            "initdb", "-D", data, "-U", USER, "--auth=trust", "--no-sync", "--encoding=UTF8",
            "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi-VN",
        )  # fmt: skip
        postgresql("pg_ctl", "-D", data, "-l", log, "-w", "-o", settings, "start")
        try:
            postgresql("createdb", *connection, DATABASE)
            yield f"postgresql://{USER}@127.0.0.1:{port}/{DATABASE}"
        finally:
            postgresql("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def owner_of_server() -> dict[str, Any]:
    """As whom subprocess has to run the server: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def free_port() -> int:
    for port in random.sample(PORTS, 50):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise SystemExit("no free port between 20000 and 32000")


if __name__ == "__main__":
    sys.exit(main())
