"""A province with a commune and its division, a sister commune, and people of every role."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django import Settings

from caicach.apps.calendars.checks import DispatchData, GivenDays, HoursData
from caicach.apps.units import actions as units
from caicach.apps.units import queries as unit_queries
from caicach.apps.units.models import Unit
from caicach.platform import clock
from caicach.platform.access import Role, Scope
from caicach.platform.accounts.models import User

TODAY = dt.date(2026, 11, 20)
SINCE = dt.date(2025, 7, 1)
SYSTEM = Scope.system("test", TODAY)
USUAL = ("07:30-11:30,13:30-17:00",) * 5 + ("", "")


@dataclass
class Offices:
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


def dispatch(unit: Unit, *days: GivenDays, **fields: object) -> DispatchData:
    given = {
        "number": "15/TB-UBND",
        "issuer": "UBND tỉnh Phú Thọ",
        "issued_on": dt.date(2026, 11, 18),
        "title": "Lịch nghỉ",
    }
    return DispatchData(unit.pk, days=days, **{**given, **fields})


def hours(unit: Unit, **fields: object) -> HoursData:
    given = {"since": dt.date(2026, 1, 1), "basis": "Quyết định 01/QĐ-UBND", "week": USUAL}
    return HoursData(unit.pk, **{**given, **fields})


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
def offices(db: None) -> Offices:
    province = make_unit("province", "Tỉnh Phú Thọ")
    commune = make_unit("commune", "Xã Hy Cương", province)
    division = make_unit("division", "Phòng Văn hóa", commune)
    sister = make_unit("commune", "Xã Bình Phú", province)
    at_the_top = {Role.PROCEDURE_MANAGER, Role.ADMINISTRATOR, Role.CHAIR}
    people = {role: seated(role, province if role in at_the_top else commune) for role in Role}
    return Offices(province, commune, division, sister, people)
