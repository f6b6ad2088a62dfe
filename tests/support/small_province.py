"""A province with a commune, its division and a sister commune, and a person of every role: where apps try what people do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from caicach.apps.units import actions as units
from caicach.apps.units import queries as unit_queries
from caicach.apps.units.models import Unit
from caicach.platform.access import Role, Scope
from caicach.platform.accounts.models import User

SINCE = dt.date(2025, 7, 1)


@dataclass
class SmallProvince:
    """Units by short names, people by role, on a day."""

    today: dt.date
    province: Unit
    commune: Unit
    division: Unit
    sister: Unit
    people: dict[Role, User]

    def scope(self, role: Role) -> Scope:
        return unit_queries.scope_of_user(self.people[role], self.today)


def make_unit(kind: str, name: str, parent: Unit | None = None) -> Unit:
    above = parent.pk if parent else None
    subkind = "xa" if kind == "commune" else ""
    return units.create_unit(_system(), units.UnitData(kind, name, SINCE, parent_id=above, subkind=subkind))


def seated(role: Role, unit: Unit, username: str = "") -> User:
    """Somebody with a post, named after the role unless told otherwise; an appraiser looks after the field "noi_vu"."""
    user = User(username=username or role.value, display_name=f"Người {username or role.value}")
    user.set_unusable_password()
    user.save()
    fields = ("noi_vu",) if role is Role.APPRAISER else ()
    units.assign_post(_system(), units.PostData(user.pk, unit.pk, role, SINCE, fields=fields))
    return user


def small_province(
    today: dt.date, in_commune: Collection[Role], in_division: Collection[Role] = ()
) -> SmallProvince:
    """The province; whoever sits neither in the commune nor in its division sits at the top."""
    province = make_unit("province", "Tỉnh Phú Thọ")
    commune = make_unit("commune", "Xã Hy Cương", province)
    division = make_unit("division", "Phòng Văn hóa", commune)
    sister = make_unit("commune", "Xã Bình Phú", province)
    people = {
        role: seated(role, commune if role in in_commune else division if role in in_division else province)
        for role in Role
    }
    return SmallProvince(today, province, commune, division, sister, people)


def _system() -> Scope:
    return Scope.system("test", SINCE)
