"""The folder of contents: `files/ab/cd/<sha256>` below the data folder, written whole or not at all.

No web server serves this folder; contents leave through `downloads` only, after the permission has been checked.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

BLOCK = 2**20


def place_of(sha256: str) -> Path:
    """Where a content stands; ValueError for what is no SHA-256, so that no such text ever becomes a path."""
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return Path(settings.CAICACH_FILES) / sha256[:2] / sha256[2:4] / sha256


def write(content: bytes) -> str:
    """Keep a content and return its SHA-256. One that stands there whole is not written again.

    Written beside its place, forced to the disk and then renamed: after a power cut there is the whole content or none.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    place = place_of(sha256)
    if _stands(place, len(content)):
        return sha256
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    handle, draft = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, 0o440)
        os.replace(draft, place)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(draft)
        raise
    _force(place.parent)
    return sha256


def opened(sha256: str) -> BinaryIO:
    """The content, open for reading; FileNotFoundError when it is not there."""
    return place_of(sha256).open("rb")


def digest(file: BinaryIO) -> str:
    """The SHA-256 of what is left to read."""
    found = hashlib.sha256()
    while block := file.read(BLOCK):
        found.update(block)
    return found.hexdigest()


def _stands(place: Path, size: int) -> bool:
    try:
        return place.stat().st_size == size
    except FileNotFoundError:
        return False


def _force(folder: Path) -> None:
    """The name itself on the disk, too; Windows forces no folders."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
