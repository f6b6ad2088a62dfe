"""What a save costs and leaves: one unit is scored, the stored results are those of a scoring of the whole round."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.apps.parindex.actions import appraisal, council, facts, frameworks, process, rounds, scoring
from caicach.apps.parindex.models import NodeScore, Participant, Round, UnitScore
from caicach.apps.parindex.tests import factories, small, walking
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.platform.audit.models import Entry

pytestmark = pytest.mark.django_db

D = Decimal


@pytest.fixture
def opened(place: Province) -> Round:
    """A round whose four communes stand in one block, all inputs stated alike."""
    made = small.opened(place)
    for member in Participant.objects.filter(round=made):
        rounds.set_participant(SYSTEM, member.pk, reason="một khối", block="xa")
        for code, inputs in walking.INPUTS.items():
            facts.enter(SYSTEM, member.pk, code, inputs)
    return made


def ranks(made: Round) -> list[int | None]:
    rows = UnitScore.objects.filter(participant__round=made).order_by("participant_id")
    return list(rows.values_list("rank", flat=True))


def test_after_any_save_the_whole_round_scored_again_gives_the_same(opened: Round) -> None:
    chance = Random(2026)
    members = list(Participant.objects.filter(round=opened).order_by("pk"))
    draws: dict[str, Callable[[], dict[str, object]]] = {
        "1.2": lambda: {"num": chance.randint(0, 7), "den": 7},
        "1.3": lambda: {"items": [chance.random() < 0.5, True]},
        "2": lambda: {"overdue": chance.choice([0, 9])},
        "2.2": lambda: {"option": chance.randint(0, 1)},
        "2.10": lambda: {"value": chance.randint(0, 9)},
    }
    for _ in range(25):
        member, code = chance.choice(members), chance.choice(sorted(draws))
        if chance.random() < 0.2:
            facts.withdraw(SYSTEM, member.pk, code, "nhầm")
        else:
            facts.enter(SYSTEM, member.pk, code, draws[code]())
        assert not scoring.rescore(SYSTEM, opened.pk), (member.pk, code)


def test_equal_indices_share_a_rank_and_one_save_moves_the_others(opened: Round) -> None:
    assert ranks(opened) == [1, 1, 1, 1]
    second = Participant.objects.filter(round=opened).order_by("pk")[1]
    facts.enter(SYSTEM, second.pk, "1.2", {"num": 50, "den": 50})
    assert ranks(opened) == [2, 1, 2, 2]
    facts.withdraw(SYSTEM, second.pk, "1.2", "chưa kiểm tra")
    assert ranks(opened) == [1, None, 1, 1]
    assert set(UnitScore.objects.exclude(rank=None).values_list("peers", flat=True)) == {3}


def test_indices_that_agree_to_ten_places_are_still_told_apart(place: Province) -> None:
    exact = small.TEXT + "rounding: {stage: display}\n"
    frameworks.import_document(SYSTEM, exact, "exact.yaml")
    made = rounds.open_round(SYSTEM, place.unit.pk, 2026, "commune", small.CODE)
    rounds.add_participants(SYSTEM, made.pk, [(unit.pk, "xa") for unit in place.communes[:2]])
    many = 3 * 10**13
    for member, done in zip(Participant.objects.order_by("pk"), (many // 3, many // 3 + 1), strict=True):
        for code, inputs in (walking.INPUTS | {"1.2": {"num": done, "den": many}}).items():
            facts.enter(SYSTEM, member.pk, code, inputs)
    indices = UnitScore.objects.order_by("participant_id").values_list("index", flat=True)
    assert indices[0] == indices[1]
    assert ranks(made) == [2, 1]
    assert not scoring.rescore(SYSTEM, made.pk)


def test_an_input_that_others_are_compared_with_moves_their_points(opened: Round) -> None:
    first, second = Participant.objects.filter(round=opened).order_by("pk")[:2]
    facts.enter(SYSTEM, first.pk, "2.10", {"value": 100})
    assert NodeScore.objects.get(participant=second, code="2.10").points == 0


def test_what_the_process_does_to_a_unit_leaves_what_the_round_scored_again_gives(place: Province) -> None:
    made = small.opened(place)
    first, second, third = Participant.objects.filter(round=made).select_related("unit").order_by("pk")[:3]
    walking.before_the_council(first)
    council.decide(SYSTEM, first.pk, "1.2", D("0.5"), "thiếu căn cứ")
    assert not scoring.rescore(SYSTEM, made.pk)
    walking.locked(second)
    assert not scoring.rescore(SYSTEM, made.pk)
    process.start_appraisal(SYSTEM, second.pk)
    appraisal.give(SYSTEM, second.pk, "2.3", D("0.1"), "không có biên bản")
    assert not scoring.rescore(SYSTEM, made.pk)
    process.unlock(SYSTEM, second.pk, "chấm lại")
    walking.locked(third)
    process.withdraw(SYSTEM, third.pk, "thiếu phụ lục")
    assert not scoring.rescore(SYSTEM, made.pk)


def test_the_same_save_that_arrives_twice_is_one_save(opened: Round) -> None:
    member = Participant.objects.filter(round=opened).order_by("pk").first()
    assert member is not None
    stated = {"num": 10, "den": 40}
    first = facts.enter(SYSTEM, member.pk, "1.2", stated, seen_version=1)
    again = facts.enter(SYSTEM, member.pk, "1.2", stated, seen_version=1)
    assert (again.version, first.version) == (2, 2)
    assert Entry.objects.filter(action="fact.changed").count() == 1
    with pytest.raises(facts.FactConflict):
        facts.enter(SYSTEM, member.pk, "1.2", {"num": 11, "den": 40}, seen_version=1)


def test_a_save_asks_the_database_as_often_among_twelve_units_as_among_four(place: Province) -> None:
    small.version()
    costs = []
    for province in (place, factories.province("Tỉnh Khác", 12)):
        made = rounds.open_round(SYSTEM, province.unit.pk, 2026, "commune", small.CODE)
        rounds.add_participants(SYSTEM, made.pk, [(unit.pk, "xa") for unit in province.communes])
        for member in Participant.objects.filter(round=made):
            for code, inputs in walking.INPUTS.items():
                facts.enter(SYSTEM, member.pk, code, inputs)
        last = Participant.objects.filter(round=made).latest("pk")
        with CaptureQueriesContext(connection) as asked:
            facts.enter(SYSTEM, last.pk, "1.2", {"num": 49, "den": 50})
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 25
