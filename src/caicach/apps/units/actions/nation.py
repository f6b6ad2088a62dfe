"""The provinces and communes in force since 2025-07-01, from the package `vietnam-provinces`.

The package differs by Python version: 2025.10 (the last for 3.11) has the codes of a draft for some communes and names without
"Tỉnh"; 2026.9 (3.12 and later) has the names of 2026. `caicach.apps.units.data` sets the codes right, and a province's name
always says what it is, so that both give the same tree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

import vietnam_provinces
from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.units import data
from caicach.apps.units.actions import writing
from caicach.apps.units.models import Kind, Placement, Subkind, Unit
from caicach.core.vietnamese import spelling_key, tidy
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Invalid

SINCE = dt.date(2025, 7, 1)
SOURCE = f"vietnam-provinces {vietnam_provinces.__version__}"

_SUBKINDS = {"xã": Subkind.XA, "phường": Subkind.PHUONG, "đặc khu": Subkind.DAC_KHU}
_KIND_WORDS = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu ", "Huyện ", "Quận ", "Thị xã ")


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many units were made; those that were there already are not counted."""

    provinces: int
    communes: int


def load_nation(
    scope: Scope,
    province_codes: Collection[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Make the provinces with these official codes ("25"), or all 34, and their communes.

    Only commands and jobs may: the units stand at the top of the tree. Running it again adds what is missing and changes nothing
    else. `progress` is called with the provinces done and to do.
    """
    scope.require(Permission.UNITS_MANAGE, "", what=_("nạp danh mục tỉnh, xã"))
    provinces = {_code(province.code, 2): province for province in vietnam_provinces.Province.iter_all()}
    wanted = sorted(provinces if province_codes is None else set(province_codes))
    if unknown := [code for code in wanted if code not in provinces]:
        raise Invalid(
            _("Không có tỉnh, thành phố mang mã %(codes)s.") % {"codes": ", ".join(unknown)},
            _("Mã tỉnh gồm hai chữ số, ví dụ 25 là Phú Thọ."),
        )
    communes: dict[str, list[vietnam_provinces.Ward]] = {code: [] for code in wanted}
    for ward in vietnam_provinces.Ward.iter_all():
        communes.get(_code(ward.province_code, 2), []).append(ward)
    made = Loaded(0, 0)
    for done, code in enumerate(wanted, start=1):
        new = _load_province(scope, code, provinces[code], communes[code])
        made = Loaded(made.provinces + new.provinces, made.communes + new.communes)
        if progress is not None:
            progress(done, len(wanted))
    if made.communes:
        writing.refresh_statistics()
    return made


def short_name(name: str) -> str:
    """The name without the word for what the unit is: "Tỉnh Phú Thọ" as "Phú Thọ"."""
    for word in _KIND_WORDS:
        if name.lower().startswith(word.lower()):
            return name[len(word) :]
    return name


@transaction.atomic
def _load_province(
    scope: Scope, code: str, source: vietnam_provinces.Province, wards: list[vietnam_provinces.Ward]
) -> Loaded:
    province, is_new = _province(code, source)
    path = f"{province.pk}/"
    there = set(
        Unit.objects.filter(
            placements__parent=province, kind=Kind.COMMUNE, valid_to__isnull=True
        ).values_list("code", flat=True)
    )
    communes = [unit for ward in wards if (unit := _commune(code, ward)).code not in there]
    if not is_new and not communes:
        return Loaded(0, 0)
    Unit.objects.bulk_create(communes, batch_size=500)
    Placement.objects.bulk_create(
        [
            Placement(unit=unit, parent=province, path=f"{path}{unit.pk}/", valid_from=SINCE)
            for unit in communes
        ],
        batch_size=500,
    )
    after = {
        "source": SOURCE,
        "province": code,
        "communes": [f"{unit.code} {unit.name}" for unit in communes],
    }
    record(scope, "unit.nation_loaded", writing.subject(province, path), None, after)
    return Loaded(int(is_new), len(communes))


def _province(code: str, source: vietnam_provinces.Province) -> tuple[Unit, bool]:
    there = Unit.objects.filter(kind=Kind.PROVINCE, code=code, valid_to__isnull=True).first()
    if there is not None:
        return there, False
    name = tidy(source.name)
    if not name.startswith(("Tỉnh ", "Thành phố ")):
        name = f"Tỉnh {name}"
    unit = Unit(kind=Kind.PROVINCE, code=code, name=name, short_name=short_name(name), valid_from=SINCE)
    writing.derive(unit)
    unit.save(force_insert=True)
    writing.place(unit, None)
    return unit, True


def _commune(province_code: str, ward: vietnam_provinces.Ward) -> Unit:
    name = tidy(ward.name.replace("–", "-").replace("’", "'"))
    name = name[:1].upper() + name[1:]  # "xã Bắc Sơn" in the package of 2026
    corrected = data.official_codes().get((province_code, spelling_key(name)))
    unit = Unit(
        kind=Kind.COMMUNE,
        subkind=_SUBKINDS[str(ward.division_type.value)],
        code=corrected or _code(ward.code, 5),
        name=name,
        short_name=short_name(name),
        valid_from=SINCE,
    )
    writing.derive(unit)
    return unit


def _code(number: int, digits: int) -> str:
    return f"{int(number):0{digits}d}"
