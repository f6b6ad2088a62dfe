"""What the script of a leaf's forms is told as it saves what is typed; the browser tests show the script itself."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.apps.parindex.actions import evidence, facts
from caicach.apps.parindex.models import Fact, LeafNote, Participant, Round
from caicach.apps.parindex.tests import small
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened
from screens import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TYPED = {"in-num": "48", "in-den": "50", "source": "Báo cáo 12", "version": "0"}


@pytest.fixture
def member(made: Round, place: Province) -> Participant:
    return small.member(made, place.communes[0])


@pytest.fixture
def client(opened: Opened) -> Client:
    return opened("dau-moi")


def url(name: str, member: Participant) -> str:
    return reverse(f"parindex:{name}", args=[2026, member.unit_id, "1.2"])


def typed(client: Client, member: Participant, name: str = "fact", **data: str) -> Any:
    return client.post(url(name, member), data, headers={"X-Autosave": "1"})


def test_a_saved_leaf_tells_its_version_the_time_and_its_points(client: Client, member: Participant) -> None:
    told = typed(client, member, **TYPED).json()
    assert told["version"] == 1
    assert told["state"].startswith("Đã lưu lúc ")
    assert "1,92" in told["html"]["#diem"]
    assert "xem trước" not in told["html"]["#diem"]
    assert Fact.objects.get(participant=member).inputs == {"num": 48, "den": 50}
    preview = client.post(url("fact_trial", member), {**TYPED, "in-num": "50"})
    assert "xem trước, chưa lưu" in text(preview)
    assert Fact.objects.get(participant=member).inputs == {"num": 48, "den": 50}, "a preview stores nothing"


def test_what_is_not_whole_yet_is_not_stored_and_says_beside_which_field(
    client: Client, member: Participant
) -> None:
    answer = typed(client, member, **{**TYPED, "in-den": ""})
    assert (answer.status_code, answer.json()["errors"]) == (422, {"in-den": "Hãy nhập ô này."})
    answer = typed(client, member, **{**TYPED, "in-den": "bốn mươi"})
    assert answer.status_code == 422
    assert not Fact.objects.exists()


def test_two_values_that_cross_travel_both_and_the_second_save_is_knowing(
    client: Client, member: Participant
) -> None:
    facts.enter(SYSTEM, member.pk, "1.2", {"num": 40, "den": 50})
    answer = typed(client, member, **TYPED)
    told = answer.json()
    assert (answer.status_code, told["version"]) == (409, 1)
    assert ["Số việc xong", "40"] in told["now"]
    assert typed(client, member, **{**TYPED, "version": "1"}).json()["version"] == 2


def test_an_answer_that_got_lost_on_its_way_is_no_conflict(client: Client, member: Participant) -> None:
    typed(client, member, **TYPED)
    again = typed(client, member, **TYPED)
    assert (again.status_code, again.json()["version"]) == (200, 1)


def test_the_explanation_is_saved_as_typed_too(client: Client, member: Participant) -> None:
    told = typed(client, member, "fact_note", text="Dòng một\nDòng hai", seen_version="0").json()
    assert told["version"] == 1
    assert LeafNote.objects.get(participant=member).text == "Dòng một\nDòng hai"
    evidence.note(SYSTEM, member.pk, "1.2", "Của đồng nghiệp")
    answer = typed(client, member, "fact_note", text="Của tôi", seen_version="1")
    assert (answer.status_code, answer.json()["now"]) == (409, [["", "Của đồng nghiệp"]])


def test_a_leaf_shows_what_was_lost_last_year_and_what_is_won_since(
    client: Client, member: Participant, place: Province
) -> None:
    before = small.opened(place, 2025)
    facts.enter(SYSTEM, small.member(before, member.unit).pk, "1.2", {"num": 30, "den": 50})
    facts.enter(SYSTEM, member.pk, "1.2", {"num": 48, "den": 50})
    shown = text(client.get(url("fact", member)))
    assert "Mất 0,80 điểm." in shown
    assert "0,72" in shown
