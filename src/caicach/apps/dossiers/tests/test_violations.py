"""Violations as they are kept: found by a search, found after an act, resolved, explained; and who sees them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F
from pytest_django import DjangoAssertNumQueries, Settings

from caicach.apps.dossiers import jobs
from caicach.apps.dossiers.actions import books, steps, violations
from caicach.apps.dossiers.models import BookEntry, Dossier, Fee, Slip, Violation
from caicach.apps.dossiers.queries import detection, records
from caicach.apps.dossiers.queries import violations as queries
from caicach.apps.dossiers.queries.violations import Narrowed, State
from caicach.apps.dossiers.tests.desk import SYSTEM, Desk, seated
from caicach.core.dossiers.status import Form, Status
from caicach.core.dossiers.violations import DETECTORS
from caicach.platform import clock
from caicach.platform.access import NotFound, Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid

pytestmark = pytest.mark.django_db
YEAR = 2026
ALL = Narrowed(YEAR)


def without_receipt(desk: Desk, **changed: Any) -> Dossier:
    """A received dossier whose receipt is gone: V2."""
    dossier = desk.received()
    dossier.slips.filter(form=Form.RECEIPT).delete()
    Dossier.objects.filter(pk=dossier.pk).update(receipt_number="", **changed)
    return Dossier.objects.get(pk=dossier.pk)


def codes(**narrowed: Any) -> list[str]:
    return sorted(
        Violation.objects.filter(resolved_at__isnull=True, **narrowed).values_list("code", flat=True)
    )


class TestRecords:
    def test_a_record_holds_all_that_happened_to_the_dossier(self, desk: Desk) -> None:
        dossier = desk.handed_over()
        record = records.record_of(dossier.pk)
        assert record is not None
        assert (record.code, record.unit.name, record.procedure) == (dossier.code, "Xã Mẫu", "1.013978")
        assert record.limit == desk.version.limit
        assert record.due_at == dossier.due_at
        assert [slip.form for slip in record.slips] == [Form.RECEIPT, Form.CONTROL]
        assert [event.act for event in record.events] == ["register", "receive", "hand_over"]
        assert [(step.order, step.officer) for step in record.steps] == [(1, record.officer)]
        assert [(fee.amount, fee.scheduled) for fee in record.fees] == [(Decimal(8000), Decimal(8000))]
        assert not record.imported

    def test_a_chunk_costs_the_same_however_many_dossiers_are_in_it(
        self, desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _one in range(5):
            desk.handed_over()
        ids = records.of_year(desk.commune.pk, YEAR)
        assert len(ids) == 5
        with django_assert_num_queries(11):
            list(records.records_of(ids[:1]))
        with django_assert_num_queries(11):
            list(records.records_of(ids))
        known = records.Known()
        list(records.records_of(ids[:1], known=known))
        with django_assert_num_queries(2 * 8):
            found = list(records.records_of(ids[1:], chunk=2, known=known))
        assert [one.id for one in found] == ids[1:]

    def test_a_year_is_that_of_reception_in_vietnam_and_of_registration_where_nobody_received(
        self, desk: Desk
    ) -> None:
        new_year = dt.datetime(YEAR, 1, 1, tzinfo=clock.VIETNAM)
        first, last, registered = (desk.received() for _one in range(3))
        Dossier.objects.filter(pk=first.pk).update(received_at=new_year)
        Dossier.objects.filter(pk=last.pk).update(received_at=new_year - dt.timedelta(seconds=1))
        Dossier.objects.filter(pk=registered.pk).update(received_at=None, status=Status.REGISTERED)
        assert records.of_year(desk.commune.pk, YEAR) == [first.pk, registered.pk]
        assert records.of_year(desk.commune.pk, YEAR - 1) == [last.pk]
        assert records.open_before(desk.commune.pk, YEAR) == [last.pk]


class TestSearch:
    def test_what_the_actions_make_has_no_violation(self, desk: Desk) -> None:
        desk.handed_over()
        desk.received()
        assert violations.refresh(desk.commune.pk, YEAR) == violations.Changed()
        assert codes() == []

    def test_a_second_search_changes_nothing(self, desk: Desk) -> None:
        dossier = without_receipt(desk)
        assert violations.refresh(desk.commune.pk, YEAR) == violations.Changed(opened=1)
        first = Violation.objects.get()
        assert (first.code, first.dossier, first.year) == ("V2", dossier, YEAR)
        assert (first.locality, first.unit, first.month) == (
            desk.province,
            desk.commune,
            dt.date(2026, 11, 1),
        )
        assert violations.refresh(desk.commune.pk, YEAR) == violations.Changed()
        assert Violation.objects.get().found_at == first.found_at

    def test_what_is_put_right_is_resolved_and_opens_when_it_comes_back(self, desk: Desk) -> None:
        dossier = without_receipt(desk)
        violations.recheck(dossier)
        Dossier.objects.filter(pk=dossier.pk).update(receipt_number="09/TTPVHCC")
        violations.recheck(dossier)
        assert Violation.objects.get().resolved_at == clock.now()
        Dossier.objects.filter(pk=dossier.pk).update(receipt_number="")
        assert violations.refresh(desk.commune.pk, YEAR) == violations.Changed(opened=1)
        assert Violation.objects.get().resolved_at is None

    def test_a_recheck_leaves_what_only_the_whole_unit_proves(self, desk: Desk) -> None:
        dossier = without_receipt(desk)
        BookEntry.objects.filter(dossier=dossier).delete()
        books.enter(desk.received())
        violations.refresh(desk.commune.pk, YEAR)
        assert "V12" in codes()
        violations.recheck(dossier)
        assert "V12" in codes()

    def test_a_recheck_asks_a_fixed_number_of_queries(
        self, desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        dossier = desk.handed_over()
        violations.recheck(dossier)
        with django_assert_max_num_queries(14):
            violations.recheck(dossier)

    def test_every_act_ends_with_a_recheck_of_its_dossier(self, desk: Desk) -> None:
        dossier = without_receipt(desk)
        assert codes() == []
        steps.hand_over(desk.scope("officer"), dossier.pk, dossier.version, desk.people["handler"].pk)
        assert codes() == ["V2"]

    def test_the_evidence_follows_the_dossier(self, desk: Desk) -> None:
        dossier = desk.received()
        Fee.objects.filter(dossier=dossier).update(amount=9000)
        violations.recheck(dossier)
        Fee.objects.filter(dossier=dossier).update(amount=9500)
        violations.recheck(dossier)
        assert Violation.objects.get(code="V11").evidence["fees"][0]["amount"] == 9500

    def test_old_open_dossiers_are_searched_with_the_running_year(self, desk: Desk) -> None:
        last_year = clock.now() - dt.timedelta(days=400)
        dossier = without_receipt(desk, received_at=last_year)
        violations.refresh(desk.commune.pk, YEAR)
        assert Violation.objects.get(code="V2").year == 2025
        assert Violation.objects.get(code="V2").dossier == dossier

    def test_a_batch_at_midnight_is_found_in_the_unit(self, desk: Desk, settings: Settings) -> None:
        settings.CAICACH_MASS_CLOSING = 3
        night = dt.datetime(2026, 11, 17, 23, 59, tzinfo=clock.VIETNAM)
        for _one in range(3):
            dossier = desk.received()
            times = {
                "submitted_at": night - dt.timedelta(days=1),
                "received_at": night - dt.timedelta(days=1),
            }
            Dossier.objects.filter(pk=dossier.pk).update(
                status=Status.DONE, finished_at=night, ended_at=night, **times
            )
        violations.refresh(desk.commune.pk, YEAR)
        found = Violation.objects.get(code="V9")
        assert found.evidence["count"] == 3
        assert found.since == night

    def test_the_book_lacks_a_dossier_and_leaves_out_a_number(self, desk: Desk) -> None:
        entered = [desk.received() for _one in range(3)]
        for one in entered:
            books.enter(one)
        BookEntry.objects.filter(dossier=entered[1]).delete()
        violations.refresh(desk.commune.pk, YEAR)
        of_dossier = Violation.objects.get(code="V12", dossier__isnull=False)
        of_unit = Violation.objects.get(code="V12", dossier__isnull=True)
        assert of_dossier.dossier == entered[1]
        assert of_unit.evidence["gaps"] == [2]
        assert violations.refresh(desk.commune.pk, YEAR) == violations.Changed()

    def test_a_search_without_storing_finds_the_same(self, desk: Desk) -> None:
        dossier = without_receipt(desk)
        (found,) = detection.found_now(SYSTEM, YEAR)
        assert (found.code, found.dossier and found.dossier.name) == ("V2", dossier.code)
        assert list(detection.found_now(SYSTEM, YEAR - 1)) == []
        assert list(detection.found_now(SYSTEM, YEAR, desk.sister.pk)) == []
        assert not Violation.objects.exists()

    def test_the_nightly_job_searches_each_counter_and_may_run_twice(self, desk: Desk) -> None:
        without_receipt(desk)
        for _run in range(2):
            jobs.find_violations.call("2026-11-19")
            jobs.find_violations_of.call(desk.commune.pk, YEAR)
        assert codes() == ["V2"]

    def test_a_year_is_searched_whole_until_the_end_of_march(self, desk: Desk) -> None:
        desk.received()
        assert [unit.pk for unit in detection.counters(SYSTEM, YEAR)] == [desk.commune.pk]
        assert [unit.pk for unit in detection.counters(SYSTEM, YEAR + 1)] == [desk.commune.pk]
        Dossier.objects.update(status=Status.RETURNED, ended_at=F("received_at"))
        assert detection.counters(SYSTEM, YEAR + 1) == []


class TestExplaining:
    @pytest.fixture
    def found(self, desk: Desk) -> Violation:
        violations.recheck(without_receipt(desk))
        return Violation.objects.get()

    def test_the_head_explains_and_the_trail_has_it(self, desk: Desk, found: Violation) -> None:
        violations.explain(desk.scope("head"), found.pk, "  Máy in hỏng,  đã viết tay. ")
        found.refresh_from_db()
        assert found.explanation == "Máy in hỏng, đã viết tay."
        assert found.explained_by == desk.people["head"]
        entry = Entry.objects.get(action="violation.explained")
        assert entry.reason == found.explanation
        assert queries.overview(SYSTEM, ALL).explained["V2"] == 1

    def test_an_explanation_needs_words(self, desk: Desk, found: Violation) -> None:
        with pytest.raises(Invalid, match="giải trình"):
            violations.explain(desk.scope("head"), found.pk, " ")
        with pytest.raises(Invalid, match="quá"):
            violations.explain(desk.scope("head"), found.pk, "a" * 2001)

    def test_what_is_resolved_is_not_explained(self, desk: Desk, found: Violation) -> None:
        Violation.objects.update(resolved_at=clock.now())
        with pytest.raises(Conflict):
            violations.explain(desk.scope("head"), found.pk, "Đã cấp lại giấy tiếp nhận.")

    def test_an_officer_of_the_counter_sees_it_and_may_not_explain(
        self, desk: Desk, found: Violation
    ) -> None:
        with pytest.raises(Refused):
            violations.explain(desk.scope("officer"), found.pk, "Em quên.")

    @pytest.mark.parametrize("name", ["stranger", "reader"])
    def test_for_others_it_is_not_there(self, desk: Desk, found: Violation, name: str) -> None:
        with pytest.raises(NotFound):
            violations.explain(desk.scope(name), found.pk, "Không phải việc của tôi.")


class TestReading:
    @pytest.fixture
    def found(self, desk: Desk) -> Dossier:
        dossier = without_receipt(desk, handling_unit_id=desk.division.pk)
        violations.recheck(dossier)
        return dossier

    @pytest.mark.parametrize(
        ("name", "sees"),
        [("officer", 1), ("head", 1), ("colleague", 1), ("stranger", 0), ("adviser", 0), ("reader", 0)],
    )
    def test_each_sees_those_of_his_counter_or_office(
        self, desk: Desk, found: Dossier, name: str, sees: int
    ) -> None:
        scope = desk.scope(name)
        assert queries.page_of_violations(scope, ALL).count == sees
        assert queries.overview(scope, ALL).total == sees
        assert sum(one.total for one in queries.by_unit(scope, ALL)) == sees
        assert queries.years(scope) == [YEAR] * sees

    @pytest.mark.parametrize("role", [Role.CHAIR, Role.INSPECTOR, Role.PROCEDURE_MANAGER])
    def test_whoever_watches_the_locality_sees_all_of_it(
        self, desk: Desk, found: Dossier, role: Role
    ) -> None:
        desk.people["watcher"] = seated("watcher", role, desk.province)
        assert queries.page_of_violations(desk.scope("watcher"), ALL).count == 1

    def test_an_administrator_sees_none(self, desk: Desk, found: Dossier) -> None:
        desk.people["admin"] = seated("admin", Role.ADMINISTRATOR, desk.province)
        assert queries.page_of_violations(desk.scope("admin"), ALL).count == 0

    def test_a_unit_out_of_reach_is_not_there(self, desk: Desk, found: Dossier) -> None:
        with pytest.raises(NotFound):
            queries.page_of_violations(desk.scope("officer"), Narrowed(YEAR, unit_id=desk.sister.pk))

    def test_a_list_narrows_by_code_unit_officer_month_and_state(self, desk: Desk, found: Dossier) -> None:
        def count(**narrowed: Any) -> int:
            return queries.page_of_violations(SYSTEM, Narrowed(YEAR, **narrowed)).count

        officer = desk.people["officer"].pk
        assert count(code="V2", unit_id=desk.province.pk, officer_id=officer, month=dt.date(2026, 11, 1)) == 1
        assert count(code="V3") == count(unit_id=desk.sister.pk) == count(officer_id=0) == 0
        assert count(unit_id=desk.division.pk) == 1
        assert count(state=State.UNEXPLAINED) == 1
        assert count(state=State.EXPLAINED) == count(state=State.RESOLVED) == 0

    def test_counts_by_code_month_unit_and_officer_are_those_of_the_list(
        self, desk: Desk, found: Dossier
    ) -> None:
        Fee.objects.filter(dossier=found).update(scheduled=None)
        violations.recheck(found)
        seen = queries.overview(SYSTEM, ALL)
        assert {code: count for code, count in seen.by_code.items() if count} == {"V2": 1, "V11": 1}
        assert list(seen.by_code) == list(DETECTORS)
        assert seen.months[0] == dt.date(2026, 1, 1)
        assert seen.months[-1] == dt.date(2026, 11, 1)
        assert seen.trend["V2"] == [0] * 10 + [1]
        (unit,) = queries.by_unit(SYSTEM, ALL)
        assert (unit.name, unit.total, unit.by_code) == ("Xã Mẫu", 2, {"V2": 1, "V11": 1})
        (officer,) = queries.by_officer(SYSTEM, ALL)
        assert officer.id == desk.people["officer"].pk

    def test_pages_follow_each_other_without_gap_and_back(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "PAGE_SIZE", 2)
        for _one in range(5):
            violations.recheck(without_receipt(desk))
        first = queries.page_of_violations(SYSTEM, ALL)
        second = queries.page_of_violations(SYSTEM, ALL, after=first.after)
        third = queries.page_of_violations(SYSTEM, ALL, after=second.after)
        ids = [one.pk for page in (first, second, third) for one in page.violations]
        assert ids == sorted(ids, reverse=True)
        assert len(set(ids)) == 5
        assert (first.before, third.after) == (None, None)
        back = queries.page_of_violations(SYSTEM, ALL, before=third.before)
        assert back.violations == second.violations

    def test_an_import_that_tells_nothing_of_slips_is_not_accused(self, desk: Desk) -> None:
        dossier = without_receipt(desk, imported_from="Cổng dịch vụ công")
        Slip.objects.filter(dossier=dossier).delete()
        violations.recheck(dossier)
        assert codes(dossier=dossier) == []
