"""The API: the same acts as the screen, with the same faults as problem documents."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from caicach.apps.directives.tests.conftest import House, sent
from caicach.platform.access import Role

JSON = "application/json"


@pytest.fixture
def officer(house: House) -> Client:
    client = Client()
    client.force_login(house.people[Role.FOCAL_OFFICER], "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_directive_goes_in_is_decided_and_listed(officer: Client, house: House) -> None:
    made = officer.post(f"/api/units/{house.commune.pk}/directives", {"file": sent()})
    assert made.status_code == 201
    one: dict[str, Any] = made.json()
    assert (one["number"], one["issued_on"], one["state"]) == ("46/UBND-VX", "2026-01-05", "read")
    again = officer.post(f"/api/units/{house.commune.pk}/directives", {"file": sent()})
    assert again.status_code == 409
    assert "đã có trong sổ" in again.json()["detail"]
    base = f"/api/directives/{one['id']}"
    findings = officer.get(f"{base}/findings").json()
    assert findings
    for each in findings:
        assert one["text"][each["start"] : each["end"]] == each["text"]
    first, *rest = findings
    body = {"version": first["version"]}
    assert (
        officer.post(f"/api/findings/{first['id']}/decide/confirm", body, JSON).json()["standing"]
        == "confirmed"
    )
    stale = officer.post(f"/api/findings/{first['id']}/decide/reject", body, JSON)
    assert stale.status_code == 409
    seen = {str(each["id"]): each["version"] for each in rest}
    assert officer.post(f"{base}/findings/confirm", {"seen": seen}, JSON).json() == {"confirmed": len(rest)}
    confirmed = officer.post(f"{base}/confirm", {"version": one["version"]}, JSON)
    assert confirmed.json()["state"] == "confirmed"
    assert officer.get("/api/findings/targets", {"year": 2026}).json()["count"] >= 1
    found = officer.get("/api/directives", {"search": "giai quyet dung han"}).json()
    assert [each["id"] for each in found["directives"]] == [one["id"]]


def test_findings_are_typed_and_mended(officer: Client, house: House) -> None:
    one = officer.post(f"/api/units/{house.commune.pk}/directives", {"file": sent()}).json()
    goal = {"subject": "Đúng hạn", "operator": ">=", "value": "97.5", "measured_in": "%"}
    added = officer.post(f"/api/directives/{one['id']}/targets", {"target": goal, "quote": "đúng hạn"}, JSON)
    assert added.status_code == 201
    assert added.json()["content"]["value"] == "97.5"
    mended = officer.post(
        f"/api/findings/{added.json()['id']}/target", {"version": 1, "target": goal | {"value": "100"}}, JSON
    )
    assert mended.json()["content"]["value"] == "100"
    duty = {"kind": "report", "what": "Báo cáo", "leads": ["Phòng Văn hóa"], "deadline": "2026-12-15"}
    task = officer.post(f"/api/directives/{one['id']}/tasks", {"task": duty}, JSON).json()
    assert task["units"] == [{"part": "leads", "written": "Phòng Văn hóa", "unit_id": house.division.pk}]
    unknown = officer.put(f"/api/findings/{task['id']}/links", {"version": 1, "keys": ["leaf:x:1"]}, JSON)
    assert unknown.status_code == 422


def test_header_links_and_readers(officer: Client, house: House) -> None:
    one = officer.post(f"/api/units/{house.commune.pk}/directives", {"file": sent()}).json()
    base = f"/api/directives/{one['id']}"
    amended = officer.post(f"{base}/amend", {"version": 1, "number": "50/UBND"}, JSON).json()
    assert (amended["number"], amended["subject"]) == ("50/UBND", one["subject"])
    link = officer.post(f"{base}/links", {"relation": "answers", "number": "9/UBND"}, JSON).json()
    assert officer.delete(f"{base}/links/{link['id']}").status_code == 204
    assert officer.post(f"{base}/readers", {"roles": ["reader"]}, JSON).json() == {"asked": 1}
    (reader,) = officer.get(f"{base}/readers").json()
    assert reader["read_at"] is None
    assert officer.delete(f"{base}/readers/{reader['id']}").status_code == 204
    assert (
        officer.post(f"{base}/withdraw", {"reason": "Đưa nhầm"}, JSON).json()["withdrawn_reason"]
        == "Đưa nhầm"
    )
