"""The API: the same reads and changes, problem+json for whatever is refused."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.apps.units.models import Post, ResponsibilityNotice, Succession, Unit
from caicach.apps.units.tests.conftest import Locality
from caicach.platform.accounts.models import User

pytestmark = [pytest.mark.databases, pytest.mark.usefixtures("frozen")]


class Api:
    """A client that speaks JSON."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def as_(self, user: User) -> "Api":
        self.client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return self

    def get(self, path: str, status: int = 200, **asked: Any) -> Any:
        response = self.client.get(f"/api/{path}", asked)
        assert response.status_code == status, response.content.decode()
        return response.json()

    def post(self, path: str, given: Any, status: int = 200) -> Any:
        response = self.client.post(f"/api/{path}", json.dumps(given), "application/json")
        assert response.status_code == status, response.content.decode()
        return response.json() if response.content else None


@pytest.fixture
def api(client: Client) -> Api:
    return Api(client)


def test_units_of_a_year(locality: Locality, api: Api) -> None:
    page = api.as_(locality.reader).get("units", year=2026, search="hy cuong")
    (unit,) = page["units"]
    assert (unit["name"], unit["code"], unit["parent_id"]) == ("Xã Hy Cương", "08515", locality.province.pk)
    assert page["after"] is None
    assert api.get("units", kind="commune", under=locality.province.pk)["count"] == 2
    assert api.get("units", year=2024)["units"] == []
    assert api.get(f"units/{unit['id']}", year=2026)["identification_code"] == "H44.104"


def test_the_tree(locality: Locality, api: Api) -> None:
    (top,) = api.as_(locality.reader).get("units/tree")
    assert (top["unit"]["name"], top["children"]) == ("Tỉnh Phú Thọ", 3)
    below = api.get("units/tree", parent=top["unit"]["id"])
    assert [node["unit"]["name"] for node in below] == ["Xã Bình Phú", "Xã Hy Cương", "Sở Nội vụ"]


def test_a_unit_is_made_amended_renamed_moved_and_ended(locality: Locality, api: Api) -> None:
    api.as_(locality.administrator)
    given = {
        "kind": "division",
        "name": "Văn phòng",
        "valid_from": "2025-07-01",
        "parent_id": locality.commune.pk,
    }
    made = api.post("units", given, 201)
    path = f"units/{made['id']}"
    assert api.post(f"{path}/amend", {"short_name": "VP", "reason": "thiếu"})["short_name"] == "VP"
    renamed = api.post(f"{path}/rename", {"name": "Văn phòng HĐND-UBND", "on": "2026-01-01", "basis": "QĐ"})
    assert renamed["name"] == "Văn phòng HĐND-UBND"
    assert api.get(path, year=2025)["name"] == "Văn phòng"
    moved = api.post(f"{path}/move", {"parent_id": locality.sister.pk, "on": "2026-02-01", "reason": "QĐ"})
    assert moved["parent_id"] == locality.sister.pk
    assert api.post(f"{path}/end", {"on": "2026-03-31", "reason": "QĐ"})["valid_to"] == "2026-03-31"


def test_successions(locality: Locality, api: Api) -> None:
    api.as_(locality.administrator)
    given = {
        "predecessor_id": locality.sister.pk,
        "successor_id": locality.commune.pk,
        "part": "partial",
        "weight": "0.4",
        "basis": "NQ 1",
    }
    made = api.post("successions", given, 201)
    assert (made["predecessor"], made["successor"], made["weight"]) == ("Xã Bình Phú", "Xã Hy Cương", "0.4")
    assert len(api.get(f"units/{locality.sister.pk}/successors")) == 1
    assert len(api.get(f"units/{locality.commune.pk}/predecessors")) == 1
    api.post(f"successions/{made['id']}/withdraw", {"reason": "nhầm"}, 204)
    assert not Succession.objects.exists()


def test_posts(locality: Locality, api: Api) -> None:
    api.as_(locality.administrator)
    given = {
        "user_id": locality.reader.pk,
        "unit_id": locality.department.pk,
        "role": "appraiser",
        "fields": ["noi_vu"],
        "valid_from": "2026-01-01",
    }
    made = api.post("posts", given, 201)
    assert (made["username"], made["unit"], made["fields"]) == ("tracuu", "Sở Nội vụ", ["noi_vu"])
    assert [post["role"] for post in api.get("posts", unit=locality.department.pk)] == ["appraiser"]
    assert (
        api.post(f"posts/{made['id']}/end", {"on": "2026-03-31", "reason": "hết"})["valid_to"] == "2026-03-31"
    )


def test_notices_and_who_answers(locality: Locality, api: Api) -> None:
    api.as_(locality.focal)
    given = {
        "unit_id": locality.commune.pk,
        "number": "12/TB-UBND",
        "date": "2026-01-05",
        "valid_from": "2026-01-05",
        "assignments": [
            {
                "node_code": "3.3",
                "holder_unit_id": locality.division.pk,
                "holder_user_id": locality.assignee.pk,
            }
        ],
    }
    made = api.post("notices", given, 201)
    assert made["assignments"][0]["subject"] == "commune"
    (answer,) = api.get(f"units/{locality.commune.pk}/answerable", code="3.3.1", on="2026-03-14")
    assert (answer["code"], answer["person"], answer["notice_number"]) == (
        "3.3",
        "Nguyễn Văn Ân",
        "12/TB-UBND",
    )
    assert api.get(f"units/{locality.commune.pk}/answerable", code="3.3.1", on="2025-12-31") == []
    assert len(api.get("notices", year=2026)) == 1
    assert api.get(f"notices/{made['id']}")["assignments"][0]["node_code"] == "3.3"
    assert (
        api.post(f"notices/{made['id']}/end", {"on": "2026-02-28", "reason": "thay"})["valid_to"]
        == "2026-02-28"
    )


def test_a_table_is_previewed_and_confirmed(locality: Locality, api: Api) -> None:
    api.as_(locality.administrator)
    content = "Tên đơn vị,Loại đơn vị,Đơn vị cấp trên,Hoạt động từ\nSở Y tế,Sở,H44,01/07/2025\n".encode()

    def send(**query: str) -> Any:
        file = SimpleUploadedFile("don-vi.csv", content)
        url = "/api/units/import" + ("?confirm=true&reason=QD" if query else "")
        return api.client.post(url, {"file": file}).json()

    assert send()["rows"][0]["outcome"] == "create"
    assert not Unit.objects.filter(name="Sở Y tế").exists()
    assert send(confirm="true")["saved"]
    assert Unit.objects.filter(name="Sở Y tế").exists()


def test_a_mapping_is_previewed(locality: Locality, api: Api) -> None:
    api.as_(locality.administrator)
    same = [{"old_id": "25", "name": "Tỉnh Phú Thọ", "type": "full"}]
    content = json.dumps(
        {"data": [{"level1_id": "25", "name": "Tỉnh Phú Thọ", "merges": same, "level2s": []}]}
    )
    file = SimpleUploadedFile("m.json", content.encode())
    shown = api.client.post("/api/units/import-succession", {"file": file}).json()
    assert (shown["saved"], shown["continuing"], shown["problems"]) == (False, 1, [])


class TestRefusals:
    def problem(self, api: Api, path: str, given: Any, status: int) -> dict[str, Any]:
        body: dict[str, Any] = api.post(path, given, status)
        assert body["type"].startswith("urn:problem:caicach:")
        assert body["detail"]
        return body

    def test_nobody_without_signing_in(self, locality: Locality, api: Api) -> None:
        for path in ("units", "posts", "notices", f"units/{locality.commune.pk}"):
            assert api.get(path, 401)["type"].endswith("not-signed-in")

    def test_out_of_reach_is_not_found(self, locality: Locality, api: Api) -> None:
        api.as_(locality.focal)
        sister = locality.sister.pk
        for path in (f"units/{sister}", f"units/{sister}/successors", "units/999999", "notices/999999"):
            assert api.get(path, 404)["type"].endswith("not-found")
        assert api.get(f"units/{sister}/answerable", 404, code="3")["status"] == 404

    def test_a_role_that_may_not(self, locality: Locality, api: Api) -> None:
        api.as_(locality.reader)
        given = {
            "kind": "division",
            "name": "X",
            "valid_from": "2025-07-01",
            "parent_id": locality.commune.pk,
        }
        assert self.problem(api, "units", given, 403)["way_out"]
        self.problem(api, f"units/{locality.commune.pk}/end", {"on": "2026-03-31", "reason": "x"}, 403)
        given = {
            "user_id": locality.reader.pk,
            "unit_id": locality.province.pk,
            "role": "administrator",
            "valid_from": "2026-01-01",
        }
        self.problem(api, "posts", given, 403)
        assert Post.objects.filter(user=locality.reader).count() == 1

    def test_bad_input_is_named(self, locality: Locality, api: Api) -> None:
        api.as_(locality.administrator)
        given = {
            "kind": "division",
            "name": "X",
            "valid_from": "31/02/2025",
            "parent_id": locality.commune.pk,
        }
        assert self.problem(api, "units", given, 422)["problems"]
        given |= {"valid_from": "2025-07-01", "name": "Phòng Kinh tế"}
        assert "đã có đơn vị tên" in self.problem(api, "units", given, 422)["detail"]
        given |= {"kind": "ministry"}
        self.problem(api, "units", given, 422)
        end = {"on": "2026-03-31", "reason": "x"}
        assert "trực thuộc" in self.problem(api, f"units/{locality.commune.pk}/end", end, 409)["detail"]
        assert api.get("units", 422, year=3)["problems"]

    def test_every_faulty_row_of_a_notice_is_in_the_answer(self, locality: Locality, api: Api) -> None:
        api.as_(locality.focal)
        given = {
            "unit_id": locality.commune.pk,
            "number": "1/TB",
            "date": "2026-01-05",
            "valid_from": "2026-01-05",
            "assignments": [{"node_code": "3"}, {"node_code": "?", "holder_unit_id": locality.division.pk}],
        }
        assert len(self.problem(api, "notices", given, 422)["problems"]) == 2
        assert not ResponsibilityNotice.objects.exists()


def test_the_description_is_complete(locality: Locality, api: Api) -> None:
    api.as_(locality.administrator)
    paths = api.get("openapi.json")["paths"]
    mine = {
        path: item
        for path, item in paths.items()
        if path.startswith(("/api/units", "/api/posts", "/api/notices"))
    }
    assert len(mine) >= 14
    for path, item in mine.items():
        for operation in item.values():
            assert operation["summary"], path
            assert operation.get("description"), path
