"""A small locality for these tests: a province with a department, two communes, divisions and people; and another province."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from caicach.apps.units import actions, queries
from caicach.apps.units.models import Post, Unit
from caicach.platform import clock
from caicach.platform.access import Role, Scope
from caicach.platform.accounts.models import User

TODAY = dt.date(2026, 3, 14)
SINCE = dt.date(2025, 7, 1)
SYSTEM = Scope.system("test", TODAY)


Opened = Callable[[User], Client]
"""A browser of somebody who has signed in."""


@dataclass
class Locality:
    """Units by short names, people by role."""

    province: Unit
    department: Unit
    commune: Unit
    division: Unit
    economy: Unit
    sister: Unit
    elsewhere: Unit
    administrator: User
    focal: User
    assignee: User
    reader: User
    commune_administrator: User

    def scope(self, user: User) -> Scope:
        return queries.scope_of_user(user, TODAY)


def make_unit(
    kind: str, name: str, parent: Unit | None = None, *, start: dt.date = SINCE, **fields: str
) -> Unit:
    """A unit made by the action; communes are xã unless told otherwise."""
    if kind == "commune":
        fields.setdefault("subkind", "xa")
    parent_id = parent.pk if parent else None
    data = actions.UnitData(kind=kind, name=name, parent_id=parent_id, valid_from=start, **fields)
    return actions.create_unit(SYSTEM, data)


def make_user(username: str, display_name: str) -> User:
    user = User(username=username, display_name=display_name)
    user.set_unusable_password()
    user.save()
    return user


def give_post(user: User, unit: Unit, role: Role, *, start: dt.date = SINCE, **fields: object) -> Post:
    return actions.assign_post(SYSTEM, actions.PostData(user.pk, unit.pk, role, start, **fields))


@pytest.fixture
def locality(db: None) -> Locality:
    province = make_unit(
        "province", "Tỉnh Phú Thọ", code="25", short_name="Phú Thọ", identification_code="H44"
    )
    commune = make_unit(
        "commune",
        "Xã Hy Cương",
        province,
        code="08515",
        short_name="Hy Cương",
        identification_code="H44.104",
    )
    division = make_unit("division", "Phòng Văn hóa - Xã hội", commune)
    elsewhere = make_unit("province", "Tỉnh Lào Cai", code="15", short_name="Lào Cai")
    made = Locality(
        province=province,
        department=make_unit("department", "Sở Nội vụ", province, identification_code="H44.01"),
        commune=commune,
        division=division,
        economy=make_unit("division", "Phòng Kinh tế", commune),
        sister=make_unit("commune", "Xã Bình Phú", province, code="08275", short_name="Bình Phú"),
        elsewhere=elsewhere,
        administrator=make_user("quantri", "Nguyễn Thị Quản"),
        focal=make_user("daumoi", "Trần Văn Đầu"),
        assignee=make_user("an.nguyen", "Nguyễn Văn Ân"),
        reader=make_user("tracuu", "Lê Đọc"),
        commune_administrator=make_user("quantri.xa", "Phạm Xã"),
    )
    give_post(made.administrator, province, Role.ADMINISTRATOR)
    give_post(made.focal, commune, Role.FOCAL_OFFICER)
    give_post(made.assignee, division, Role.ASSIGNEE)
    give_post(made.reader, province, Role.READER)
    give_post(made.commune_administrator, commune, Role.ADMINISTRATOR)
    return made


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> dt.date:
    """Today is TODAY for whoever asks the clock."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY


@pytest.fixture
def opened(client: Client) -> Opened:
    def login(user: User) -> Client:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return login
