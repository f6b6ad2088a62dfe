"""V1 to V8, V10, V11: for each a dossier that has it, one that has it not, and the boundary between."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from caicach.core.dossiers.record import DossierRecord, FeeRecord, PauseKind, PauseRecord, StepRecord
from caicach.core.dossiers.status import Form, Status
from caicach.core.dossiers.violations import DETECTORS, Facts, Settings, detect
from caicach.core.worktime.calendar import decreed
from caicach.core.worktime.due import UnitClock
from caicach.core.worktime.limits import Limit, LimitKind

from .sample import (
    CLOCK,
    COUNTER,
    FACTS,
    NOW,
    OFFICER,
    OTHER,
    at,
    clean,
    found,
    slip,
    supplemented,
    unfinished,
    with_slips,
)


def test_a_dossier_as_it_should_be_has_no_violation() -> None:
    assert list(detect(clean(), FACTS)) == []


class TestV1:
    def test_a_second_form_02_after_reception_is_found_from_its_moment_on(self) -> None:
        record = with_slips(slip(Form.SUPPLEMENT, at(3)), slip(Form.SUPPLEMENT, at(4), number=2))
        violation = found(record, "V1")
        assert violation is not None
        assert violation.since == at(4)
        assert violation.officer == OFFICER
        assert violation.evidence == {
            "count": 2,
            "allowed": 1,
            "asked_at": ["2026-03-03T09:00:00+07:00", "2026-03-04T09:00:00+07:00"],
        }

    def test_one_request_is_allowed(self) -> None:
        assert found(supplemented(at(3), at(4)), "V1") is None

    def test_guidance_before_reception_is_the_one_form_02_that_the_life_cycle_allows(self) -> None:
        guided = slip(Form.SUPPLEMENT, at(2, 8, 55))
        assert found(with_slips(guided), "V1") is None
        violation = found(with_slips(guided, slip(Form.SUPPLEMENT, at(3))), "V1")
        assert violation is not None
        assert violation.since == at(3)

    def test_an_import_without_slips_is_judged_by_its_waits(self) -> None:
        waits = tuple(PauseRecord(PauseKind.SUPPLEMENT, at(day), at(day, 15)) for day in (3, 4))
        assert found(clean(imported=True, slips=(), pauses=waits), "V1") is not None
        assert found(clean(imported=True, slips=(), pauses=waits[:1]), "V1") is None

    def test_waits_for_a_financial_duty_are_no_requests(self) -> None:
        waits = tuple(
            PauseRecord(PauseKind.FINANCIAL_DUTY, at(day), at(day, 15), "Thông báo") for day in (3, 4)
        )
        assert found(clean(pauses=waits), "V1") is None


class TestV2:
    def test_no_number_and_no_slip_is_the_fault_of_whoever_received(self) -> None:
        violation = found(clean(receipt_number="", slips=()), "V2")
        assert violation is not None
        assert (violation.since, violation.officer) == (at(2), COUNTER)

    def test_a_number_or_a_slip_is_enough(self) -> None:
        assert found(clean(slips=()), "V2") is None
        assert found(clean(receipt_number=""), "V2") is None

    def test_results_of_the_same_day_need_none(self) -> None:
        assert found(clean(receipt_number="", slips=(), same_day=True), "V2") is None

    @pytest.mark.parametrize("status", [Status.REGISTERED, Status.NOT_RECEIVED, Status.WITHDRAWN])
    def test_what_was_never_received_needs_none(self, status: Status) -> None:
        record = clean(status=status, received_at=None, receipt_number="", slips=())
        assert found(record, "V2") is None

    def test_an_import_without_any_slip_does_not_know(self) -> None:
        assert found(clean(receipt_number="", slips=(), imported=True), "V2") is None
        others = (slip(Form.APOLOGY, at(3)),)
        assert found(clean(receipt_number="", slips=others, imported=True), "V2") is not None


class TestV3:
    late = {"finished_at": at(10, 8), "returned_at": at(10, 9)}

    def test_done_after_the_due_day_without_an_apology(self) -> None:
        violation = found(clean(**self.late), "V3")
        assert violation is not None
        assert violation.since == at(10, 0)
        assert violation.evidence["apology_at"] is None

    def test_done_late_in_the_evening_of_the_due_day_is_in_time(self) -> None:
        assert found(clean(finished_at=at(9, 23, 50), returned_at=at(9, 23, 55)), "V3") is None

    def test_a_dossier_at_work_is_late_when_the_due_day_is_over(self) -> None:
        last_moment = Facts(at(9, 23, 59), CLOCK)
        assert found(unfinished(), "V3", last_moment) is None
        assert found(unfinished(), "V3", Facts(at(10, 0), CLOCK)) is not None

    def test_an_apology_the_day_before_is_in_time(self) -> None:
        apology = slip(Form.APOLOGY, at(8, 23, 59), new_due_at=at(12, 17))
        record = with_slips(apology, due_at=at(12, 17), **self.late)
        assert found(record, "V3") is None

    def test_an_apology_on_the_due_day_is_too_late(self) -> None:
        apology = slip(Form.APOLOGY, at(9, 0), new_due_at=at(12, 17))
        violation = found(with_slips(apology, due_at=at(12, 17), **self.late), "V3")
        assert violation is not None
        assert violation.evidence["latest"] == "2026-03-08"

    def test_an_apology_that_was_never_sent_is_none(self) -> None:
        apology = slip(Form.APOLOGY, at(5), sent_at=None)
        assert found(with_slips(apology, **self.late), "V3") is not None

    def test_an_import_tells_one_moment_of_a_slip_and_that_counts(self) -> None:
        apology = slip(Form.APOLOGY, at(5), sent_at=None, signed_at=None)
        assert found(with_slips(apology, imported=True, **self.late), "V3") is None

    def test_an_import_without_any_slip_does_not_know(self) -> None:
        assert found(clean(imported=True, slips=(), **self.late), "V3") is None

    def test_a_dossier_that_waits_is_not_late_unless_it_was_when_the_wait_began(self) -> None:
        waiting = {"status": Status.SUPPLEMENT, "finished_at": None, "returned_at": None}
        assert found(supplemented(at(4), None, **waiting), "V3") is None
        assert found(supplemented(at(10), None, **waiting), "V3") is not None

    def test_the_day_promised_is_the_one_that_a_supplement_had_moved(self) -> None:
        """Papers in on the 11th start the five days anew: due on the 18th, so an apology on the 17th is in time."""
        apology = slip(Form.APOLOGY, at(17), new_due_at=at(25, 17), number=2)
        record = supplemented(at(4), at(11), due_at=at(25, 17), finished_at=at(20), returned_at=at(20))
        assert found(replace(record, slips=(*record.slips, apology)), "V3") is None
        too_late = slip(Form.APOLOGY, at(18), new_due_at=at(25, 17), number=2)
        assert found(replace(record, slips=(*record.slips, too_late)), "V3") is not None

    def test_without_a_due_date_nothing_is_late(self) -> None:
        assert found(clean(first_due_at=None, due_at=None, **self.late), "V3") is None


class TestV4:
    def test_a_second_apology_is_found(self) -> None:
        slips = [slip(Form.APOLOGY, at(day), number=day, new_due_at=at(day + 9, 17)) for day in (5, 12)]
        violation = found(with_slips(*slips, reappointed=2), "V4")
        assert violation is not None
        assert violation.since == at(12)

    def test_one_is_allowed(self) -> None:
        assert found(with_slips(slip(Form.APOLOGY, at(5)), reappointed=1), "V4") is None

    def test_an_import_may_tell_the_number_only(self) -> None:
        assert found(clean(imported=True, slips=(), reappointed=2), "V4") is not None


class TestV5:
    def test_the_third_working_day_is_in_time_and_the_fourth_is_not(self) -> None:
        assert found(supplemented(at(5, 23), at(6)), "V5") is None
        violation = found(supplemented(at(6, 7), at(6, 9)), "V5")
        assert violation is not None
        assert violation.evidence["latest"] == "2026-03-05"
        assert violation.since == at(6, 0)

    def test_days_off_do_not_count(self) -> None:
        """Received on Thursday the 5th: Friday, Monday, Tuesday."""
        received = {"received_at": at(5), "first_due_at": at(12, 17), "due_at": at(12, 17)}
        assert found(supplemented(at(10), at(11), **received), "V5") is None
        assert found(supplemented(at(11), at(11, 10), **received), "V5") is not None

    def test_guidance_before_reception_has_no_such_limit(self) -> None:
        guided = slip(Form.SUPPLEMENT, dt.datetime(2026, 2, 2, 9, tzinfo=NOW.tzinfo))
        assert found(with_slips(guided), "V5") is None

    def test_an_import_is_judged_by_when_the_wait_began(self) -> None:
        wait = PauseRecord(PauseKind.SUPPLEMENT, at(6), at(6, 10))
        assert found(clean(imported=True, slips=(), pauses=(wait,)), "V5") is not None


class TestV6:
    duty = PauseRecord(PauseKind.FINANCIAL_DUTY, at(3), at(4), "Thông báo số 1")

    def test_a_wait_needs_its_ground(self) -> None:
        assert found(clean(pauses=(self.duty,)), "V6") is None
        violation = found(clean(pauses=(replace(self.duty, basis=" "),)), "V6")
        assert violation is not None
        assert violation.evidence["faults"][0]["what"] == "no_ground"

    def test_a_wait_for_papers_needs_form_02_too(self) -> None:
        record = supplemented(at(3), at(4))
        assert found(record, "V6") is None
        assert found(replace(record, slips=clean().slips), "V6") is not None
        without_ground = replace(record.pauses[0], basis="")
        assert found(replace(record, pauses=(without_ground,)), "V6") is not None

    def test_in_an_import_form_02_is_the_ground_and_no_slips_say_nothing(self) -> None:
        record = supplemented(at(3), at(4), imported=True)
        pauses = (replace(record.pauses[0], basis=""),)
        assert found(replace(record, pauses=pauses), "V6") is None
        assert found(replace(record, pauses=pauses, slips=()), "V6") is None

    def test_an_open_wait_is_asked_about_after_the_days_set(self) -> None:
        facts = Facts(NOW, CLOCK, Settings(paused_days=10))
        waiting = {"status": Status.SUPPLEMENT, "finished_at": None, "returned_at": None}
        assert found(supplemented(at(20), None, **waiting), "V6", facts) is None
        violation = found(supplemented(at(20, 8, 59), None, **waiting), "V6", facts)
        assert violation is not None
        assert violation.since == at(30, 8, 59)
        assert found(supplemented(at(3), at(29), **waiting), "V6", facts) is None

    def test_a_stop_needs_its_notice_with_a_reason(self) -> None:
        stopped = {"status": Status.STOPPED, "finished_at": None, "returned_at": None, "ended_at": at(5)}
        assert found(clean(**stopped), "V6") is not None
        assert found(with_slips(slip(Form.STOP, at(5)), **stopped), "V6") is None
        assert found(with_slips(slip(Form.STOP, at(5), reason=""), **stopped), "V6") is not None
        assert found(clean(imported=True, slips=(), **stopped), "V6") is None


class TestV7:
    @pytest.mark.parametrize("field", ["finished_at", "returned_at", "ended_at"])
    def test_nothing_ends_before_reception(self, field: str) -> None:
        assert found(clean(**{field: at(2, 8, 59)}), "V7") is not None
        assert found(clean(**{field: at(2)}), "V7") is None

    def test_nothing_ends_in_the_future(self) -> None:
        assert found(clean(returned_at=NOW), "V7") is None
        violation = found(clean(returned_at=NOW + dt.timedelta(seconds=1)), "V7")
        assert violation is not None
        assert violation.evidence["faults"][0]["what"] == "in_the_future"

    @pytest.mark.parametrize(("day", "what"), [(6, "due_shorter"), (10, "due_longer")])
    def test_the_first_due_date_is_that_of_the_limit(self, day: int, what: str) -> None:
        violation = found(clean(first_due_at=at(day, 17)), "V7")
        assert violation is not None
        assert violation.evidence["faults"][0]["what"] == what
        assert violation.evidence["faults"][0]["expected"] == "2026-03-09"

    def test_days_are_compared_not_hours(self) -> None:
        assert found(clean(first_due_at=at(9, 7)), "V7") is None

    def test_without_a_limit_no_due_date_is_wrong(self) -> None:
        assert found(clean(limit=None, first_due_at=at(20)), "V7") is None

    def test_a_later_date_after_a_wait_or_an_apology_is_none_of_it(self) -> None:
        assert found(supplemented(at(3), at(4), due_at=at(11, 17)), "V7") is None

    def test_an_import_with_one_date_is_judged_where_nothing_moved_it(self) -> None:
        moved = {"imported": True, "slips": (), "first_due_at": None, "due_at": at(16, 17)}
        assert found(clean(**moved), "V7") is not None
        assert found(clean(**moved, reappointed=1), "V7") is None
        both = {**moved, "first_due_at": moved["due_at"]}
        assert found(clean(**both), "V7") is not None
        assert found(clean(**both, reappointed=1), "V7") is None

    def test_an_import_that_tells_days_alone_is_judged_by_days(self) -> None:
        """Other systems write midnight where they keep no hour (458 of the 1,434 real receipts)."""
        told = {"imported": True, "slips": (), "returned_at": None, "first_due_at": None}
        assert found(clean(**told, finished_at=at(2, 0).replace(microsecond=20_000)), "V7") is None
        assert found(clean(**told, finished_at=at(1, 0)), "V7") is not None
        assert found(clean(**told, finished_at=at(2, 0, 1)), "V7") is not None
        assert found(clean(finished_at=at(2, 0)), "V7") is not None, "our own dossiers know the hour"
        hours = {**told, "limit": Limit(LimitKind.WORKING_HOURS, Decimal(4)), "due_at": at(3, 9)}
        assert found(clean(**hours, received_at=at(2, 8)), "V7") is not None
        assert found(clean(**hours, received_at=at(2, 0)), "V7") is None, "4 hours from when?"

    def test_a_limit_of_hours_asks_for_the_hour_of_reception(self) -> None:
        hours = Limit(LimitKind.WORKING_HOURS, Decimal(4))
        morning = {"limit": hours, "received_at": at(2, 8), "first_due_at": at(2, 14)}
        assert found(clean(**morning), "V7") is None
        evening = {**morning, "received_at": at(2, 16), "finished_at": at(3), "returned_at": at(3)}
        assert found(clean(**evening), "V7") is not None


class TestV8:
    refused = {"status": Status.NOT_RECEIVED, "received_at": None, "ended_at": at(2, 10)}

    def test_a_refusal_needs_form_03_with_a_reason(self) -> None:
        assert found(clean(**self.refused), "V8") is not None
        assert found(with_slips(slip(Form.REFUSAL, at(2, 10), reason="  "), **self.refused), "V8") is not None
        assert found(with_slips(slip(Form.REFUSAL, at(2, 10)), **self.refused), "V8") is None

    def test_a_dossier_that_was_received_was_not_refused(self) -> None:
        assert found(clean(denied=True), "V8") is None

    def test_an_import_without_any_slip_does_not_know(self) -> None:
        assert found(clean(imported=True, slips=(), **self.refused), "V8") is None


class TestV10:
    step = StepRecord(1, OFFICER, OTHER, at(2, 10), at(6, 10), at(6, 20))

    def test_another_hand_out_of_hours_answers_for_it(self) -> None:
        violation = found(clean(steps=(self.step,)), "V10")
        assert violation is not None
        assert (violation.officer, violation.since) == (OTHER, at(6, 20))

    def test_either_alone_is_none(self) -> None:
        assert found(clean(steps=(replace(self.step, finished_at=at(6, 15)),)), "V10") is None
        assert found(clean(steps=(replace(self.step, done_by=OFFICER),)), "V10") is None

    @pytest.mark.parametrize(("hour", "minute", "is_found"), [(17, 0, False), (17, 1, True), (12, 0, True)])
    def test_the_last_minute_of_the_hours_belongs_to_them(
        self, hour: int, minute: int, is_found: bool
    ) -> None:
        step = replace(self.step, finished_at=at(6, hour, minute))
        assert (found(clean(steps=(step,)), "V10") is not None) is is_found

    def test_a_day_off_is_out_of_hours_all_day(self) -> None:
        assert found(clean(steps=(replace(self.step, finished_at=at(7, 10)),)), "V10") is not None

    def test_without_a_log_nothing_is_known(self) -> None:
        assert found(clean(steps=(), imported=True, events=()), "V10") is None
        assert found(clean(steps=(replace(self.step, officer=None),)), "V10") is None


class TestV11:
    def fee(self, amount: int, scheduled: int | None) -> tuple[FeeRecord, ...]:
        return (
            FeeRecord("Lệ phí", Decimal(amount), None if scheduled is None else Decimal(scheduled), at(2)),
        )

    @pytest.mark.parametrize(("amount", "scheduled"), [(8001, 8000), (7999, 8000), (1, None), (0, 8000)])
    def test_another_amount_or_no_such_fee(self, amount: int, scheduled: int | None) -> None:
        violation = found(clean(fees=self.fee(amount, scheduled)), "V11")
        assert violation is not None
        assert violation.evidence["fees"][0]["amount"] == amount

    @pytest.mark.parametrize(("amount", "scheduled"), [(8000, 8000), (0, None), (0, 0)])
    def test_as_scheduled_or_nothing_charged(self, amount: int, scheduled: int | None) -> None:
        assert found(clean(fees=self.fee(amount, scheduled)), "V11") is None


def test_what_rests_on_a_year_that_the_calendar_does_not_know_is_not_found() -> None:
    facts = Facts(dt.datetime(2031, 1, 1, tzinfo=NOW.tzinfo), UnitClock(decreed()))
    moments = {
        name: getattr(clean(), name).replace(year=2030)
        for name in ("submitted_at", "received_at", "finished_at", "returned_at")
    }
    due = moments["received_at"] + dt.timedelta(days=90)  # longer than the limit, if the days off were known
    record = clean(first_due_at=due, due_at=due, receipt_number="", slips=(), **moments)
    assert [one.code for one in detect(record, facts)] == ["V2"]


def test_every_detector_says_where_its_rule_stands_or_that_it_was_composed() -> None:
    day = dt.date(2026, 3, 2)
    for detector in DETECTORS.values():
        assert (detector.law(day) is None) is detector.composed, detector.code
        assert detector.title.vi
        assert detector.title.en


def test_the_codes_are_v1_to_v12_in_order() -> None:
    assert list(DETECTORS) == [f"V{number}" for number in range(1, 13)]


@pytest.mark.parametrize(
    "record",
    [
        with_slips(slip(Form.SUPPLEMENT, at(6)), slip(Form.SUPPLEMENT, at(9), number=2)),
        clean(receipt_number="", slips=(), finished_at=at(12), returned_at=at(2, 8)),
        unfinished(),
        with_slips(
            *(slip(Form.APOLOGY, at(day), number=day) for day in (9, 10)),
            status=Status.STOPPED,
            ended_at=at(11),
        ),
        clean(status=Status.NOT_RECEIVED, ended_at=at(3), fees=(FeeRecord("Phí", Decimal(5), None),)),
        clean(steps=(TestV10.step,), first_due_at=at(3), returned_at=at(1, 9, month=12)),
    ],
)
def test_every_violation_is_told_in_both_languages(record: DossierRecord) -> None:
    violations = list(detect(record, FACTS))
    assert violations
    for violation in violations:
        words = DETECTORS[violation.code].explain(violation.evidence)
        assert words.vi.endswith(".")
        assert words.en.endswith(".")
        assert "None" not in words.vi + words.en
