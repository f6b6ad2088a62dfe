"""Lists of dossiers: who sees which, in which order, page by page; what is typed into the search; what it costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker
from python_calamine import CalamineWorkbook

from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.queries import finding, lists
from caicach.apps.dossiers.queries.dossier import find
from caicach.apps.dossiers.queries.lists import KINDS, ListFilter, Mark, Order, View, page_of_dossiers, walk
from caicach.apps.dossiers.tests.year import TODAY, Year, build, told
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import latest
from caicach.core.dossiers.status import Channel, Status
from caicach.platform import clock
from caicach.platform.access import NotFound, Permission, Refused, Scope
from caicach.platform.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("dossiers-year")]
MOST_QUERIES = 12


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Year]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = build()
        # A few that nothing is promised for yet stand in lists by due date too.
        Dossier.objects.filter(pk__in=Dossier.objects.order_by("pk").values("pk")[:4]).update(
            status=Status.IN_PROGRESS, due_at=None
        )
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def at_ten() -> Iterator[None]:
    with told():
        yield


Latest = Callable[[int], Unit | None]


def readable(scope: Scope, dossier: Dossier, unit_of: Latest) -> bool:
    """What `find` says, by the places alone."""
    if scope.everything:
        return True
    found = (unit_of(dossier.unit_id), unit_of(dossier.handling_unit_id))
    return any(scope.may(Permission.DOSSIERS_READ, unit.path) for unit in found if unit)


def expected(scope: Scope, view: View, order: Order) -> list[int]:
    """The list by the words of its definition, from all dossiers."""
    now = clock.now()
    unit_of: Latest = cache(latest)  # a handful of units, hundreds of dossiers
    may_receive = scope.may(Permission.DOSSIERS_RECEIVE)

    def belongs(one: Dossier) -> bool:
        running = one.status in (Status.RECEIVED, Status.IN_PROGRESS)
        match view:
            case View.MINE:
                mine = scope.user_id is not None and one.officer_id == scope.user_id and running
                unit = unit_of(one.unit_id)
                at_counter = unit is not None and scope.may(Permission.DOSSIERS_RECEIVE, unit.path)
                return mine or (may_receive and at_counter and one.status == Status.REGISTERED)
            case View.SOON:
                return running and one.due_at is not None and now < one.due_at <= now + dt.timedelta(days=1)
            case View.LATE:
                return running and one.due_at is not None and one.due_at <= now
            case _:
                return one.status in KINDS[view].statuses

    found = [one for one in Dossier.objects.all() if belongs(one) and readable(scope, one, unit_of)]
    moment = {one.pk: one.submitted_at if order.column == "submitted_at" else one.due_at for one in found}
    found.sort(
        key=lambda one: (moment[one.pk] is not None, moment[one.pk] or 0, one.pk), reverse=order.is_descending
    )
    return [one.pk for one in found]


def paged(scope: Scope, narrowed: ListFilter) -> list[int]:
    """All pages of a list forwards, and the same list by walking back."""
    forwards: list[int] = []
    page = page_of_dossiers(scope, narrowed)
    assert page.before is None
    pages = [page]
    while page.after is not None:
        page = page_of_dossiers(scope, narrowed, after=page.after)
        pages.append(page)
    for one in pages:
        forwards += [dossier.pk for dossier in one.dossiers]
        assert one.count == min(len(set(forwards)) if len(pages) == 1 else one.count, lists.MOST_COUNTED)
    backwards = [dossier.pk for dossier in page.dossiers]
    while page.before is not None:
        page = page_of_dossiers(scope, narrowed, before=page.before)
        backwards = [dossier.pk for dossier in page.dossiers] + backwards
    assert backwards == forwards
    return forwards


READERS = ("officer", "handler", "head", "inspector", "manager", "system")


@pytest.mark.parametrize("reader", READERS)
def test_each_list_of_each_reader_holds_what_its_words_say_in_every_order(
    year: Year, reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 7)
    scope = year.scopes[reader]
    for view, kind in KINDS.items():
        if reader == "system" and view is View.MINE:
            continue
        for order in kind.orders:
            assert paged(scope, ListFilter(view=view, order=order)) == expected(scope, view, order), (
                view,
                order,
            )


def test_whatever_a_list_shows_can_be_opened_and_nothing_else(year: Year) -> None:
    scope = year.scopes["officer"]
    shown = set(expected(scope, View.ALL, Order.NEWEST))
    assert 0 < len(shown) < Dossier.objects.count()
    for pk in list(shown)[:5]:
        assert find(scope, pk)
    hidden = Dossier.objects.exclude(pk__in=shown)[:5]
    for one in hidden:
        with pytest.raises(NotFound):
            find(scope, one.pk)


def test_filters_narrow_together(year: Year) -> None:
    scope = year.scopes["inspector"]
    some = Dossier.objects.filter(status=Status.RETURNED, channel=Channel.ONLINE).order_by("-pk")[0]
    day = some.submitted_at.astimezone(clock.VIETNAM).date()
    narrowed = ListFilter(
        field_id=some.field_id,
        officer_id=some.officer_id,
        channel=Channel.ONLINE,
        status=Status.RETURNED,
        since=day,
        until=day,
    )
    found = page_of_dossiers(scope, narrowed).dossiers
    assert some.pk in {one.pk for one in found}
    for one in found:
        assert (one.field_id, one.officer_id, one.channel, one.status) == (
            some.field_id,
            some.officer_id,
            Channel.ONLINE,
            Status.RETURNED,
        )
        assert one.submitted_at.astimezone(clock.VIETNAM).date() == day
    assert page_of_dossiers(scope, ListFilter(view=View.DONE, status=Status.RETURNED)).dossiers == []


def test_a_dossier_is_found_by_code_number_telephone_and_name(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = year.scopes["officer"]
    own = Dossier.objects.get(pk=expected(scope, View.ALL, Order.NEWEST)[0])
    foreign = Dossier.objects.exclude(pk__in=expected(scope, View.ALL, Order.NEWEST))[0]

    def found(text: str) -> set[int]:
        return {one.pk for one in page_of_dossiers(scope, ListFilter(search=text)).dossiers}

    assert found(own.code) == {own.pk}
    assert own.pk in found(own.code.lower()[:-3])
    assert own.pk in found(own.applicant.number)
    assert own.pk in found(f" {own.phone[:4]} {own.phone[4:7]} {own.phone[7:]} ")
    assert own.pk in found(own.applicant_name)
    assert own.pk in found(own.applicant_name.lower().replace("ễ", "e"))
    assert found(foreign.code) == set()
    assert foreign.pk not in found(foreign.applicant_name)
    assert found("không có ai tên này") == set()
    assert found("!!!") == set()
    assert not page_of_dossiers(scope, ListFilter(search=own.applicant_name)).too_many
    monkeypatch.setattr(finding, "MOST_NAMESAKES", 2)
    assert page_of_dossiers(scope, ListFilter(search="Nguyễn")).too_many


def test_counts_are_capped_and_exact_below(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    scope = year.scopes["inspector"]
    page = page_of_dossiers(scope, ListFilter())
    assert (page.count, page.count_is_complete) == (Dossier.objects.count(), True)
    monkeypatch.setattr(lists, "MOST_COUNTED", 100)
    page = page_of_dossiers(scope, ListFilter())
    assert (page.count, page.count_is_complete) == (100, False)


def test_a_mark_that_is_none_shows_the_first_page(year: Year) -> None:
    scope = year.scopes["inspector"]
    first = [one.pk for one in page_of_dossiers(scope, ListFilter()).dossiers]
    for wrong in ("", "12", ".", "x.1", "99999999999999999.1", "1.99999999999999999999"):
        assert [one.pk for one in page_of_dossiers(scope, ListFilter(), after=wrong).dossiers] in (first, [])
        assert [one.pk for one in page_of_dossiers(scope, ListFilter(), before=wrong).dossiers] in (first, [])


def test_who_reads_no_dossiers_has_no_lists(year: Year) -> None:
    with pytest.raises(Refused):
        page_of_dossiers(Scope.nobody(TODAY), ListFilter())


def of(scope: Scope) -> Client:
    """The browser of somebody who is signed in."""
    client = Client()
    client.force_login(User.objects.get(username=scope.username))
    return client


@pytest.mark.parametrize("reader", ["officer", "handler", "head", "inspector"])
def test_a_page_asks_few_questions_whatever_it_lists(year: Year, reader: str) -> None:
    client = of(year.scopes[reader])
    for asked in (
        *({"xem": view.value} for view in View),
        {"q": "Nguyễn Văn"},
        {"kenh": "2", "sau": str(Mark(clock.now(), 1))},
    ):
        client.get(reverse("dossiers:list"), asked)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(reverse("dossiers:list"), asked)
        assert answer.status_code == 200
        assert len(queries) <= MOST_QUERIES, [one["sql"][:200] for one in queries.captured_queries]


def test_a_day_that_does_not_exist_is_told_beside_its_field_and_nothing_is_listed(year: Year) -> None:
    client = of(year.scopes["officer"])
    answer = client.get(reverse("dossiers:list"), {"tu": "31/02/2026", "q": "Mẫu"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "31/02/2026" in text
    assert "cc-row-link" not in text
    assert client.get(reverse("dossiers:list_download"), {"tu": "31/02/2026"}).status_code == 422


def test_the_file_has_what_the_list_has(year: Year) -> None:
    scope = year.scopes["officer"]
    client = of(scope)
    answer = client.get(reverse("dossiers:list_download"), {"xem": View.RETURNED.value})
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    rows = CalamineWorkbook.from_filelike(BytesIO(body)).get_sheet_by_index(0).to_python()
    listed = [one.code for one in walk(scope, ListFilter(view=View.RETURNED), 1_000, at_once=13)]
    assert [row[0] for row in rows[1:]] == listed
    assert rows[0][0] == "Mã hồ sơ"
    assert len(listed) == len(expected(scope, View.RETURNED, Order.NEWEST))
