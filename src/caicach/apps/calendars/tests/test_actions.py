"""Dispatches and hours are entered and withdrawn, never overwritten; every process sees it at once; who may."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from caicach.apps.calendars import actions, queries
from caicach.apps.calendars.checks import GivenDays, GivenSeason
from caicach.apps.calendars.models import Dispatch, Hours
from caicach.apps.calendars.queries import clocks
from caicach.apps.calendars.tests.conftest import SYSTEM, USUAL, Offices, dispatch, hours
from caicach.core.worktime.due import UnitClock
from caicach.core.worktime.hours import spans_text
from caicach.platform.access import NotFound, Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.tests import papers
from small_province import make_unit

MONDAY, TUESDAY = dt.date(2026, 12, 7), dt.date(2026, 12, 8)
SATURDAY = dt.date(2026, 12, 12)
DAY_OFF = GivenDays(MONDAY, "off", "Bầu cử bổ sung")
MAY_CHANGE = {Role.ADMINISTRATOR, Role.PROCEDURE_MANAGER}


def clock_of(unit: object) -> UnitClock:
    return queries.clock_of(unit.pk)  # type: ignore[attr-defined]


def test_a_dispatch_holds_for_the_unit_and_those_below_it(offices: Offices) -> None:
    made = actions.enter(SYSTEM, dispatch(offices.commune, DAY_OFF))
    assert not clock_of(offices.commune).works(MONDAY)
    assert not clock_of(offices.division).works(MONDAY)
    assert clock_of(offices.sister).works(MONDAY)
    assert clock_of(offices.province).works(MONDAY)
    change = clock_of(offices.division).calendar.change(MONDAY)
    assert change is not None
    assert change.source == "15/TB-UBND ngày 18/11/2026"
    assert Entry.objects.get(action="calendar.dispatch_entered").subject_id == str(made.pk)


def test_a_swap_enters_both_of_its_days(offices: Offices) -> None:
    swap = GivenDays(MONDAY, "swap_off", pair=SATURDAY)
    actions.enter(SYSTEM, dispatch(offices.province, swap))
    clock = clock_of(offices.commune)
    assert (clock.works(MONDAY), clock.works(SATURDAY)) == (False, True)


def test_a_swap_that_is_shipped_is_entered_again_with_the_number_of_its_dispatch(offices: Offices) -> None:
    """31/8/2026 was shipped without one ("chưa rõ số văn bản")."""
    swap = GivenDays(dt.date(2026, 8, 31), "swap_off", pair=dt.date(2026, 8, 22))
    actions.enter(SYSTEM, dispatch(offices.province, swap))
    calendar = clock_of(offices.commune).calendar
    for day, works in ((swap.first, False), (swap.pair, True)):
        assert day is not None
        change = calendar.change(day)
        assert change is not None
        assert (change.works, change.source) == (works, "15/TB-UBND ngày 18/11/2026")


def test_a_range_enters_every_day_of_it(offices: Offices) -> None:
    made = actions.enter(SYSTEM, dispatch(offices.province, GivenDays(MONDAY, "off", last=TUESDAY)))
    assert [day.day for day in made.days.order_by("day")] == [MONDAY, TUESDAY]


def test_the_nearer_unit_decides_and_then_the_later_dispatch(offices: Offices) -> None:
    actions.enter(SYSTEM, dispatch(offices.commune, GivenDays(MONDAY, "worked", "Trực một cửa")))
    actions.enter(SYSTEM, dispatch(offices.province, DAY_OFF))
    assert clock_of(offices.commune).works(MONDAY)
    assert not clock_of(offices.sister).works(MONDAY)
    later = dispatch(
        offices.province,
        GivenDays(MONDAY, "worked", "Hủy"),
        number="16/TB-UBND",
        issued_on=dt.date(2026, 11, 19),
    )
    actions.enter(SYSTEM, later)
    assert clock_of(offices.sister).works(MONDAY)


def test_a_withdrawn_dispatch_stays_and_counts_no_more(offices: Offices) -> None:
    made = actions.enter(SYSTEM, dispatch(offices.commune, DAY_OFF))
    actions.withdraw(SYSTEM, made.pk, "nhập nhầm đơn vị")
    assert clock_of(offices.commune).works(MONDAY)
    assert Dispatch.objects.get().withdrawn_reason == "nhập nhầm đơn vị"
    with pytest.raises(Conflict, match="đã được rút"):
        actions.withdraw(SYSTEM, made.pk, "lần nữa")


def test_a_dispatch_is_replaced_by_another(offices: Offices) -> None:
    first = actions.enter(SYSTEM, dispatch(offices.commune, DAY_OFF))
    second = actions.enter(
        SYSTEM, dispatch(offices.commune, GivenDays(TUESDAY, "off"), number="17/TB-UBND", replaces=first.pk)
    )
    first.refresh_from_db()
    assert first.replaced_by == second
    assert "17/TB-UBND" in first.withdrawn_reason
    assert (clock_of(offices.commune).works(MONDAY), clock_of(offices.commune).works(TUESDAY)) == (
        True,
        False,
    )


def test_the_same_dispatch_is_not_entered_twice(offices: Offices) -> None:
    actions.enter(SYSTEM, dispatch(offices.commune, DAY_OFF))
    with pytest.raises(Conflict, match="đã được nhập"):
        actions.enter(SYSTEM, dispatch(offices.commune, GivenDays(TUESDAY, "off")))


def test_a_dispatch_that_fixes_a_year_makes_it_no_longer_provisional(offices: Offices) -> None:
    new_year = dt.date(2027, 1, 1)
    assert clock_of(offices.commune).calendar.is_provisional(dt.date(2027, 2, 5))
    actions.enter(
        SYSTEM, dispatch(offices.province, GivenDays(new_year, "statutory", "Tết Dương lịch"), year=2027)
    )
    clock = clock_of(offices.commune)
    assert not clock.calendar.is_provisional(dt.date(2027, 2, 5))
    assert clock.works(dt.date(2027, 2, 5))  # only what the dispatch lists is off


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ((), "chưa có ngày nào"),
        ((GivenDays(MONDAY, "feast"),), "Không có loại ngày"),
        ((GivenDays(TUESDAY, "off", last=MONDAY),), "không hợp lệ"),
        ((GivenDays(MONDAY, "off", last=dt.date(2027, 3, 1)),), "không hợp lệ"),
        ((GivenDays(MONDAY, "swap_off"),), "chưa có ngày đổi"),
        ((GivenDays(MONDAY, "swap_off", pair=TUESDAY),), "Không hoán đổi được"),
        ((GivenDays(SATURDAY, "swap_off", pair=MONDAY),), "Không hoán đổi được"),
        ((GivenDays(dt.date(2026, 4, 30), "swap_off", pair=dt.date(2026, 5, 9)),), "Không hoán đổi được"),
        ((GivenDays(dt.date(2026, 8, 31), "swap_off", pair=dt.date(2026, 9, 5)),), "Không hoán đổi được"),
        ((DAY_OFF, GivenDays(MONDAY, "worked")), "đứng hai lần"),
        ((GivenDays(dt.date(2090, 1, 5), "off"),), "nằm ngoài khoảng"),
    ],
)
def test_what_cannot_be_is_refused_by_name(offices: Offices, given: tuple, fault: str) -> None:
    with pytest.raises(Invalid, match=fault):
        actions.enter(SYSTEM, dispatch(offices.commune, *given))
    assert not Dispatch.objects.exists()


def test_a_dispatch_needs_number_title_and_a_day_of_issue_that_has_been(offices: Offices) -> None:
    for fields, fault in (
        ({"number": " "}, "số, ký hiệu"),
        ({"title": ""}, "trích yếu"),
        ({"issued_on": dt.date(2026, 12, 1)}, "Ngày ban hành"),
    ):
        with pytest.raises(Invalid, match=fault):
            actions.enter(SYSTEM, dispatch(offices.commune, DAY_OFF, **fields))


def test_the_file_of_a_dispatch_is_kept_once(offices: Offices) -> None:
    made = actions.enter(SYSTEM, dispatch(offices.commune, DAY_OFF))
    actions.attach(SYSTEM, made.pk, SimpleUploadedFile("15-TB-UBND.pdf", papers.PDF))
    assert Dispatch.objects.get().file_name == "15-TB-UBND.pdf"
    with pytest.raises(Conflict, match="đã có tệp"):
        actions.attach(SYSTEM, made.pk, SimpleUploadedFile("khac.pdf", papers.PDF))
    other = actions.enter(SYSTEM, dispatch(offices.commune, GivenDays(TUESDAY, "off"), number="18/TB-UBND"))
    with pytest.raises(Invalid):
        actions.attach(SYSTEM, other.pk, SimpleUploadedFile("x.pdf", b"not a pdf"))


def test_own_hours_override_those_of_the_locality_from_their_day_on(offices: Offices) -> None:
    early = ("07:00-11:30,13:00-16:30",) * 5 + ("", "")
    actions.set_hours(SYSTEM, hours(offices.province))
    actions.set_hours(SYSTEM, hours(offices.commune, week=early, since=dt.date(2026, 12, 1)))
    assert spans_text(clock_of(offices.division).spans(dt.date(2026, 11, 30))) == USUAL[0]
    assert spans_text(clock_of(offices.division).spans(TUESDAY)) == early[0]
    assert spans_text(clock_of(offices.sister).spans(TUESDAY)) == USUAL[0]


def test_a_season_has_its_own_hours_each_year(offices: Offices) -> None:
    summer = GivenSeason("Mùa hè", "04-16", "10-15", ("06:30-11:30,13:30-16:30",) * 5 + ("", ""))
    actions.set_hours(SYSTEM, hours(offices.province, seasons=(summer,)))
    clock = clock_of(offices.commune)
    assert spans_text(clock.spans(dt.date(2026, 4, 16))) == "06:30-11:30,13:30-16:30"
    assert spans_text(clock.spans(dt.date(2027, 10, 15))) == "06:30-11:30,13:30-16:30"
    assert spans_text(clock.spans(dt.date(2026, 10, 16))) == USUAL[0]


def test_withdrawn_hours_give_way_to_those_before(offices: Offices) -> None:
    made = actions.set_hours(SYSTEM, hours(offices.commune, week=("08:00-12:00",) * 5 + ("", "")))
    actions.withdraw_hours(SYSTEM, made.pk, "nhập nhầm")
    assert spans_text(clock_of(offices.commune).spans(TUESDAY)) == USUAL[0]
    assert Hours.objects.get().withdrawn_reason == "nhập nhầm"


@pytest.mark.parametrize(
    "week", [USUAL[:5], ("07:30-11:30",) * 4 + ("", "", ""), ("11:30-07:30",) * 5 + ("", ""), ("sáng",) * 7]
)
def test_hours_that_cannot_be_are_refused(offices: Offices, week: tuple) -> None:
    with pytest.raises(Invalid):
        actions.set_hours(SYSTEM, hours(offices.commune, week=week))


def test_a_change_that_was_taken_back_leaves_no_clock_behind(offices: Offices) -> None:
    actions.enter(SYSTEM, dispatch(offices.commune, GivenDays(TUESDAY, "off")))
    assert clock_of(offices.commune).works(MONDAY)
    with transaction.atomic():
        actions.enter(SYSTEM, dispatch(offices.commune, DAY_OFF, number="19/TB-UBND"))
        assert not clock_of(offices.commune).works(MONDAY)
        transaction.set_rollback(True)
    assert clock_of(offices.commune).works(MONDAY)


def test_another_process_sees_a_change_by_its_token(offices: Offices) -> None:
    actions.enter(SYSTEM, dispatch(offices.commune, DAY_OFF))
    kept = clock_of(offices.commune)
    assert clock_of(offices.commune) is kept
    before = clocks._kept
    actions.enter(SYSTEM, dispatch(offices.commune, GivenDays(TUESDAY, "off"), number="20/TB-UBND"))
    clocks._kept = before  # as another process still has it
    assert not clock_of(offices.commune).works(TUESDAY)


@pytest.mark.parametrize("role", [role for role in Role if role not in MAY_CHANGE])
def test_nobody_else_changes_the_calendar(offices: Offices, role: Role) -> None:
    made = actions.enter(SYSTEM, dispatch(offices.commune, DAY_OFF))
    scope = offices.scope(role)
    for change in (
        lambda: actions.enter(scope, dispatch(offices.commune, DAY_OFF, number="21/TB-UBND")),
        lambda: actions.withdraw(scope, made.pk, "nhầm"),
        lambda: actions.set_hours(scope, hours(offices.commune)),
    ):
        with pytest.raises(Refused):
            change()


def test_another_locality_is_not_even_there(offices: Offices) -> None:
    other = make_unit("province", "Tỉnh Lào Cai")
    made = actions.enter(SYSTEM, dispatch(other, DAY_OFF))
    scope = offices.scope(Role.PROCEDURE_MANAGER)
    with pytest.raises(NotFound):
        actions.withdraw(scope, made.pk, "nhầm")
    with pytest.raises(NotFound):
        actions.enter(scope, dispatch(other, DAY_OFF, number="22/TB-UBND"))
    with pytest.raises(NotFound):
        queries.dispatch(scope, made.pk)
