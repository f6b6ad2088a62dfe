"""Distributing leaves to people: what it lets them enter, what counts as done, who is behind; on screen and over HTTP."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from caicach.apps.parindex import worklist
from caicach.apps.parindex.actions import evidence, facts, process, tasks
from caicach.apps.parindex.actions.tasks import Asked
from caicach.apps.parindex.models import LeafTask, Participant, Round
from caicach.apps.parindex.queries import tasks as queries
from caicach.apps.parindex.tests import factories, small, walking
from caicach.apps.parindex.tests.factories import SYSTEM, TODAY, Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.apps.units.actions import end_post
from caicach.apps.units.models import Post
from caicach.platform.access import Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid
from screens import text

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SOON, PAST = TODAY + dt.timedelta(days=5), TODAY - dt.timedelta(days=1)


@pytest.fixture
def place() -> Province:
    place = factories.province()
    commune = place.communes[0]
    factories.person(place, "dau-moi", Role.FOCAL_OFFICER, commune)
    factories.person(place, "lanh-dao", Role.UNIT_HEAD, commune)
    factories.person(place, "an", Role.ASSIGNEE, commune)
    factories.person(place, "binh", Role.ASSIGNEE, commune)
    factories.person(place, "xa-khac", Role.ASSIGNEE, place.communes[1])
    return place


@pytest.fixture
def made(place: Province) -> Round:
    return small.opened(place)


@pytest.fixture
def member(made: Round, place: Province) -> Participant:
    return small.member(made, place.communes[0])


@pytest.fixture
def ask(place: Province, member: Participant) -> Callable[..., int]:
    def asked(name: str, *codes: str, due: dt.date | None = SOON, by: str = "dau-moi", **seen: int) -> int:
        return tasks.assign(
            place.scope(by), member.pk, codes, Asked(place.people[name].pk, due), seen or None
        )

    return asked


def found(place: Province, member: Participant, by: str = "dau-moi") -> queries.Distribution:
    return queries.distribution(place.scope(by), 2026, member.unit_id)


def url(name: str, member: Participant) -> str:
    return reverse(f"parindex:{name}", args=[2026, member.unit_id])


# --- what an assignment allows ---------------------------------------------------------------------------------------


def test_who_is_asked_may_enter_that_leaf_in_this_round_and_nothing_else(
    place: Province, member: Participant, ask: Callable[..., int]
) -> None:
    an = place.scope("an")
    with pytest.raises(Refused):
        facts.enter(an, member.pk, "1.2", {"num": 1, "den": 2})
    ask("an", "1.2")
    facts.enter(an, member.pk, "1.2", {"num": 1, "den": 2})
    evidence.note(an, member.pk, "1.2", "Theo sổ")
    for code in ("1.1", "2"):
        with pytest.raises(Refused):
            facts.enter(an, member.pk, code, {"date": "2026-01-20"})
    before = small.opened(place, 2025)
    with pytest.raises(Refused):
        facts.enter(an, small.member(before, place.communes[0]).pk, "1.2", {"num": 1, "den": 2})
    tasks.take_back(place.scope("lanh-dao"), member.pk, ["1.2"])
    with pytest.raises(Refused):
        facts.enter(an, member.pk, "1.2", {"num": 2, "den": 2})


def test_an_assignment_takes_nothing_from_whoever_answers_by_the_notice(
    place: Province, member: Participant, ask: Callable[..., int]
) -> None:
    factories.notice(place.communes[0], {"1": place.people["binh"]})
    ask("an", "1.2")
    facts.enter(place.scope("binh"), member.pk, "1.2", {"num": 1, "den": 2})
    facts.enter(place.scope("an"), member.pk, "1.2", {"num": 2, "den": 2})


@pytest.mark.parametrize("username", ["an", "xa-khac"])
def test_only_the_focal_officer_and_the_head_distribute(
    place: Province, member: Participant, ask: Callable[..., int], opened: Opened, username: str
) -> None:
    with pytest.raises(Exception, match=r"quyền|phạm vi"):
        ask("an", "1.2", by=username)
    assert opened(username).get(url("tasks", member)).status_code in (403, 404)
    assert ask("an", "1.2", by="lanh-dao") == 1


def test_people_without_a_post_to_enter_figures_in_the_unit_cannot_be_asked(
    place: Province, member: Participant, ask: Callable[..., int]
) -> None:
    for name in ("xa-khac", "lanh-dao"):
        with pytest.raises(Invalid, match="vị trí nhập số liệu"):
            ask(name, "1.2")
    with pytest.raises(Invalid, match="quá khứ"):
        ask("an", "1.2", due=PAST)
    with pytest.raises(Invalid, match=r"9\.9"):
        ask("an", "9.9")
    with pytest.raises(Invalid, match="Chưa chọn"):
        ask("an")


def test_two_who_distribute_at_once_do_not_overwrite_each_other(
    place: Province, member: Participant, ask: Callable[..., int]
) -> None:
    ask("an", "1.2", "1.1")
    with pytest.raises(Conflict, match=r"1\.2") as fault:
        ask("binh", "1.2", "1.3", **{"1.2": 0, "1.3": 0})
    assert fault.value.problems == ("1.2: An",)
    assert not LeafTask.objects.filter(code="1.3").exists()
    assert ask("binh", "1.2", "1.3", **{"1.2": 1, "1.3": 0}) == 2
    assert Entry.objects.filter(action="tasks.assigned").latest("sequence").values_before == {"1.2": "An"}
    assert ask("binh", "1.2") == 0, "nothing changes, nothing is recorded"


def test_nothing_is_distributed_once_the_unit_has_locked(
    place: Province, member: Participant, ask: Callable[..., int]
) -> None:
    walking.locked(member)
    with pytest.raises(Conflict, match="không còn gì để phân việc"):
        ask("an", "1.2")
    process.withdraw(SYSTEM, member.pk, "sửa")
    assert ask("an", "1.2") == 1


# --- defaults from the notice ----------------------------------------------------------------------------------------


def test_the_notice_gives_what_nobody_was_given_yet_to_whoever_leads_it(
    place: Province, member: Participant, ask: Callable[..., int]
) -> None:
    factories.notice(place.communes[0], {"1": place.people["an"], "2": place.people["lanh-dao"]})
    ask("binh", "1.2")
    assert found(place, member).offered == 2
    assert tasks.from_notices(place.scope("dau-moi"), member.pk, SOON) == 2
    given = dict(LeafTask.objects.values_list("code", "person__username"))
    assert given == {"1.1": "an", "1.2": "binh", "1.3": "an"}, "the head enters no figures, so is not asked"
    assert tasks.from_notices(place.scope("dau-moi"), member.pk) == 0


# --- who is behind ---------------------------------------------------------------------------------------------------


def test_a_leaf_is_done_by_its_facts_and_not_by_a_tick(
    place: Province, member: Participant, ask: Callable[..., int]
) -> None:
    ask("an", "1.1", "1.2", due=TODAY)
    an = place.scope("an")
    facts.enter(an, member.pk, "1.2", {"num": 1, "den": 2})
    (work,) = found(place, member).work
    assert (work.given, work.filled, work.unproved, work.done, work.overdue) == (2, 1, 2, 0, 0)
    evidence.note(an, member.pk, "1.2", "Theo sổ")
    LeafTask.objects.update(due_on=PAST)
    shown = found(place, member)
    (work,) = shown.work
    assert (work.done, work.overdue, shown.overdue, shown.not_given) == (1, 1, 1, 5)
    assert work.last is not None


def test_the_one_furthest_behind_comes_first_and_whoever_left_is_marked(
    place: Province, member: Participant, ask: Callable[..., int], opened: Opened
) -> None:
    ask("an", "1.1")
    ask("binh", "1.2", "1.3")
    LeafTask.objects.filter(code="1.1").update(due_on=PAST)
    post = Post.objects.get(user=place.people["binh"])
    end_post(SYSTEM, post.pk, PAST, "chuyển công tác")
    shown = found(place, member)
    assert [(one.person.username, one.overdue, one.here) for one in shown.work] == [
        ("an", 1, True),
        ("binh", 0, False),
    ]
    page = text(opened("lanh-dao").get(url("tasks", member)))
    assert "không còn vị trí ở đơn vị" in page
    client = opened("dau-moi")
    address = f"{url('tasks_assign', member)}?nguoi={place.people['binh'].pk}"
    seen = {f"v-{row.code}": row.version for row in shown.rows}
    answer = client.post(address, {"person": place.people["an"].pk, "all": "1", **seen}, follow=True)
    assert "Đã giao 2 tiêu chí" in text(answer)
    assert set(LeafTask.objects.values_list("person__username", flat=True)) == {"an"}


def test_the_work_that_waits_stands_on_the_home_page_of_both(
    place: Province, member: Participant, ask: Callable[..., int]
) -> None:
    ask("an", "1.1", "1.2", due=SOON)

    def titles(name: str) -> dict[str, Any]:
        return {one.title: one.due for one in worklist.items(place.scope(name), 2026)}

    assert titles("an")["2 tiêu chí được giao"] == SOON
    assert "2 tiêu chí được giao" not in titles("binh")
    assert not any("quá hạn" in title for title in titles("dau-moi"))
    LeafTask.objects.update(due_on=PAST)
    assert "2 tiêu chí đã giao quá hạn" in titles("dau-moi")
    assert "2 tiêu chí đã giao quá hạn" in titles("lanh-dao")


# --- the screen and the API ------------------------------------------------------------------------------------------


def test_several_leaves_are_marked_given_and_taken_back_on_screen(
    place: Province, member: Participant, opened: Opened
) -> None:
    client = opened("dau-moi")
    an = place.people["an"].pk
    data = {"code": ["1.1", "1.2"], "person": an, "due_on": f"{SOON:%d/%m/%Y}", "note": "gấp"}
    answer = client.post(url("tasks_assign", member), data, follow=True)
    assert "Đã giao 2 tiêu chí." in text(answer)
    assert "gấp" in text(client.get(f"{url('tasks', member)}?nguoi={an}"))
    crossed = client.post(url("tasks_assign", member), {**data, "note": "khác", "v-1.1": "0"})
    assert crossed.status_code == 422
    assert 'value="1.1"' in crossed.content.decode()
    assert "checked>" in crossed.content.decode(), "what was marked stays marked"
    seen = {"v-1.1": "1", "v-1.2": "1"}
    answer = client.post(url("tasks_take_back", member), {"code": ["1.1", "1.2"], **seen}, follow=True)
    assert "Đã thu hồi 2 tiêu chí." in text(answer)
    assert not LeafTask.objects.exists()
    assert client.post(url("tasks_assign", member), {"code": ["1.1"]}).status_code == 422


def test_the_sheet_shows_an_assignee_the_leaves_that_are_his(
    member: Participant, ask: Callable[..., int], opened: Opened
) -> None:
    ask("an", "1.2")
    page = text(opened("an").get(f"{url('facts', member)}?loc=cua-toi"))
    assert "Giao cho tôi 1" in page
    assert "Tỷ lệ" in page
    assert "1.1 Kế hoạch" not in page
    assert f"An · hạn {SOON:%d/%m/%Y}" in page


def test_whom_a_unit_asks_is_told_to_its_own_people_alone(
    place: Province, member: Participant, ask: Callable[..., int], opened: Opened
) -> None:
    factories.person(place, "tu-phap", Role.APPRAISER, fields=["tu_phap"])
    ask("an", "1.2")
    assert "An · hạn" in text(opened("lanh-dao").get(url("facts", member)))
    assert "An · hạn" not in text(opened("tu-phap").get(url("facts", member)))


def test_the_api_assigns_tells_and_takes_back(place: Province, member: Participant, opened: Opened) -> None:
    client = opened("dau-moi")
    address = f"/api/units/{member.unit_id}/tasks"
    body = {"codes": ["1.2"], "person_id": place.people["an"].pk, "due_on": SOON.isoformat()}
    told = client.put(f"{address}?year=2026", body, content_type="application/json").json()
    given = next(row for row in told["tasks"] if row["code"] == "1.2")
    assert (given["person"], given["version"], given["done"]) == ("An", 1, False)
    assert told["work"][0]["given"] == 1
    crossed = client.put(
        f"{address}?year=2026", {**body, "note": "x", "versions": {"1.2": 0}}, content_type="application/json"
    )
    assert crossed.status_code == 409
    left = client.post(
        f"{address}/take-back?year=2026", {"codes": ["1.2"]}, content_type="application/json"
    ).json()
    assert left["work"] == []


def test_a_distribution_of_many_leaves_costs_no_more_queries_than_of_few(
    place: Province,
    member: Participant,
    ask: Callable[..., int],
    opened: Opened,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    ask("an", *walking.LEAVES)
    client = opened("dau-moi")
    with django_assert_max_num_queries(26):
        assert client.get(url("tasks", member)).status_code == 200
