"""The steps of a remedy plan and what its reports may say."""

import datetime as dt
from decimal import Decimal

import pytest

from caicach.core.accountability import plan, terms
from caicach.core.accountability.plan import Line, Report, State, Status, Step

D = Decimal
DAY = dt.date(2026, 3, 20)
PERIODS = terms.periods(DAY, terms.shipped()[0])
WHOLE = Line("1.1", "Ban hành kế hoạch trong tháng 01", True, dt.date(2026, 6, 1))


def test_a_plan_is_approved_when_every_lost_point_has_what_who_and_when() -> None:
    assert plan.decide(Status.DRAFT, Step.APPROVE, [WHOLE]).allowed
    lacking = plan.decide(
        Status.DRAFT, Step.APPROVE, [WHOLE, Line("1.2", " ", False, None), Line("2", "x", True, None)]
    )
    assert [fault.vi for fault in lacking.faults] == [
        "1.2: thiếu việc cần làm, người chịu trách nhiệm, thời hạn",
        "2: thiếu thời hạn",
    ]


def test_a_unit_that_lost_nothing_has_a_plan_without_remedies() -> None:
    assert plan.decide(Status.DRAFT, Step.APPROVE, []).allowed


def test_steps_follow_their_order() -> None:
    assert plan.decide(Status.APPROVED, Step.BEGIN, [WHOLE]).target is Status.RUNNING
    for status, step in (
        (Status.APPROVED, Step.APPROVE),
        (Status.DRAFT, Step.CLOSE),
        (Status.CLOSED, Step.BEGIN),
    ):
        assert not plan.decide(status, step, [WHOLE]).allowed


def test_closing_with_work_undone_needs_a_reason() -> None:
    assert not plan.decide(Status.RUNNING, Step.CLOSE, [WHOLE]).allowed
    assert plan.decide(Status.RUNNING, Step.CLOSE, [WHOLE], reason="Chuyển sang kế hoạch năm sau").allowed
    done = Line("1.1", "x", True, DAY, State.DONE)
    assert plan.decide(Status.RUNNING, Step.CLOSE, [done]).allowed


@pytest.mark.parametrize(
    ("report", "fault"),
    [
        (Report(State.UNDER_WAY, "", 101, None), "từ 0 đến 100%"),
        (Report(State.DONE, "", 80, None), "tiến độ là 100%"),
        (Report(State.UNDER_WAY, "", 50, D("1.5")), "từ 0 đến 1"),
        (Report(State.UNDER_WAY, "", 50, D(-1)), "từ 0 đến 1"),
        (Report(State.IN_DIFFICULTY, " ", None, None), "nêu rõ khó khăn"),
    ],
)
def test_a_report_that_cannot_be_so_is_refused(report: Report, fault: str) -> None:
    (found,) = plan.report_faults(report, D(1), PERIODS[0], DAY)
    assert fault in found.vi


def test_unknown_progress_is_no_progress_of_nothing() -> None:
    assert plan.report_faults(Report(State.UNDER_WAY, "", None, None), D(1), PERIODS[0], DAY) == ()


def test_a_period_is_reported_from_the_day_it_opens_on_and_also_late() -> None:
    report = Report(State.UNDER_WAY, "đang làm", 10, D(0))
    assert plan.report_faults(report, D(1), PERIODS[1], PERIODS[1].opens) == ()
    assert plan.report_faults(report, D(1), PERIODS[1], dt.date(2027, 1, 1)) == ()
    (early,) = plan.report_faults(report, D(1), PERIODS[1], DAY)
    assert "chỉ mở từ ngày 21/06/2026" in early.vi
    assert plan.report_faults(report, D(1), None, DAY)


def test_the_current_period_is_the_latest_that_has_opened() -> None:
    assert plan.current(PERIODS, dt.date(2026, 7, 1)) == PERIODS[1]
    assert plan.current(PERIODS, dt.date(2028, 7, 1)) == PERIODS[3]
    assert plan.current(PERIODS, dt.date(2026, 1, 1)) is None
