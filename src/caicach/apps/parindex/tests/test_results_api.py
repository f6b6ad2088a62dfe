"""Results over HTTP: figures as decimal strings, the same reach as the screen, faults as problem+json."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from caicach.apps.parindex.queries.results import Asked, ranking
from caicach.apps.parindex.tests.scored import OPEN_LEAF, World, world

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
__all__ = ["world"]

FIGURE = re.compile(r"-?\d+(\.\d{1,10})?")
FIGURES = frozenset(
    "points max_points index last_index change lost mean median last_mean minimum value distance share gain best worst "
    "block_median block_best raw_points bonus penalty last_points last_max winnable index_then satisfied aim".split()
)


def get(world: World, username: str, path: str, status: int = 200) -> Any:
    response = world.client(username).get(f"/api/{path}")
    assert response.status_code == status, response.content
    return response.json()


def figures(value: Any) -> list[Any]:
    """Everything that stands under the name of a figure, however deep; inputs are words."""
    if isinstance(value, list):
        return [one for item in value for one in figures(item)]
    if not isinstance(value, dict):
        return []
    own = [item for name, item in value.items() if name in FIGURES and not isinstance(item, dict | list)]
    return own + [one for name, item in value.items() if name != "inputs" for one in figures(item)]


PATHS = [
    "results/2026/ranking",
    "results/2026/units/{own}",
    "results/2026/units/{own}/why",
    "results/2026/units/{own}/why/3.3.1",
    "results/2026/units/{own}/analysis",
    "results/2026/criteria/commune/3.3.1",
    "results/2026/analysis",
    "results/2026/targets",
    "trend",
    "trend/units/{own}",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_figure_is_a_decimal_string_or_null(world: World, path: str) -> None:
    found = figures(get(world, "chu-tich", path.format(own=world.own.pk)))
    assert found
    assert all(one is None or (isinstance(one, str) and FIGURE.fullmatch(one)) for one in found)


def test_the_ranking_is_that_of_the_screen(world: World) -> None:
    table = ranking(world.scope("chu-tich"), 2026, Asked())
    told = get(world, "chu-tich", "results/2026/ranking")
    assert [row["unit_id"] for row in told["rows"]] == [row.unit_id for row in table.rows]
    assert Decimal(told["rows"][0]["index"]) == table.rows[0].index
    assert told["rows"][-1]["index"] is None
    assert OPEN_LEAF in told["rows"][-1]["reasons"][0]
    assert (told["framework"], told["count"]) == ("XA-2025", 6)


def test_the_ranking_comes_in_pages(world: World) -> None:
    told = get(world, "chu-tich", "results/2026/ranking?offset=4&limit=1")
    everything = get(world, "chu-tich", "results/2026/ranking")
    assert told["rows"] == everything["rows"][4:5]
    assert told["count"] == 6
    get(world, "chu-tich", "results/2026/ranking?limit=0", 422)


def test_a_unit_of_another_province_is_not_there(world: World) -> None:
    for path in PATHS:
        if "{own}" in path:
            problem = get(world, "chu-tich", path.format(own=world.foreign.pk), 404)
            assert problem["way_out"]
            get(world, "dau-moi", path.format(own=world.sister.pk), 404)


def test_administrators_are_refused(world: World) -> None:
    assert get(world, "quan-tri", "results/2026/ranking", 403)["type"] == "urn:problem:caicach:refused"
    assert get(world, "quan-tri", "results/years") == []


def test_readers_get_null_for_consequences(world: World) -> None:
    path = f"results/2026/units/{world.own.pk}/analysis"
    assert get(world, "doc-xa", path)["consequences"] is None
    assert isinstance(get(world, "lanh-dao", path)["consequences"], list)


def test_an_explanation_withholds_the_inputs_of_another_field(world: World) -> None:
    told = get(world, "tham-dinh", f"results/2026/units/{world.own.pk}/why/1.1.3")
    assert (told["inputs"], told["lines"], told["facts_readable"]) == ([], [], False)
    assert told["points"] is not None


def put(world: World, username: str, unit_id: int, **changes: object) -> Any:
    body = {"kind": "satisfaction", "minimum": "95", "strict": False, "document": "KH số 5/KH-UBND"}
    return world.client(username).put(
        f"/api/results/2026/targets/{unit_id}", body | changes, content_type="application/json"
    )


def test_a_target_is_set_and_told_with_its_distance(world: World) -> None:
    response = put(world, "bo-chi-so", world.own.pk)
    assert response.status_code == 200, response.content
    assert response.json() | {"value": None, "distance": None} == {
        "kind": "satisfaction", "minimum": "95", "strict": False, "aim": None, "document": "KH số 5/KH-UBND",
        "value": None, "distance": None, "reached": False,
    }  # fmt: skip
    rows = {row["unit_id"]: row for row in get(world, "bo-chi-so", "results/2026/targets")}
    goal = rows[world.own.pk]["satisfaction"]
    assert Decimal(goal["distance"]) == Decimal(goal["value"]) - 95


@pytest.mark.parametrize(
    "change", [{"document": ""}, {"minimum": "101"}, {"kind": "happiness"}, {"minimum": "NaN"}]
)
def test_a_target_that_makes_no_sense_is_refused(world: World, change: dict[str, object]) -> None:
    assert put(world, "bo-chi-so", world.own.pk, **change).status_code == 422


def test_targets_are_set_by_those_who_may(world: World) -> None:
    assert put(world, "doc-xa", world.own.pk).status_code == 403
    assert put(world, "dau-moi", world.sister.pk).status_code == 404


def test_the_document_describes_figures_as_strings(world: World) -> None:
    schema = world.client("chu-tich").get("/api/openapi.json").json()
    row = schema["components"]["schemas"]["RankingRowOut"]
    kinds = {option.get("type") for option in row["properties"]["index"]["anyOf"]}
    assert kinds == {"string", "null"}
    paths = [path for path in schema["paths"] if path.startswith(("/api/results", "/api/trend"))]
    assert len(paths) == 12
    for path in paths:
        for operation in schema["paths"][path].values():
            assert operation["summary"]
            assert operation["description"]
