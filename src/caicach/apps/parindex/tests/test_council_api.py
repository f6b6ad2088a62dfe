"""The end of a round over HTTP: disputed, decided, approved, published, corrected, verified."""

from typing import Any

import pytest
from django.urls import reverse

from caicach.apps.parindex.models import Dispute, LeafPoints, Participant, Publication, Round, Session
from caicach.apps.parindex.tests import papers
from caicach.apps.parindex.tests.conftest import Going
from caicach.apps.parindex.tests.factories import Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.core.parindex import record

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def place(before_council: Going) -> Province:
    return before_council.place


@pytest.fixture
def made(before_council: Going) -> Round:
    return before_council.made


@pytest.fixture
def members(before_council: Going) -> list[Participant]:
    return before_council.members


def sent(opened: Opened, username: str, method: str, path: str, **body: Any) -> Any:
    return getattr(opened(username), method)(f"/api{path}", body, content_type="application/json")


def test_a_round_ends_over_http_as_it_does_on_screen(
    place: Province, made: Round, members: list[Participant], opened: Opened
) -> None:
    first, rounds = members[0], f"/rounds/{made.pk}"
    path = f"/units/{first.unit_id}/facts/1.2/dispute?year=2026"
    assert sent(opened, "lanh-dao", "post", path, reason="mẫu số").status_code == 201
    told = opened("hoi-dong").get(f"/api{rounds}/council").json()
    assert [(one["code"], one["grounds"], one["counts"]) for one in told["disputes"]] == [
        ("1.2", "mẫu số", "1.92")
    ]
    waiting = {one["participant_id"]: one["open_disputes"] for one in told["waiting"]}
    assert waiting == {first.pk: 1, members[1].pk: 0}
    everybody = [one.pk for one in members]
    early = sent(
        opened, "thu-ky", "post", f"{rounds}/council/sessions",
        number="01/BB", held_on="2026-11-18", participants=everybody,
    )  # fmt: skip
    assert (early.status_code, early["Content-Type"]) == (409, "application/problem+json")
    points = f"{rounds}/council/{first.pk}/points/1.2"
    assert sent(opened, "hoi-dong", "put", points, points="2.5", reason="đúng").status_code == 422
    assert sent(opened, "hoi-dong", "put", points, points="2", reason="đúng").json()["points"] == "2"
    assert Dispute.objects.get().decided_at is not None
    minutes = papers.shelved(place.unit, "Biên bản")
    done = sent(
        opened, "thu-ky", "post", f"{rounds}/council/sessions",
        number="01/BB", held_on="2026-11-18", participants=everybody, minutes_id=minutes.pk,
    )  # fmt: skip
    assert (done.status_code, done.json()["minutes_id"]) == (201, minutes.pk)
    assert set(Session.objects.get().units.all()) == set(members)
    decision = papers.shelved(place.unit, "Quyết định")
    published = sent(
        opened, "chu-tich", "post", f"{rounds}/publications",
        number="15/QĐ-UBND", issued_on="2026-11-19", decision_id=decision.pk,
    )  # fmt: skip
    assert (published.status_code, published.json()["edition"]) == (201, 1)
    taken = opened("thu-ky").get(f"/api{rounds}/publications/1/record").content.decode()
    assert record.verify(taken) == ()
    assert record.digest(taken) == published.json()["digest"]


def test_a_correction_names_each_leaf_of_a_unit_once(
    place: Province, made: Round, members: list[Participant], opened: Opened
) -> None:
    rounds, chair = f"/rounds/{made.pk}", opened("chu-tich")
    everybody = [one.pk for one in members]
    sent(
        opened, "thu-ky", "post", f"{rounds}/council/sessions",
        number="01/BB", held_on="2026-11-18", participants=everybody,
    )  # fmt: skip
    chair.post(reverse("parindex:publish", args=[2026, made.pk]), {"number": "15", "issued_on": "19/11/2026"})
    change = {"participant_id": members[0].pk, "code": "1.2", "points": "2", "reason": "khiếu nại đúng"}
    stated = {"number": "31/QĐ-UBND", "issued_on": "2026-11-20", "reason": "khiếu nại"}
    twice = sent(opened, "chu-tich", "post", f"{rounds}/corrections", **stated, changes=[change, change])
    assert twice.status_code == 422
    assert not LeafPoints.objects.filter(edition=2).exists()
    done = sent(opened, "chu-tich", "post", f"{rounds}/corrections", **stated, changes=[change])
    assert (done.status_code, done.json()["edition"]) == (201, 2)
    assert Publication.objects.count() == 2
