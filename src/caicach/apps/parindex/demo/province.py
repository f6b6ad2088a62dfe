"""Phú Thọ as it stands in 2026: the province, its 148 communes, departments, divisions, and what they came from.

Names and codes are real. Identification codes are those that the National Public Service Portal has published; units without one
there have none here. The districts of the old province ended on 30/06/2025 and stay for the years before.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from caicach.apps.parindex.demo.published import published
from caicach.apps.units.actions import (
    OLD_SINCE,
    NewProvince,
    UnitData,
    amend_unit,
    create_unit,
    import_succession,
    load_nation,
    read_mapping,
)
from caicach.apps.units.actions.nation import short_name
from caicach.apps.units.models import Kind, Subkind, Unit
from caicach.apps.units.offices import in_sentence
from caicach.apps.units.queries import standing, units_on
from caicach.platform.access import Scope

CODE = "25"
SINCE = dt.date(2025, 7, 1)
LAST_DAY = dt.date(2025, 6, 30)
LAW = (
    "Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội; Nghị quyết số 1676/NQ-UBTVQH15 ngày 16/6/2025 của "
    "Ủy ban Thường vụ Quốc hội"
)
BASIS = f"{LAW} (đối chiếu theo bảng của dự án dvhcvn/20250701, giấy phép MIT)"
PORTAL = "Mã định danh theo Cổng Dịch vụ công quốc gia"

OFFICE = "Văn phòng UBND tỉnh"
DEPARTMENTS = (
    OFFICE,
    "Sở Nội vụ",
    "Sở Tư pháp",
    "Sở Tài chính",
    "Sở Xây dựng",
    "Sở Công Thương",
    "Sở Nông nghiệp và Môi trường",
    "Sở Khoa học và Công nghệ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Giáo dục và Đào tạo",
    "Sở Y tế",
    "Sở Dân tộc và Tôn giáo",
    "Sở Ngoại vụ",
    "Thanh tra tỉnh",
    "Ban Quản lý các khu công nghiệp",
)
FIELD_LEADS = (OFFICE, "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Khoa học và Công nghệ")
# What the department set asks of an agency itself; set by judgement, for illustration.
ATTRIBUTES = {
    **{name: {"field_lead": True} for name in FIELD_LEADS},
    OFFICE: {"field_lead": True, "no_tthc": True, "no_fee": True},
    "Thanh tra tỉnh": {"no_tthc": True, "no_fee": True, "no_service_units": True},
    "Sở Dân tộc và Tôn giáo": {"no_fee": True, "no_service_units": True},
    "Sở Ngoại vụ": {"no_service_units": True},
}
SERVICE_CENTRE = "Trung tâm Phục vụ hành chính công"
PROVINCE_SERVICE_CENTRE = f"{SERVICE_CENTRE} tỉnh"

# Of the statistics office, in force until 30/06/2025; the block in which the district was ranked.
DISTRICTS = (
    ("227", "Thành phố Việt Trì", "do_thi"),
    ("228", "Thị xã Phú Thọ", "do_thi"),
    ("230", "Huyện Đoan Hùng", "nong_thon"),
    ("231", "Huyện Hạ Hòa", "nong_thon"),
    ("232", "Huyện Thanh Ba", "nong_thon"),
    ("233", "Huyện Phù Ninh", "nong_thon"),
    ("234", "Huyện Yên Lập", "nong_thon"),
    ("235", "Huyện Cẩm Khê", "nong_thon"),
    ("236", "Huyện Tam Nông", "nong_thon"),
    ("237", "Huyện Lâm Thao", "nong_thon"),
    ("238", "Huyện Thanh Sơn", "nong_thon"),
    ("239", "Huyện Thanh Thủy", "nong_thon"),
    ("240", "Huyện Tân Sơn", "nong_thon"),
)

CHANCERY = "Văn phòng HĐND và UBND"
ECONOMY = {Subkind.XA: "Phòng Kinh tế", Subkind.PHUONG: "Phòng Kinh tế, Hạ tầng và Đô thị"}
CULTURE = "Phòng Văn hóa - Xã hội"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune that takes part, and its divisions by name where the demonstration has them."""

    unit: Unit
    divisions: dict[str, Unit] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Province:
    """What has been loaded. `before` is the province of the same name until 30/06/2025, to which the districts belonged."""

    unit: Unit
    before: Unit
    communes: tuple[Unit, ...]
    departments: dict[str, Unit]
    districts: tuple[tuple[Unit, str], ...]
    centre: Unit

    def place(self, name: str) -> Unit:
        """A department or the service centre by its name; the province itself for ""."""
        if name == PROVINCE_SERVICE_CENTRE:
            return self.centre
        return self.departments[name] if name else self.unit


def load(scope: Scope, most: int | None = None) -> Province:
    """Make all units; `most` limits how many communes take part, those with published figures first."""
    load_nation(scope, [CODE])
    unit = standing(SINCE).get(kind=Kind.PROVINCE, code=CODE)
    communes = _chosen(scope, unit, most)
    import_succession(scope, _mapping({one.code for one in communes}), BASIS)
    before = standing(LAST_DAY).get(kind=Kind.PROVINCE, code=CODE)
    _identify(scope, unit, communes)
    departments = _departments(scope, unit)
    centre = _below(scope, departments[OFFICE].pk, Kind.SERVICE_CENTRE, PROVINCE_SERVICE_CENTRE)
    return Province(unit, before, communes, departments, _districts(scope, before), centre)


def divide(scope: Scope, commune: Unit) -> Commune:
    """Give a commune its divisions and its service centre."""
    names = (CHANCERY, ECONOMY[Subkind(commune.subkind)], CULTURE)
    made = {name: _below(scope, commune.pk, Kind.DIVISION, name) for name in names}
    name = f"{SERVICE_CENTRE} {in_sentence(commune.name)}"
    made[SERVICE_CENTRE] = _below(scope, commune.pk, Kind.SERVICE_CENTRE, name)
    return Commune(commune, made)


def predecessors() -> tuple[NewProvince, ...]:
    """Which units each commune of the province came from: the mapping that comes with the demonstration."""
    text = files(__package__).joinpath("data", "phu-tho-predecessors.json").read_text(encoding="utf-8")
    data = json.loads(text)["data"]
    return read_mapping(json.dumps({"data": data}))


def _chosen(scope: Scope, province: Unit, most: int | None) -> tuple[Unit, ...]:
    known = list(published().units)
    everyone = list(units_on(scope, SINCE, kinds=(Kind.COMMUNE,), under_unit=province.pk).order_by("code"))
    everyone.sort(key=lambda one: known.index(one.name) if one.name in known else len(known))
    return tuple(sorted(everyone[:most], key=lambda one: one.sort_key))


def _mapping(codes: set[str]) -> list[NewProvince]:
    return [
        dataclasses.replace(given, communes=tuple(one for one in given.communes if one.code in codes))
        for given in predecessors()
    ]


def _identify(scope: Scope, province: Unit, communes: Sequence[Unit]) -> None:
    for one in (province, *communes):
        if found := published().units.get(one.name):
            amend_unit(scope, one.pk, {"identification_code": found.identification_code}, PORTAL)


def _departments(scope: Scope, province: Unit) -> dict[str, Unit]:
    known = published().units
    return {
        name: _below(
            scope,
            province.pk,
            Kind.DEPARTMENT,
            name,
            known[name].identification_code if name in known else "",
        )
        for name in DEPARTMENTS
    }


def _districts(scope: Scope, province: Unit) -> tuple[tuple[Unit, str], ...]:
    made = []
    for code, name, block in DISTRICTS:
        data = UnitData(
            Kind.DISTRICT, name, OLD_SINCE, province.pk, short_name(name), code=code, valid_to=LAST_DAY
        )
        made.append((create_unit(scope, data, LAW), block))
    return tuple(made)


def _below(scope: Scope, parent_id: int, kind: Kind, name: str, identification_code: str = "") -> Unit:
    data = UnitData(kind, name, SINCE, parent_id, identification_code=identification_code)
    return create_unit(scope, data, PORTAL if identification_code else LAW)
