"""Dossiers over HTTP: the acts as the counter does them; refusals as problem+json with article and way out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.apps.documents.tests.conftest import sent
from caicach.apps.dossiers.models import Dossier, KeptPaper
from caicach.apps.dossiers.tests.desk import NUMBER, Desk
from caicach.core.dossiers.status import Status

PROBLEM = "application/problem+json"


class Caller:
    """Somebody who asks the API."""

    def __init__(self, desk: Desk, name: str) -> None:
        self.client = Client()
        self.client.force_login(desk.people[name], "django.contrib.auth.backends.ModelBackend")

    def post(self, path: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
        answer = self.client.post(f"/api/{path}", json.dumps(body), content_type="application/json")
        assert answer.status_code == status, answer.content.decode()
        if status >= 400:
            assert answer.headers["Content-Type"] == PROBLEM
        found: dict[str, Any] = answer.json()
        return found

    def get(self, path: str, status: int = 200) -> dict[str, Any]:
        answer = self.client.get(f"/api/{path}")
        assert answer.status_code == status
        found: dict[str, Any] = answer.json()
        return found


def body(desk: Desk, **changed: Any) -> dict[str, Any]:
    return {
        "unit_id": desk.commune.pk,
        "version_id": desk.version.pk,
        "person": {"name": "Nguyễn Văn Mẫu", "number": NUMBER},
        "papers": [{"paper_id": paper.pk} for paper in desk.papers()],
    } | changed


@pytest.fixture
def officer(desk: Desk) -> Caller:
    return Caller(desk, "officer")


def test_a_dossier_is_received_worked_on_and_returned(desk: Desk, officer: Caller) -> None:
    handler = Caller(desk, "handler")
    made = officer.post("dossiers", body(desk), 201)
    assert made["receipt_number"] == "01/TTPVHCC"
    assert made["due_at"].startswith("2026-11-23T17:00:00")
    at = f"dossiers/{made['id']}"
    given = officer.post(
        f"{at}/hand-over", {"version": made["version"], "officer_id": desk.people["handler"].pk}
    )
    for _step in range(2):
        given = handler.post(f"{at}/finish-step", {"version": given["version"]})
    done = handler.post(
        f"{at}/finish", {"version": given["version"], "results": [{"name": "Giấy khai sinh"}]}
    )
    back = {"version": done["version"], "way": "in_person", "taker": "Nguyễn Văn Mẫu", "announced": True}
    assert officer.post(f"{at}/return", back)["status"] == Status.RETURNED
    page = officer.get(at)
    acts = [event["act"] for event in page["events"]]
    assert acts == ["register", "receive", "hand_over", "finish_step", "finish_step", "finish", "give_back"]
    assert page["acts"] == ["rate"]


def test_a_scan_is_sent_first_and_kept_with_the_dossier(desk: Desk, officer: Caller) -> None:
    answer = officer.client.post("/api/dossier-files", {"file": sent("to-khai.pdf")})
    assert answer.status_code == 201
    first, second = desk.papers()
    papers = [{"paper_id": first.pk, "file": answer.json()["file"]}, {"paper_id": second.pk}]
    officer.post("dossiers", body(desk, papers=papers), 201)
    assert KeptPaper.objects.get().file_name == "to-khai.pdf"
    forged = [{"paper_id": first.pk, "file": "x" + answer.json()["file"]}, {"paper_id": second.pk}]
    officer.post("dossiers", body(desk, papers=forged), 422)


def test_the_token_of_a_scan_is_good_for_nobody_else(desk: Desk, officer: Caller) -> None:
    answer = officer.client.post("/api/dossier-files", {"file": sent("to-khai.pdf")})
    first, second = desk.papers()
    papers = [{"paper_id": first.pk, "file": answer.json()["file"]}, {"paper_id": second.pk}]
    Caller(desk, "head").post("dossiers", body(desk, papers=papers), 422)


def test_what_the_law_forbids_names_the_article_and_the_way_out(desk: Desk, officer: Caller) -> None:
    handler = Caller(desk, "handler")
    made = desk.handed_over()
    at, lack = f"dossiers/{made.pk}", {"missing": ["Giấy chứng sinh"], "reason": "Thiếu dấu"}
    slip = handler.post(f"{at}/ask-supplement", lack | {"version": made.version})
    back = officer.post(f"{at}/supplemented", {"version": slip["dossier_version"]})
    problem = handler.post(f"{at}/ask-supplement", lack | {"version": back["version"]}, 422)
    assert "Điều 19 khoản 4" in problem["detail"]
    assert problem["way_out"]
    assert "Nguyễn" not in json.dumps(problem, ensure_ascii=False)


def test_an_old_version_is_a_409(desk: Desk, officer: Caller) -> None:
    made = desk.received()
    act = {"version": made.version, "reason": "Không còn nhu cầu"}
    officer.post(f"dossiers/{made.pk}/withdraw", act)
    assert "người khác cập nhật" in officer.post(f"dossiers/{made.pk}/withdraw", act, 409)["detail"]


def test_a_dossier_of_another_unit_is_not_there(desk: Desk) -> None:
    made = desk.received()
    stranger = Caller(desk, "stranger")
    beside = stranger.get(f"dossiers/{made.pk}", 404)
    absent = stranger.get("dossiers/999999", 404)
    assert beside["detail"] == absent["detail"]
    stranger.post(f"dossiers/{made.pk}/withdraw", {"version": made.version, "reason": "Thử"}, 404)
    Caller(desk, "reader").get(f"dossiers/{made.pk}", 404)


def test_a_group_is_received_in_one(desk: Desk, officer: Caller) -> None:
    part = body(desk)
    given = {"name": "Khai sinh và thường trú", "parts": [{"intake": part}, {"intake": part, "after": [0]}]}
    group = officer.post("dossier-groups", given, 201)
    assert Dossier.objects.filter(group_id=group["id"]).count() == 2
    assert group["due_at"].startswith("2026-11-27T17:00:00")


def test_dossiers_of_another_system_are_looked_at_then_taken(desk: Desk) -> None:
    head, row = (
        Caller(desk, "head"),
        {"MaHoSo": "H42-260105-0007", "MaTTHC": "1.013978", "TrangThaiHoSo": "4"},
    )
    row |= {"ChuHoSo": "Lê Thị Thử", "NgayTiepNhan": "20260105091500", "NgayHenTra": "20260108170000"}
    content, at = json.dumps([row, {}]).encode(), f"/api/units/{desk.commune.pk}/dossier-imports"
    answer = head.client.post(at, {"file": SimpleUploadedFile("ho-so.json", content), "source": "Cổng tỉnh"})
    assert answer.status_code == 201, answer.content.decode()
    made = answer.json()
    assert (made["state"], made["new"], made["faulty"]) == ("checked", 1, 1)
    one = f"dossier-imports/{made['id']}"
    assert head.get(f"{one}/faulty")["rows"][0]["place"] == 2
    assert not Dossier.objects.exists()
    for _time in range(2):
        assert head.post(f"{one}/confirm", {}, 200)["state"] == "taken"
        assert Dossier.objects.count() == 1
    assert [kept["id"] for kept in head.get("dossier-imports")["deliveries"]] == [made["id"]]
    assert head.client.delete(f"/api/{one}").status_code == 409
