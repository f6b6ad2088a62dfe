"""The trail on screen, as a file and over HTTP."""

from __future__ import annotations

import hashlib
import io
import json
from decimal import Decimal

import openpyxl
import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from caicach.platform.access import Role, Scope
from caicach.platform.audit import queries
from caicach.platform.audit.actions import Subject, record
from caicach.platform.audit.models import Entry
from caicach.platform.conftest import TODAY, Person, post

pytestmark = pytest.mark.django_db

SYSTEM = Scope.system("caicach demo", TODAY)


def plain_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.fixture(autouse=True)
def _trail(db: None) -> None:
    with transaction.atomic():
        record(
            SYSTEM, "unit.created", Subject("unit", 34, "Xã Hy Cương", "1/34/"), None, {"name": "Xã Hy Cương"}
        )
        record(
            SYSTEM, "target.set", Subject("target", 1, "=cmd()", "1/34/"), {"value": Decimal("80.00")},
            {"value": Decimal("89.80")}, "Thông báo 12/TB-UBND",
        )  # fmt: skip
        record(SYSTEM, "unit.created", Subject("unit", 35, "<script>alert(1)</script>", "1/35/"), None, None)


@pytest.fixture
def province(person: Person) -> Client:
    client = Client()
    client.force_login(person("admin", post(Role.ADMINISTRATOR)), "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def commune(person: Person) -> Client:
    client = Client()
    client.force_login(
        person("truong", post(Role.UNIT_HEAD, "1/34/")), "django.contrib.auth.backends.ModelBackend"
    )
    return client


class TestScreen:
    def test_the_list_shows_what_lies_within_reach(self, province: Client, commune: Client) -> None:
        page = province.get("/nhat-ky/").content.decode()
        assert "Xã Hy Cương" in page
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page
        assert "alert" not in commune.get("/nhat-ky/").content.decode()

    def test_filters_are_in_the_address(self, province: Client) -> None:
        page = province.get("/nhat-ky/?action=target.set&since=01/01/2020").content.decode()
        assert "=cmd()" in page
        assert "Xã Hy Cương" not in page

    @pytest.mark.parametrize("query", ["since=31/02/2026", "action=khong-co", "actor=" + "x" * 999])
    def test_a_filter_without_sense_shows_nothing_and_why(self, province: Client, query: str) -> None:
        response = province.get(f"/nhat-ky/?{query}")
        assert response.status_code == 200
        assert "Không có bản ghi nào" in response.content.decode()

    def test_a_day_without_sense_is_explained(self, province: Client) -> None:
        assert "Hãy nhập ngày có thật" in province.get("/nhat-ky/?since=31/02/2026").content.decode()

    def test_pages(self, province: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(queries.entries, "__defaults__", (None, None, 2))
        assert "before=2" in province.get("/nhat-ky/").content.decode()
        older = province.get("/nhat-ky/?before=2").content.decode()
        assert "Xã Hy Cương" in older
        assert "=cmd()" not in older
        assert province.get("/nhat-ky/?before=x").status_code == 200

    def test_an_entry_shows_before_and_after_and_its_place_in_the_chain(self, commune: Client) -> None:
        page = commune.get("/nhat-ky/2/").content.decode()
        entry = Entry.objects.get(sequence=2)
        for text in ("80.00", "89.80", "Thông báo 12/TB-UBND", entry.hash, entry.previous):
            assert text in page

    def test_an_entry_outside_the_reach_is_not_there(self, commune: Client, province: Client) -> None:
        assert commune.get("/nhat-ky/3/").status_code == 404
        assert province.get("/nhat-ky/3/").status_code == 200
        assert province.get("/nhat-ky/99999999999999999999/").status_code == 404

    def test_others_are_refused(self, person: Person) -> None:
        client = Client()
        client.force_login(person("doc", post(Role.READER)), "django.contrib.auth.backends.ModelBackend")
        for address in ("/nhat-ky/", "/nhat-ky/1/", "/nhat-ky/tai-ve.csv"):
            assert client.get(address).status_code == 403

    def test_the_list_takes_few_queries(
        self, province: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(8):
            province.get("/nhat-ky/")


class TestFiles:
    def test_a_workbook_of_what_is_seen(self, province: Client) -> None:
        response = province.get("/nhat-ky/tai-ve.xlsx?action=target.set")
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
        assert sheet.max_row == 2
        assert (sheet["A2"].value, sheet["F2"].value, sheet["F2"].data_type) == (2, "=cmd()", "s")
        assert sheet["H2"].value == "value: 80.00 → 89.80"

    def test_a_csv_guards_formulas(self, province: Client) -> None:
        text = province.get("/nhat-ky/tai-ve.csv").content.decode("utf-8-sig")
        assert ",'=cmd()," in text

    def test_a_file_that_is_cut_says_so(self, province: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("caicach.platform.audit.views.DOWNLOAD", 2)
        assert "Chỉ gồm 2 bản ghi mới nhất" in province.get("/nhat-ky/tai-ve.csv").content.decode("utf-8-sig")

    def test_an_invalid_filter_gives_no_file(self, province: Client) -> None:
        assert province.get("/nhat-ky/tai-ve.csv?since=x").status_code == 404


class TestApi:
    def test_the_list(self, province: Client) -> None:
        body = province.get("/api/audit?limit=2").json()
        assert [entry["sequence"] for entry in body["entries"]] == [3, 2]
        assert body["older"] == 2
        assert body["entries"][1]["before"] == {"value": "80.00"}
        assert body["entries"][1]["reason"] == "Thông báo 12/TB-UBND"
        assert [entry["sequence"] for entry in province.get("/api/audit?before=2").json()["entries"]] == [1]

    def test_filters(self, province: Client) -> None:
        body = province.get("/api/audit?subject_kind=unit&subject_id=35").json()
        assert [entry["sequence"] for entry in body["entries"]] == [3]

    def test_one_entry(self, commune: Client) -> None:
        assert commune.get("/api/audit/1").json()["subject_label"] == "Xã Hy Cương"
        missing = commune.get("/api/audit/3")
        assert missing.status_code == 404
        assert missing["Content-Type"] == "application/problem+json"

    def test_whoever_holds_an_entry_can_repeat_its_hash(self, province: Client) -> None:
        """Only from the written definition: canonical JSON of all fields but the hash, before and after as JSON text."""
        for body in province.get("/api/audit").json()["entries"]:
            expected = body.pop("hash")
            for name in ("before", "after"):
                body[name] = "" if body[name] is None else plain_json(body[name])
            assert hashlib.sha256(plain_json(body).encode()).hexdigest() == expected

    @pytest.mark.parametrize(
        ("query", "where", "reason"),
        [
            ("limit=0", "limit", "từ 1 trở lên"),
            ("limit=x", "limit", "số nguyên"),
            ("since=31/02/2026", "since", "năm-tháng-ngày"),
            ("actor=" + "x" * 200, "actor", "dài hơn 150"),
        ],
    )
    def test_a_wrong_parameter_is_named_with_its_reason(
        self, province: Client, query: str, where: str, reason: str
    ) -> None:
        response = province.get(f"/api/audit?{query}")
        assert response.status_code == 422
        body = response.json()
        assert body["problems"][0]["where"].endswith(where)
        assert reason in body["problems"][0]["reason"]
        assert body["way_out"]

    def test_the_description_names_it(self, province: Client) -> None:
        document = province.get("/api/openapi.json").json()
        assert document["openapi"].startswith("3.1")
        assert {"/api/audit", "/api/audit/{sequence}"} <= document["paths"].keys()

    def test_the_page_of_the_description_needs_no_other_site(self, province: Client) -> None:
        page = province.get("/api/docs").content.decode()
        assert "//cdn" not in page
        assert "/static/ninja/swagger-ui-bundle.js" in page
        assert "<script>" not in page
