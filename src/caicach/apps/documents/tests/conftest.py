"""A province with two communes, the people who work with their documents, and a folder for the contents."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from caicach.apps.documents import actions
from caicach.apps.documents.models import Document
from caicach.apps.units.models import Unit
from caicach.platform import clock
from caicach.platform.access import Role, Scope
from caicach.platform.tests import papers
from small_province import SmallProvince, small_province

TODAY = dt.date(2026, 3, 14)
SYSTEM = Scope.system("test", TODAY)
Shelves = SmallProvince


def sent(name: str = "ke-hoach.pdf", content: bytes = papers.PDF) -> SimpleUploadedFile:
    """A file as Django hands it over."""
    return SimpleUploadedFile(name, content)


def data(title: str = "Kế hoạch cải cách hành chính", **fields: object) -> actions.DocumentData:
    return actions.DocumentData(title, **{"kind": "plan", "year": 2026, **fields})


def shelved(
    unit: Unit, title: str = "Kế hoạch cải cách hành chính", mark: str = "", **fields: object
) -> Document:
    """A document put on a shelf by the system; `mark` makes its content another one."""
    file = sent(f"tệp {mark}.pdf" if mark else "tệp.pdf", papers.PDF + mark.encode())
    (received,) = actions.receive(SYSTEM, unit.pk, [file])
    (made,) = actions.add(SYSTEM, unit.pk, [actions.Addition(received, data(title, **fields))])
    return made


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.CAICACH_FILES = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> dt.date:
    """Today is TODAY for whoever asks the clock."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY


@pytest.fixture
def shelves(db: None) -> Shelves:
    return small_province(TODAY, {Role.FOCAL_OFFICER, Role.UNIT_HEAD, Role.READER}, {Role.ASSIGNEE})
