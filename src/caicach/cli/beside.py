"""The worker that runs beside the web server: started with it, started again when it dies, stopped with it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

AGAIN = 5.0
"""Seconds after which a worker that ended by itself is started again."""
PATIENCE = 30.0
"""Seconds that a job gets to finish when the server stops."""


@contextlib.contextmanager
def worker_beside() -> Iterator[None]:
    """Within, a worker of its own process does the background work of this installation."""
    stopping = threading.Event()
    started = [_start()]

    def watch() -> None:
        while not stopping.wait(AGAIN):
            if started[-1].poll() is not None:
                started.append(_start())

    watching = threading.Thread(target=watch, name="worker-beside", daemon=True)
    watching.start()
    try:
        yield
    finally:
        stopping.set()
        watching.join()
        _stop(started[-1])


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "caicach.cli", "worker", "--beside", str(os.getpid())])


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
