"""A province with a commune and its division, a sister commune, and people of every role."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pytest_django import Settings

from caicach.apps.calendars.checks import DispatchData, GivenDays, HoursData
from caicach.apps.units.models import Unit
from caicach.platform import clock
from caicach.platform.access import Role, Scope
from small_province import SmallProvince, small_province

TODAY = dt.date(2026, 11, 20)
SYSTEM = Scope.system("test", TODAY)
AT_THE_TOP = {Role.PROCEDURE_MANAGER, Role.ADMINISTRATOR, Role.CHAIR}
Offices = SmallProvince
USUAL = ("07:30-11:30,13:30-17:00",) * 5 + ("", "")


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
    return small_province(TODAY, set(Role) - AT_THE_TOP)
