"""The transition table: where every act leads, what it needs, and what the law forbids whatever else is in order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.dossiers.law import law_on, laws, pause_grounds, refusal_reasons, stop_grounds
from caicach.core.dossiers.lifecycle import (
    ACT_WORDS,
    TRANSITIONS,
    Act,
    Case,
    ClockEffect,
    Target,
    acts_from,
    cautions,
    decide,
)
from caicach.core.dossiers.status import ENDED, OPEN, WAITING, Form, Status

LAW = law_on(date(2026, 11, 20))
GOOD = Case(
    LAW,
    has_reason=True,
    known_reason=True,
    has_due_date=True,
    handed_over=True,
    has_officer=True,
    has_question=True,
    has_result=True,
    new_date_later=True,
    is_signed=True,
    has_taker=True,
    has_changes=True,
)
FLAGS = {
    name: st.booleans() if isinstance(getattr(GOOD, name), bool) else st.integers(0, 3)
    for name in Case.__dataclass_fields__
    if name != "law"
}
ANY_CASE = st.builds(Case, law=st.sampled_from(laws()), **FLAGS)


def reached(status: Status, case: Case) -> set[Status]:
    return {decide(status, act, case).target for act in acts_from(status)} - {status}


@given(st.sampled_from(Status), ANY_CASE)
def test_from_every_status_an_end_can_be_reached(status: Status, case: Case) -> None:
    seen, todo = {status}, [status]
    while todo:
        for target in reached(todo.pop(), case) - seen:
            seen.add(target)
            todo.append(target)
    assert seen & (ENDED - {Status.DONE})


@given(st.sampled_from(sorted(ENDED)), st.sampled_from(Act), ANY_CASE)
def test_nothing_leaves_an_end_but_the_return_of_the_result(status: Status, act: Act, case: Case) -> None:
    decision = decide(status, act, case)
    if decision.allowed and decision.target is not status:
        assert (status, act, decision.target) == (Status.DONE, Act.GIVE_BACK, Status.RETURNED)


@given(st.sampled_from(Status), st.sampled_from([Act.GUIDE, Act.ASK_SUPPLEMENT]), ANY_CASE)
def test_a_second_form_02_is_always_refused(status: Status, act: Act, case: Case) -> None:
    if case.supplements >= 1:
        assert not decide(status, act, case).allowed


@given(st.sampled_from(Status), ANY_CASE)
def test_a_second_reappointment_is_always_refused(status: Status, case: Case) -> None:
    if case.reappointments >= 1:
        assert not decide(status, Act.APOLOGISE, case).allowed


@given(st.sampled_from(Status), ANY_CASE)
def test_nothing_is_received_without_a_due_date_or_with_papers_missing(status: Status, case: Case) -> None:
    if not case.has_due_date or case.missing_papers:
        assert not decide(status, Act.RECEIVE, case).allowed


@given(st.sampled_from(Status), st.sampled_from(Act), ANY_CASE)
def test_every_fault_is_a_sentence_in_both_languages(status: Status, act: Act, case: Case) -> None:
    for words in (*decide(status, act, case).faults, *cautions(act, case)):
        assert words.vi.strip()
        assert words.en.strip()


def test_the_second_supplement_is_refused_with_the_article() -> None:
    (fault,) = decide(Status.IN_PROGRESS, Act.ASK_SUPPLEMENT, _but(supplements=1)).faults
    assert "lần thứ hai" in fault.vi
    assert "Điều 19 khoản 4 Nghị định số 118/2025/NĐ-CP" in fault.vi


def test_the_second_apology_is_refused_with_the_article() -> None:
    (fault,) = decide(Status.IN_PROGRESS, Act.APOLOGISE, _but(reappointments=1)).faults
    assert "Điều 19 khoản 9" in fault.vi


def test_all_faults_are_named_at_once() -> None:
    case = Case(LAW, missing_papers=2, received_too_early=True)
    assert len(decide(Status.REGISTERED, Act.RECEIVE, case).faults) == 3


def test_a_late_supplement_notice_is_a_caution_and_no_fault() -> None:
    case = _but(notice_late=True)
    assert decide(Status.RECEIVED, Act.ASK_SUPPLEMENT, case).allowed
    (caution,) = cautions(Act.ASK_SUPPLEMENT, case)
    assert "03 ngày làm việc" in caution.vi


def test_after_a_wait_the_dossier_is_where_it_was() -> None:
    assert decide(Status.SUPPLEMENT, Act.SUPPLEMENTED, GOOD).target is Status.IN_PROGRESS
    assert decide(Status.SUPPLEMENT, Act.SUPPLEMENTED, _but(handed_over=False)).target is Status.RECEIVED


def test_only_a_dossier_of_the_day_is_done_without_being_handed_over() -> None:
    assert not decide(Status.RECEIVED, Act.FINISH, _but(handed_over=False)).allowed
    assert decide(Status.RECEIVED, Act.FINISH, _but(handed_over=False, same_day=True)).allowed


def test_an_early_result_is_announced_first() -> None:
    assert not decide(Status.DONE, Act.GIVE_BACK, _but(early=True)).allowed
    assert decide(Status.DONE, Act.GIVE_BACK, _but(early=True, announced=True)).allowed


def test_the_clock_stands_exactly_in_the_waiting_statuses() -> None:
    pausing = {move.target for move in TRANSITIONS.values() if move.clock is ClockEffect.PAUSE}
    assert pausing == WAITING
    going_on = {act for act, move in TRANSITIONS.items() if move.target is Target.BACK}
    assert {TRANSITIONS[act].clock for act in going_on} == {ClockEffect.RESTART, ClockEffect.RESUME}


def test_whatever_ends_an_open_dossier_ends_its_clock() -> None:
    for move in TRANSITIONS.values():
        if move.target in ENDED and move.sources & OPEN:
            assert move.clock is ClockEffect.END


def test_what_each_act_prints() -> None:
    assert {act: move.prints for act, move in TRANSITIONS.items() if move.prints} == {
        Act.GUIDE: Form.SUPPLEMENT,
        Act.RECEIVE: Form.RECEIPT,
        Act.REFUSE: Form.REFUSAL,
        Act.HAND_OVER: Form.CONTROL,
        Act.ASK_SUPPLEMENT: Form.SUPPLEMENT,
        Act.APOLOGISE: Form.APOLOGY,
        Act.STOP: Form.STOP,
    }


def test_the_table_and_its_words_are_whole() -> None:
    assert set(TRANSITIONS) == set(Act) == set(ACT_WORDS)
    with pytest.raises(ValueError, match="begins by being registered"):
        decide(None, Act.RECEIVE, GOOD)
    assert decide(None, Act.REGISTER, GOOD).target is Status.REGISTERED


def test_the_law_knows_every_article_that_its_lists_name() -> None:
    for law in laws():
        for ground in (
            *refusal_reasons().values(),
            *pause_grounds().values(),
            *stop_grounds().values(),
        ):
            assert law.article(ground.article).vi
    assert {pause_grounds()[code].act for code in pause_grounds()} == {Act.ASK_SUPPLEMENT, Act.ASK_PAYMENT}


def test_the_law_changes_on_the_first_of_july_2025() -> None:
    assert "61/2018" in law_on(date(2025, 6, 30)).text.vi
    assert "118/2025" in law_on(date(2025, 7, 1)).text.vi


def _but(**changed: object) -> Case:
    fields = {name: getattr(GOOD, name) for name in Case.__dataclass_fields__}
    return Case(**(fields | changed))
