"""Software, book and reports are compared, and every difference is named (TH-2, V12)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from caicach.apps.dossiers.actions import reports
from caicach.apps.dossiers.actions.reports import Told
from caicach.apps.dossiers.models import BookEntry, ReportedTotal
from caicach.apps.dossiers.models.books import Total
from caicach.apps.dossiers.queries.reconciliation import Line, reconciliation
from caicach.apps.dossiers.tests.paper_world import SYSTEM, TODAY, Counter, at, counter
from caicach.core.dossiers.status import Status
from caicach.platform import clock
from caicach.platform.access import NotFound, Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
SOURCE = "12/BC-UBND ngày 05/11/2026"
OCTOBER = at(dt.date(2026, 10, 15))


@pytest.fixture
def desk() -> Counter:
    return counter()


def line(desk: Counter, kind: Total, month: int | None = None) -> Line:
    found = reconciliation(SYSTEM, desk.commune.pk, 2026)
    return next(one for one in found.lines if (one.kind, one.month) == (kind, month))


def told(value: int, month: int | None = 11, kind: str = "received", source: str = SOURCE) -> Told:
    return Told(2026, month, kind, value, source)


def test_a_year_in_which_all_agree_has_no_difference(desk: Counter) -> None:
    desk.entered()
    desk.entered(OCTOBER)
    reports.report(SYSTEM, desk.commune.pk, told(1))
    reports.report(SYSTEM, desk.commune.pk, told(2, None))
    assert reconciliation(SYSTEM, desk.commune.pk, 2026).differences == ()
    whole, november = line(desk, Total.RECEIVED), line(desk, Total.RECEIVED, 11)
    assert (whole.software, whole.book, november.software, november.book) == (2, 2, 1, 1)


def test_a_dossier_that_is_in_no_book_is_named(desk: Counter) -> None:
    desk.entered()
    missing = desk.dossier()
    found = reconciliation(SYSTEM, desk.commune.pk, 2026)
    assert (found.missing, found.missing_count) == ((missing.code,), 1)
    assert [(one.month, one.where, one.by) for one in found.differences] == [
        (None, "book", -1),
        (11, "book", -1),
    ]


def test_an_imported_dossier_stands_in_the_book_of_its_own_system(desk: Counter) -> None:
    desk.entered()
    desk.dossier(imported_from="Hệ thống cũ")
    found = reconciliation(SYSTEM, desk.commune.pk, 2026)
    assert (found.missing, found.differences) == ((), ())
    whole = line(desk, Total.RECEIVED)
    assert (whole.software, whole.imported, whole.book, whole.differs) == (2, 1, 1, False)


def test_a_line_of_a_dossier_of_elsewhere_or_of_another_year_is_counted_as_foreign(desk: Counter) -> None:
    book = desk.entered().book_entries.get().book
    BookEntry.objects.create(book=book, dossier=desk.dossier(unit=desk.sister), number=2)
    BookEntry.objects.create(book=book, dossier=desk.dossier(at(dt.date(2025, 12, 31))), number=3)
    assert reconciliation(SYSTEM, desk.commune.pk, 2026).foreign_count == 2


def test_a_report_that_tells_another_total_is_a_difference_with_its_name(desk: Counter) -> None:
    desk.entered()
    reports.report(SYSTEM, desk.commune.pk, told(5))
    (found,) = reconciliation(SYSTEM, desk.commune.pk, 2026).differences
    assert (found.kind, found.month, found.software, found.told, found.where, found.by) == (
        Total.RECEIVED, 11, 1, 5, SOURCE, 4,
    )  # fmt: skip
    assert line(desk, Total.RECEIVED, 11).differs


def test_late_is_counted_by_date_and_only_of_what_is_settled(desk: Counter) -> None:
    due = at(hour=10)
    desk.entered(status=Status.DONE, due_at=due, finished_at=at(hour=16))
    desk.entered(status=Status.RETURNED, due_at=due, finished_at=due + dt.timedelta(days=1))
    desk.entered(status=Status.STOPPED, due_at=due, finished_at=due + dt.timedelta(days=3))
    assert line(desk, Total.SETTLED).software == 2
    assert line(desk, Total.LATE).software == 1


def test_a_month_is_that_of_vietnam(desk: Counter) -> None:
    desk.entered(dt.datetime(2026, 10, 31, 17, 30, tzinfo=dt.UTC))
    assert line(desk, Total.RECEIVED, 11).software == 1


def test_without_a_book_nothing_is_compared_with_it(desk: Counter) -> None:
    desk.dossier()
    assert line(desk, Total.RECEIVED).book is None


def test_the_same_total_of_the_same_report_corrects_it_and_the_trail_keeps_both(desk: Counter) -> None:
    head = desk.scope(Role.CENTRE_HEAD)
    reports.report(head, desk.commune.pk, told(5, None))
    reports.report(head, desk.commune.pk, told(7, None))
    reports.report(head, desk.commune.pk, told(7, None))
    total = ReportedTotal.objects.get()
    assert total.value == 7
    reports.withdraw(head, total.pk)
    assert not ReportedTotal.objects.exists()
    actions = Entry.objects.filter(subject_kind="reported_total").order_by("sequence")
    assert list(actions.values_list("action", flat=True)) == [
        "reported_total.entered",
        "reported_total.entered",
        "reported_total.withdrawn",
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (told(1, kind="opened"), "Không có loại số liệu"),
        (told(1, 13), "Không có tháng"),
        (told(-1), "nằm ngoài khoảng"),
        (told(1, source="  "), "Thiếu tên báo cáo"),
        (told(1, source="x" * 301), "301 ký tự"),
        (Told(2027, None, "received", 1, SOURCE), "Năm 2027"),
    ],
)
def test_what_cannot_be_right_is_refused_with_the_way_out(desk: Counter, given: Told, words: str) -> None:
    with pytest.raises(Invalid, match=words) as caught:
        reports.report(SYSTEM, desk.commune.pk, given)
    assert caught.value.way_out


def test_who_only_reads_enters_nothing_and_other_units_are_not_there(desk: Counter) -> None:
    officer, head = desk.scope(Role.ONE_STOP_OFFICER), desk.scope(Role.CENTRE_HEAD)
    with pytest.raises(Refused):
        reports.report(officer, desk.commune.pk, told(1))
    with pytest.raises((NotFound, Refused)):
        reports.report(head, desk.sister.pk, told(1))
    foreign = reports.report(SYSTEM, desk.sister.pk, told(1))
    with pytest.raises(NotFound):
        reports.withdraw(head, foreign.pk)
    with pytest.raises((NotFound, Refused)):
        reconciliation(head, desk.sister.pk, 2026)


def test_the_page_names_every_difference_in_a_fixed_number_of_questions(
    desk: Counter, client: Client, django_assert_max_num_queries: object
) -> None:
    desk.scope(Role.CENTRE_HEAD)
    client.force_login(desk.people[Role.CENTRE_HEAD])
    for _ in range(3):
        desk.entered()
    path = f"/mot-cua/doi-chieu/2026/{desk.commune.pk}/"
    with clock.told(TODAY):
        assert "chưa có số liệu báo cáo để đối chiếu" in client.get(path).content.decode()
        given = {"kind": "received", "month": "11", "value": "5", "source": SOURCE}
        assert client.post(f"{path}nhap/", given).status_code == 302
        refused = client.post(f"{path}nhap/", given | {"value": "nhiều"})
        assert (refused.status_code, "nhiều" in refused.content.decode()) == (422, True)
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            shown = client.get(path).content.decode()
    assert "1 số liệu lệch" in shown
    assert SOURCE in shown


def test_the_comparison_is_had_over_http(desk: Counter, client: Client) -> None:
    desk.scope(Role.CENTRE_HEAD)
    client.force_login(desk.people[Role.CENTRE_HEAD])
    book = desk.entered().book_entries.get().book
    with clock.told(TODAY):
        given = {"month": 11, "kind": "received", "value": 5, "source": SOURCE}
        base = f"/api/units/{desk.commune.pk}"
        made = client.post(f"{base}/reported-totals?year=2026", given, "application/json")
        assert made.status_code == 201
        found = client.get(f"{base}/reconciliation?year=2026").json()
        assert [(one["where"], one["by"]) for one in found["differences"]] == [(SOURCE, 4)]
        assert client.delete(f"/api/reported-totals/{made.json()['id']}").status_code == 204
        assert client.get("/api/books?year=2026").json()["books"][0]["last"] == 1
        (first,) = client.get(f"/api/books/{book.pk}/lines").json()["lines"]
        assert (first["number"], first["code"]) == (1, "H42.15-261120-0001")
        refused = client.post(f"/api/books/{book.pk}/close", {"reason": "Hết năm"}, "application/json")
        assert refused.status_code == 409
