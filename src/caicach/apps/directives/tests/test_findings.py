"""What becomes of findings: nothing unconfirmed stands in a list; decisions are made on what was seen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.apps.directives import actions, queries
from caicach.apps.directives.actions import Span
from caicach.apps.directives.models import Directive, Finding, Standing, State, Target, Task
from caicach.apps.directives.queries import FindingFilter
from caicach.apps.directives.tests.conftest import SYSTEM, House, registered, target, task
from caicach.platform import yardsticks
from caicach.platform.access import NotFound, Refused, Role, Scope
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.yardsticks import Yardstick

pytestmark = pytest.mark.databases

LEAF = Yardstick("leaf", "commune", "3.1.2", "Hồ sơ đúng hạn", "Xã, phường", "3", "Cải cách thủ tục")


@pytest.fixture
def leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yardsticks, "_providers", [lambda scope, year: [LEAF]])


def suggested(one: Directive, start: int = 1000, *, what: str = "") -> Finding:
    """A finding as the reader leaves it."""
    common = {
        "directive": one,
        "line": 1,
        "start": start,
        "end": start + 20,
        "quote": one.text[start : start + 20],
        "origin": "read",
        "confidence": Decimal("0.70"),
    }
    if what:
        return Task.objects.create(**common, kind="task", what=what)
    return Target.objects.create(**common, subject="Hồ sơ đúng hạn", operator="=", value=100, measured_in="%")


@pytest.fixture
def one(house: House) -> Directive:
    made = registered(house.commune)
    Finding.objects.all().delete()
    return made


def listed(scope: Scope = SYSTEM, *, targets: bool = True, **narrowed: object) -> list[int]:
    page = queries.page_of_findings(scope, FindingFilter(**narrowed), targets=targets)
    return [each.pk for each in page.findings]


def test_only_what_a_person_confirmed_stands_in_the_lists(one: Directive) -> None:
    first, second, third = (suggested(one, 100 * number) for number in (1, 2, 3))
    assert listed() == []
    actions.confirm(SYSTEM, first.pk, 1)
    actions.reject(SYSTEM, second.pk, 1)
    assert listed() == [first.pk]
    actions.reopen(SYSTEM, first.pk, 2)
    assert listed() == []
    actions.withdraw(SYSTEM, one.pk, "nhầm")
    assert listed() == []
    assert Finding.objects.get(pk=third.pk).is_suggested


def test_a_decision_is_made_on_what_was_seen_and_once(one: Directive) -> None:
    found = suggested(one)
    with pytest.raises(Conflict, match="vừa được người khác sửa"):
        actions.confirm(SYSTEM, found.pk, 7)
    actions.confirm(SYSTEM, found.pk, 1)
    with pytest.raises(Conflict, match="đã được quyết định"):
        actions.reject(SYSTEM, found.pk, 2)


def test_mending_confirms_and_keeps_the_words(one: Directive) -> None:
    found = suggested(one)
    mended = actions.mend_target(SYSTEM, found.pk, 1, target(operator=">=", value=Decimal("97.5")))
    assert isinstance(mended, Target)
    mended.refresh_from_db()
    assert (mended.operator, mended.value, mended.standing) == (">=", Decimal("97.5"), Standing.CONFIRMED)
    assert mended.quote == found.quote
    with pytest.raises(Invalid, match="không sửa thành nhiệm vụ"):
        actions.mend_task(SYSTEM, found.pk, 2, task())


def test_units_that_a_task_names_are_found_by_their_name(one: Directive, house: House) -> None:
    made = actions.add_task(
        SYSTEM, one.pk, task(leads=["Phòng Văn hóa", "UBND xã Bình Phú"], supports=["Công an xã"])
    )
    assert [(each.part, each.written, each.unit) for each in made.units.order_by("pk")] == [
        ("leads", "Phòng Văn hóa", house.division),
        ("leads", "UBND xã Bình Phú", house.sister),
        ("supports", "Công an xã", None),
    ]


def test_what_was_not_read_is_added_with_the_words_it_stands_on(one: Directive) -> None:
    made = actions.add_target(SYSTEM, one.pk, target(), Span(quote="đạt  tối thiểu\n60%"))
    assert made.quote == "đạt tối thiểu 60%"
    assert (made.item, made.standing, made.confidence) == ("2", Standing.CONFIRMED, None)
    assert one.text.split("\n")[made.line - 1].endswith("đạt tối thiểu 60%.")
    with pytest.raises(Invalid, match="Không thấy nguyên văn"):
        actions.add_target(SYSTEM, one.pk, target(), Span(quote="không có ở đây"))
    with pytest.raises(Invalid, match="nằm ngoài văn bản"):
        actions.add_target(SYSTEM, one.pk, target(), Span(5, 10**6))


def test_a_task_takes_in_the_one_behind_it_and_gives_it_back(one: Directive) -> None:
    first, second = suggested(one, 100, what="Rà soát"), suggested(one, 200, what="báo cáo")
    target_between = suggested(one, 150)
    earlier = actions.merge(SYSTEM, second.pk, 1)
    assert earlier.pk == first.pk
    assert earlier.task.what == "Rà soát; báo cáo"
    assert earlier.quote == one.text[100:220]
    assert [each.pk for each in queries.findings_of(SYSTEM, one)] == [first.pk, target_between.pk]
    actions.reopen(SYSTEM, second.pk, 2)
    assert len(queries.findings_of(SYSTEM, one)) == 3
    earlier = queries.finding(SYSTEM, first.pk)
    assert (earlier.task.what, earlier.quote) == ("Rà soát", one.text[100:120])
    with pytest.raises(Invalid, match="không có mục cùng loại"):
        actions.merge(SYSTEM, first.pk, 3)


def test_a_merge_is_undone_in_any_order_with_deadline_and_offices(one: Directive, house: House) -> None:
    def made(start: int, what: str, **fields: object) -> Finding:
        span = Span(start, start + 20)
        found = actions.add_task(SYSTEM, one.pk, task(what, **fields), span)
        return actions.reopen(SYSTEM, found.pk, found.version)

    def shown(found: Finding) -> tuple[object, ...]:
        now = queries.finding(SYSTEM, found.pk)
        return (
            now.start,
            now.end,
            now.quote,
            now.task.what,
            now.deadline,
            [each.shown for each in now.units.all()],
        )

    first = made(100, "Rà soát", leads=["Phòng Văn hóa"])
    second = made(200, "công khai", leads=["Phòng Văn hóa", "Các thôn"], deadline=dt.date(2026, 5, 1))
    third = made(300, "báo cáo", leads=["Trạm Y tế"], deadline=dt.date(2026, 6, 1))
    before = shown(first)
    both = [second, third]
    for order in (both, both[::-1]):
        for each in both:
            actions.merge(SYSTEM, each.pk, Finding.objects.get(pk=each.pk).version)
        assert shown(first)[1:2] + shown(first)[3:] == (
            320, "Rà soát; công khai; báo cáo", dt.date(2026, 5, 1), ["Phòng Văn hóa", "Các thôn", "Trạm Y tế"],
        )  # fmt: skip
        for at, each in enumerate(order):
            actions.reopen(SYSTEM, each.pk, Finding.objects.get(pk=each.pk).version)
            if at == 0:
                assert shown(first)[1] == (320 if each is second else 220)
                assert each.task.what not in str(shown(first)[3])
        assert shown(first) == before


def test_what_was_taken_in_and_is_mended_stands_by_itself_and_what_the_taker_was_mended_to_stays(
    one: Directive,
) -> None:
    first, second = suggested(one, 100, what="Rà soát"), suggested(one, 200, what="báo cáo")
    actions.merge(SYSTEM, second.pk, 1)
    actions.mend_task(SYSTEM, first.pk, 2, task("Rà soát rồi báo cáo"))
    actions.mend_task(SYSTEM, second.pk, 2, task("Báo cáo"))
    taker, own = (queries.finding(SYSTEM, each.pk) for each in (first, second))
    assert (taker.task.what, taker.end) == ("Rà soát rồi báo cáo", 120)
    assert (own.merged_into, own.standing, own.task.what) == (None, Standing.CONFIRMED, "Báo cáo")


def test_opening_a_finding_again_opens_its_directive(one: Directive) -> None:
    found = suggested(one)
    actions.confirm(SYSTEM, found.pk, 1)
    actions.confirm_directive(SYSTEM, one.pk, one.version)
    actions.reopen(SYSTEM, found.pk, 2)
    one.refresh_from_db()
    assert (one.state, one.confirmed_at) == (State.READ, None)


def test_many_are_confirmed_as_they_were_seen(one: Directive) -> None:
    seen = {suggested(one, 100 * number).pk: 1 for number in (1, 2, 3)}
    decided, changed, _ = seen
    actions.reject(SYSTEM, decided, 1)
    assert actions.confirm_many(SYSTEM, one.pk, seen) == 2
    actions.reopen(SYSTEM, changed, 2)
    with pytest.raises(Conflict):
        actions.confirm_many(SYSTEM, one.pk, seen)


@pytest.mark.usefixtures("leaves")
def test_findings_are_listed_by_unit_field_leaf_and_due_date(one: Directive, house: House) -> None:
    late = actions.add_task(SYSTEM, one.pk, task(leads=["Phòng Văn hóa"], deadline=dt.date(2026, 3, 1)))
    soon = actions.add_task(SYSTEM, one.pk, task(leads=["Xã Bình Phú"], deadline=dt.date(2026, 12, 15)))
    never = actions.add_task(SYSTEM, one.pk, task(kind="prohibition"))
    actions.link_to(SYSTEM, soon.pk, 1, [LEAF.key])
    assert listed(targets=False) == [late.pk, soon.pk, never.pk]
    assert listed(targets=False, unit_id=house.division.pk) == [late.pk]
    assert listed(targets=False, unit_id=house.commune.pk) == [late.pk, never.pk]
    assert listed(targets=False, unit_id=house.sister.pk) == [soon.pk]
    assert listed(targets=False, area="3") == [soon.pk]
    assert listed(targets=False, leaf=LEAF.key) == [soon.pk]
    assert listed(targets=False, kind="prohibition") == [never.pk]
    assert listed(targets=False, due="late") == [late.pk]
    assert listed(targets=False, due="open") == [soon.pk]
    assert listed(targets=False, due="none") == [never.pk]
    assert listed(targets=True) == []


def test_pages_of_a_list_follow_one_another_also_where_nothing_is_due(
    one: Directive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caicach.apps.directives.queries.findings.PAGE_SIZE", 2)
    days = (dt.date(2026, 5, 1), None, dt.date(2026, 5, 1), None, None)
    made = [actions.add_target(SYSTEM, one.pk, target(deadline=day)).pk for day in days]
    found, after = [], ""
    for _page in range(3):
        page = queries.page_of_findings(SYSTEM, FindingFilter(), targets=True, after=after)
        found += [each.pk for each in page.findings]
        after = page.after or ""
    assert found == [made[0], made[2], made[1], made[3], made[4]]
    assert after == ""


@pytest.mark.usefixtures("leaves")
def test_links_lead_to_leaves_and_measures_that_there_are(one: Directive) -> None:
    found = suggested(one)
    actions.link_to(SYSTEM, found.pk, 1, [LEAF.key])
    with pytest.raises(Invalid, match="Không có tiêu chí"):
        actions.link_to(SYSTEM, found.pk, 2, ["leaf:commune:99"])
    actions.link_to(SYSTEM, found.pk, 2, [])
    assert not found.links.exists()


def test_whoever_only_reads_changes_nothing_and_a_sister_sees_nothing(one: Directive, house: House) -> None:
    found = suggested(one)
    with pytest.raises(Refused):
        actions.confirm(house.scope(Role.READER), found.pk, 1)
    other = registered(house.sister)
    hidden = suggested(other)
    with pytest.raises(NotFound):
        actions.confirm(house.scope(Role.FOCAL_OFFICER), hidden.pk, 1)
    actions.confirm(SYSTEM, hidden.pk, 1)
    assert listed(house.scope(Role.FOCAL_OFFICER)) == []


def test_pages_of_a_list_lose_and_double_nothing_where_due_dates_are_missing_or_the_same(
    one: Directive, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [
        None,
        dt.date(2026, 5, 1),
        dt.date(2026, 4, 1),
        None,
        dt.date(2026, 5, 1),
        None,
        dt.date(2026, 4, 1),
    ]
    made = [actions.add_task(SYSTEM, one.pk, task(deadline=day)) for day in days]
    actions.add_target(SYSTEM, one.pk, target())
    wanted = [made[at].pk for at in (2, 6, 1, 4, 0, 3, 5)]
    for size in (1, 2, 3, 4, 7):
        monkeypatch.setattr("caicach.apps.directives.queries.findings.PAGE_SIZE", size)
        found, after, counts = [], "", set()
        while True:
            page = queries.page_of_findings(SYSTEM, FindingFilter(), targets=False, after=after)
            found += [each.pk for each in page.findings]
            counts.add(page.count)
            if page.after is None:
                break
            after = page.after
        assert (found, counts) == (wanted, {7})
    for at_once in (1, 2, 7, 100):
        walked = queries.walk_findings(SYSTEM, FindingFilter(), targets=False, most=6, at_once=at_once)
        assert [each.pk for each in walked] == wanted[:6]
    for nonsense in ("x", "2026-99-01.1", "9.9", f"2026-04-01.{'9' * 30}"):
        assert queries.page_of_findings(SYSTEM, FindingFilter(), targets=False, after=nonsense).findings


@pytest.mark.one_database  # the plan of PostgreSQL depends on how much there is
def test_a_page_of_a_list_is_read_along_the_index_of_its_order(one: Directive) -> None:
    actions.add_task(SYSTEM, one.pk, task(deadline=dt.date(2026, 5, 1)))
    for after in ("", "2026-04-01.1", ".1"):
        with CaptureQueriesContext(connection) as asked:
            queries.page_of_findings(SYSTEM, FindingFilter(year=2026), targets=False, after=after)
        walks = [each["sql"] for each in asked if "ORDER BY" in each["sql"] and "deadline" in each["sql"]]
        assert len(walks) >= 1
        for sql in walks:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                plan = " ".join(row[3] for row in cursor.fetchall())
            assert "directives_by_deadline" in plan
            assert "TEMP B-TREE" not in plan
