"""Pictures of pages made into lines of text by tesseract, where it is installed with Vietnamese."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _

from caicach.platform.readers import programs
from caicach.platform.readers.faults import Unreadable, Why

SECONDS_A_PAGE = 60
LANGUAGE = "vie"
# Several threads wait for one another: a page takes five times as long with two of them (measured with tesseract 5.3).
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}


Printed = tuple[str, float, float]
"""A line of a picture: its words, where it begins and where it ends, in pixels. Fit for JSON, so that it can be kept."""


class Scans:
    """How the scanned pages of a file are read. Here: all at once and few of them, because somebody waits.

    Who reads in the background keeps each page as it comes and hands those on that he has, see `begin` and `keep`.
    """

    most = 40
    """Pages: each takes a second or two."""
    seconds = 240.0
    """For all pages together."""

    def begin(self, pages: Sequence[int]) -> Mapping[int, Sequence[Printed]]:
        """Told before the first one which pages (from 0) are pictures; gives those that have been read before."""
        return {}

    def keep(self, page: int, lines: Sequence[Printed]) -> None:
        """Told of each page that has been read."""


def missing() -> Unreadable | None:
    """The fault of a server that cannot read pictures; None where it can."""
    program = shutil.which("tesseract")
    if program is not None and LANGUAGE in _languages(program):
        return None
    return Unreadable(
        Why.NO_OCR,
        _(
            "Tệp là ảnh quét, không có chữ; máy chủ chưa cài phần mềm đọc chữ trong ảnh (Tesseract, tiếng Việt)."
        ),
        _("Hãy gửi tệp Word hoặc PDF có chữ; hoặc nhờ quản trị cài tesseract-ocr và tesseract-ocr-vie."),
    )


@lru_cache(4)
def _languages(program: str) -> frozenset[str]:
    listed = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return frozenset(listed.stdout.split())


class Reader:
    """Reads the pages of one file; all of them together have `seconds`."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder = folder
        self._seconds = seconds
        self._until = time.monotonic() + seconds

    def lines(self, picture: Path) -> list[Printed]:
        """The lines of a page, in the order of reading. Raises `Unreadable` when the time is over."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise programs.too_slow(self._seconds)
        command = ["tesseract", picture, "stdout", "-l", LANGUAGE, "tsv"]
        _code, output = programs.run(command, self._folder, min(left, SECONDS_A_PAGE), _ONE_THREAD)
        rows = [row.split("\t") for row in output.decode("utf-8", "replace").splitlines()[1:]]
        words = [row for row in rows if len(row) == 12 and row[0] == "5" and row[11].strip()]
        return [_line(list(group)) for _key, group in groupby(words, key=lambda row: row[2:5])]


def _line(words: list[list[str]]) -> Printed:
    """Columns 6 and 8 are where a word begins and how wide it is."""
    first, last = words[0], words[-1]
    text = " ".join(word[11] for word in words)
    return text, float(first[6]), float(last[6]) + float(last[8])
