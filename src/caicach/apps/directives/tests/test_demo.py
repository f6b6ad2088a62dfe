"""The five directives of the demonstration are read by the real reader and confirmed by its people."""

from __future__ import annotations

import pytest

from caicach.apps.directives import queries
from caicach.apps.directives.demo.building import build
from caicach.apps.directives.models import State
from caicach.apps.directives.queries import FindingFilter, RegisterFilter
from caicach.apps.directives.tests.conftest import SYSTEM, House
from caicach.platform.access import Role
from small_province import seated


@pytest.mark.databases
def test_five_directives_are_read_and_confirmed_and_found_without_tone_marks(house: House) -> None:
    seated(Role.FOCAL_OFFICER, house.sister, "daumoi.khac")
    made = build()
    assert len(made) == 5
    assert {one.state for one in made} == {State.CONFIRMED}
    assert {one.unit for one in made} == {house.province, house.commune, house.sister}
    assert queries.to_confirm(SYSTEM) == []
    targets = queries.page_of_findings(SYSTEM, FindingFilter(year=2024), targets=True)
    assert targets.count >= 20
    found = queries.page_of_directives(SYSTEM, RegisterFilter(search="phat dong phong trao thi dua"))
    assert [one.number for one in found.directives] == ["46/UBND"]
    ward = found.directives[0]
    assert "Chủ tịch Uỷ ban nhân dân phường" in queries.directive(SYSTEM, ward.pk).text
