"""The 34 provinces and 3,321 communes, what they came from, and the trees of 2024 and 2026."""

import csv
import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from caicach.apps.units import actions, queries
from caicach.apps.units.models import Kind, Succession, Unit
from caicach.apps.units.tests.conftest import SYSTEM, give_post, make_user
from caicach.core.vietnamese import spelling_key
from caicach.platform.access import NotFound, Role
from caicach.platform.audit.models import Entry
from shared_data import shared

pytestmark = [pytest.mark.databases, pytest.mark.django_db]

BASIS = "Nghị quyết 202/2025/QH15"


@pytest.fixture(scope="module")
def nation(django_db_setup: None, django_db_blocker: Any) -> Iterator[actions.Loaded]:
    """The whole nation with its old units, made once for this module and taken back at its end."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            loaded = actions.load_nation(SYSTEM)
            mapping = actions.read_mapping(shared("units", "mapping_new_to_old.json").read_bytes())
            actions.import_succession(SYSTEM, mapping, BASIS)
            yield loaded
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def official_communes() -> list[dict[str, str]]:
    with shared("units", "communes_20250701_ctk1027.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def commune(name: str, province: str, year: int = 2026) -> Unit:
    parent = Unit.objects.get(kind=Kind.PROVINCE, code=province, valid_to=None)
    (found,) = [
        unit for unit in queries.units_of_year(SYSTEM, year, under_unit=parent.pk) if unit.name == name
    ]
    return found


def test_all_are_there(nation: actions.Loaded) -> None:
    assert nation == actions.Loaded(34, 3321)
    assert queries.units_of_year(SYSTEM, 2026, kinds=["commune"]).count() == 3321
    subkinds = [unit.subkind for unit in queries.units_of_year(SYSTEM, 2026, kinds=["commune"])]
    assert {kind: subkinds.count(kind) for kind in set(subkinds)} == {
        "xa": 2621,
        "phuong": 687,
        "dac_khu": 13,
    }


def test_codes_are_those_of_the_statistics_office(nation: actions.Loaded) -> None:
    """The package for Python 3.11 has the codes of a draft for 122 communes."""
    stored = {unit.code: unit for unit in queries.units_of_year(SYSTEM, 2026, kinds=["commune"])}
    provinces = {unit.pk: unit.code for unit in queries.units_of_year(SYSTEM, 2026, kinds=["province"])}
    for row in official_communes():
        unit = stored[row["commune_code"]]
        assert spelling_key(unit.name) == spelling_key(row["commune_full_name"])
        assert provinces[unit.parent_id or 0] == row["province_code"]


def test_loading_again_changes_nothing(nation: actions.Loaded) -> None:
    entries = Entry.objects.count()
    assert actions.load_nation(SYSTEM, ["25"]) == actions.Loaded(0, 0)
    assert Entry.objects.count() == entries


def test_a_province_is_called_what_it_is(nation: actions.Loaded) -> None:
    phu_tho = Unit.objects.get(kind=Kind.PROVINCE, code="25", valid_to=None)
    assert (phu_tho.name, phu_tho.short_name) == ("Tỉnh Phú Thọ", "Phú Thọ")
    names = [unit.short_name for unit in queries.units_of_year(SYSTEM, 2026, kinds=["province"])]
    assert names[:4] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng"]


def test_the_tree_of_2024_and_that_of_2026(nation: actions.Loaded) -> None:
    then, now = queries.tree(SYSTEM, 2024), queries.tree(SYSTEM, 2026)
    assert (len(then), len(now)) == (63, 34)
    assert sum(node.children for node in then) == 10_052
    assert sum(node.children for node in now) == 3321
    old = {node.unit.code: node for node in then}
    assert [node.unit.name for node in queries.tree(SYSTEM, 2024, old["17"].unit.pk)][:1] == ["Xã An Bình"]
    assert old["17"].unit.name == "Tỉnh Hoà Bình"
    assert not queries.units_of_year(SYSTEM, 2026, kinds=["district"]).exists()
    assert (
        queries.units_of_year(SYSTEM, 2024, kinds=["district"]).count() == 5
    )  # the island districts of the file


def test_predecessors_and_successors(nation: actions.Loaded) -> None:
    ward = commune("Phường Việt Trì", "25")
    parts = {one.predecessor.name: one.part for one in queries.predecessors(SYSTEM, ward.pk)}
    mapping = json.loads(shared("units", "mapping_new_to_old.json").read_text(encoding="utf-8"))
    (given,) = [
        item for province in mapping["data"] for item in province["level2s"] if item["level2_id"] == ward.code
    ]
    assert parts == {merge["name"]: merge["type"] for merge in given["merges"]}
    old = queries.predecessors(SYSTEM, ward.pk)[0].predecessor
    assert old.valid_to == dt.date(2025, 6, 30)
    assert ward.pk in {one.successor_id for one in queries.successors(SYSTEM, old.pk)}


def test_a_partial_predecessor_went_to_several(nation: actions.Loaded) -> None:
    several = Succession.objects.filter(part="partial").first()
    assert several is not None
    assert len(queries.successors(SYSTEM, several.predecessor_id)) > 1


def test_what_was_not_rearranged_is_one_unit(nation: actions.Loaded) -> None:
    ha_noi = Unit.objects.get(kind=Kind.PROVINCE, code="01")
    assert ha_noi.valid_from < dt.date(2025, 7, 1)
    assert ha_noi.valid_to is None
    assert not queries.predecessors(SYSTEM, ha_noi.pk)
    assert queries.units_of_year(SYSTEM, 2024).filter(pk=ha_noi.pk).exists()


def test_whoever_reads_the_new_province_reads_the_old_ones(nation: actions.Loaded) -> None:
    phu_tho = Unit.objects.get(kind=Kind.PROVINCE, code="25", valid_to=None)
    reader = make_user("doc.phutho", "Người Đọc")
    give_post(reader, phu_tho, Role.READER)
    scope = queries.scope_of_user(reader, SYSTEM.today)
    assert [node.unit.code for node in queries.tree(scope, 2024)] == ["17", "25", "26"]
    assert [node.unit.code for node in queries.tree(scope, 2026)] == ["25"]
    old_commune = queries.tree(scope, 2024, queries.tree(scope, 2024)[0].unit.pk)[0].unit
    assert queries.find(scope, old_commune.pk).name == old_commune.name
    elsewhere = Unit.objects.filter(kind=Kind.COMMUNE, valid_to__isnull=False, code="00004").get()
    with pytest.raises(NotFound):
        queries.find(scope, elsewhere.pk)


def test_a_commune_reads_what_went_into_it_and_no_more(nation: actions.Loaded) -> None:
    ward = commune("Phường Việt Trì", "25")
    officer = make_user("viettri", "Cán Bộ")
    give_post(officer, ward, Role.FOCAL_OFFICER)
    scope = queries.scope_of_user(officer, SYSTEM.today)
    then = {unit.pk for unit in queries.units_of_year(scope, 2024)}
    assert then == {one.predecessor_id for one in queries.predecessors(SYSTEM, ward.pk)}


def test_importing_again_changes_nothing(nation: actions.Loaded) -> None:
    mapping = actions.read_mapping(shared("units", "mapping_new_to_old.json").read_bytes())
    units, links = Unit.objects.count(), Succession.objects.count()
    result = actions.import_succession(SYSTEM, mapping, BASIS)
    assert (result.old_units, result.successions, result.continuing) == (0, 0, 0)
    assert (Unit.objects.count(), Succession.objects.count()) == (units, links)
    assert not result.can_be_confirmed


def test_a_page_costs_the_same_wherever_it_stands(nation: actions.Loaded) -> None:
    first = queries.page_of_units(SYSTEM, 2026, queries.UnitFilter())
    seen = [unit.pk for unit in first.units]
    page = first
    while page.after is not None:
        with CaptureQueriesContext(connection) as asked:
            page = queries.page_of_units(SYSTEM, 2026, queries.UnitFilter(), after=page.after)
        assert len(asked) == 3
        seen += [unit.pk for unit in page.units]
    assert len(seen) == len(set(seen)) == 34 + 3321
    back = queries.page_of_units(SYSTEM, 2026, queries.UnitFilter(), before=page.before)
    assert back.units[-1].pk == seen[seen.index(page.units[0].pk) - 1]
    assert first.before is None


def test_search_needs_no_tone_marks(nation: actions.Loaded) -> None:
    found = queries.page_of_units(SYSTEM, 2026, queries.UnitFilter(search="hy cuong"))
    assert [unit.name for unit in found.units] == ["Xã Hy Cương"]
    assert queries.found_units(SYSTEM, "Hòa Bình", 5)[0].name.endswith(("Hòa Bình", "Hoà Bình"))
    assert queries.found_units(SYSTEM, "08515", 5)[0].name == "Xã Hy Cương"
