"""The stages of a unit in the round and the steps between them (process page of the domain papers, section 2.1)."""

from dataclasses import fields
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.parindex.process import (
    DEADLINE_OF_STAGE,
    ENTERING,
    PARTS,
    STAGE_WORDS,
    STEP_WORDS,
    TRANSITIONS,
    Case,
    Stage,
    Step,
    decide,
    gaps,
    holds_up_publication,
    lateness,
    steps_from,
)

VIETNAM = timezone(timedelta(hours=7))
READY = Case(has_reason=True, has_signed_file=True, open_questions=1, has_minutes=True, has_decision=True)

WHOLE_WAY = [
    (Step.LOCK, Stage.SELF_LOCKED),
    (Step.START_APPRAISAL, Stage.APPRAISING_1),
    (Step.ASK, Stage.EXPLAINING),
    (Step.EXPLAIN, Stage.EXPLAINED),
    (Step.APPRAISE_AGAIN, Stage.APPRAISING_2),
    (Step.REFER, Stage.COUNCIL),
    (Step.APPROVE, Stage.APPROVED),
    (Step.PUBLISH, Stage.PUBLISHED),
]


def test_a_unit_walks_from_self_score_to_publication_in_the_order_of_the_process() -> None:
    stage = Stage.SELF_SCORING
    for step, reached in WHOLE_WAY:
        decision = decide(stage, step, READY)
        assert decision.allowed, decision.faults
        assert decision.target == reached
        stage = decision.target


def test_without_a_question_the_first_appraisal_goes_straight_to_the_council() -> None:
    assert decide(Stage.APPRAISING_1, Step.REFER, Case()).allowed


def test_a_locked_self_score_is_withdrawn_until_the_appraisal_begins() -> None:
    assert decide(Stage.SELF_LOCKED, Step.WITHDRAW, Case(has_reason=True)).target == Stage.SELF_SCORING
    assert not decide(Stage.APPRAISING_1, Step.WITHDRAW, Case(has_reason=True)).allowed


@pytest.mark.parametrize("stage", [Stage.COUNCIL, Stage.APPROVED, Stage.PUBLISHED])
def test_what_the_council_has_is_not_unlocked(stage: Stage) -> None:
    assert not decide(stage, Step.UNLOCK, READY).allowed


@pytest.mark.parametrize(
    ("stage", "step", "case", "said"),
    [
        (Stage.SELF_SCORING, Step.LOCK, Case(has_signed_file=True, without_input=3), "còn 3 tiêu chí chưa có số liệu"),
        (Stage.SELF_SCORING, Step.LOCK, Case(has_signed_file=True, without_evidence=2), "còn 2 tiêu chí chưa có minh chứng"),
        (Stage.SELF_SCORING, Step.LOCK, Case(), "báo cáo đã ký"),
        (Stage.SELF_LOCKED, Step.WITHDRAW, Case(), "phải ghi lý do"),
        (Stage.APPRAISING_1, Step.ASK, Case(), "chưa có tiêu chí nào được yêu cầu giải trình"),
        (Stage.EXPLAINING, Step.EXPLAIN, Case(has_signed_file=True, unanswered_questions=4), "còn 4 yêu cầu"),
        (Stage.APPRAISING_2, Step.REFER, Case(not_appraised=5), "còn 5 tiêu chí chưa được thẩm định"),
        (Stage.COUNCIL, Step.APPROVE, Case(has_minutes=True, open_disputes=1), "còn 1 tiêu chí tranh chấp"),
        (Stage.COUNCIL, Step.APPROVE, Case(), "biên bản"),
        (Stage.APPROVED, Step.PUBLISH, Case(), "quyết định công bố"),
    ],
)  # fmt: skip
def test_a_step_that_lacks_something_says_what(stage: Stage, step: Step, case: Case, said: str) -> None:
    decision = decide(stage, step, case)
    assert not decision.allowed
    assert any(said in fault.vi for fault in decision.faults)
    assert all(fault.en for fault in decision.faults)


def test_all_faults_are_named_at_once() -> None:
    assert len(decide(Stage.SELF_SCORING, Step.LOCK, Case(without_input=1, without_evidence=1)).faults) == 3


@given(
    stage=st.sampled_from(Stage),
    step=st.sampled_from(Step),
    counts=st.lists(st.integers(0, 2), min_size=len(fields(Case)), max_size=len(fields(Case))),
)
def test_no_step_leads_out_of_a_stage_that_the_table_does_not_name(
    stage: Stage, step: Step, counts: list[int]
) -> None:
    decision = decide(stage, step, Case(*counts))
    assert not decision.allowed or stage in TRANSITIONS[step].sources
    assert (step in steps_from(stage)) == (stage in TRANSITIONS[step].sources)


def test_every_stage_is_reached_and_every_stage_and_step_has_its_words() -> None:
    reached = {move.target for move in TRANSITIONS.values()}
    assert reached == set(Stage)
    assert set(STAGE_WORDS) == set(Stage)
    assert set(STEP_WORDS) == set(Step) == set(TRANSITIONS)


def test_inputs_change_only_while_the_unit_scores_itself() -> None:
    assert {Stage.SELF_SCORING} == ENTERING


@pytest.mark.parametrize(
    ("done", "days"),
    [
        (datetime(2027, 1, 15, 0, 0, tzinfo=VIETNAM), 0),
        (datetime(2027, 1, 15, 23, 59, 59, tzinfo=VIETNAM), 0),
        (datetime(2027, 1, 16, 0, 0, tzinfo=VIETNAM), 1),
        (datetime(2027, 1, 20, 8, 0, tzinfo=VIETNAM), 5),
    ],
)
def test_a_deadline_of_the_round_runs_to_the_end_of_its_day(done: datetime, days: int) -> None:
    assert lateness(done, date(2027, 1, 15)).days == days


def test_nothing_is_late_without_a_deadline() -> None:
    assert not lateness(datetime(2027, 1, 15, tzinfo=VIETNAM), None).is_late


@given(st.lists(st.text("abc123.", min_size=1, max_size=4), unique=True), st.data())
def test_what_a_unit_owes_are_its_own_leaves_in_printed_order(leaves: list[str], data: st.DataObject) -> None:
    some = st.sets(st.sampled_from([*leaves, "of another unit"]))
    stated, proved = data.draw(some), data.draw(some)
    owed = gaps(leaves, stated, proved)
    assert list(owed.without_input) == [code for code in leaves if code not in stated]
    assert list(owed.without_evidence) == [code for code in leaves if code not in proved]
    assert owed.nothing == (set(leaves) <= stated and set(leaves) <= proved)


@pytest.mark.parametrize("stage", list(Stage))
def test_a_round_waits_for_every_unit_that_is_not_approved_unless_it_is_left_unranked(stage: Stage) -> None:
    assert holds_up_publication(stage, "") is (stage is not Stage.APPROVED)
    assert not holds_up_publication(stage, "đơn vị mới thành lập")


def test_every_stage_that_waits_for_somebody_has_its_deadline() -> None:
    assert set(DEADLINE_OF_STAGE) == set(Stage) - {Stage.PUBLISHED}
    assert set(DEADLINE_OF_STAGE.values()) == set(PARTS)
