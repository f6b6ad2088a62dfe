"""Jobs for the tests; they leave a line in a file, which another process can do too."""

from __future__ import annotations

import time
from pathlib import Path

from caicach.platform.jobs import job


@job
def write(path: str, word: str = "done") -> None:
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(word + "\n")


@job
def fail(path: str) -> None:
    write.func(path, "tried")
    raise ConnectionError("máy chủ thư không trả lời")


@job
def hang_the_first_time(path: str, seconds: float) -> None:
    is_first = not Path(path).exists()
    write.func(path, "begun")
    if is_first:
        time.sleep(seconds)
    write.func(path, "ended")


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []
