"""Whom the round tells of what, at once and before and after each deadline."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.apps.parindex import reminders
from caicach.apps.parindex.actions import appraisal, council, process, publication, telling
from caicach.apps.parindex.models import Participant, Round
from caicach.apps.parindex.tests import factories, papers, self_scored, small, walking
from caicach.apps.parindex.tests.factories import SYSTEM, TODAY, Province
from caicach.platform.access import Role
from caicach.platform.notices import deadlines, queries
from caicach.platform.notices.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
DUE = {"self_score": TODAY + dt.timedelta(3), "explanation": TODAY + dt.timedelta(7)}
PART_OF_ALL = ("self_score", "appraisal_1", "explanation", "appraisal_2", "council", "publication")


@pytest.fixture
def people(place: Province) -> Province:
    """Who takes part: of the first commune also somebody who fills leaf 1.2, and the focal officer of another commune."""
    self_scored.staff(place)
    factories.person(place, "noi-vu", Role.APPRAISER, fields=["noi_vu"])
    factories.person(place, "hoi-dong", Role.COUNCIL_MEMBER)
    factories.person(place, "can-bo", Role.ASSIGNEE, place.communes[0])
    factories.person(place, "dau-moi-2", Role.FOCAL_OFFICER, place.communes[1])
    factories.notice(place.communes[0], {"1.2": place.people["can-bo"]})
    return place


@pytest.fixture
def member(made: Round, people: Province) -> Participant:
    return small.member(made, people.communes[0])


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def explaining(member: Participant, people: Province) -> Participant:
    locked = self_scored.make_locked(self_scored.make_ready(member, people), people)
    return self_scored.make_explaining(locked, people)


class TestAtOnce:
    def test_a_lock_is_told_to_the_unit_and_to_whoever_leads(
        self, member: Participant, people: Province
    ) -> None:
        self_scored.make_locked(self_scored.make_ready(member, people), people)
        assert told("self_score.locked") == {"dau-moi", "thu-ky"}  # the head has locked it himself

    def test_a_withdrawal_and_an_unlock_say_why_each_time(
        self, member: Participant, people: Province
    ) -> None:
        head, manager = people.scope("lanh-dao"), people.scope("quan-tri-bo")
        self_scored.make_ready(member, people)
        report = papers.shelved(member.unit).pk
        for _ in range(2):
            process.lock(head, member.pk, report)
            process.withdraw(head, member.pk, "Nhầm số liệu")
        process.lock(head, member.pk, report)
        process.unlock(manager, member.pk, "Đơn vị đề nghị")
        assert told("self_score.withdrawn") == {"dau-moi", "thu-ky"}
        assert Notice.objects.filter(kind="self_score.withdrawn").count() == 4
        assert told("self_score.unlocked") == {"lanh-dao", "dau-moi", "thu-ky"}
        assert "Lý do: Đơn vị đề nghị" in Notice.objects.filter(kind="self_score.unlocked")[0].body

    def test_questions_are_told_to_the_unit_and_to_whoever_fills_these_leaves(
        self, member: Participant, people: Province
    ) -> None:
        process.set_deadlines(people.scope("quan-tri-bo"), member.round_id, DUE, "Kế hoạch")
        explaining(member, people)
        assert told("explanation.asked") == {"lanh-dao", "dau-moi", "can-bo"}
        notice = Notice.objects.filter(kind="explanation.asked")[0]
        assert notice.title == f"{member.unit.name} được yêu cầu giải trình"
        assert "1 tiêu chí cần giải trình (1.2)" in notice.body
        assert f"Hạn giải trình {DUE['explanation']:%d/%m/%Y}" in notice.body

    def test_an_explanation_is_told_to_the_appraisers_of_its_leaves_and_to_no_other(
        self, member: Participant, people: Province
    ) -> None:
        explaining(member, people)
        appraisal.answer(people.scope("dau-moi"), member.pk, "1.2", "Theo sổ theo dõi")
        process.explain(people.scope("lanh-dao"), member.pk, papers.shelved(member.unit, "Giải trình").pk)
        assert told("explanation.sent") == {"tu-phap", "thu-ky"}

    def test_a_dispute_is_told_to_the_council_and_its_decision_to_the_unit(
        self, member: Participant, people: Province
    ) -> None:
        walking.before_the_council(member)
        council.dispute(people.scope("lanh-dao"), member.pk, "1.2", "Đề nghị giữ điểm")
        council.dispute(people.scope("lanh-dao"), member.pk, "1.2", "Đề nghị giữ điểm tự chấm")
        assert told("dispute.raised") == {"thu-ky", "hoi-dong"}
        council.decide(people.scope("hoi-dong"), member.pk, "1.2", Decimal(1), "Theo biên bản")
        council.decide(people.scope("hoi-dong"), member.pk, "1.2", Decimal(0), "Theo biên bản, sửa")
        assert told("council.decided") == {"lanh-dao", "dau-moi"}
        assert Notice.objects.filter(kind__in=("dispute.raised", "council.decided")).count() == 2 + 4

    def test_results_are_told_to_each_unit_about_itself(self, made: Round, people: Province) -> None:
        approved(made)
        publication.publish(people.scope("chu-tich"), made.pk, "5/QĐ", TODAY)
        assert told("round.published") == {"lanh-dao", "dau-moi", "dau-moi-2"}
        other = Notice.objects.get(recipient__username="dau-moi-2", kind="round.published")
        assert people.communes[1].name in other.body
        assert other.url == f"/chi-so/2026/don-vi/{people.communes[1].pk}/"

    def test_publishing_for_many_units_tells_in_as_many_queries_as_for_one(
        self, made: Round, people: Province, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[int] = []
        usual = telling.published

        def counted(*arguments: Any) -> None:
            with CaptureQueriesContext(connection) as queries:
                usual(*arguments)
            asked.append(len(queries))

        monkeypatch.setattr(telling, "published", counted)
        approved(made)
        first = publication.publish(people.scope("chu-tich"), made.pk, "5/QĐ", TODAY)
        Notice.objects.all().delete()
        for number, unit in enumerate(people.communes):
            factories.person(people, f"lanh-dao-{number}", Role.UNIT_HEAD, unit)
        counted(people.scope("chu-tich"), first)
        assert asked[1] == asked[0] <= 8

    def test_who_has_left_the_unit_sees_no_more_of_it(self, member: Participant, people: Province) -> None:
        explaining(member, people)
        assert queries.unread_count(people.scope("can-bo")) == 1
        people.people["can-bo"].posts.update(unit=people.communes[2])
        assert queries.unread_count(people.scope("can-bo")) == 0


def approved(made: Round) -> None:
    members = [one.pk for one in walking.all_before_the_council(made)]
    council.approve(SYSTEM, made.pk, "1/BB", TODAY, members)


class TestDeadlines:
    """Of a round all of whose parts end on the same day, three days from today."""

    @pytest.fixture(autouse=True)
    def _deadlines(self, made: Round, people: Province) -> None:
        due = dict.fromkeys(PART_OF_ALL, TODAY + dt.timedelta(3))
        process.set_deadlines(people.scope("quan-tri-bo"), made.pk, due, "Kế hoạch")

    def owed(self) -> dict[str, set[tuple[str, str]]]:
        """Who owes what, by the beginning of the key and of the words."""
        found: dict[str, set[tuple[str, str]]] = {}
        names = {user.pk: user.username for user in self.people.people.values()}
        for one in reminders.owed(TODAY):
            part = one.key.split(":")[1]
            found.setdefault(part, set()).update((names[pk], one.words()[1]) for pk in one.recipients)
        return found

    @pytest.fixture(autouse=True)
    def _people(self, people: Province) -> None:
        self.people = people

    def test_of_a_self_score_the_unit_is_told_all_and_an_assignee_the_own_leaves(
        self, member: Participant
    ) -> None:
        all_of_it = "Xã, phường, đặc khu 2026: 7 tiêu chí thiếu số liệu; 7 tiêu chí thiếu minh chứng."
        assert self.owed() == {
            "self_score": {
                ("lanh-dao", all_of_it),
                ("dau-moi", all_of_it),
                ("dau-moi-2", all_of_it),
                (
                    "can-bo",
                    "Xã, phường, đặc khu 2026: 1 tiêu chí của anh/chị thiếu số liệu hoặc minh chứng: 1.2.",
                ),
            }
        }
        walking.stated(member)
        ready = {(name, words) for name, words in self.owed()["self_score"] if name != "dau-moi-2"}
        assert {name for name, _words in ready} == {"lanh-dao", "dau-moi"}
        assert all("đủ số liệu và minh chứng" in words for _name, words in ready)

    def test_of_an_appraisal_each_appraiser_is_told_of_his_fields(self, member: Participant) -> None:
        walking.locked(member)
        process.start_appraisal(SYSTEM, member.pk)
        head = "Xã, phường, đặc khu 2026:"
        assert self.owed()["appraisal_1"] == {
            ("noi-vu", f"{head} 1 lượt chấm thuộc lĩnh vực của anh/chị đang chờ."),
            ("tu-phap", f"{head} 1 lượt chấm thuộc lĩnh vực của anh/chị đang chờ."),
            ("thu-ky", f"{head} 1 đơn vị chưa xong bước này."),
        }
        appraisal.agree(SYSTEM, member.round_id, ["1.2"], [member.pk])
        assert {name for name, _words in self.owed()["appraisal_1"]} == {"noi-vu", "thu-ky"}

    def test_of_an_explanation_the_unit_is_told_and_whoever_fills_the_leaf(self, member: Participant) -> None:
        explaining(member, self.people)
        assert {name for name, _words in self.owed()["explanation"]} == {"lanh-dao", "dau-moi", "can-bo"}
        appraisal.answer(SYSTEM, member.pk, "1.2", "Theo sổ theo dõi")
        assert self.owed()["explanation"] == {
            (name, "Xã, phường, đặc khu 2026: đã trả lời đủ, còn chờ gửi giải trình đã ký.")
            for name in ("lanh-dao", "dau-moi")
        }

    def test_of_a_second_appraisal_only_the_fields_that_were_asked_about_are_told(
        self, member: Participant
    ) -> None:
        explaining(member, self.people)
        appraisal.answer(SYSTEM, member.pk, "1.2", "Theo sổ theo dõi")
        process.explain(SYSTEM, member.pk, papers.shelved(member.unit, "Giải trình").pk)
        assert {name for name, _words in self.owed()["appraisal_2"]} == {"tu-phap", "thu-ky"}

    def test_the_council_and_the_chair_are_told_of_the_end(self, made: Round) -> None:
        walking.all_before_the_council(made)
        assert {name for name, _words in self.owed()["council"]} == {"thu-ky", "hoi-dong"}
        council.approve(
            SYSTEM, made.pk, "1/BB", TODAY, [one.pk for one in Participant.objects.filter(round=made)]
        )
        assert {name for name, _words in self.owed()["publication"]} == {"thu-ky", "chu-tich"}

    def test_the_reminder_of_a_day_is_given_once(self, member: Participant) -> None:
        before = Notice.objects.count()
        assert deadlines.remind(SYSTEM, TODAY) == 4
        assert deadlines.remind(SYSTEM, TODAY) == 0
        assert Notice.objects.count() == before + 4
        notice = Notice.objects.get(recipient__username="lanh-dao")
        assert notice.title.startswith(f"Tự chấm và chốt điểm, {member.unit.name}: còn 3 ngày (hạn ")
        assert notice.url == f"/chi-so/2026/don-vi/{member.unit_id}/chot/"

    def test_a_unit_that_is_not_ranked_owes_nothing(self, member: Participant) -> None:
        Participant.objects.filter(pk=member.pk).update(not_ranked="Đơn vị mới thành lập")
        assert {name for name, _words in self.owed()["self_score"]} == {"dau-moi-2"}

    def test_many_units_cost_as_many_queries_as_few(self, made: Round, member: Participant) -> None:
        Participant.objects.filter(round=made).exclude(pk=member.pk).update(not_ranked="Không đánh giá")
        with CaptureQueriesContext(connection) as few:
            list(reminders.owed(TODAY))
        Participant.objects.filter(round=made).update(not_ranked="")
        with CaptureQueriesContext(connection) as many:
            list(reminders.owed(TODAY))
        assert len(many) == len(few) <= 8
