"""The evaluation of the one-stop service: points kept with each act, summed by officer and agency, followed to dossiers."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from caicach.apps.dossiers.actions import violations
from caicach.apps.dossiers.models import Dossier, DossierPoints, Rating
from caicach.apps.dossiers.queries import indicators as queries
from caicach.apps.dossiers.queries.indicators import Behind, Period
from caicach.apps.dossiers.tests.desk import SYSTEM, Desk
from caicach.apps.procedures.models import Decision, Posting
from caicach.core.dossiers.status import Channel, Status
from caicach.platform import clock
from caicach.platform.access import NotFound

pytestmark = pytest.mark.django_db
YEAR, FOURTH = Period(2026), Period(2026, 4)
BASE = "/mot-cua/danh-gia/2026/"


class TestPoints:
    def test_a_settled_dossier_has_points_and_one_at_work_has_none(self, desk: Desk) -> None:
        violations.recheck(desk.handed_over())
        dossier = desk.settled(-1)
        points = DossierPoints.objects.get()
        assert (points.dossier, points.unit, points.locality) == (dossier, desk.commune, desk.province)
        assert (points.p1, points.p3, points.p4, points.p7) == (2, 2, None, 2)
        assert points.officer == desk.people["handler"]

    def test_points_follow_the_dossier(self, desk: Desk) -> None:
        dossier = desk.settled()
        Rating.objects.create(
            dossier=dossier, score=1, contacts=2, agencies=1, complaint=True, given_at=clock.now()
        )
        violations.refresh(desk.commune.pk, 2026)
        points = DossierPoints.objects.get()
        assert (points.p1, points.p3, points.p4, points.p7) == (1, 0, 1, 0)
        Dossier.objects.update(status=Status.IN_PROGRESS, finished_at=None, ended_at=None)
        violations.refresh(desk.commune.pk, 2026)
        assert not DossierPoints.objects.exists()


class TestEvaluation:
    def test_an_officer_is_the_sum_of_his_dossiers(self, desk: Desk) -> None:
        for days in (-1, 0, 3):
            desk.settled(days)
        (row,) = queries.officers(SYSTEM, YEAR)
        assert (row.id, row.dossiers) == (desk.people["handler"].pk, 3)
        scores = {one.indicator: one for one in row.evaluation.scores}
        assert (scores[1].points, scores[1].count, scores[1].value) == (3, 3, Decimal("1.0"))
        assert scores[4].value is None
        assert row.evaluation.missing == (4,)

    def test_an_agency_adds_its_online_services(self, desk: Desk) -> None:
        desk.settled(-1, channel=Channel.ONLINE)
        desk.settled(-1)
        (row,) = queries.agencies(SYSTEM, YEAR)
        scores = {one.indicator: one.value for one in row.evaluation.scores}
        assert scores[9] == Decimal("1.0")  # half of the dossiers online, but no procedure
        desk.version.online = "full"
        desk.version.save(update_fields=["online"])
        (row,) = queries.agencies(SYSTEM, YEAR)
        assert {one.indicator: one.value for one in row.evaluation.scores}[9] == Decimal("2.0")
        assert row.evaluation.missing == (4, 5, 6, 8)

    def test_posting_counts_at_the_desk_and_on_the_page(self, desk: Desk) -> None:
        desk.settled()
        day = dt.date(2026, 10, 5)
        decision = Decision.objects.create(
            locality=desk.province, number="1/QĐ-UBND", issued_on=day, effective_on=day, post_by=day
        )
        desk.version.decision = decision
        desk.version.save(update_fields=["decision"])

        def posting() -> Decimal | None:
            (row,) = queries.agencies(SYSTEM, YEAR)
            return {one.indicator: one.value for one in row.evaluation.scores}[6]

        assert posting() == Decimal("0.0"), "its last day has passed and nothing was posted"
        at = {"decision": decision, "unit": desk.commune, "at": clock.now()}
        posted = Posting.objects.create(**at, desk_on=day, page_on=day + dt.timedelta(days=1))
        assert posting() == Decimal("1.0"), "late on the page"
        posted.page_on = day
        posted.save(update_fields=["page_on"])
        assert posting() == Decimal("2.0")

    def test_a_quarter_takes_what_was_settled_in_it(self, desk: Desk) -> None:
        desk.settled()
        assert len(queries.officers(SYSTEM, FOURTH)) == 1
        assert queries.officers(SYSTEM, Period(2026, 3)) == []
        assert (FOURTH.first, FOURTH.last) == (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
        assert (Period(2026, 1).last, YEAR.first) == (dt.date(2026, 3, 31), dt.date(2026, 1, 1))

    def test_behind_a_figure_stand_its_dossiers(self, desk: Desk) -> None:
        early, late = desk.settled(-1), desk.settled(2)
        found = queries.behind(SYSTEM, YEAR, Behind(1, points=0))
        assert [one.dossier for one in found.rows] == [late]
        unknown = queries.behind(SYSTEM, YEAR, Behind(4, unknown=True, unit_id=desk.commune.pk))
        assert [one.dossier for one in unknown.rows] == [late, early]

    @pytest.mark.parametrize(("name", "sees"), [("officer", 1), ("head", 1), ("stranger", 0), ("reader", 0)])
    def test_each_sees_his_own_counter(self, desk: Desk, name: str, sees: int) -> None:
        desk.settled()
        assert len(queries.agencies(desk.scope(name), YEAR)) == sees
        assert len(queries.behind(desk.scope(name), YEAR, Behind(1)).rows) == sees

    def test_a_unit_out_of_reach_is_not_there(self, desk: Desk) -> None:
        with pytest.raises(NotFound):
            queries.officers(desk.scope("officer"), YEAR, desk.sister.pk)


class TestPages:
    @pytest.fixture
    def head(self, desk: Desk, client: Client) -> Client:
        desk.settled(2)
        client.force_login(desk.people["head"], "django.contrib.auth.backends.ModelBackend")
        return client

    def test_units_and_officers_with_their_class(self, head: Client) -> None:
        assert head.get("/mot-cua/danh-gia/").headers["Location"] == BASE
        text = head.get(BASE).content.decode()
        assert "Xã Mẫu" in text
        assert "Thông tư số 01/2018/TT-VPCP" in text
        assert "Chưa đủ thông tin nên không cộng vào tổng" in text
        assert "Trần Thị Handler Mẫu" in head.get(f"{BASE}can-bo/", {"quy": "4"}).content.decode()
        assert "chưa có hồ sơ nào" in head.get(BASE, {"quy": "1"}).content.decode()

    def test_the_way_down_to_the_dossiers(self, head: Client) -> None:
        code = Dossier.objects.get().code
        assert code in head.get(f"{BASE}ho-so/", {"cs": "1", "diem": "0"}).content.decode()
        assert code not in head.get(f"{BASE}ho-so/", {"cs": "1", "diem": "2"}).content.decode()
        assert code in head.get(f"{BASE}ho-so/", {"cs": "4", "diem": "chua-ro"}).content.decode()
        assert head.get(f"{BASE}ho-so/", {"cs": "5"}).status_code == 404

    def test_a_download_has_both(self, head: Client) -> None:
        book = openpyxl.load_workbook(io.BytesIO(head.get(f"{BASE}tai-ve/").content))
        assert book.sheetnames == ["Đơn vị", "Cán bộ"]
        assert book["Đơn vị"]["A2"].value == "Xã Mẫu"

    def test_the_api_gives_the_same(self, head: Client) -> None:
        found = head.get("/api/dossiers/evaluation", {"year": 2026, "quarter": 4}).json()
        assert found["agencies"][0]["missing"] == [4, 5, 6, 8]
        assert found["officers"][0]["scores"][0]["value"] == "0.0"
        assert head.get("/api/dossiers/evaluation", {"year": 2026, "quarter": 5}).status_code == 422

    @pytest.mark.parametrize("page", ["", "can-bo/", "ho-so/"])
    def test_a_page_asks_at_most_twelve_queries(
        self, head: Client, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        head.get(BASE + page)
        with django_assert_max_num_queries(12):
            assert head.get(BASE + page).status_code == 200
