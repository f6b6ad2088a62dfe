"""What a table of single roles cannot show: fields of appraisers, and posts that add up to no more than each of them."""

from __future__ import annotations

import dataclasses

import pytest

from caicach.apps.units import actions as units
from caicach.apps.units.models import Kind, Unit
from caicach.platform.access import Permission, Refused, Role
from caicach.platform.access.loading import scope_of
from caicach.platform.accounts import actions as accounts

from .asking import Asking
from .bodies import year_of
from .rows import UNIT, Outcome, Row
from .world import LEAF, OTHER_LEAF, SINCE, SOURCE, SYSTEM, TODAY, World, holder, session

pytestmark = pytest.mark.django_db


WITH_A_LEAF = [
    Row("GET", "parindex:fact", Permission.FACTS_READ, UNIT),
    Row("GET", "parindex:why_node", Permission.FACTS_READ, UNIT),
    Row("GET", "/api/units/{unit_id}/facts/{code}", Permission.FACTS_READ, UNIT, query=year_of),
    Row("GET", "/api/results/{year}/units/{unit_id}/why/{code}", Permission.FACTS_READ, UNIT),
]


@pytest.mark.parametrize("row", WITH_A_LEAF, ids=[row.route for row in WITH_A_LEAF])
def test_an_appraiser_reads_the_facts_of_his_fields_only(asking: Asking, world: World, row: Row) -> None:
    shown = {
        (person, code): SOURCE in asking(of_leaf(row, code), "GET", person, world.own).text
        for person in (Role.APPRAISER, Role.READER)
        for code in (LEAF, OTHER_LEAF)
    }
    assert shown == {
        (Role.APPRAISER, LEAF): True,
        (Role.APPRAISER, OTHER_LEAF): False,
        (Role.READER, LEAF): True,
        (Role.READER, OTHER_LEAF): True,
    }


@pytest.mark.parametrize("route", ["parindex:facts", "/api/units/{unit_id}/facts"])
def test_two_posts_open_no_more_than_each(asking: Asking, world: World, route: str) -> None:
    """One post shows all units of the province, the other the facts of one commune: not the facts of all communes."""
    both = holder("hai-vi-tri", Unit.objects.get(pk=world.own.locality_id), Role.ADMINISTRATOR)
    units.assign_post(SYSTEM, units.PostData(both.pk, world.own.unit_id, Role.READER, SINCE))
    asking.sessions["hai-vi-tri"] = session(both)
    row = Row("GET", route, Permission.FACTS_READ, UNIT, query=year_of)
    assert asking(row, "GET", "hai-vi-tri", world.own).outcome is Outcome.OPEN
    assert asking(row, "GET", "hai-vi-tri", world.sister).outcome is Outcome.REFUSED


def test_a_field_of_one_post_is_not_that_of_another(asking: Asking, world: World) -> None:
    """An appraiser of one field who reads all of one commune reads in the others what is of his field."""
    both = holder(
        "hai-linh-vuc", Unit.objects.get(pk=world.own.locality_id), Role.APPRAISER, fields=("noi_vu",)
    )
    units.assign_post(SYSTEM, units.PostData(both.pk, world.own.unit_id, Role.READER, SINCE))
    asking.sessions["hai-linh-vuc"] = session(both)
    for place, shown in ((world.own, True), (world.sister, False)):
        answer = asking(of_leaf(WITH_A_LEAF[0], LEAF), "GET", "hai-linh-vuc", place)
        assert (answer.status, SOURCE in answer.text) == (200, shown)


def test_no_account_is_taken_over_that_reaches_further(world: World) -> None:
    """The administrator of a department sets no password of a colleague whose post there reaches the whole province."""
    department = units.create_unit(
        SYSTEM, units.UnitData(Kind.DEPARTMENT, "Sở Nội vụ", SINCE, parent_id=world.own.locality_id)
    )
    administrator = scope_of(holder("quan-tri-so", department, Role.ADMINISTRATOR), TODAY)
    reader, manager = (
        holder(role.value + "-so", department, role) for role in (Role.READER, Role.FRAMEWORK_MANAGER)
    )
    accounts.set_password(administrator, reader, "một mật khẩu đủ dài 26")
    with pytest.raises(Refused):
        accounts.set_password(administrator, manager, "một mật khẩu đủ dài 26")


def of_leaf(row: Row, code: str) -> Row:
    """The row for another leaf."""
    return dataclasses.replace(row, args={"code": code})
