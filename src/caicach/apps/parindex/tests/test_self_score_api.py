"""The unit's side of the round over HTTP."""

import pytest
from django.test import Client

from caicach.apps.parindex.models import Participant
from caicach.apps.parindex.tests import papers
from caicach.apps.parindex.tests.factories import Province
from caicach.apps.parindex.tests.screens import Opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def asked(client: Client, method: str, path: str, data: object = None) -> tuple[int, dict[str, object]]:
    send = getattr(client, method)
    response = send(path) if data is None else send(path, data, content_type="application/json")
    return response.status_code, response.json() if response.content else {}


def test_the_way_over_the_api(ready: Participant, people: Province, opened: Opened) -> None:
    focal, head, at = opened("dau-moi"), opened("lanh-dao"), f"/api/units/{ready.unit_id}"
    document = papers.shelved(ready.unit)
    leaf, year = f"{at}/facts/1.2", "?year=2026"
    assert asked(focal, "put", f"{leaf}/note{year}", {"text": "mới", "version": 1})[1]["version"] == 2
    assert asked(focal, "put", f"{leaf}/note{year}", {"text": "cũ", "version": 1})[0] == 409
    attached = asked(focal, "post", f"{leaf}/proofs{year}", {"document_id": document.pk, "pages": "4"})
    assert attached == (200, {"code": "1.2", "document_id": document.pk, "pages": "4"})
    assert asked(focal, "delete", f"{leaf}/proofs/{document.pk}{year}")[0] == 204
    assert asked(head, "post", f"{at}/self-score/lock{year}", {})[0] == 409
    status, submission = asked(head, "post", f"{at}/self-score/lock{year}", {"report_id": document.pk})
    assert (status, submission["number"]) == (200, 1)
    state = asked(focal, "get", f"{at}/process{year}")[1]
    assert (state["stage"], len(state["submissions"])) == ("self_locked", 1)
    assert (
        asked(head, "post", f"{at}/self-score/withdraw{year}", {"reason": "sửa"})[1]["stage"]
        == "self_scoring"
    )
    asked(head, "post", f"{at}/self-score/lock{year}", {"report_id": document.pk})
    manager = opened("quan-tri-bo")
    unlocked = asked(manager, "post", f"{at}/self-score/unlock{year}", {"reason": "sửa"})
    assert unlocked[1]["stage"] == "self_scoring"


def test_questions_and_deadlines_over_the_api(explaining: Participant, opened: Opened) -> None:
    focal, head, at = opened("dau-moi"), opened("lanh-dao"), f"/api/units/{explaining.unit_id}"
    state = asked(focal, "get", f"{at}/process?year=2026")[1]
    assert state["questions"][0]["code"] == "1.2"  # type: ignore[index]
    answered = asked(focal, "post", f"{at}/facts/1.2/answer?year=2026", {"text": "Sổ", "points": "1.5"})
    assert answered[1]["points"] == "1.5"
    report = papers.shelved(explaining.unit, "Giải trình").pk
    sent = asked(head, "post", f"{at}/explanation?year=2026", {"report_id": report})
    assert sent[1]["kind"] == "explanation"
    path = f"/api/rounds/{explaining.round_id}/deadlines"
    stated = asked(opened("quan-tri-bo"), "put", path, {"council": "2026-12-20", "reason": "Kế hoạch 1"})
    assert stated[1]["council"] == "2026-12-20"
    assert asked(focal, "put", path, {"reason": "Kế hoạch 1"})[0] == 403
