"""Criteria sets, rounds and facts over HTTP: the same rules as on the screen, figures by their digits both ways."""

import json
from typing import Any

import pytest
from django.test import Client

from caicach.apps.parindex.actions import facts, frameworks
from caicach.apps.parindex.models import Fact, FrameworkVersion, Participant, Round
from caicach.apps.parindex.tests import factories, small
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.core.parindex import document

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
YAML = "application/yaml"


def body(response: Any, status: int = 200) -> Any:
    assert response.status_code == status, response.content.decode()
    return json.loads(response.content)


def problem(response: Any, status: int) -> dict[str, Any]:
    found = body(response, status)
    assert response["Content-Type"].startswith("application/problem+json")
    assert found["detail"]
    return dict(found)


def put(client: Client, url: str, data: Any) -> Any:
    return client.put(
        url, data if isinstance(data, str) else json.dumps(data), content_type="application/json"
    )


# --- criteria sets ---------------------------------------------------------------------------------------------------


def test_sets_are_listed_with_the_years_that_use_them(made: Round, opened: Opened) -> None:
    (row,) = body(opened("chu-tich").get("/api/frameworks", {"subject": "commune"}))
    assert (row["code"], row["years"], row["max_points"], row["leaf_count"]) == ("XA-NHO", [2026], "10", 7)
    assert body(opened("chu-tich").get("/api/frameworks", {"subject": "district"})) == []
    problem(opened("chu-tich").get("/api/frameworks", {"subject": "x"}), 422)


def test_one_set_with_its_nodes_its_yaml_and_its_workbook(made: Round, opened: Opened) -> None:
    client = opened("chu-tich")
    shown = body(client.get("/api/frameworks/XA-NHO"))
    node = next(node for node in shown["nodes"] if node["code"] == "1.2")
    assert (node["max_points"], node["rule_type"], node["policy"], node["parent"]) == (
        "2",
        "ratio",
        "exclude",
        "1",
    )
    assert client.get("/api/frameworks/XA-NHO/yaml").content.decode() == small.TEXT
    assert client.get("/api/frameworks/XA-NHO/xlsx").content[:2] == b"PK"
    assert "way_out" in problem(client.get("/api/frameworks/KHONG"), 404)
    assert body(client.get("/api/frameworks/schema")) == json.loads(json.dumps(document.json_schema()))


def test_a_document_is_checked_without_being_stored(place: Province, opened: Opened) -> None:
    client = opened("chu-tich")
    good = client.post("/api/frameworks/check", small.TEXT, content_type=YAML)
    assert body(good) == {"ok": True, "code": "XA-NHO", "leaves": 7, "problems": []}
    wrong = {"yaml": small.TEXT.replace("max: 6", "max: 7")}
    found = body(client.post("/api/frameworks/check", json.dumps(wrong), content_type="application/json"))
    assert found["problems"][0]["code"] == "1"
    assert found["problems"][0]["line"] > 1
    assert found["problems"][0]["reason_en"] == "children sum to 6, maximum is 7"
    for content, kind in ((b"\xff", YAML), (b"{", "application/json"), (b"[]", "application/json")):
        problem(client.post("/api/frameworks/check", content, content_type=kind), 422)
    assert not FrameworkVersion.objects.exists()


def test_sets_are_imported_versioned_replaced_compared_and_deleted(place: Province, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    made = body(client.post("/api/frameworks", small.TEXT, content_type=YAML), 201)
    assert (made["code"], made["locality_id"]) == ("XA-NHO", place.unit.pk)
    new = client.post(
        "/api/frameworks/XA-NHO/versions", {"code": "B", "year": 2027}, content_type="application/json"
    )
    digest = body(new, 201)["digest"]
    text = FrameworkVersion.objects.get(code="B").document
    url = f"/api/frameworks/B?digest={digest}"
    changed = text.replace('"Kế hoạch"', '"Kế hoạch năm"')
    assert body(client.put(url, changed, content_type=YAML))["digest"] != digest
    assert "đã được sửa" in problem(client.put(url, text, content_type=YAML), 409)["detail"]
    fresh = FrameworkVersion.objects.get(code="B").digest
    wrong = changed.replace("max: 6", "max: 7")
    refused = problem(client.put(f"/api/frameworks/B?digest={fresh}", wrong, content_type=YAML), 422)
    assert len(refused["problems"]) == 2
    assert not hasattr(FrameworkVersion.objects.get(code="B"), "draft"), "a refused document leaves no draft"
    kinds = {row["code"]: row["kind"] for row in body(client.get("/api/frameworks/B/changes"))}
    assert kinds["1.1"] == "text"
    gone = client.post("/api/frameworks/B/delete", {"reason": "thử"}, content_type="application/json")
    assert gone.status_code == 204


def test_a_set_in_use_cannot_be_replaced_over_http(made: Round, opened: Opened) -> None:
    digest = made.framework.digest
    refused = opened("quan-tri-bo").put(
        f"/api/frameworks/XA-NHO?digest={digest}", small.TEXT, content_type=YAML
    )
    found = problem(refused, 409)
    assert "Năm 2026 đang dùng bộ XA-NHO" in found["detail"]
    assert "phiên bản mới" in found["way_out"]


def test_who_may_not_is_refused(made: Round, opened: Opened) -> None:
    problem(opened("chu-tich").post("/api/frameworks", small.TEXT, content_type=YAML), 403)
    problem(Client().get("/api/frameworks"), 401)


# --- rounds ----------------------------------------------------------------------------------------------------------


def test_a_round_from_opening_to_scoring(place: Province, opened: Opened) -> None:
    small.version()
    client = opened("quan-tri-bo")
    data = {"locality_id": place.unit.pk, "year": 2026, "subject": "commune", "framework": "XA-NHO"}
    dates = {"dates": {"plan": "2026-01-12"}}
    made = body(client.post("/api/rounds", data | dates, content_type="application/json"), 201)
    assert (made["dates"], made["units"], made["in_use"]) == ({"plan": "2026-01-12"}, 0, False)
    units = {"units": [{"unit_id": unit.pk, "block": unit.subkind} for unit in place.communes]}
    url = f"/api/rounds/{made['id']}"
    assert body(client.post(f"{url}/units", units, content_type="application/json")) == {"added": 4}
    assert len(body(client.get(f"{url}/units"))) == 4
    assert body(client.post(f"{url}/rescore"))["open_units"] == 4
    assert body(client.get("/api/rounds", {"year": 2026}))[0]["id"] == made["id"]
    factories.framework()
    use = put(client, f"{url}/framework", {"framework": "XA-2025", "reason": "bộ mới"})
    assert body(use)["framework"] == "XA-2025"
    problem(client.post("/api/rounds", data, content_type="application/json"), 409)


def test_a_round_in_use_keeps_its_set(place: Province, made: Round, opened: Opened) -> None:
    facts.enter(SYSTEM, small.member(made, place.communes[0]).pk, "2.1", {"done": True})
    factories.framework()
    url = f"/api/rounds/{made.pk}/framework"
    found = problem(put(opened("quan-tri-bo"), url, {"framework": "XA-2025", "reason": "thử"}), 409)
    assert "Năm 2026 đang dùng bộ XA-NHO" in found["detail"]
    problem(put(opened("quan-tri-bo"), url, {"framework": "XA-2025"}), 422)


# --- facts -----------------------------------------------------------------------------------------------------------


def fact_url(place: Province, code: str = "") -> str:
    tail = f"/{code}" if code else ""
    return f"/api/units/{place.communes[0].pk}/facts{tail}?year=2026"


def test_a_figure_keeps_its_digits_both_ways(place: Province, made: Round, opened: Opened) -> None:
    client = opened("dau-moi")
    sent = '{"inputs": {"num": 12.50, "den": 25}, "version": 0, "source": "Sổ"}'
    answer = put(client, fact_url(place, "1.2"), sent)
    assert '"num":12.50' in answer.content.decode()
    assert (body(answer)["version"], body(answer)["points"], body(answer)["source"]) == (1, "1", "Sổ")
    assert str(Fact.objects.get().inputs["num"]) == "12.50"
    assert '"num":12.50' in client.get(fact_url(place, "1.2")).content.decode()


def test_a_version_that_is_not_the_latest_is_a_conflict_with_both_values(
    place: Province, made: Round, opened: Opened
) -> None:
    facts.enter(SYSTEM, small.member(made, place.communes[0]).pk, "1.2", {"num": 1, "den": 2})
    found = problem(
        put(opened("dau-moi"), fact_url(place, "1.2"), {"inputs": {"num": 2, "den": 2}, "version": 0}), 409
    )
    assert '{"den":2,"num":1}' in found["problems"][0]
    assert "hai giá trị" in found["way_out"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"inputs": {"num": 5, "den": 0}, "version": 0}, "mẫu số bằng 0"),
        ({"inputs": {"num": 1, "den": 2}}, "Thiếu “version”"),
        ({"inputs": {"num": 1, "den": 2}, "version": True}, "Thiếu “version”"),
        ({"inputs": [], "version": 0}, "phải là một đối tượng"),
        ({"inputs": {"num": 1, "den": 2}, "version": 0, "khac": 1}, "Không có trường “khac”"),
        ({"inputs": {"num": 1, "den": 2, "note": 1}, "version": 0}, "phải là chữ"),
        ("{", "không phải JSON"),
        ("[1]", "đối tượng JSON"),
        ('{"inputs": {"num": NaN, "den": 2}, "version": 0}', "không phải JSON"),
        ('{"inputs": {"note": "\\ud800", "num": 1, "den": 2}, "version": 0}', "phải là chữ"),
    ],
)
def test_a_wrong_body_changes_nothing(
    place: Province, made: Round, opened: Opened, sent: Any, words: str
) -> None:
    assert words in problem(put(opened("dau-moi"), fact_url(place, "1.2"), sent), 422)["detail"]
    assert not Fact.objects.exists()


def test_the_sheet_of_a_unit_and_what_is_stated_of_it(place: Province, made: Round, opened: Opened) -> None:
    client = opened("dau-moi")
    shown = body(client.get(fact_url(place)))
    assert [fact["code"] for fact in shown["facts"]] == [
        "1.1",
        "1.2",
        "1.3",
        "2",
        "2.1",
        "2.2",
        "2.3",
        "2.10",
    ]
    assert shown["facts"][0]["inputs"] is None
    changed = client.patch(
        fact_url(place),
        json.dumps({"not_applicable": ["1.2"], "bonus": {"T1": 1}, "reason": "x"}),
        "application/json",
    )
    assert body(changed)["not_applicable"] == ["1.2"]
    assert Participant.objects.get(unit=place.communes[0]).bonus == {"T1": 1}
    problem(client.patch(fact_url(place), json.dumps({"bonus": {"T1": 1}}), "application/json"), 422)


def test_a_fact_is_withdrawn_with_its_version(place: Province, made: Round, opened: Opened) -> None:
    facts.enter(SYSTEM, small.member(made, place.communes[0]).pk, "2.1", {"done": True})
    client, url = opened("dau-moi"), fact_url(place, "2.1/withdraw")
    problem(client.post(url, {"reason": "nhầm", "version": 0}, content_type="application/json"), 409)
    assert (
        client.post(url, {"reason": "nhầm", "version": 1}, content_type="application/json").status_code == 204
    )


def test_units_without_a_round_and_units_of_others_are_not_found(place: Province, opened: Opened) -> None:
    assert "không có trong đợt" in problem(opened("dau-moi").get(fact_url(place)), 404)["detail"]
    problem(opened("dau-moi").get(f"/api/units/{place.communes[1].pk}/facts?year=2026"), 404)
    problem(opened("dau-moi").get(f"/api/units/{2**60}/facts?year=2026"), 422)


def test_a_file_is_looked_at_and_loaded(place: Province, made: Round, opened: Opened) -> None:
    client = opened("dau-moi")
    data = json.dumps({"units": [{"unit": place.communes[0].name, "inputs": {"1.2": {"num": 1, "den": 4}}}]})
    url = f"/api/rounds/{made.pk}/facts"
    looked = body(client.post(f"{url}?preview=true", data, content_type="application/json"))
    assert (looked["saved"], looked["new"]) == (False, 1)
    assert not Fact.objects.exists()
    assert body(client.post(f"{url}?source=API", data, content_type="application/json"))["saved"]
    assert Fact.objects.get().source == "API"
    wrong = data.replace('"den": 4', '"den": 0')
    assert "mẫu số" in problem(client.post(url, wrong, content_type="application/json"), 422)["problems"][0]


def test_the_description_of_the_api_names_every_route(place: Province, opened: Opened) -> None:
    described = body(opened("chu-tich").get("/api/openapi.json"))
    assert described["openapi"].startswith("3.1")
    paths = described["paths"]
    for path in ("/api/frameworks", "/api/rounds/{round_id}/rescore", "/api/units/{unit_id}/facts/{code}"):
        assert path in paths, sorted(paths)
    assert "requestBody" in paths["/api/units/{unit_id}/facts/{code}"]["put"]


def test_a_new_version_over_http_needs_the_right(place: Province, opened: Opened) -> None:
    frameworks.import_document(SYSTEM, small.TEXT)
    url = "/api/frameworks/XA-NHO/versions"
    problem(opened("dau-moi").post(url, {"code": "B", "year": 2027}, content_type="application/json"), 403)
