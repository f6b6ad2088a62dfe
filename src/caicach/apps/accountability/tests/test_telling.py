"""Whom plans and cases tell of what, at once and before and after each deadline; of a case nobody else learns."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from caicach.apps.accountability import reminders
from caicach.apps.accountability.actions import consequences, plans, telling
from caicach.apps.accountability.models import Consequence, RemedyPlan
from caicach.apps.accountability.tests import published
from caicach.apps.accountability.tests.published import TODAY, World, world
from caicach.apps.accountability.tests.test_plan_actions import approved, filled, plan_of, report
from caicach.core.accountability.people import Step
from caicach.core.accountability.plan import Report, State
from caicach.platform.access import Scope
from caicach.platform.accounts.models import User
from caicach.platform.notices import deadlines, mailing, queries
from caicach.platform.notices.models import Notice

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
__all__ = ["world"]

SYSTEM = Scope.system("tests")
OTHERS = (
    "dong-nghiep",
    "dau-moi",
    "lanh-dao",
    "quan-tri",
    "thanh-tra",
    "tra-cuu",
    "lanh-dao-ben",
    "dau-moi-ben",
)
DUE = dt.date(2026, 10, 31)
"""By which the plans of the world are to be approved."""
FIRST_REPORT = dt.date(2027, 1, 1)


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


@pytest.fixture
def case(world: World) -> Consequence:
    """That of "can-bo", told to him."""
    consequences.propose(world.scope("bo-chi-so"), world.published.round_id)
    found = Consequence.objects.get(person__username="can-bo", level="no_commendation")
    consequences.notify(world.scope("bo-chi-so"), [found.pk])
    found.refresh_from_db()
    return found


# --- plans -----------------------------------------------------------------------------------------------------------


def test_a_plan_that_is_opened_is_told_to_head_and_focal_officers_of_each_unit(world: World) -> None:
    notices = Notice.objects.filter(kind="remedy_plan.opened", title__contains="2025")
    of_unit = {one.recipient.username: one.url for one in notices.select_related("recipient")}
    assert of_unit == {
        **dict.fromkeys(("lanh-dao", "dau-moi"), f"/khac-phuc/2025/{world.own.pk}/"),
        **dict.fromkeys(("lanh-dao-ben", "dau-moi-ben"), f"/khac-phuc/2025/{world.sister.pk}/"),
    }
    assert "31/10/2026" in notices[0].body


def test_plans_of_many_units_are_told_in_as_many_queries_as_one(world: World) -> None:
    every = list(RemedyPlan.objects.filter(publication=world.published))
    counts = []
    for some in (every[:1], every):
        Notice.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            telling.opened(SYSTEM, world.published, some)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 7


def owed(today: dt.date) -> dict[str, set[str]]:
    """Keys of what is owed for 2025, with the names of those who owe it."""
    names = dict(User.objects.values_list("pk", "username"))
    found: dict[str, set[str]] = {}
    for one in reminders.owed(today):
        if "2025" in one.words()[1]:
            found.setdefault(f"{one.key} {one.words()[1]}", set()).update(names[pk] for pk in one.recipients)
    return found


def test_a_plan_that_is_not_approved_is_reminded_of_before_and_after_its_day(world: World) -> None:
    key = f"accountability:plan:{world.member.pk} Kết quả năm 2025:"
    for today in (DUE - dt.timedelta(7), DUE, DUE + dt.timedelta(7)):
        assert owed(today)[f"{key} còn 3 tiêu chí thiếu nội dung."] == {"lanh-dao", "dau-moi"}
    assert not owed(DUE - dt.timedelta(8))
    assert not owed(DUE + dt.timedelta(14))
    filled(world)
    assert f"{key} đủ nội dung, chờ lãnh đạo phê duyệt." in owed(DUE)
    plans.approve(world.scope("lanh-dao"), world.member.pk)
    assert not [one for one in owed(DUE) if one.startswith(key)]


def test_reports_are_reminded_of_to_the_unit_and_to_the_owner_for_his_own(world: World) -> None:
    approved(world)
    key = f"accountability:progress:{world.member.pk}:3 Kết quả năm 2025: còn"
    assert owed(FIRST_REPORT) == {f"{key} 3 việc chưa báo cáo.": {"lanh-dao", "dau-moi", "can-bo"}}
    report(world, Report(State.UNDER_WAY, "đang làm", 50, Decimal(1)))
    assert owed(FIRST_REPORT + dt.timedelta(1)) == {
        f"{key} 2 việc chưa báo cáo.": {"lanh-dao", "dau-moi", "can-bo"}
    }
    assert not owed(FIRST_REPORT - dt.timedelta(30))
    for code in ("1.1", "2.2"):
        report(world, Report(State.UNDER_WAY, "đang làm", 50, Decimal(1)), code=code)
    assert not owed(FIRST_REPORT)


def test_a_reminder_is_given_once_and_leads_to_the_reports(world: World) -> None:
    approved(world)
    assert deadlines.remind(SYSTEM, FIRST_REPORT) == 3
    assert deadlines.remind(SYSTEM, FIRST_REPORT) == 0
    notice = Notice.objects.get(recipient__username="can-bo", kind="deadline.near")
    assert notice.title.startswith(f"Báo cáo khắc phục kỳ 3 tháng, {world.own.name}: hạn cuối là hôm nay")
    assert notice.url == f"/khac-phuc/2025/{world.own.pk}/?ds=tien-do"


def test_many_plans_cost_as_many_queries_as_few(world: World) -> None:
    def asked(today: dt.date) -> int:
        with CaptureQueriesContext(connection) as queries:
            list(reminders.owed(today))
        return len(queries)

    both = asked(DUE)
    sister = RemedyPlan.objects.get(participant__unit=world.sister, publication=world.published)
    plans.approve(world.scope("lanh-dao-ben"), sister.participant_id)
    filled(world)
    few = asked(DUE)
    assert few <= both + 3 <= 14, "the approved one adds the queries of its round"
    plans.approve(world.scope("lanh-dao"), plan_of(world).participant_id)
    assert asked(FIRST_REPORT) <= 8


# --- cases -----------------------------------------------------------------------------------------------------------


def test_a_case_is_told_to_its_person_alone(world: World, case: Consequence) -> None:
    assert told("consequence.notified") == {"can-bo"}
    (notice,) = queries.page(world.scope("can-bo"))
    assert notice.url == f"/he-qua/2025/{case.pk}/"
    assert "05/12/2026" in notice.body
    assert world.client("can-bo").get(notice.url).status_code == 200


def test_an_objection_is_told_to_those_who_decide_and_the_decision_to_the_person(
    world: World, case: Consequence
) -> None:
    consequences.object_to(world.scope("can-bo"), case.pk, "Tôi được giao từ tháng 11.")
    assert told("consequence.objected") == {"bo-chi-so", "hoi-dong", "chu-tich"}
    case.refresh_from_db()
    consequences.decide(world.scope("chu-tich"), case.pk, Step.UPHOLD, "Đúng phân công.", case.version)
    assert told("consequence.settled") == {"can-bo"}


def test_who_decides_is_not_told_of_the_objection_in_the_own_case(world: World, case: Consequence) -> None:
    Consequence.objects.filter(pk=case.pk).update(person=world.place.people["chu-tich"])
    consequences.object_to(world.scope("dau-moi"), case.pk, "Không đúng.")
    assert told("consequence.objected") == {"bo-chi-so", "hoi-dong"}


def test_a_case_that_was_never_told_is_settled_in_silence(world: World) -> None:
    consequences.propose(world.scope("bo-chi-so"), world.published.round_id)
    found = Consequence.objects.filter(person__username="can-bo")[0]
    consequences.decide(world.scope("chu-tich"), found.pk, Step.LIFT, "Không đủ căn cứ.", found.version)
    assert not Notice.objects.filter(kind__startswith="consequence.").exists()


def test_a_case_that_a_correction_makes_moot_is_told_to_its_person(world: World, case: Consequence) -> None:
    published.correct(world, **{"1.2": Decimal(2)})
    case.refresh_from_db()
    assert case.status == "moot"
    assert told("consequence.settled") == {"can-bo"}


def test_nobody_else_learns_of_a_case_by_the_list_of_notices_or_by_mail(
    world: World, case: Consequence, settings: Settings
) -> None:
    consequences.object_to(world.scope("can-bo"), case.pk, "Tôi được giao từ tháng 11.")
    case.refresh_from_db()
    consequences.decide(world.scope("chu-tich"), case.pk, Step.UPHOLD, "Đúng phân công.", case.version)
    for who in OTHERS:
        kinds = {one.kind for one in queries.own(world.scope(who))}
        assert not [kind for kind in kinds if kind.startswith("consequence")], who
        client = world.client(who)
        for url in ("/thong-bao/", "/api/notices"):
            assert "he-qua/2025" not in client.get(url).content.decode(), (who, url)
    settings.CAICACH_BASE_URL = "https://cchc.example"
    for name, user in world.place.people.items():
        user.email = f"{name}@xa.example"
        user.save(update_fields=["email"])
        mailing.send_digest(user.pk, TODAY)
    assert {one.to[0].split("@")[0] for one in mail.outbox} >= {"can-bo", "chu-tich", "dau-moi"}
    for letter in mail.outbox:
        (to,) = letter.to
        content = f"{letter.subject} {letter.body}"
        if to.split("@")[0] in OTHERS:
            assert "he-qua" not in content, to
        own_name = () if to.startswith("can-bo@") else ("Can Bo",)
        for secret in (*own_name, "bị điểm 0", "không xét", "Tôi được giao", "Đúng phân công"):
            assert secret not in content, to
