"""The demonstration as it stands when it is built: units, people, facts and where they come from, rankings."""

import datetime as dt
import re

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from caicach.apps.accountability.models import Consequence, Objection, Remedy, RemedyPlan, RemedyProgress
from caicach.apps.parindex.demo import people
from caicach.apps.parindex.demo.people import PASSWORD
from caicach.apps.parindex.demo.published import published
from caicach.apps.parindex.demo.standings import logins, standings
from caicach.apps.parindex.models import Fact, FrameworkVersion, Participant, Round, Target, UnitScore
from caicach.apps.units.models import Kind, Post, Succession, Unit
from caicach.apps.units.queries import standing, who_answers
from caicach.core.accountability.people import Ground
from caicach.platform.access import Role, Scope
from caicach.platform.accounts.models import User
from caicach.platform.audit import queries as audit
from demonstration import COMMUNES

# The module's database is filled by a fixture that pytest-django does not know, and it is filled once.
pytestmark = [pytest.mark.databases]

FICTIONAL = re.compile(
    f"({'|'.join(people.SURNAMES)}) ({'|'.join(people.MIDDLES)}) ({'|'.join(people.GIVEN)}) ({'|'.join(people.NUMBERS)})"
)


def test_the_province_has_its_units_of_2026_and_of_2024(built: None) -> None:
    assert standing(dt.date(2026, 6, 1)).filter(kind=Kind.COMMUNE).count() == 148
    assert standing(dt.date(2026, 6, 1)).filter(kind=Kind.DEPARTMENT).count() == 15
    assert not standing(dt.date(2026, 6, 1)).filter(kind=Kind.DISTRICT).exists()
    before = standing(dt.date(2024, 12, 31))
    assert before.filter(kind=Kind.DISTRICT).count() == 13
    assert {one.name for one in before.filter(kind=Kind.PROVINCE)} == {
        "Tỉnh Phú Thọ",
        "Tỉnh Vĩnh Phúc",
        "Tỉnh Hoà Bình",
    }
    hy_cuong = Unit.objects.get(identification_code="H44.104")
    assert hy_cuong.name == "Xã Hy Cương"
    assert Succession.objects.filter(successor=hy_cuong, part="full").count() == 3


def test_identification_codes_are_the_published_ones_and_no_others(built: None) -> None:
    given = dict(Unit.objects.exclude(identification_code="").values_list("name", "identification_code"))
    assert given == {name: unit.identification_code for name, unit in published().units.items()}


def test_rounds_are_scored_by_the_shipped_sets(built: None) -> None:
    rounds = Round.objects.order_by("year", "subject").values_list("year", "subject", "framework__code")
    assert list(rounds) == [
        (2024, "district", "HUYEN-2024"),
        (2025, "commune", "XA-2025"),
        (2025, "department", "SO-2025"),
        (2026, "commune", "XA-2025"),
        (2026, "department", "SO-2025"),
    ]
    assert Participant.objects.filter(round__year=2026, round__subject="commune").count() == COMMUNES
    assert UnitScore.objects.count() == Participant.objects.count()
    assert FrameworkVersion.objects.count() == 3


def test_what_the_one_stop_service_tells_is_counted_and_says_so(built: None) -> None:
    counted = Fact.objects.exclude(measure="")
    assert {one.source.partition(":")[0] for one in counted} == {"Hệ thống đếm"}
    assert {one.participant.unit.name for one in counted} == {"Phường Nông Trang"}, (
        "the others have handed in"
    )


def test_published_facts_keep_their_source_and_all_others_say_illustration(built: None) -> None:
    facts = Fact.objects.filter(measure="").select_related("participant__unit", "participant__round")
    for fact in facts:
        if fact.illustration:
            assert fact.source == "Số liệu minh họa, sinh tự động (hạt giống 2026)"
        else:
            assert fact.source == published().source
            assert fact.participant.round.year == 2026
            assert fact.participant.unit.name in published().units
    real = facts.filter(illustration=False)
    assert {one.participant.unit.name for one in real} == set(published().units) - {"Tỉnh Phú Thọ"}
    nong_trang = real.get(participant__unit__name="Phường Nông Trang", code="3.3.1")
    assert nong_trang.inputs == {"num": 5646, "den": 6178}


def test_some_units_are_not_ranked_and_say_why(built: None) -> None:
    unranked = UnitScore.objects.filter(participant__round__year=2026, rank=None)
    assert 1 <= unranked.count() <= 4
    assert all("chưa tính được" in score.reasons[0]["vi"] for score in unranked)


def test_a_class_condition_shows_once(built: None) -> None:
    held_back = [
        score
        for score in UnitScore.objects.exclude(index=None)
        if any("kỷ luật" in reason["vi"] for reason in score.reasons)
    ]
    assert len(held_back) == 1
    assert held_back[0].index is not None
    assert held_back[0].index >= 90
    assert held_back[0].class_name == "Tốt"


def test_targets_are_marked_as_illustration(built: None) -> None:
    targets = Target.objects.filter(year=2026)
    assert targets.count() == 2 * (COMMUNES + 15)
    assert all("minh họa" in target.document for target in targets)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_login_that_opens_the_desk(built: None, role: Role) -> None:
    username = Post.objects.filter(role=role.value).order_by("id").values_list("user__username", flat=True)[0]
    with transaction.atomic():
        client = Client()
        answer = client.post(reverse("accounts:login"), {"username": username, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        assert client.get("/").status_code == 200
        transaction.set_rollback(True)


def test_every_role_is_among_the_printed_logins(built: None) -> None:
    printed = {login.role for login in logins() if not login.is_further}
    assert printed == {role.label for role in Role}


def test_nobody_is_real(built: None) -> None:
    names = list(User.objects.values_list("display_name", flat=True))
    assert len(names) == len(set(names)) >= len(Role)
    assert [name for name in names if not FICTIONAL.fullmatch(name)] == []


def test_somebody_answers_for_the_leaves_of_a_commune(built: None) -> None:
    commune = Unit.objects.get(name="Phường Nông Trang", valid_to=None)
    scope = Scope.system("test", dt.date(2026, 6, 1))
    (person,) = who_answers(scope, commune.pk, "3.3.1", dt.date(2026, 6, 1))
    centre = "Trung tâm Phục vụ hành chính công phường Nông Trang"
    assert (person.notice_number, person.unit_name) == ("12/TB-UBND", centre)
    assert FICTIONAL.fullmatch(person.person)
    assert {one.notice_number for one in who_answers(scope, commune.pk, "6.2", dt.date(2026, 6, 1))} == {
        "07/TB-UBND"
    }


def test_departments_answer_for_the_fields_they_appraise(built: None) -> None:
    scope = Scope.system("test", dt.date(2026, 6, 1))
    province = Unit.objects.get(kind=Kind.PROVINCE, valid_to=None)
    found = who_answers(scope, province.pk, "2.2.1", dt.date(2026, 6, 1), subject="commune")
    assert [one.unit_name for one in found] == ["Sở Tư pháp"]


def test_the_ranking_is_shown_block_by_block(built: None) -> None:
    shown = standings(3)
    assert [one.title for one in shown] == ["Xã, năm 2026", "Phường, năm 2026", "Sở, ban, ngành, năm 2026"]
    assert all(rows[0].rank == 1 for one in shown if (rows := one.rows))
    assert re.fullmatch(r"\d\d,\d\d", shown[0].rows[0].index)


def test_the_trail_of_all_that_is_whole(built: None) -> None:
    verdict = audit.verify()
    assert verdict.ok, verdict.problems


@pytest.mark.parametrize("is_demo", [True, False])
def test_every_page_of_a_demonstration_says_that_it_is_one(built: None, is_demo: bool) -> None:
    with override_settings(CAICACH_DEMO=is_demo):
        page = Client().get(reverse("accounts:login")).content.decode()
    assert ("Bản trình diễn." in page) == is_demo


def test_quick_hashing_ends_with_the_step(built: None) -> None:
    from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher

    usual = PBKDF2PasswordHasher.iterations
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        with people.quick_hashing():
            assert get_hasher().iterations < usual  # type: ignore[attr-defined]
        assert get_hasher().iterations == usual  # type: ignore[attr-defined]


# --- after publication ---


def test_every_published_unit_has_a_plan_and_a_few_are_further(built: None) -> None:
    published = Participant.objects.filter(round__year=2025, not_ranked="").count()
    assert RemedyPlan.objects.count() >= published
    found = set(RemedyPlan.objects.values_list("status", flat=True))
    assert {"draft", "approved"} <= found
    begun = RemedyPlan.objects.exclude(status="draft")
    assert begun.count() == 3
    assert not Remedy.objects.filter(plan__in=begun, lifted_by__isnull=True, what="").exists()


def test_what_was_typed_says_that_it_is_an_illustration(built: None) -> None:
    assert not Remedy.objects.exclude(what="").exclude(what__contains="minh họa").exists()
    assert not RemedyProgress.objects.exclude(text__contains="minh họa").exists()


def test_cases_are_proposed_told_objected_to_and_lifted(built: None) -> None:
    found = list(Consequence.objects.values_list("status", flat=True))
    assert {"proposed", "notified", "objected", "lifted"} <= set(found)
    assert Objection.objects.count() == 1


def test_nobody_is_named_without_a_notice_or_a_post(built: None) -> None:
    for case in Consequence.objects.all():
        assert case.reasons
        assert all(one["source"] and one["since"] <= "2025-12-31" for one in case.reasons)
        assert {one["ground"] for one in case.reasons} == {Ground.ZERO.value}, "2024 has no round of communes"
