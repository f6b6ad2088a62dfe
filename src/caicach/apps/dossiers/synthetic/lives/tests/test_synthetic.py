"""A synthetic year: lawful but for what is planted, the same each time, as busy as a real one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from caicach.apps.dossiers.synthetic.lives import Life, Plan, Unplantable, draw, person, read_plants
from caicach.apps.dossiers.synthetic.lives.people import GIVEN
from caicach.apps.dossiers.synthetic.lives.plan import CODES
from caicach.apps.dossiers.synthetic.lives.season import Days
from caicach.apps.dossiers.synthetic.lives.tests.world import NOW, office, plan
from caicach.core.dossiers import personal_number
from caicach.core.dossiers.codes import parse
from caicach.core.dossiers.record import Ref
from caicach.core.dossiers.status import OPEN, Form, Status
from caicach.core.dossiers.violations import BookTotal, Facts, UnitYear, detect_all
from caicach.core.worktime.due import UnitClock

EACH = {code: 1 + number % 3 for number, code in enumerate(CODES)}


def found(asked: Plan, lives: list[Life]) -> set[tuple[str, str | None]]:
    """What the detectors find, as code of the violation and code of the dossier."""
    violations = set()
    for place, counter in enumerate(asked.offices):
        mine = [life for life in lives if life.office == place]
        missing = tuple(Ref(life.record.id, life.record.code) for life in mine if not life.in_book)
        unit = UnitYear(counter.unit, asked.year, BookTotal(0, 0, missing))
        for one in detect_all(unit, [life.record for life in mine], Facts(asked.now, counter.clock)):
            violations.add((one.code, one.dossier.name if one.dossier else None))
    return violations


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_detectors_find_what_was_planted_and_nothing_else(seed: int) -> None:
    asked = plan(500, seed, EACH)
    lives = list(draw(asked))
    planted = {(life.planted, life.record.code) for life in lives if life.is_named}
    assert Counter(code for code, _ in planted) == EACH
    assert found(asked, lives) == planted


def test_two_batches_that_a_counter_closes_on_one_day_are_two_violations() -> None:
    asked = plan(800, 1, {"V9": 60})
    lives = list(draw(asked))
    evenings = {
        (life.office, life.record.finished_at.date())
        for life in lives
        if life.is_named and life.record.finished_at
    }
    assert len(evenings) < 60, "some fall on one evening"
    assert len(found(asked, lives)) == 60


def test_a_year_without_plants_breaks_no_rule() -> None:
    asked = plan(900, 7)
    assert found(asked, list(draw(asked))) == set()


@pytest.mark.parametrize("day", [dt.date(2026, 3, 2), dt.date(2026, 9, 3), dt.date(2026, 12, 31)])
def test_no_rule_is_broken_whatever_day_the_year_is_looked_at(day: dt.date) -> None:
    asked = plan(250, 11, now=NOW.replace(year=day.year, month=day.month, day=day.day))
    assert found(asked, list(draw(asked))) == set()


def test_the_same_plan_gives_the_same_lives_and_another_seed_others() -> None:
    assert list(draw(plan(200, 5, {"V1": 2}))) == list(draw(plan(200, 5, {"V1": 2})))
    assert list(draw(plan(200, 5))) != list(draw(plan(200, 6)))


def test_as_many_as_asked_for_with_codes_of_their_own_day_in_proportion_to_the_offices() -> None:
    lives = list(draw(plan(600, 3)))
    assert [life.record.id for life in lives] == list(range(1, 601))
    assert Counter(life.office for life in lives) == {0: 400, 1: 200}
    assert len({life.record.code for life in lives}) == 600
    for life in lives:
        code = parse(life.record.code)
        assert code is not None
        assert code.day == life.record.submitted_at.date()


def test_numbers_that_others_have_taken_are_left_to_them() -> None:
    asked = plan(300, 3)
    busy = replace(asked.offices[0], taken={"code:260302": 41})
    codes = {life.record.code for life in draw(replace(asked, offices=(busy, asked.offices[1])))}
    first = sorted(code for code in codes if code.startswith("H44.101-260302"))[0]
    assert first.endswith("-0042")


def test_people_come_on_mondays_and_stay_away_around_tet() -> None:
    days = Days(UnitClock(), dt.date(2025, 12, 1), dt.date(2027, 1, 31))
    weights = dict(days.weights(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
    assert weights[dt.date(2026, 6, 1)] > weights[dt.date(2026, 6, 5)]
    before_tet, after_tet, later = dt.date(2026, 2, 13), dt.date(2026, 2, 23), dt.date(2026, 3, 6)
    assert weights[before_tet] < weights[later]
    assert weights[after_tet] < weights[dt.date(2026, 3, 9)]
    assert dt.date(2026, 2, 18) not in weights
    assert dt.date(2026, 11, 24) not in weights


def test_whatever_is_open_is_recent_and_everything_else_has_ended() -> None:
    lives = list(draw(plan(700, 9)))
    statuses = Counter(life.record.status for life in lives)
    assert {Status.RETURNED, Status.DONE, Status.IN_PROGRESS, Status.NOT_RECEIVED} <= statuses.keys()
    for life in lives:
        record = life.record
        if record.status in OPEN:
            assert NOW - record.submitted_at < dt.timedelta(days=90)
        moments = [event.at for event in record.events]
        assert moments == sorted(moments)
        assert all(moment <= NOW for moment in moments)
        assert record.events[-1].after is record.status
        if record.received_at:
            assert record.slips_of(Form.RECEIPT)
            assert record.receipt_number


def test_too_many_plants_are_refused_with_the_way_out() -> None:
    with pytest.raises(Unplantable, match="V9"):
        list(draw(plan(20, 1, {"V9": 10})))
    with pytest.raises(Unplantable, match="V1"):
        list(draw(Plan(50, 1, 2026, NOW.replace(month=1, day=20), (office(1),), {"V1": 1})))


def test_plants_are_read_as_they_are_written_on_the_command_line() -> None:
    assert read_plants("V3=5, v1=12,V1=1,V2=0") == {"V1": 13, "V3": 5}
    assert read_plants("") == {}
    for wrong in ("V13=1", "V1", "V1=x", "V1=-2"):
        with pytest.raises(Unplantable):
            read_plants(wrong)


def test_nobody_is_real_and_every_number_fits_itself() -> None:
    people = [person(number) for number in range(0, 5_999_999, 9_973)]
    assert len({one.number for one in people}) == len(people)
    for one in people:
        assert any(f" {given} " in one.name for given in GIVEN)
        assert personal_number.faults(one.number, one.birth_date, NOW.date()) == ()
        assert int(one.number[-6:]) >= 900_000
