"""Uncertain old letters: one is picked or all certain ones; text, offsets and findings follow; all of it can be taken back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.apps.directives import actions, queries
from caicach.apps.directives.actions import Span
from caicach.apps.directives.models import Directive, Finding
from caicach.apps.directives.queries import RegisterFilter
from caicach.apps.directives.spelling import Change, Place, places
from caicach.apps.directives.tests.conftest import SYSTEM, House, registered, target, task
from caicach.platform.access import Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.files.queries import verify


@pytest.fixture
def one(house: House) -> Directive:
    """A directive with two places that wait, "rà soát" and "cầu" as damaged words, the first of them certain."""
    made = registered(house.commune)
    found = []
    for word, readings, confidence in (
        ("cầu", ["cấu", "cậu"], 0.6),
        ("rà soát", ["rà soátt", "sát"], 0.95),
    ):
        start = made.text.index(word)
        found.append(
            {
                "start": start,
                "end": start + len(word),
                "original": word,
                "encoding": "vni-ocr",
                "confidence": confidence,
                "suggestions": readings,
            }
        )
    made.conversions = found
    made.save(update_fields=["conversions"])
    return made


def place(one: Directive, word: str) -> Place:
    one.refresh_from_db()
    return next(each for each in places(one.text, one.conversions) if each.original == word)


def pick(one: Directive, word: str, reading: str) -> Directive:
    return actions.pick_readings(SYSTEM, one.pk, one.version, {place(one, word).start: reading})


def state(one: Directive) -> object:
    """Everything that picking may touch, without versions."""
    one.refresh_from_db()
    found = [
        (each.start, each.end, each.quote, each.target.subject if each.is_target else each.task.what)
        for each in Finding.objects.order_by("pk")
    ]
    return one.text, one.original, one.conversions, found


def assert_in_place(one: Directive) -> None:
    one.refresh_from_db()
    for each in Finding.objects.exclude(end=0):
        assert each.quote == one.text[each.start : each.end]
    for each in one.conversions:
        word = one.text[each["start"] : each["end"]]
        assert word in (each["original"], *each["suggestions"])


@pytest.mark.databases
def test_a_picked_reading_stands_in_text_and_findings_and_the_original_stays(one: Directive) -> None:
    actions.add_task(SYSTEM, one.pk, task("Chủ trì rà soát thủ tục"), Span(quote="chủ trì rà soát thủ tục"))
    actions.add_target(SYSTEM, one.pk, target(), Span(quote="tối thiểu 60%"))
    actions.add_task(SYSTEM, one.pk, task("Không ở đâu, rà soát"))
    before, old = state(one), one.text
    assert pick(one, "rà soát", "rà soátt").version == one.version + 1
    assert_in_place(one)
    assert one.text == old.replace("rà soát", "rà soátt")
    assert one.original == old
    assert verify(one.file)
    said = sorted(each.task.what for each in Finding.objects.all() if not each.is_target)
    assert "Chủ trì rà soátt thủ tục" in said
    assert "Không ở đâu, rà soát" in said
    assert place(one, "rà soát").is_picked
    trail = Entry.objects.get(action="directive.readings_picked")
    assert "rà soátt" in trail.after
    assert queries.page_of_directives(SYSTEM, RegisterFilter(search='"rà soátt"')).count == 1
    with pytest.raises(Conflict, match="đã được chọn"):
        pick(one, "rà soát", "sát")
    actions.undo_readings(SYSTEM, one.pk, one.version, [place(one, "rà soát").start])
    assert state(one) == before
    with pytest.raises(Conflict, match="chưa được chọn"):
        actions.undo_readings(SYSTEM, one.pk, one.version, [place(one, "rà soát").start])


@pytest.mark.databases
def test_several_are_picked_at_once_and_taken_back_one_by_one_in_any_order(one: Directive) -> None:
    actions.add_task(
        SYSTEM,
        one.pk,
        task("yêu cầu và rà soát"),
        Span(one.text.index("Ủy ban nhân dân xã yêu"), len(one.text)),
    )
    before = state(one)
    for order in (("rà soát", "cầu"), ("cầu", "rà soát")):
        both = {place(one, "cầu").start: "cấu", place(one, "rà soát").start: "sát"}
        actions.pick_readings(SYSTEM, one.pk, one.version, both)
        assert_in_place(one)
        for word in order:
            actions.undo_readings(SYSTEM, one.pk, one.version, [place(one, word).start])
            one.refresh_from_db()
            assert_in_place(one)
        assert state(one) == before


@pytest.mark.databases
def test_what_a_person_has_mended_meanwhile_is_not_overwritten_by_taking_back(one: Directive) -> None:
    made = actions.add_task(SYSTEM, one.pk, task("rà soát thủ tục"), Span(quote="rà soát thủ tục"))
    pick(one, "rà soát", "sát")
    made.refresh_from_db()
    actions.mend_task(SYSTEM, made.pk, made.version, task("Đi sát cơ sở"))
    one.refresh_from_db()
    actions.undo_readings(SYSTEM, one.pk, one.version, [place(one, "rà soát").start])
    found = Finding.objects.get(pk=made.pk)
    assert found.quote == "rà soát thủ tục"
    assert found.task.what == "Đi rà soát cơ sở"


def test_only_what_is_offered_is_picked_by_whoever_saw_the_text_as_it_is(one: Directive) -> None:
    start = place(one, "rà soát").start
    for picked in ({start: "khác"}, {start + 1: "sát"}, {}):
        with pytest.raises(Invalid):
            actions.pick_readings(SYSTEM, one.pk, one.version, picked)
    with pytest.raises(Conflict, match="vừa được người khác sửa"):
        actions.pick_readings(SYSTEM, one.pk, one.version + 1, {start: "sát"})


def test_buttons_pick_one_or_all_certain_ones_and_take_them_back(one: Directive, house: House) -> None:
    officer = Client()
    officer.force_login(house.people[Role.FOCAL_OFFICER], "django.contrib.auth.backends.ModelBackend")
    compare = reverse("directives:compare", args=[2026, one.pk])
    page = officer.get(compare).content.decode()
    certain = f"{place(one, 'rà soát').start}:rà soátt"
    assert f'name="reading" value="{certain}"' in page
    assert 'data-hotkey="t"' in page
    assert 'data-hotkey="1"' in page
    assert (
        "Chọn cách đọc" in officer.get(reverse("directives:directive", args=[2026, one.pk])).content.decode()
    )
    url = reverse("directives:pick_readings", args=[2026, one.pk])
    answer = officer.post(url, {"version": one.version, "reading": [certain, "x:y"], "muc": "7"})
    assert answer["Location"] == f"{compare}?muc=7#chu-cu"
    assert [each.is_picked for each in places_of(one)] == [False, True]
    undo = reverse("directives:undo_readings", args=[2026, one.pk])
    officer.post(undo, {"version": one.version, "start": certain.partition(":")[0]})
    assert [each.is_waiting for each in places_of(one)] == [True, True]
    base = f"/api/directives/{one.pk}/readings"
    start = officer.get(base).json()[0]["start"]
    body = {"version": one.version, "readings": {str(start): "cấu"}}
    assert officer.post(base, body, "application/json").json()[0]["is_picked"]
    assert officer.post(base, body, "application/json").status_code == 409
    one.refresh_from_db()
    body = {"version": one.version, "starts": [start]}
    assert not officer.post(f"{base}/undo", body, "application/json").json()[0]["is_picked"]


def places_of(one: Directive) -> list[Place]:
    one.refresh_from_db()
    return places(one.text, one.conversions)


@settings(max_examples=60)
@given(st.text("abc ", min_size=6, max_size=20), st.text("xyz", min_size=1, max_size=9), st.data())
def test_a_stretch_keeps_its_words_wherever_the_change_lies(text: str, new: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)))
    first, last = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    change = Change(start, end, text[start:end], new)
    moved, stop = change.moved(first, last)
    after = change.of(text)
    assert 0 <= moved <= stop <= len(after)
    if last <= start or first >= end:
        assert after[moved:stop] == text[first:last]
    elif first <= start and last >= end:
        assert after[moved:stop] == text[first:start] + new + text[end:last]
    else:
        assert new in after[moved:stop]
