"""Packing: contents larger than the memory that is used for them, and names and dates that every program reads."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from pytest_django import Settings

from caicach.platform import clock
from caicach.platform.files import packing, storage
from caicach.platform.files.models import StoredFile
from caicach.platform.files.packing import Member
from memory import at_most

SIZE = 96 * 2**20


@pytest.fixture
def large(settings: Settings, tmp_path: Path) -> StoredFile:
    """A content of 96 MB that does not shrink, put where it belongs without ever being whole in memory."""
    settings.CAICACH_FILES = tmp_path / "files"
    draft = tmp_path / "draft"
    block = os.urandom(storage.BLOCK)
    with draft.open("wb") as file:
        for number in range(SIZE // storage.BLOCK):
            file.write(number.to_bytes(4, "big") + block[4:])
    with draft.open("rb") as file:
        sha256 = storage.digest(file)
    place = storage.place_of(sha256)
    place.parent.mkdir(parents=True)
    draft.rename(place)
    return StoredFile(sha256=sha256, size=SIZE, kind="pdf", created_at=clock.now())


def test_an_archive_is_sent_in_pieces_and_never_held_whole(large: StoredFile, tmp_path: Path) -> None:
    target = tmp_path / "goi.zip"
    members = [Member("ghi-chu.txt", "đầu tiên".encode()), Member("tep/lon.pdf", large)]
    longest = 0
    with at_most(mebibytes=12), target.open("wb") as file:
        for piece in packing.pieces(members):
            longest = max(longest, len(piece))
            file.write(piece)
    assert longest < 3 * storage.BLOCK
    with zipfile.ZipFile(target) as archive, archive.open("tep/lon.pdf") as content:
        assert archive.read("ghi-chu.txt").decode() == "đầu tiên"
        assert storage.digest(content) == large.sha256
