"""The appraisal over HTTP, and what the desk says of it."""

from decimal import Decimal
from typing import Any

import pytest

from caicach.apps.parindex import worklist_appraisal
from caicach.apps.parindex.actions import appraisal
from caicach.apps.parindex.models import LeafPoints, Participant, Round
from caicach.apps.parindex.tests import appraising
from caicach.apps.parindex.tests.appraising import LEAF
from caicach.apps.parindex.tests.conftest import Going
from caicach.apps.parindex.tests.factories import Province
from caicach.apps.parindex.tests.screens import Opened

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
D = Decimal


@pytest.fixture
def place(in_appraisal: Going) -> Province:
    return in_appraisal.place


@pytest.fixture
def made(in_appraisal: Going) -> Round:
    return in_appraisal.made


@pytest.fixture
def one(made: Round, place: Province) -> Participant:
    return appraising.member(made, place)


def put(opened: Opened, username: str, path: str, **body: Any) -> Any:
    return opened(username).put(f"/api/appraisal/2026/{path}", body, content_type="application/json")


def test_what_waits_is_listed_by_leaf(opened: Opened, one: Participant) -> None:
    told = opened("tu-phap").get("/api/appraisal/2026/leaves").json()
    assert [(leaf["code"], leaf["waiting"], leaf["done"]) for leaf in told] == [(LEAF, 2, 0)]


def test_a_leaf_comes_with_the_rows_of_all_units(opened: Opened, one: Participant, place: Province) -> None:
    rows = opened("tu-phap").get(f"/api/appraisal/2026/commune/{LEAF}").json()
    assert [row["unit"] for row in rows] == [
        row.unit.name for row in Participant.objects.order_by("unit__sort_key")
    ]
    own = next(row for row in rows if row["unit_id"] == one.unit_id)
    assert (own["self_points"], own["points"], own["version"], own["may_score"]) == ("1.92", None, 0, True)
    assert len(opened("tu-phap").get(f"/api/appraisal/2026/commune/{LEAF}?waiting=true").json()) == 2


def test_points_are_put_exactly_and_a_crossing_is_told(opened: Opened, one: Participant) -> None:
    path = f"units/{one.unit_id}/points/{LEAF}"
    told = put(opened, "tu-phap", path, points="1.1234567891", reason="thiếu", version=0).json()
    assert (told["points"], told["version"], told["difference"]) == ("1.1234567891", 1, "-0.7965432109")
    crossed = put(opened, "tu-phap", path, points="1.8", reason="đủ", version=0)
    assert crossed.status_code == 409
    assert crossed.json()["problems"] == ["Điểm hiện có: 1,1234567891"]
    assert put(opened, "tu-phap", path, points="1.12345678901", reason="lẻ", version=1).status_code == 422
    assert put(opened, "tu-phap", path, points="9", reason="thưởng", version=1).status_code == 422


def test_a_question_is_put_and_taken_back(opened: Opened, one: Participant) -> None:
    path = f"units/{one.unit_id}/questions/{LEAF}"
    assert put(opened, "tu-phap", path, text="Mẫu số?").json()["question"] == "Mẫu số?"
    assert put(opened, "tu-phap", path, text="").json()["question"] == ""
    assert put(opened, "noi-vu", path, text="Mẫu số?").status_code == 403


def test_a_step_moves_a_unit_or_says_what_stands_in_its_way(
    opened: Opened, one: Participant, place: Province
) -> None:
    url = f"/api/appraisal/2026/units/{one.unit_id}/steps"
    client = opened("thu-ky")
    refused = client.post(url, {"step": "refer"}, content_type="application/json")
    assert (refused.status_code, refused.json()["problems"]) == (
        409,
        ["còn 7 tiêu chí chưa được thẩm định"],
    )
    appraisal.question(place.scope("tu-phap"), one.pk, LEAF, "Mẫu số?")
    moved = client.post(url, {"step": "ask"}, content_type="application/json")
    assert moved.json()["stage"] == "explaining"
    assert client.post(url, {"step": "publish"}, content_type="application/json").status_code == 422


def test_the_layers_of_a_unit_are_told(opened: Opened, one: Participant, place: Province) -> None:
    appraisal.give(place.scope("tu-phap"), one.pk, LEAF, D("1.5"), "thiếu")
    told = opened("doc-xa").get(f"/api/appraisal/2026/units/{one.unit_id}/layers").json()
    leaf = next(leaf for leaf in told if leaf["code"] == LEAF)
    assert leaf["layers"] == {"self": "1.92", "appraised_1": "1.5"}
    assert leaf["difference"] == "-0.42"


# --- the desk --------------------------------------------------------------------------------------------------------


def test_the_desk_of_an_appraiser_counts_what_waits(one: Participant, place: Province) -> None:
    (item,) = worklist_appraisal.items(place.scope("tu-phap"), 2027)
    assert item.title == "1 tiêu chí chờ thẩm định"
    assert "2 lượt chờ chấm" in item.detail
    assert list(worklist_appraisal.items(place.scope("chu-tich"), 2026)) == []


def test_the_desk_of_the_secretary_names_the_step_that_units_wait_for(
    one: Participant, place: Province
) -> None:
    assert list(worklist_appraisal.items(place.scope("thu-ky"), 2026)) == []
    own = dict(LeafPoints.objects.filter(participant=one, layer="self").values_list("code", "points"))
    LeafPoints.objects.bulk_create(
        LeafPoints(participant=one, code=code, points=points, layer="appraised_1", edition=one.edition)
        for code, points in own.items()
    )
    (item,) = worklist_appraisal.items(place.scope("thu-ky"), 2026)
    assert item.title == "1 đơn vị sẵn sàng: trình hội đồng"
