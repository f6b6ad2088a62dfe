"""A province with two communes, the people who work with their documents, and a folder for the contents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from caicach.apps.documents import actions
from caicach.apps.documents.models import Document
from caicach.apps.units import actions as units
from caicach.apps.units import queries as unit_queries
from caicach.apps.units.models import Unit
from caicach.platform import clock
from caicach.platform.access import Role, Scope
from caicach.platform.accounts.models import User
from caicach.platform.tests import papers

TODAY = dt.date(2026, 3, 14)
SINCE = dt.date(2025, 7, 1)
SYSTEM = Scope.system("test", TODAY)


@dataclass
class Shelves:
    """Units by short names, people by role."""

    province: Unit
    commune: Unit
    division: Unit
    sister: Unit
    people: dict[Role, User]

    def scope(self, role: Role) -> Scope:
        return unit_queries.scope_of_user(self.people[role], TODAY)


def make_unit(kind: str, name: str, parent: Unit | None = None) -> Unit:
    above = parent.pk if parent else None
    subkind = "xa" if kind == "commune" else ""
    return units.create_unit(SYSTEM, units.UnitData(kind, name, SINCE, parent_id=above, subkind=subkind))


def seated(role: Role, unit: Unit) -> User:
    user = User(username=role.value, display_name=f"Người {role.value}")
    user.set_unusable_password()
    user.save()
    fields = ("noi_vu",) if role is Role.APPRAISER else ()
    units.assign_post(SYSTEM, units.PostData(user.pk, unit.pk, role, SINCE, fields=fields))
    return user


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
    province = make_unit("province", "Tỉnh Phú Thọ")
    commune = make_unit("commune", "Xã Hy Cương", province)
    division = make_unit("division", "Phòng Văn hóa", commune)
    sister = make_unit("commune", "Xã Bình Phú", province)
    seats = {
        Role.FOCAL_OFFICER: commune,
        Role.UNIT_HEAD: commune,
        Role.ASSIGNEE: division,
        Role.READER: commune,
    }
    people = {role: seated(role, seats.get(role, province)) for role in Role}
    return Shelves(province, commune, division, sister, people)
