"""A province with a department, two communes (one with a service centre), people, a decision; and another province."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from caicach.apps.procedures import actions
from caicach.apps.procedures.content import Details, FeeData, PaperData, StepData
from caicach.apps.procedures.models import Decision, Version
from caicach.apps.units import actions as units
from caicach.apps.units import queries as unit_queries
from caicach.apps.units.models import Unit
from caicach.platform import clock
from caicach.platform.access import Role, Scope
from caicach.platform.accounts.models import User

TODAY = dt.date(2026, 3, 13)
SINCE = dt.date(2025, 7, 1)
SYSTEM = Scope.system("test", TODAY)

PAPERS = (PaperData("Tờ khai"), PaperData("Giấy chứng sinh", required=False, copies=2))
STEPS = (
    StepData("Tiếp nhận", "Công chức một cửa", Decimal("0.25")),
    StepData("Ký", "Chủ tịch", Decimal("0.5")),
)
FEES = (FeeData("Lệ phí hộ tịch", Decimal(5000)),)


@dataclass
class World:
    """Units by short names, people by the name of their account."""

    province: Unit
    department: Unit
    commune: Unit
    sister: Unit
    centre: Unit
    elsewhere: Unit
    people: dict[str, User] = field(default_factory=dict)

    def scope(self, name: str) -> Scope:
        return unit_queries.scope_of_user(self.people[name], TODAY)


def make_unit(kind: str, name: str, parent: Unit | None = None) -> Unit:
    above = parent.pk if parent else None
    subkind = "xa" if kind == "commune" else ""
    return units.create_unit(SYSTEM, units.UnitData(kind, name, SINCE, parent_id=above, subkind=subkind))


def seated(name: str, role: Role, unit: Unit) -> User:
    user = User(username=name, display_name=f"Người {name}")
    user.set_unusable_password()
    user.save()
    units.assign_post(SYSTEM, units.PostData(user.pk, unit.pk, role, SINCE))
    return user


def details(name: str = "Đăng ký khai sinh", **changed: object) -> Details:
    standard = {
        "field": "Hộ tịch",
        "level": "commune",
        "limit_kind": "working_days",
        "limit_amount": Decimal(1),
        "executing": "Ủy ban nhân dân cấp xã",
    }
    return Details(name, **{**standard, **changed})


def decided(
    locality: Unit, number: str = "10/QĐ-UBND", day: dt.date = dt.date(2026, 3, 2), **changed: object
) -> Decision:
    data = actions.DecisionData(
        number, day, changed.pop("effective_on", day), "Chủ tịch UBND tỉnh", "Công bố", **changed
    )
    return actions.register_decision(SYSTEM, locality.pk, data)


def announced(decision: Decision, code: str = "1.001193", **changed: object) -> Version:
    given = actions.Announcement(code, details(**changed), PAPERS, STEPS, FEES)
    return actions.announce(SYSTEM, decision.pk, given)


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> dt.date:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY


@pytest.fixture
def world(db: None) -> World:
    province = make_unit("province", "Tỉnh Thử Nghiệm")
    department = make_unit("department", "Sở Tư pháp", province)
    commune = make_unit("commune", "Xã Ví Dụ", province)
    sister = make_unit("commune", "Xã Bên Cạnh", province)
    centre = make_unit("service_centre", "Trung tâm Phục vụ hành chính công xã Bên Cạnh", sister)
    elsewhere = make_unit("province", "Tỉnh Khác")
    made = World(province, department, commune, sister, centre, elsewhere)
    for name, role, unit in (
        ("quan-ly", Role.PROCEDURE_MANAGER, province),
        ("mot-cua", Role.ONE_STOP_OFFICER, commune),
        ("mot-cua-ben", Role.ONE_STOP_OFFICER, centre),
        ("xem", Role.READER, commune),
        ("noi-khac", Role.PROCEDURE_MANAGER, elsewhere),
    ):
        made.people[name] = seated(name, role, unit)
    return made
