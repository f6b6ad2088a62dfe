"""V9 and V12: what only several dossiers of a unit prove together."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from caicach.core.dossiers.record import DossierRecord, Ref
from caicach.core.dossiers.status import Status
from caicach.core.dossiers.violations import (
    DETECTORS,
    BookTotal,
    Facts,
    ReportDifference,
    Settings,
    UnitYear,
    Violation,
    detect_all,
)

from .sample import CLOCK, NOW, OFFICER, OTHER, UNIT, at, clean

THREE = Facts(NOW, CLOCK, Settings(mass_closing=3))


def closed(count: int, moment: dt.datetime) -> list[DossierRecord]:
    return [
        clean(
            id=number,
            code=f"H44.7-260302-{number:04}",
            finished_at=moment + dt.timedelta(seconds=number),
            returned_at=None,
            status=Status.DONE,
        )
        for number in range(1, count + 1)
    ]


def search(
    records: list[DossierRecord], book: BookTotal | None = None, *reports: ReportDifference
) -> list[Violation]:
    return list(detect_all(UnitYear(UNIT, 2026, book, reports), records, THREE))


class TestV9:
    def test_a_batch_in_one_minute_after_hours_is_one_violation(self) -> None:
        (violation,) = search(closed(3, at(9, 23, 59)))
        assert violation.code == "V9"
        assert violation.dossier == Ref(1, "H44.7-260302-0001")
        assert violation.officer == OFFICER
        assert violation.evidence["count"] == 3
        assert violation.evidence["on_last_day"] == 3
        assert "23:59 09/03/2026" in DETECTORS["V9"].explain(violation.evidence).vi

    def test_days_without_an_hour_are_no_minute(self) -> None:
        midnight = at(9, 0)
        told = [replace(one, finished_at=midnight) for one in closed(3, midnight)]
        assert [one.code for one in search(told)] == ["V9"]
        assert search([replace(one, imported=True) for one in told]) == []

    def test_fewer_are_no_batch(self) -> None:
        assert search(closed(2, at(9, 23, 59))) == []

    def test_in_office_hours_a_batch_is_work(self) -> None:
        assert search(closed(3, at(9, 16, 59))) == []

    def test_neighbouring_minutes_are_two(self) -> None:
        assert search([*closed(2, at(6, 23, 58)), *closed(2, at(6, 23, 59))]) == []

    def test_a_batch_of_several_officers_names_nobody(self) -> None:
        first, *others = closed(3, at(9, 23, 59))
        (violation,) = search([replace(first, officer=OTHER), *others])
        assert violation.officer is None


class TestV12:
    book = BookTotal(entries=1, dossiers=2)

    def test_each_dossier_that_the_book_lacks_is_named_with_its_officer(self) -> None:
        (violation,) = search([clean()], replace(self.book, missing=(Ref(1, clean().code),)))
        assert (violation.code, violation.dossier, violation.officer) == (
            "V12",
            Ref(1, clean().code),
            OFFICER,
        )
        assert violation.since == at(2)
        assert violation.evidence == {"what": "missing", "year": 2026, "entries": 1, "dossiers": 2}

    def test_numbers_left_out_and_lines_of_other_units_are_the_fault_of_the_unit(self) -> None:
        book = replace(self.book, gaps=(3, 5), foreign=(Ref(9, "H44.8-260302-0001"),))
        (violation,) = search([clean()], book)
        assert violation.dossier is None
        assert violation.unit == UNIT
        words = DETECTORS["V12"].explain(violation.evidence).vi
        assert "3, 5" in words
        assert "H44.8-260302-0001" in words

    def test_a_report_that_tells_another_total_is_named_with_both_figures(self) -> None:
        (violation,) = search([clean()], None, ReportDifference("settled", 3, 40, 44, "Báo cáo số 12"))
        words = DETECTORS["V12"].explain(violation.evidence).vi
        assert words == "Báo cáo “Báo cáo số 12”, tháng 3: 44 hồ sơ đã giải quyết, phần mềm có 40."

    def test_equal_figures_are_no_violation_and_without_a_book_there_is_nothing_to_compare(self) -> None:
        assert search([clean()], replace(self.book, entries=2)) == []
        assert search([clean()]) == []
