"""From dossiers to their leaf: what the system counts is stated every night, never over what a person stated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.tests import desk as desks
from caicach.apps.dossiers.tests.desk import Desk
from caicach.apps.parindex import jobs
from caicach.apps.parindex.actions import counting, facts, rounds
from caicach.apps.parindex.models import Fact, NodeScore, Participant, Publication, Round
from caicach.apps.parindex.queries.appraisal import leaf_page
from caicach.apps.parindex.queries.counted import counted, counted_leaves
from caicach.apps.parindex.queries.explaining import explained
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.queries.rounds import entering_rounds
from caicach.apps.parindex.templatetags.appraisal import stated as stated_and_counted
from caicach.apps.parindex.tests import factories
from caicach.apps.units.queries import scope_of_user
from caicach.core.dossiers.status import Status
from caicach.core.parindex import document
from caicach.core.parindex.process import Stage
from caicach.platform import clock
from caicach.platform.access import NotFound, Permission, Refused, Role, Scope
from caicach.platform.accounts.models import User
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict
from caicach.platform.jobs.models import DailyRun
from caicach.platform.jobs.periodic import enqueue_due

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
ON_TIME, APOLOGIES, SUPPLEMENTS = "3.3.1", "3.3.2", "3.2.3"
LATER = dt.date(2026, 12, 10)
SYSTEM = Scope.system("tests", LATER)


@pytest.fixture
def desk(db: None, tmp_path: Path, settings: Settings) -> Iterator[Desk]:
    settings.CAICACH_FILES = tmp_path / "files"
    with clock.told(desks.TODAY):
        yield desks.build()


@pytest.fixture
def made(desk: Desk) -> Round:
    """The round of the shipped set in which both communes of the desk take part, without a fact."""
    framework = factories.framework()
    opened = rounds.open_round(SYSTEM, desk.province.pk, 2026, framework.subject, framework.code)
    rounds.add_participants(SYSTEM, opened.pk, [(desk.commune.pk, "xa"), (desk.sister.pk, "xa")])
    return opened


@pytest.fixture
def member(made: Round, desk: Desk) -> Participant:
    return Participant.objects.get(round=made, unit=desk.commune)


def focal_officer(desk: Desk) -> Scope:
    return scope_of_user(desks.seated("dau-moi", Role.FOCAL_OFFICER, desk.commune), LATER)


def stated(member: Participant) -> dict[str, Any]:
    return {one.code: one.inputs for one in Fact.objects.filter(participant=member)}


def points(member: Participant, *codes: str) -> list[Decimal | None]:
    found = dict(NodeScore.objects.filter(participant=member).values_list("code", "points"))
    return [found[code] for code in codes]


class TestEveryNight:
    def test_the_dossiers_of_a_unit_are_the_points_of_its_leaf(self, desk: Desk, member: Participant) -> None:
        desk.settled(0)
        done = counting.recount(SYSTEM, member.round_id)
        assert stated(member) == {
            ON_TIME: {"num": 1, "den": 1},
            APOLOGIES: {"num": 0, "den": 0},
            SUPPLEMENTS: {"count": 0},
        }
        assert (done.new, done.changed, done.gone, done.kept) == (3, 0, 0, 0)
        assert points(member, ON_TIME, SUPPLEMENTS) == [4, 1]
        desk.settled(2)
        done = counting.recount(SYSTEM, member.round_id)
        assert (done.new, done.changed) == (0, 2)
        assert stated(member)[ON_TIME] == {"num": 1, "den": 2}
        assert points(member, ON_TIME, APOLOGIES) == [0, 0]  # 50 % is below the floor of 95

    def test_a_unit_of_which_nothing_is_counted_stays_without_input(self, desk: Desk, made: Round) -> None:
        desk.settled(0)
        counting.recount(SYSTEM, made.pk)
        sister = Participant.objects.get(round=made, unit=desk.sister)
        assert stated(sister) == {}

    def test_a_second_count_changes_and_records_nothing(self, desk: Desk, member: Participant) -> None:
        desk.settled(0)
        counting.recount(SYSTEM, member.round_id)
        before = list(Fact.objects.order_by("pk").values_list("pk", "version", "inputs"))
        done = counting.recount(SYSTEM, member.round_id)
        assert done.moved == 0
        assert list(Fact.objects.order_by("pk").values_list("pk", "version", "inputs")) == before
        (entry,) = Entry.objects.filter(action="facts.counted")
        assert entry.values_after is not None
        assert f'{desk.commune.name}, {ON_TIME}: – → {{"den":1,"num":1}}' in entry.values_after["leaves"]

    def test_what_a_person_stated_is_never_overwritten(self, desk: Desk, member: Participant) -> None:
        facts.enter(SYSTEM, member.pk, ON_TIME, {"num": 5, "den": 5}, source="Sổ")
        desk.settled(2)
        done = counting.recount(SYSTEM, member.round_id)
        assert stated(member)[ON_TIME] == {"num": 5, "den": 5}
        assert done.kept == 1

    def test_what_a_person_states_while_the_dossiers_are_counted_is_never_overwritten(
        self, desk: Desk, member: Participant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk.settled(2)
        count = counting.counted_inputs

        def meanwhile(*given: Any) -> Any:
            counts = count(*given)
            facts.enter(SYSTEM, member.pk, ON_TIME, {"num": 5, "den": 5}, source="Sổ")
            return counts

        monkeypatch.setattr(counting, "counted_inputs", meanwhile)
        assert counting.recount(SYSTEM, member.round_id).kept == 1
        assert stated(member)[ON_TIME] == {"num": 5, "den": 5}

    def test_a_unit_that_hands_in_while_its_dossiers_are_counted_keeps_its_figures(
        self, desk: Desk, member: Participant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk.settled(0)
        count = counting.counted_inputs

        def meanwhile(*given: Any) -> Any:
            counts = count(*given)
            Participant.objects.filter(pk=member.pk).update(stage=Stage.SELF_LOCKED)
            return counts

        monkeypatch.setattr(counting, "counted_inputs", meanwhile)
        assert counting.recount(SYSTEM, member.round_id).moved == 0
        assert stated(member) == {}

    def test_an_illustration_gives_way_to_a_count(self, desk: Desk, member: Participant) -> None:
        facts.enter(SYSTEM, member.pk, ON_TIME, {"num": 5, "den": 5}, illustration=True)
        desk.settled(0)
        counting.recount(SYSTEM, member.round_id)
        fact = Fact.objects.get(participant=member, code=ON_TIME)
        assert (fact.inputs, fact.illustration, fact.measure, fact.version) == (
            {"num": 1, "den": 1},
            False,
            "dossiers.settlement",
            2,
        )
        assert fact.source == "Hệ thống đếm: Giải quyết hồ sơ đúng hạn"

    def test_what_is_no_longer_counted_is_taken_back(self, desk: Desk, member: Participant) -> None:
        dossier = desk.settled(0)
        counting.recount(SYSTEM, member.round_id)
        dossier.points.delete()
        Dossier.objects.filter(pk=dossier.pk).update(status=Status.WITHDRAWN)
        done = counting.recount(SYSTEM, member.round_id)
        assert ON_TIME not in stated(member)
        assert done.gone == 2
        assert NodeScore.objects.get(participant=member, code=ON_TIME).status == "missing"

    def test_a_locked_self_score_keeps_its_figures(self, desk: Desk, member: Participant) -> None:
        desk.settled(0)
        counting.recount(SYSTEM, member.round_id)
        Participant.objects.filter(pk=member.pk).update(stage=Stage.APPRAISING_1)
        desk.settled(5)
        assert counting.recount(SYSTEM, member.round_id).moved == 0
        assert stated(member)[ON_TIME] == {"num": 1, "den": 1}

    def test_the_job_counts_every_round_that_is_still_entered(self, desk: Desk, member: Participant) -> None:
        desk.settled(0)
        assert "parindex.count" in enqueue_due(dt.datetime(2026, 12, 10, 6, tzinfo=clock.VIETNAM))
        assert DailyRun.objects.filter(name="parindex.count").exists()
        jobs.count_leaves_of.call(member.round_id, LATER.isoformat())
        assert stated(member)[ON_TIME] == {"num": 1, "den": 1}

    def test_a_published_round_is_not_counted_again_although_a_unit_was_left_out_of_it(
        self, desk: Desk, member: Participant
    ) -> None:
        assert entering_rounds(SYSTEM) == [member.round_id]
        Publication.objects.create(
            round=member.round, edition=1, number="15/QĐ-UBND", issued_on=LATER, published_at=clock.now()
        )
        desk.settled(0)
        assert entering_rounds(SYSTEM) == []
        with pytest.raises(Conflict, match="đã công bố theo 15/QĐ-UBND"):
            counting.recount(SYSTEM, member.round_id)
        assert stated(member) == {}

    def test_who_does_not_manage_rounds_is_refused(self, desk: Desk, member: Participant) -> None:
        with pytest.raises(Refused):
            counting.recount(focal_officer(desk), member.round_id)


class TestTaking:
    @pytest.fixture
    def focal(self, desk: Desk) -> Scope:
        return focal_officer(desk)

    def test_a_typed_figure_gives_way_when_its_unit_says_so(
        self, desk: Desk, member: Participant, focal: Scope
    ) -> None:
        desk.settled(0)
        typed = facts.enter(focal, member.pk, ON_TIME, {"num": 7, "den": 7})
        taken = facts.take_counted(focal, member.pk, ON_TIME, typed.version)
        assert (taken.inputs, taken.measure, taken.version) == (
            {"num": 1, "den": 1},
            "dossiers.settlement",
            2,
        )
        entry = Entry.objects.filter(action="fact.changed").latest("pk")
        assert entry.values_before == {"inputs": '{"den":7,"num":7}'}
        desk.settled(0)
        counting.recount(SYSTEM, member.round_id)
        assert stated(member)[ON_TIME] == {"num": 2, "den": 2}

    def test_another_figure_makes_it_the_unit_s_own_and_the_same_one_does_not(
        self, desk: Desk, member: Participant, focal: Scope
    ) -> None:
        desk.settled(0)
        taken = facts.take_counted(focal, member.pk, ON_TIME, 0)
        same = facts.enter(focal, member.pk, ON_TIME, dict(taken.inputs), source=taken.source)
        assert (same.measure, same.version) == ("dossiers.settlement", 1)
        own = facts.enter(focal, member.pk, ON_TIME, {"num": 3, "den": 4}, source="Sổ")
        assert own.measure == ""

    def test_nothing_counted_cannot_be_taken(self, member: Participant, focal: Scope) -> None:
        for code in (ON_TIME, "1.1"):
            with pytest.raises(Conflict, match="chưa đếm được"):
                facts.take_counted(focal, member.pk, code)
        with pytest.raises(NotFound):
            facts.take_counted(focal, member.pk, "99.9")

    def test_a_figure_that_a_colleague_changed_is_not_replaced(
        self, desk: Desk, member: Participant, focal: Scope
    ) -> None:
        desk.settled(0)
        facts.enter(focal, member.pk, ON_TIME, {"num": 7, "den": 7})
        with pytest.raises(Conflict):
            facts.take_counted(focal, member.pk, ON_TIME, 0)

    def test_the_page_of_the_leaf_shows_the_count_beside_what_is_stated(
        self, desk: Desk, member: Participant, focal: Scope, client: Client
    ) -> None:
        desk.settled(0)
        facts.enter(focal, member.pk, ON_TIME, {"num": 7, "den": 7})
        client.force_login(
            User.objects.get(username=focal.username), "django.contrib.auth.backends.ModelBackend"
        )
        base = f"/chi-so/2026/don-vi/{desk.commune.pk}/so-lieu/{ON_TIME}/"
        with clock.told(LATER):
            page = client.get(base).content.decode()
            assert "khác số đang lưu" in page
            assert "Dùng số này" in page
            answer = client.post(f"{base}so-dem/", {"version": "1"}, follow=True).content.decode()
        assert "đang dùng số hệ thống đếm" in answer
        assert "đang dùng số này" in answer
        assert stated(member)[ON_TIME] == {"num": 1, "den": 1}


class TestAppraising:
    def test_the_appraiser_sees_a_count_that_differs_beside_what_the_unit_states(
        self, desk: Desk, member: Participant
    ) -> None:
        desk.settled(0)
        facts.enter(SYSTEM, member.pk, ON_TIME, {"num": 7, "den": 7})
        Participant.objects.filter(pk=member.pk).update(stage=Stage.APPRAISING_1)
        page = leaf_page(SYSTEM, 2026, "commune", ON_TIME)
        assert {row.unit_id: [value for _label, value in row.counted] for row in page.rows} == {
            desk.commune.pk: ["1", "1"],
            desk.sister.pk: [],
        }
        assert sum("Hệ thống đếm:" in stated_and_counted(row, 2026) for row in page.rows) == 1
        Fact.objects.filter(participant=member, code=ON_TIME).update(inputs={"num": 1, "den": 1})
        assert all(row.counted == () for row in leaf_page(SYSTEM, 2026, "commune", ON_TIME).rows)


class TestWhichLeaves:
    def test_why_a_counted_leaf_has_its_points_leads_to_what_was_counted(
        self, desk: Desk, member: Participant
    ) -> None:
        desk.settled(0)
        counting.recount(SYSTEM, member.round_id)
        found = explained(SYSTEM, 2026, desk.commune.pk, ON_TIME)
        assert found.stated is not None
        assert found.stated.behind == f"/mot-cua/danh-gia/2026/chi-so/{desk.commune.pk}/?phan=chua-xong"
        assert found.explanation.points == Decimal(4)

    def test_the_shipped_set_of_communes_is_counted_where_dossiers_tell(self, made: Round) -> None:
        found = counted_leaves(framework_of(made.framework).leaves)
        assert {code: one.code for code, one in found.items()} == {
            SUPPLEMENTS: "dossiers.supplements",
            ON_TIME: "dossiers.settlement",
            APOLOGIES: "dossiers.settlement",
        }

    def test_departments_have_the_rate_itself(self) -> None:
        assert {"3.5.1", "3.5.2"} <= counted_leaves(document.shipped("department").leaves).keys()

    def test_the_count_of_a_leaf_leads_to_its_dossiers_for_who_may_read_them(
        self, desk: Desk, member: Participant
    ) -> None:
        desk.settled(0)
        scopes = focal_officer(desk), SYSTEM
        urls = [found.url for scope in scopes if (found := counted(scope, member, ON_TIME)) is not None]
        assert [bool(url) for url in urls] == [one.may(Permission.DOSSIERS_READ) for one in scopes]
        assert urls[-1].endswith("?phan=chua-xong")
        assert counted(SYSTEM, member, "1.1") is None
