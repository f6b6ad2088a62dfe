"""What the tests of dossiers stand on: a counter on a working day, and a folder for contents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from caicach.apps.dossiers.tests import desk as desks
from caicach.platform import clock


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.CAICACH_FILES = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def desk(db: None) -> Iterator[desks.Desk]:
    """The counter of Xã Mẫu at nine o'clock of TODAY."""
    with clock.told(desks.TODAY):
        yield desks.build()
