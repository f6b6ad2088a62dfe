"""The API: the same reads and changes, problem+json for whatever is refused."""

import json
from typing import Any

import pytest
from django.test import Client

from caicach.apps.documents.models import Document
from caicach.apps.documents.tests.conftest import Shelves, sent, shelved
from caicach.platform.access import Role
from caicach.platform.tests import papers

GIVEN = {
    "title": "Kế hoạch CCHC",
    "kind": "plan",
    "year": 2026,
    "number": "07/KH-UBND",
    "issued_on": "2026-02-05",
}


class Api:
    """The API as somebody sees it."""

    def __init__(self, client: Client, shelves: Shelves, role: Role) -> None:
        client.force_login(shelves.people[role], "django.contrib.auth.backends.ModelBackend")
        self.client = client

    def get(self, path: str, status: int = 200, **asked: Any) -> Any:
        return self.answer(self.client.get(f"/api/{path}", asked), status)

    def post(self, path: str, given: Any, status: int = 200) -> Any:
        return self.answer(self.client.post(f"/api/{path}", json.dumps(given), "application/json"), status)

    def send(self, path: str, given: Any, status: int = 201) -> Any:
        return self.answer(self.client.post(f"/api/{path}", given), status)

    def answer(self, response: Any, status: int) -> Any:
        assert response.status_code == status, response.content.decode()
        if status >= 400:
            assert response.headers["Content-Type"].startswith("application/problem+json")
        return response.json()


@pytest.fixture
def api(client: Client, shelves: Shelves) -> Api:
    return Api(client, shelves, Role.FOCAL_OFFICER)


def test_a_document_is_added_read_corrected_and_withdrawn(api: Api, shelves: Shelves) -> None:
    shelf = f"units/{shelves.commune.pk}/documents"
    made = api.send(shelf, {**GIVEN, "file": sent("07-KH.pdf")})
    assert (made["name"], made["number"], made["issued_on"]) == ("07-KH.pdf", "07/KH-UBND", "2026-02-05")
    assert (made["size"], made["file_kind"], made["unit"]) == (len(papers.PDF), "pdf", "Xã Hy Cương")
    path = f"documents/{made['id']}"
    assert api.get(path)["sha256"] == made["sha256"]
    file = api.client.get(f"/api/{path}/file")
    assert b"".join(file.streaming_content) == papers.PDF  # type: ignore[attr-defined]
    amended = api.post(f"{path}/amend", {"title": "Kế hoạch mới", "issued_on": None})
    assert (amended["title"], amended["issued_on"], amended["number"]) == ("Kế hoạch mới", None, "07/KH-UBND")
    assert api.post(f"{path}/withdraw", {"reason": "bản chưa ký"})["withdrawn_reason"] == "bản chưa ký"
    assert api.get(shelf)["documents"] == []
    assert [one["id"] for one in api.get(shelf, withdrawn=True)["documents"]] == [made["id"]]
    assert api.post(f"{path}/withdraw", {"reason": "lần nữa"}, 409)["type"].endswith("conflict")


def test_a_shelf_is_narrowed(api: Api, shelves: Shelves) -> None:
    shelved(shelves.division, "Báo cáo của phòng", "1", kind="report", year=2025)
    shelved(shelves.commune, "Kế hoạch", "2")
    shelf = f"units/{shelves.commune.pk}/documents"
    assert api.get(shelf)["count"] == 2
    assert [one["title"] for one in api.get(shelf, year=2025)["documents"]] == ["Báo cáo của phòng"]
    assert [one["title"] for one in api.get(shelf, search="ke hoach")["documents"]] == ["Kế hoạch"]
    assert api.get(shelf, kind="law", status=422)["problems"]


@pytest.mark.parametrize(
    ("change", "words", "status"),
    [
        ({"file": sent("a.docx")}, "nội dung là PDF", 422),
        ({"file": sent("a.pdf", b"")}, "rỗng", 422),
        ({"year": 1800}, "1800", 422),
    ],
)
def test_bad_input_is_a_problem_and_adds_nothing(
    api: Api, shelves: Shelves, change: dict[str, Any], words: str, status: int
) -> None:
    answer = api.send(f"units/{shelves.commune.pk}/documents", {**GIVEN, "file": sent(), **change}, status)
    assert words in answer["detail"]
    assert answer["way_out"]
    assert not Document.objects.exists()


def test_what_is_not_for_somebody_is_a_problem(client: Client, shelves: Shelves) -> None:
    document, beside = shelved(shelves.commune), shelved(shelves.sister)
    reader = Api(client, shelves, Role.READER)
    reader.get(f"units/{shelves.commune.pk}/documents", 403)
    reader.get(f"documents/{document.pk}", 403)
    reader.get(f"documents/{document.pk}/file", 403)
    chair = Api(client, shelves, Role.CHAIR)
    chair.get(f"documents/{document.pk}")
    chair.post(f"documents/{document.pk}/amend", {"title": "Khác"}, 403)
    focal = Api(client, shelves, Role.FOCAL_OFFICER)
    focal.get(f"documents/{beside.pk}", 404)
    focal.get(f"units/{shelves.sister.pk}/documents", 404)
