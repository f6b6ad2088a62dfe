"""What the index counts of a unit's dossiers: by SQL the same as dossier by dossier, and each figure with its dossiers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from caicach.apps.dossiers.actions import apologies, violations
from caicach.apps.dossiers.actions.apologies import Apology
from caicach.apps.dossiers.measures import SETTLEMENT, figures_of
from caicach.apps.dossiers.models import Dossier, Slip
from caicach.apps.dossiers.queries.counted import Part, counted_dossiers, settlements
from caicach.apps.dossiers.tests.desk import SYSTEM, Desk
from caicach.apps.units.queries import path_on
from caicach.core.dossiers.settlement import Settlement
from caicach.core.dossiers.status import Status
from caicach.platform import clock, measures
from caicach.platform.access import NotFound, Scope

pytestmark = pytest.mark.django_db
YEAR = 2026
NEXT_SPRING = dt.date(2027, 3, 1)


def of(desk: Desk, on: dt.date | None = None, year: int = YEAR) -> Settlement | None:
    scope = Scope.system("test", on or later(desk, 9))
    return settlements(scope, year, [desk.commune.pk]).get(desk.commune.pk)


def later(desk: Desk, days: int) -> dt.date:
    due = Dossier.objects.latest("pk").due_at
    assert due is not None
    return due.astimezone(clock.VIETNAM).date() + dt.timedelta(days=days)


class TestCounting:
    def test_a_unit_without_settled_or_overdue_dossiers_has_no_figures(self, desk: Desk) -> None:
        desk.handed_over()
        assert of(desk, later(desk, -1)) is None
        assert SETTLEMENT.count(SYSTEM, YEAR, [desk.commune.pk]) == {}

    def test_the_due_day_itself_is_not_overdue_and_the_next_day_is(self, desk: Desk) -> None:
        desk.handed_over()
        assert of(desk, later(desk, 0)) is None
        assert of(desk, later(desk, 1)) == Settlement(overdue_open=1)

    def test_a_dossier_that_waits_for_its_citizen_is_not_counted(self, desk: Desk) -> None:
        desk.handed_over()
        Dossier.objects.update(status=Status.SUPPLEMENT)
        assert of(desk, later(desk, 9)) is None

    def test_an_apology_makes_nobody_punctual(self, desk: Desk) -> None:
        dossier = desk.handed_over()
        assert dossier.due_at is not None
        day = later(desk, 7)
        slip = apologies.draft(
            desk.scope("handler"), dossier.pk, dossier.version, Apology("Thiếu người", day)
        )
        for act, who in ((apologies.sign, "head"), (apologies.send, "officer")):
            act(desk.scope(who), slip.pk, Dossier.objects.get(pk=dossier.pk).version)
        assert of(desk, day) == Settlement(overdue_open=1, apologised=1)
        figures = figures_of(of(desk, day) or Settlement())
        assert (figures["overdue"], figures["overdue_with_apology"], figures["dossiers_on_time"]) == (1, 1, 0)

    def test_a_draft_that_nobody_sent_is_no_apology(self, desk: Desk) -> None:
        dossier = desk.handed_over()
        apologies.draft(
            desk.scope("handler"), dossier.pk, dossier.version, Apology("Thiếu người", later(desk, 7))
        )
        assert of(desk, later(desk, 1)) == Settlement(overdue_open=1, apologised=0)

    def test_what_was_imported_without_slips_leaves_the_apologies_unknown(self, desk: Desk) -> None:
        dossier = desk.settled(2, imported_from="Hệ thống cũ")
        Slip.objects.filter(dossier=dossier).delete()
        found = of(desk)
        assert found == Settlement(settled=1, late=1, apologised=None)
        assert "overdue_with_apology" not in figures_of(found)
        assert figures_of(found)["overdue"] == 1

    def test_the_rate_is_of_settled_and_overdue_together(self, desk: Desk) -> None:
        for days in (-1, 0, 3):
            desk.settled(days)
        desk.handed_over()
        found = of(desk, later(desk, 9))
        assert found == Settlement(settled=3, late=1, overdue_open=1)
        assert found.rate == Decimal(50)

    def test_what_was_settled_after_the_year_was_open_on_its_last_day(self, desk: Desk) -> None:
        dossier = desk.handed_over()
        done = dt.datetime(2027, 1, 5, 9, tzinfo=clock.VIETNAM)
        Dossier.objects.update(status=Status.DONE, finished_at=done, ended_at=done)
        dossier.refresh_from_db()
        violations.recheck(dossier)
        assert of(desk, NEXT_SPRING) == Settlement(overdue_open=1)
        assert of(desk, NEXT_SPRING, 2027) == Settlement(settled=1, late=1)

    def test_a_unit_is_not_told_what_its_sister_did(self, desk: Desk) -> None:
        desk.settled(1)
        assert settlements(SYSTEM, YEAR, [desk.sister.pk]) == {}

    def test_many_units_cost_as_many_queries_as_one(
        self, desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for days in (0, 3):
            desk.settled(days)
        scope = Scope.system("test", later(desk, 9))
        settlements(scope, YEAR, [desk.commune.pk])
        for asked in ([desk.commune.pk], [desk.commune.pk, desk.sister.pk, desk.province.pk]):
            with django_assert_num_queries(7):
                settlements(scope, YEAR, asked)


class TestBehind:
    def test_each_figure_lists_its_dossiers(self, desk: Desk) -> None:
        early, late = desk.settled(-1), desk.settled(2)
        waiting = desk.handed_over()
        scope = Scope.system("test", later(desk, 9))

        def listed(part: Part) -> list[Dossier]:
            return counted_dossiers(scope, YEAR, desk.commune.pk, part).rows

        assert listed(Part.ON_TIME) == [early]
        assert listed(Part.LATE) == [late]
        assert listed(Part.OPEN) == [waiting]
        assert listed(Part.ASKED_AGAIN) == []

    def test_pages_lose_and_double_nothing(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        made = [desk.settled(0) for _one in range(5)]
        monkeypatch.setattr("caicach.apps.dossiers.queries.counted.PAGE_SIZE", 2)
        scope = Scope.system("test", later(desk, 9))
        seen: list[Dossier] = []
        after = None
        while True:
            page = counted_dossiers(scope, YEAR, desk.commune.pk, Part.ON_TIME, after)
            seen += page.rows
            after = page.after
            if after is None:
                break
        assert seen == list(reversed(made))

    def test_who_reads_no_dossiers_of_the_unit_gets_none(self, desk: Desk) -> None:
        desk.settled(2)
        with pytest.raises(NotFound):
            counted_dossiers(desk.scope("stranger"), YEAR, desk.commune.pk, Part.LATE)
        path = path_on(desk.commune.pk, desk.day)
        assert SETTLEMENT.behind(desk.scope("stranger"), YEAR, desk.commune.pk, path) == ""
        assert SETTLEMENT.behind(desk.scope("head"), YEAR, desk.commune.pk, path) == (
            f"/mot-cua/danh-gia/{YEAR}/chi-so/{desk.commune.pk}/?phan=chua-xong"
        )

    def test_the_page_tells_the_rate_and_lists_what_was_late(self, desk: Desk, client: Client) -> None:
        late = desk.settled(2)
        desk.settled(0)
        client.force_login(desk.people["head"], "django.contrib.auth.backends.ModelBackend")
        with clock.told(later(desk, 9)):
            answer = client.get(f"/mot-cua/danh-gia/{YEAR}/chi-so/{desk.commune.pk}/?phan=tre")
        page = answer.content.decode()
        assert "1 / 2 hồ sơ đúng hạn" in page
        assert "50,00%" in page
        assert late.code in page

    def test_a_wrong_year_or_part_is_answered(self, desk: Desk, client: Client) -> None:
        client.force_login(desk.people["head"], "django.contrib.auth.backends.ModelBackend")
        assert client.get(f"/mot-cua/danh-gia/1/chi-so/{desk.commune.pk}/").status_code == 404
        page = client.get(f"/mot-cua/danh-gia/{YEAR}/chi-so/{desk.commune.pk}/?phan=khac")
        assert "Chưa có hồ sơ nào được tính." in page.content.decode()


def test_figures_are_found_by_the_names_that_criteria_sets_use() -> None:
    assert measures.measuring(["dossiers_on_time", "dossiers_finished_or_overdue"]) is SETTLEMENT
    assert measures.measuring(["on_time_rate"]) is SETTLEMENT
    assert measures.measuring(["dossiers_on_time", "reconcile_differences"]) is None
    assert measures.measuring([]) is None
