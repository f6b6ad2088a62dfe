"""Procedures for everybody, and the look-up of one's own dossier: nothing personal is told, and guessing leads nowhere."""

from __future__ import annotations

import datetime as dt
import html
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from caicach.apps.dossiers.models import Applicant, Dossier, Group, Slip, StepRun
from caicach.apps.dossiers.queries import public
from caicach.apps.portal import lookup
from caicach.apps.procedures import actions as procedures
from caicach.apps.procedures.content import Details, FeeData, PaperData, StepData
from caicach.apps.procedures.models import Version
from caicach.apps.units import actions as units
from caicach.core.dossiers.status import Status
from caicach.platform import clock
from caicach.platform.access import Scope
from caicach.platform.accounts.models import User
from caicach.platform.throttle.models import Window

pytestmark = [pytest.mark.databases, pytest.mark.django_db]

NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=clock.VIETNAM)
SYSTEM = Scope.system("tests", NOW.date())
CODE, PHONE, NUMBER = "H42.15-261110-0007", "0912345678", "042190004321"
SECRETS = (
    "Nguyễn Thị Mẫu",
    "Thôn Ví Dụ",
    PHONE,
    NUMBER,
    "5678",
    "4321",
    "mau@example.com",
    "Lê Văn Thử",
    "ghi chú mật",
)
FORM = "/cong-khai/ho-so/"


@dataclass(frozen=True)
class World:
    version: Version
    other: Version
    dossier: Dossier


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), clock.told(NOW.date()):
        yield _world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def at_nine() -> Iterator[None]:
    with clock.told(NOW.date()):
        yield


def _world() -> World:
    since = dt.date(2025, 7, 1)
    province = units.create_unit(SYSTEM, units.UnitData("province", "Tỉnh Thử Nghiệm", since))
    commune = units.create_unit(
        SYSTEM, units.UnitData("commune", "Xã Ví Dụ", since, parent_id=province.pk, subkind="xa")
    )
    day = dt.date(2026, 1, 5)
    data = procedures.DecisionData("10/QĐ-UBND", day, day, "UBND tỉnh", "Công bố")
    decision = procedures.register_decision(SYSTEM, province.pk, data)
    made = []
    for code, name in (("1.001193", "Đăng ký khai sinh"), ("1.004222", "Cấp giấy phép xây dựng")):
        details = Details(name, "Hộ tịch", "commune", limit_kind="working_days", limit_amount=Decimal(3))
        steps = tuple(StepData(step, "", Decimal(1)) for step in ("Tiếp nhận", "Thẩm định", "Ký"))
        papers, fees = (PaperData("Tờ khai đăng ký"),), (FeeData("Lệ phí", Decimal(5000)),)
        made.append(
            procedures.announce(
                SYSTEM, decision.pk, procedures.Announcement(code, details, papers, steps, fees)
            )
        )
    officer = User.objects.create(username="thu", display_name="Lê Văn Thử")
    applicant = Applicant.objects.create(
        locality=province, number=NUMBER, name="Nguyễn Thị Mẫu", folded="nguyen thi mau", address="Thôn Ví Dụ"
    )
    received = NOW - dt.timedelta(days=10)
    dossier = Dossier.objects.create(
        locality=province, unit=commune, handling_unit=commune, code=CODE, procedure_version=made[0],
        field=made[0].field, status=Status.IN_PROGRESS, channel=1, applicant=applicant, applicant_name=applicant.name,
        phone=PHONE, email="mau@example.com", address="Thôn Ví Dụ", content="ghi chú mật", folded="",
        submitted_at=received, received_at=received, due_at=NOW - dt.timedelta(days=7), officer=officer,
    )  # fmt: skip
    for order, ended in ((1, received), (2, None)):
        StepRun.objects.create(
            dossier=dossier, order=order, name=("Tiếp nhận", "Thẩm định")[order - 1], unit=commune, officer=officer,
            started_at=received, finished_at=ended, note="ghi chú mật",
        )  # fmt: skip
    return World(made[0], made[1], dossier)


def text(answer) -> str:
    return " ".join(html.unescape(answer.content.decode()).split())


def asked(client: Client, code: str = CODE, digits: str = PHONE[-4:], **extra: str):
    return client.post(FORM, {"code": code, "digits": digits}, **extra)


def without_what_differs(page: str) -> str:
    """A page without the token of its form and what was typed."""
    return re.sub(r'value="[^"]*"|content="[^"]*"', "", page)


# --- procedures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["khai sinh", "KHAI SINH", "khai sịnh", "Khai sinh", "đăng  ký khai sinh"])
def test_a_procedure_is_found_however_its_tones_were_typed(world: World, anybody: Client, words: str) -> None:
    shown = text(anybody.get("/cong-khai/thu-tuc/", {"q": words}))
    assert f"/cong-khai/thu-tuc/{world.version.procedure_id}/" in shown
    assert "Cấp giấy phép xây dựng" not in shown


def test_a_procedure_tells_papers_limit_and_fee(world: World, anybody: Client) -> None:
    shown = text(anybody.get(f"/cong-khai/thu-tuc/{world.version.procedure_id}/"))
    for told in (
        "Tờ khai đăng ký",
        "3 ngày làm việc",
        "Ngày nộp hồ sơ không tính",
        "5.000 đồng",
        "10/QĐ-UBND",
    ):
        assert told in shown
    assert anybody.get("/cong-khai/thu-tuc/999999/").status_code == 404


@pytest.mark.parametrize("path", ["/cong-khai/thu-tuc/", "/cong-khai/thu-tuc/{}/"])
def test_an_answer_is_kept_until_a_procedure_changes(
    world: World, anybody: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = path.format(world.version.procedure_id)
    first = anybody.get(address)
    assert first["Cache-Control"] == "public, max-age=60"
    assert not first.cookies
    with django_assert_max_num_queries(1):
        again = anybody.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    change = procedures.Correction(world.version.revision, {"result": "Giấy khai sinh"})
    procedures.correct(SYSTEM, world.version.pk, change, "Bổ sung kết quả")
    assert anybody.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_public_pages_cost_few_queries(
    world: World, anybody: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for address in ("/cong-khai/thu-tuc/", f"/cong-khai/thu-tuc/{world.version.procedure_id}/"):
        anybody.get(address)
        with django_assert_max_num_queries(12):
            anybody.get(address)


# --- the look-up ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("digits", [PHONE[-4:], NUMBER[-4:]])
def test_code_and_digits_tell_where_the_dossier_stands(world: World, anybody: Client, digits: str) -> None:
    shown = text(asked(anybody, f" {CODE.lower()} ", digits))
    assert "Hồ sơ đã quá hạn" in shown
    assert "Ông/bà có thể hỏi tại" in shown
    assert "Đăng ký khai sinh" in shown
    assert re.search(
        r'is-done"[^>]*><b>Tiếp nhận.*is-running"[^>]*><b>Thẩm định.*is-planned"[^>]*><b>Ký', shown
    )


def test_nothing_personal_is_told(world: World, anybody: Client) -> None:
    _apology(world.dossier)
    answer = asked(anybody)
    assert answer.status_code == 200
    for secret in SECRETS:
        assert secret not in text(answer)


def test_an_apology_is_told_once_it_was_sent(world: World, anybody: Client) -> None:
    slip = _apology(world.dossier, sent=False)
    assert "Xin lỗi" not in text(asked(anybody)), "a draft is not told"
    Slip.objects.filter(pk=slip.pk).update(sent_at=NOW)
    shown = text(asked(anybody))
    assert "Xin lỗi ông/bà vì trả kết quả trễ" in shown
    assert "Lý do: Chờ kết quả xác minh" in shown
    assert "Ngày hẹn mới: 25/11/2026" in shown


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_plain_words(world: World, anybody: Client, status: Status) -> None:
    Dossier.objects.filter(pk=world.dossier.pk).update(status=status)
    shown = text(asked(anybody))
    assert str(lookup.WORDS[status]) in shown
    if status in (Status.SUPPLEMENT, Status.FINANCIAL_DUTY):
        assert "tính lại khi ông/bà đã bổ sung hoặc nộp đủ" in shown


def test_a_wrong_code_and_wrong_digits_are_one_answer(world: World, anybody: Client) -> None:
    wrong_digits, wrong_code = asked(anybody, digits="0000"), asked(anybody, "H42.15-261110-9999")
    assert wrong_digits.status_code == wrong_code.status_code == 422
    assert without_what_differs(text(wrong_digits)) == without_what_differs(text(wrong_code))
    assert "Mã hồ sơ hoặc bốn số cuối không đúng" in text(wrong_code)
    assert "Chưa tra cứu được" in text(wrong_code), "nothing was to be saved"


def test_spaces_around_the_digits_do_no_harm(world: World, anybody: Client) -> None:
    assert "Đăng ký khai sinh" in text(asked(anybody, digits=f" {PHONE[-4:]} "))


def test_whoever_is_not_signed_in_is_not_sent_to_a_desk(world: World, anybody: Client) -> None:
    lost = anybody.get("/cong-khai/thu-tuc/999999/")
    assert lost.status_code == 404
    assert "Về trang công khai" in text(lost)
    assert "Về bàn làm việc" not in text(lost)


def test_a_wrong_code_and_wrong_digits_cost_the_same_queries(world: World) -> None:
    counts = []
    for code, digits in ((CODE, "0000"), ("H42.15-261110-9999", "5678")):
        with CaptureQueriesContext(connection) as made:
            assert public.look_up(code, digits, NOW) is None
        counts.append(len(made))
    assert counts == [1, 1]


@pytest.mark.parametrize("digits", ["", "????", "!!!!", "12", "678", "5678 ", "٥٦٧٨"])
def test_digits_that_are_none_open_nothing(world: World, digits: str) -> None:
    Dossier.objects.filter(pk=world.dossier.pk).update(phone="")
    Applicant.objects.filter(pk=world.dossier.applicant_id).update(number="")
    assert public.look_up(CODE, digits, NOW) is None


def test_a_code_is_shut_after_ten_wrong_guesses_even_for_the_right_digits(
    world: World, anybody: Client
) -> None:
    for guess in range(10):
        assert asked(anybody, digits=f"{guess:04d}", REMOTE_ADDR=f"203.0.113.{guess}").status_code == 422
    shut = asked(anybody, REMOTE_ADDR="203.0.113.99")
    assert shut.status_code == 429
    assert "Đã tra cứu quá nhiều lần" in text(shut)
    with clock.told(NOW.date(), 10):
        assert asked(anybody).status_code == 200, "an hour later it is open again"


def test_a_code_that_is_none_is_shut_in_the_same_way(world: World, anybody: Client) -> None:
    answers = [
        asked(anybody, "H42.15-261110-9999", REMOTE_ADDR=f"203.0.113.{one}").status_code for one in range(11)
    ]
    assert answers == [422] * 10 + [429]


def test_an_address_is_shut_after_forty_wrong_guesses(world: World, anybody: Client) -> None:
    for guess in range(40):
        lookup_code = f"H42.15-261110-{guess:04d}"
        assert asked(anybody, lookup_code, "0000", REMOTE_ADDR="203.0.113.7").status_code == 422
    assert asked(anybody, REMOTE_ADDR="203.0.113.7").status_code == 429
    assert asked(anybody, REMOTE_ADDR="203.0.113.8").status_code == 200


def test_addresses_of_one_ipv6_connection_count_as_one() -> None:
    assert lookup._household("2001:db8:1:2::1") == lookup._household("2001:db8:1:2:ffff::9")
    assert lookup._household("2001:db8:1:3::1") != lookup._household("2001:db8:1:2::1")
    assert lookup._household(None) == lookup._household("no address") == "unknown"


def test_who_knows_the_digits_may_ask_as_often_as_he_likes(world: World, anybody: Client) -> None:
    assert {asked(anybody).status_code for _ in range(15)} == {200}


def test_digits_stand_in_no_address_and_no_log(
    world: World, anybody: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        asked(anybody)
        asked(anybody, digits="0000")
    assert CODE not in caplog.text
    assert "5678" not in caplog.text
    by_get = text(anybody.get(FORM, {"ma": CODE, "digits": "5678"}))
    assert "Thẩm định" not in by_get, "nothing is told by GET"
    assert not Window.objects.filter(key__contains="5678").exists()


def test_the_page_is_kept_by_nobody_and_takes_no_form_from_elsewhere(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(FORM, {"ma": CODE})
    assert "no-store" in page["Cache-Control"]
    assert CODE in text(page), "the code of the receipt's QR is filled in"
    assert asked(client).status_code == 403


def test_one_day_is_told_of_interlinked_dossiers(world: World, anybody: Client) -> None:
    assert "13/11/2026" in text(asked(anybody)), "without a group its own day"
    group = Group.objects.create(
        locality=world.dossier.locality,
        code="LT-1",
        name="Khai sinh, cư trú",
        due_at=NOW + dt.timedelta(days=9),
    )
    Dossier.objects.filter(pk=world.dossier.pk).update(group=group)
    shown = text(asked(anybody))
    assert "29/11/2026" in shown
    assert "13/11/2026" not in shown


def _apology(dossier: Dossier, *, sent: bool = True) -> Slip:
    return Slip.objects.create(
        dossier=dossier, unit=dossier.unit, form="04", year=2026, number=1, reason="Chờ kết quả xác minh",
        new_due_at=NOW + dt.timedelta(days=5), drafted_at=NOW, sent_at=NOW if sent else None,
    )  # fmt: skip
