"""The nine indicators of TT 01/2018/TT-VPCP: points of a dossier, points of an agency, sums and classes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from caicach.core.dossiers.indicators import (
    OF_DOSSIERS,
    AgencyFacts,
    Tally,
    agency_points,
    evaluate_agency,
    evaluate_officer,
    points_of,
    rules_on,
)
from caicach.core.dossiers.record import ConsultationRecord, RatingRecord, Ref, StepRecord
from caicach.core.dossiers.status import Form, Status
from caicach.core.dossiers.violations.tests.sample import (
    FACTS,
    OFFICER,
    at,
    clean,
    slip,
    supplemented,
    unfinished,
    with_slips,
)
from caicach.core.worktime.limits import Limit, LimitKind

RULES = rules_on(dt.date(2026, 3, 31))


def points(**changes: Any) -> dict[int, int | None]:
    found = points_of(clean(**changes), FACTS)
    assert found is not None
    return dict(found)


class TestPointsOfADossier:
    def test_only_settled_dossiers_have_points(self) -> None:
        assert points_of(unfinished(), FACTS) is None
        assert points_of(clean(status=Status.WITHDRAWN, finished_at=None), FACTS) is None

    @pytest.mark.parametrize(("day", "given"), [(6, 2), (9, 1), (10, 0)])
    def test_1_time_against_the_limit_by_day(self, day: int, given: int) -> None:
        assert points(finished_at=at(day, 23))[1] == given

    @pytest.mark.parametrize(("hour", "given"), [(10, 2), (11, 1), (12, 0)])
    def test_1_a_limit_in_hours_is_longer_or_shorter_within_the_day(self, hour: int, given: int) -> None:
        limit = Limit(LimitKind.WORKING_HOURS, Decimal(2))
        found = points(
            limit=limit, first_due_at=at(2, 11), due_at=at(2, 11), finished_at=at(2, hour, second=30)
        )
        assert (found[1], found[7]) == (given, given)

    def test_1_without_a_due_date_is_not_known(self) -> None:
        assert points(first_due_at=None, due_at=None)[1] is None

    def test_1_a_new_date_does_not_make_a_late_dossier_punctual(self) -> None:
        apology = slip(Form.APOLOGY, at(5), new_due_at=at(12, 17))
        late = with_slips(apology, due_at=at(12, 17), reappointed=1, finished_at=at(11))
        assert dict(points_of(late, FACTS) or {})[1] == 0

    @pytest.mark.parametrize(("minute", "given"), [(9, 2), (10, 1), (11, 0)])
    def test_2_the_worst_of_the_steps_to_the_minute(self, minute: int, given: int) -> None:
        good = StepRecord(1, OFFICER, OFFICER, at(2), at(4), at(3))
        step = StepRecord(2, OFFICER, OFFICER, at(3), at(6, 10, 10), at(6, 10, minute))
        assert points(steps=(good, step))[2] == given

    def test_2_counts_the_units_that_were_asked(self) -> None:
        late = ConsultationRecord(Ref(9, "Phòng Thử"), at(3), at(5), at(6))
        assert points(consultations=(late,))[2] == 0

    def test_2_without_limits_is_not_known(self) -> None:
        assert points(steps=())[2] is None

    @pytest.mark.parametrize(("contacts", "given"), [(0, 2), (1, 1), (2, 0), (5, 0)])
    def test_3_and_4_are_what_the_citizen_says(self, contacts: int, given: int) -> None:
        found = points(rating=RatingRecord(3, contacts, contacts, False))
        assert (found[3], found[4]) == (given, given)

    def test_3_without_a_rating_the_forms_02_count_and_4_is_not_known(self) -> None:
        found = points_of(supplemented(at(3), at(3, 10)), FACTS)
        assert found is not None
        assert (found[3], found[4]) == (1, None)
        assert points(imported=True, slips=())[3] is None

    @pytest.mark.parametrize(("day", "given"), [(6, 2), (9, 1), (10, 0)])
    def test_7_early_or_on_time_and_no_complaint(self, day: int, given: int) -> None:
        assert points(finished_at=at(day))[7] == given
        upheld = RatingRecord(1, 0, 0, True)
        assert points(finished_at=at(day), rating=upheld)[7] == 0


class TestPointsOfAnAgency:
    @pytest.mark.parametrize(
        ("level", "approved", "received", "given"),
        [
            ("province", 20, 100, 2),
            ("province", 19, 100, 1),
            ("province", 19, 99, 0),
            ("district", 50, 50, 2),
            ("commune", 100, 100, 2),
            ("commune", 99, 100, 1),
            ("commune", 99, 99, 0),
        ],
    )
    def test_5_procedures_received_and_approved_at_the_centre(
        self, level: str, approved: int, received: int, given: int
    ) -> None:
        facts = AgencyFacts(level, procedures=100, received_at_desk=received, approved_at_desk=approved)
        assert agency_points(facts, RULES)[5] == given

    @pytest.mark.parametrize(
        ("desk", "online", "given"), [(True, True, 2), (True, False, 1), (False, False, 0)]
    )
    def test_6_publicity_in_both_forms(self, desk: bool, online: bool, given: int) -> None:
        assert agency_points(AgencyFacts(posted_at_desk=desk, posted_online=online), RULES)[6] == given

    @pytest.mark.parametrize(
        ("total", "on_time", "dragging", "given"),
        [(0, 0, 0, 2), (10, 10, 0, 2), (10, 9, 0, 1), (100, 89, 0, 0), (10, 10, 1, 0)],
    )
    def test_8_feedback_answered(self, total: int, on_time: int, dragging: int, given: int) -> None:
        facts = AgencyFacts(feedback=total, feedback_on_time=on_time, feedback_dragging=dragging)
        assert agency_points(facts, RULES)[8] == given

    @pytest.mark.parametrize(
        ("procedures", "online", "overdue", "given"),
        [(20, 30, 0, 2), (19, 30, 0, 1), (20, 30, 1, 1), (20, 29, 0, 1), (20, 15, 0, 1), (20, 14, 0, 0)],
    )
    def test_9_online_services(self, procedures: int, online: int, overdue: int, given: int) -> None:
        facts = AgencyFacts(
            procedures=100,
            online_procedures=procedures,
            dossiers=100,
            online_dossiers=online,
            online_overdue=overdue,
        )
        assert agency_points(facts, RULES)[9] == given

    def test_what_nobody_has_told_has_no_points(self) -> None:
        assert set(agency_points(AgencyFacts(), RULES).values()) == {None}


def tally(*given: dict[int, int | None]) -> Tally:
    total = Tally()
    for one in given:
        total.add(one)
    return total


class TestSums:
    def test_golden_an_officer_with_three_dossiers(self) -> None:
        """1: (2+1+0)/3 = 1,0; 2: (2+2)/2 = 2,0; 3: 5/3 = 1,7; 4: 2/1 = 2,0; 7: 4/3 = 1,3. In all 8,0 of 10."""
        found = evaluate_officer(
            tally(
                {1: 2, 2: 2, 3: 2, 4: 2, 7: 2},
                {1: 1, 2: 2, 3: 2, 4: None, 7: 2},
                {1: 0, 2: None, 3: 1, 4: None, 7: 0},
            ),
            RULES,
        )
        assert [one.value for one in found.scores] == [
            Decimal(text) for text in ("1.0", "2.0", "1.7", "2.0", "1.3")
        ]
        assert [one.unknown for one in found.scores] == [0, 1, 0, 2, 0]
        assert (found.total, found.maximum, found.missing) == (Decimal("8.0"), 10, ())
        assert found.grade is not None
        assert found.grade.code == "full"

    def test_halves_are_rounded_up(self) -> None:
        many = tally(*({1: 1, 2: 1, 3: 1, 4: 1, 7: 1} for _one in range(19)), {1: 2, 2: 1, 3: 1, 4: 1, 7: 1})
        assert evaluate_officer(many, RULES).scores[0].value == Decimal("1.1")  # 1,05

    def test_an_indicator_without_information_is_left_out_and_said(self) -> None:
        found = evaluate_officer(tally({1: 2, 2: 2, 3: 2, 4: None, 7: 2}), RULES)
        assert (found.total, found.maximum, found.missing) == (Decimal("8.0"), 8, (4,))

    def test_without_any_dossier_there_is_no_class(self) -> None:
        found = evaluate_officer(Tally(), RULES)
        assert (found.grade, found.maximum, found.missing) == (None, 0, OF_DOSSIERS)

    @pytest.mark.parametrize(
        ("given", "code"), [((1, 1, 1, 1, 1), "full"), ((1, 1, 1, 1, 0), "most"), ((1, 1, 1, 0, 0), "below")]
    )
    def test_classes_of_officers(self, given: tuple[int, ...], code: str) -> None:
        found = evaluate_officer(tally(dict(zip(OF_DOSSIERS, given, strict=True))), RULES)
        assert found.grade is not None
        assert found.grade.code == code

    @pytest.mark.parametrize(
        ("start", "code"),
        [("15", "excellent"), ("12", "good"), ("9", "fair"), ("6", "average"), ("0", "weak")],
    )
    def test_classes_of_agencies_begin_where_the_text_says(self, start: str, code: str) -> None:
        assert {str(one.start): one.code for one in RULES.agency_classes}[start] == code

    def test_golden_an_agency_with_all_nine(self) -> None:
        facts = AgencyFacts(
            "commune",
            procedures=100,
            received_at_desk=100,
            approved_at_desk=40,
            posted_at_desk=True,
            posted_online=True,
            feedback=0,
            feedback_on_time=0,
            feedback_dragging=0,
            online_procedures=50,
            dossiers=200,
            online_dossiers=60,
            online_overdue=0,
        )
        found = evaluate_agency(tally({1: 2, 2: 2, 3: 2, 4: 1, 7: 1}), facts, RULES)
        assert [one.indicator for one in found.scores] == list(range(1, 10))
        assert (found.total, found.maximum, found.missing) == (Decimal("15.0"), 18, ())
        assert found.grade is not None
        assert found.grade.code == "excellent"
