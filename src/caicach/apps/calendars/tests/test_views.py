"""The pages of the calendar: read by everybody, changed in two steps, nothing typed is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from caicach.apps.calendars import actions
from caicach.apps.calendars.checks import GivenDays
from caicach.apps.calendars.models import Dispatch, Hours
from caicach.apps.calendars.tests.conftest import SYSTEM, TODAY, USUAL, Offices, dispatch, hours
from caicach.platform import clock
from caicach.platform.access import Role

MONDAY = dt.date(2026, 12, 7)
TYPED = {
    "number": "15/TB-UBND",
    "issued_on": "18/11/2026",
    "issuer": "UBND tỉnh Phú Thọ",
    "title": "Nghỉ ngày bầu cử",
    "ngay-TOTAL_FORMS": "2",
    "ngay-INITIAL_FORMS": "0",
    "ngay-0-first": "07/12/2026",
    "ngay-0-kind": "off",
    "ngay-0-name": "Bầu cử",
    "ngay-1-kind": "statutory",
}


@pytest.fixture
def at_work():
    with clock.told(TODAY):
        yield


def signed_in(offices: Offices, role: Role) -> Client:
    client = Client()
    client.force_login(offices.people[role], "django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, name: str, *arguments: int, **data: str) -> str:
    answer = client.get(reverse(f"calendars:{name}", args=arguments), data)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def packed_in(html: str) -> str:
    return html.split('name="packed" value="', 1)[1].split('"', 1)[0]


@pytest.mark.usefixtures("at_work")
def test_everybody_reads_the_year_of_the_own_unit(offices: Offices) -> None:
    actions.enter(SYSTEM, dispatch(offices.province, GivenDays(MONDAY, "off", "Bầu cử")))
    client = signed_in(offices, Role.READER)
    answer = client.get(reverse("calendars:home"))
    assert answer.headers["Location"] == reverse("calendars:year", args=[2026, offices.commune.pk])
    html = page(client, "year", 2026, offices.commune.pk)
    assert "nghỉ: Bầu cử (15/TB-UBND ngày 18/11/2026)" in html
    assert "nghỉ hoán đổi, làm bù ngày 10/01/2026 (12729/VPCP-KGVX ngày 25/12/2025)" in html
    assert "là tạm tính" not in html
    assert "là tạm tính" in page(client, "year", 2027, offices.commune.pk)
    assert reverse("calendars:enter", args=[2026, offices.commune.pk]) not in html


@pytest.mark.usefixtures("at_work")
def test_a_dispatch_is_previewed_then_saved(offices: Offices) -> None:
    client = signed_in(offices, Role.PROCEDURE_MANAGER)
    url = reverse("calendars:enter", args=[2026, offices.province.pk])
    preview = client.post(url, TYPED).content.decode()
    assert not Dispatch.objects.exists()
    assert "Thứ Hai, 07/12/2026" in preview
    assert "Không hồ sơ đang giải quyết nào đổi hạn." in preview
    saved = client.post(url, {"packed": packed_in(preview)})
    made = Dispatch.objects.get()
    assert saved.headers["Location"] == reverse("calendars:dispatch", args=[made.pk])
    assert "Bầu cử" in page(client, "dispatch", made.pk)
    assert "Nghỉ ngày bầu cử" in page(client, "dispatches", 2026, offices.commune.pk)


@pytest.mark.usefixtures("at_work")
def test_back_from_the_preview_everything_typed_is_there(offices: Offices) -> None:
    client = signed_in(offices, Role.PROCEDURE_MANAGER)
    url = reverse("calendars:enter", args=[2026, offices.province.pk])
    preview = client.post(url, TYPED).content.decode()
    form = client.post(url, {"packed": packed_in(preview), "edit": "1"}).content.decode()
    for typed in ("15/TB-UBND", "18/11/2026", "07/12/2026", "Nghỉ ngày bầu cử"):
        assert typed in form
    assert not Dispatch.objects.exists()


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": ""}, "Hãy nhập ô này."),
        ({"ngay-0-first": ""}, "Hãy nhập ngày của dòng này"),
        ({"ngay-0-kind": "swap_off"}, "chưa có ngày đổi"),
        ({"issued_on": "31/02/2026"}, "không phải ngày có thật"),
        ({"ngay-0-first": "", "ngay-0-name": ""}, "chưa có ngày nào"),
    ],
)
def test_a_fault_is_shown_and_what_was_typed_is_kept(offices: Offices, wrong: dict, said: str) -> None:
    client = signed_in(offices, Role.PROCEDURE_MANAGER)
    url = reverse("calendars:enter", args=[2026, offices.province.pk])
    answer = client.post(url, {**TYPED, **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "UBND tỉnh Phú Thọ" in answer.content.decode()
    assert not Dispatch.objects.exists()


@pytest.mark.usefixtures("at_work")
def test_a_preview_made_by_somebody_else_is_not_saved(offices: Offices) -> None:
    url = reverse("calendars:enter", args=[2026, offices.province.pk])
    preview = signed_in(offices, Role.PROCEDURE_MANAGER).post(url, TYPED).content.decode()
    answer = signed_in(offices, Role.ADMINISTRATOR).post(url, {"packed": packed_in(preview)})
    assert answer.status_code == 422
    assert not Dispatch.objects.exists()


@pytest.mark.usefixtures("at_work")
def test_the_days_of_the_law_fill_the_form_of_a_year(offices: Offices) -> None:
    client = signed_in(offices, Role.PROCEDURE_MANAGER)
    html = page(client, "enter", 2026, offices.province.pk, **{"theo-luat": "2027"})
    assert 'value="01/01/2027"' in html
    assert 'value="2027"' in html


@pytest.mark.usefixtures("at_work")
def test_withdrawing_shows_what_it_would_change_and_asks_why(offices: Offices) -> None:
    made = actions.enter(SYSTEM, dispatch(offices.province, GivenDays(MONDAY, "off", "Bầu cử")))
    client = signed_in(offices, Role.PROCEDURE_MANAGER)
    assert "Thứ Hai, 07/12/2026" in page(client, "withdraw", made.pk)
    assert client.post(reverse("calendars:withdraw", args=[made.pk]), {"reason": ""}).status_code == 422
    client.post(reverse("calendars:withdraw", args=[made.pk]), {"reason": "nhập nhầm"})
    assert "nhập nhầm" in page(client, "dispatch", made.pk)


@pytest.mark.usefixtures("at_work")
def test_hours_are_typed_with_a_season_and_withdrawn(offices: Offices) -> None:
    client = signed_in(offices, Role.PROCEDURE_MANAGER)
    typed = {f"day_{number}": text for number, text in enumerate(USUAL)}
    season = {
        "season_1": "Mùa hè",
        "season_1_first": "16/04",
        "season_1_last": "15/10",
        "season_1_hours": "06:30-11:30",
    }
    url = reverse("calendars:set_hours", args=[2026, offices.commune.pk])
    client.post(url, {"since": "01/12/2026", "basis": "QĐ 5", **typed, **season})
    made = Hours.objects.get()
    html = page(client, "hours", 2026, offices.commune.pk)
    assert "Mùa hè (16/04–15/10): 06:30-11:30" in html
    wrong = client.post(url, {"since": "02/12/2026", "basis": "QĐ 6", **typed, "day_0": "11:30-07:30"})
    assert wrong.status_code == 422
    assert "phải bắt đầu trước khi kết thúc" in wrong.content.decode()
    client.post(reverse("calendars:withdraw_hours", args=[made.pk]), {"reason": "nhầm"})
    assert "đã rút" in page(client, "hours", 2026, offices.commune.pk)


@pytest.mark.usefixtures("at_work")
def test_pages_take_few_queries(offices: Offices, django_assert_max_num_queries) -> None:
    for number in range(12):
        given = dispatch(offices.province, GivenDays(MONDAY, "off"), number=f"{number}/TB")
        actions.enter(SYSTEM, given)
    actions.set_hours(SYSTEM, hours(offices.province))
    client = signed_in(offices, Role.READER)
    for name in ("year", "dispatches", "hours"):
        page(client, name, 2026, offices.commune.pk)
        with django_assert_max_num_queries(
            16
        ):  # a request's own session, account, posts and units among them
            page(client, name, 2026, offices.commune.pk)


@pytest.mark.usefixtures("at_work")
def test_the_api_counts_a_due_date_by_the_units_calendar(offices: Offices) -> None:
    actions.enter(SYSTEM, dispatch(offices.commune, GivenDays(MONDAY, "off", "Bầu cử")))
    client = signed_in(offices, Role.READER)
    url = f"/api/units/{offices.commune.pk}/deadline"
    found = client.get(url, {"received": "2026-12-04T10:00", "kind": "working_days", "amount": "1"}).json()
    assert found["due_date"] == "2026-12-08"
    assert found["steps"][-2]["why"]["vi"].startswith("nghỉ: Bầu cử")
    assert (
        client.get(url, {"received": "2026-12-04T10:00", "kind": "working_days", "amount": "0"}).status_code
        == 422
    )
    year = client.get(f"/api/units/{offices.commune.pk}/calendar/2026").json()
    assert {"day": "2026-12-07", "mark": "off"}.items() <= next(
        d for d in year["special"] if d["day"] == "2026-12-07"
    ).items()


@pytest.mark.usefixtures("at_work")
def test_the_api_previews_enters_and_withdraws_a_dispatch(offices: Offices) -> None:
    client = signed_in(offices, Role.PROCEDURE_MANAGER)
    url = f"/api/units/{offices.province.pk}/calendar-dispatches"
    given = {"number": "1/TB", "issuer": "UBND", "issued_on": "2026-11-18", "title": "Nghỉ"}
    body = {**given, "days": [{"first": "2026-12-07", "kind": "off"}]}
    preview = client.post(f"{url}/preview", body, content_type="application/json").json()
    assert [line["day"] for line in preview["lines"]] == ["2026-12-07"]
    made = client.post(url, body, content_type="application/json")
    assert (made.status_code, made.json()["days"][0]["kind"]) == (201, "off")
    assert client.post(url, body, content_type="application/json").status_code == 409
    answer = client.post(
        f"/api/calendar-dispatches/{made.json()['id']}/withdraw",
        {"reason": "nhầm"},
        content_type="application/json",
    )
    assert answer.json()["withdrawn_reason"] == "nhầm"
    assert client.get(url).json() == []
