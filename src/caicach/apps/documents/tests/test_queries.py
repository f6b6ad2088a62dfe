"""A shelf shows what its unit and the units below keep, to whoever may read evidence there."""

import datetime as dt

import pytest

from caicach.apps.documents import actions, queries
from caicach.apps.documents.queries import ShelfFilter
from caicach.apps.documents.screen import find_documents
from caicach.apps.documents.tests.conftest import SYSTEM, Shelves, shelved
from caicach.apps.units import actions as units
from caicach.platform.access import NotFound, Refused, Role, Scope
from small_province import make_unit

READERS = (
    Role.FOCAL_OFFICER,
    Role.UNIT_HEAD,
    Role.APPRAISER,
    Role.COUNCIL_SECRETARY,
    Role.COUNCIL_MEMBER,
    Role.FRAMEWORK_MANAGER,
    Role.CHAIR,
    Role.INSPECTOR,
)


def titles(scope: Scope, shelves: Shelves, narrowed: ShelfFilter | None = None) -> list[str]:
    return [one.title for one in queries.documents(scope, shelves.commune.pk, narrowed)]


@pytest.mark.parametrize("role", READERS)
def test_who_proves_appraises_decides_or_inspects_reads(shelves: Shelves, role: Role) -> None:
    document = shelved(shelves.commune)
    assert titles(shelves.scope(role), shelves) == [document.title]
    assert queries.document(shelves.scope(role), document.pk) == document


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.READER])
def test_who_only_follows_figures_does_not(shelves: Shelves, role: Role) -> None:
    document = shelved(shelves.commune)
    with pytest.raises(Refused):
        queries.documents(shelves.scope(role), shelves.commune.pk)
    with pytest.raises(Refused):
        queries.document(shelves.scope(role), document.pk)
    assert queries.found_documents(shelves.scope(role), "kế hoạch", 5) == []


def test_a_unit_does_not_see_the_one_beside(shelves: Shelves) -> None:
    document, scope = shelved(shelves.sister), shelves.scope(Role.FOCAL_OFFICER)
    with pytest.raises(NotFound):
        queries.documents(scope, shelves.sister.pk)
    with pytest.raises(NotFound, match="tài liệu"):
        queries.document(scope, document.pk)
    assert queries.found_documents(scope, "kế hoạch", 5) == []


def test_the_shelf_of_a_commune_holds_what_its_divisions_keep(shelves: Shelves) -> None:
    shelved(shelves.division, "Của phòng", "1")
    shelved(shelves.commune, "Của xã", "2")
    shelved(shelves.sister, "Của xã bên", "3")
    assert titles(SYSTEM, shelves) == ["Của xã", "Của phòng"]
    assert [one.title for one in queries.documents(SYSTEM, shelves.division.pk)] == ["Của phòng"]


def test_a_division_that_has_moved_takes_its_documents_along(shelves: Shelves) -> None:
    shelved(shelves.division, "Của phòng")
    units.move_unit(SYSTEM, shelves.division.pk, shelves.sister.pk, dt.date(2026, 2, 1), "QĐ 5")
    assert titles(SYSTEM, shelves) == []
    assert [one.title for one in queries.documents(SYSTEM, shelves.sister.pk)] == ["Của phòng"]


def test_the_documents_of_a_unit_that_has_ended_are_read_by_its_successor(shelves: Shelves) -> None:
    document = shelved(shelves.sister, "Của xã cũ")
    units.end_unit(SYSTEM, shelves.sister.pk, dt.date(2026, 1, 31), "NQ 1")
    units.record_succession(
        SYSTEM, units.SuccessionData(shelves.sister.pk, shelves.commune.pk, "full", "NQ 1")
    )
    scope = shelves.scope(Role.FOCAL_OFFICER)
    assert queries.document(scope, document.pk) == document
    assert [one.title for one in queries.documents(scope, shelves.sister.pk)] == ["Của xã cũ"]


def test_a_shelf_is_narrowed_by_year_kind_and_words_without_tone_marks(shelves: Shelves) -> None:
    shelved(shelves.commune, "Kế hoạch cải cách", "1", number="07/KH-UBND", issuer="UBND xã")
    shelved(shelves.commune, "Báo cáo kiểm tra", "2", kind="report", year=2025)
    shelved(shelves.commune, "Quyết định Đoàn kiểm tra", "3", kind="decision")
    assert titles(SYSTEM, shelves, ShelfFilter(year=2025)) == ["Báo cáo kiểm tra"]
    assert titles(SYSTEM, shelves, ShelfFilter(kind="plan")) == ["Kế hoạch cải cách"]
    assert titles(SYSTEM, shelves, ShelfFilter(search="doan KIEM")) == ["Quyết định Đoàn kiểm tra"]
    assert titles(SYSTEM, shelves, ShelfFilter(search="07/kh ubnd xã")) == ["Kế hoạch cải cách"]
    assert titles(SYSTEM, shelves, ShelfFilter(search="tệp 2.pdf")) == ["Báo cáo kiểm tra"]


def test_withdrawn_documents_are_shown_only_when_asked_for(shelves: Shelves) -> None:
    document = shelved(shelves.commune)
    actions.withdraw(SYSTEM, document.pk, "nhầm")
    assert titles(SYSTEM, shelves) == []
    assert titles(SYSTEM, shelves, ShelfFilter(withdrawn=True)) == [document.title]
    assert queries.document(SYSTEM, document.pk) == document


def test_pages_follow_each_other_both_ways(shelves: Shelves, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    for number in range(5):
        shelved(shelves.commune, f"Tài liệu {number}", str(number))
    seen, after = [], None
    while True:
        page = queries.page_of_documents(SYSTEM, shelves.commune.pk, ShelfFilter(), after=after)
        assert page.count == 5
        seen += [one.title[-1] for one in page.documents]
        if (after := page.after) is None:
            break
    assert seen == list("43210")
    back = queries.page_of_documents(SYSTEM, shelves.commune.pk, ShelfFilter(), before=page.before)
    assert [one.title[-1] for one in back.documents] == ["2", "1"]
    first = queries.page_of_documents(SYSTEM, shelves.commune.pk, ShelfFilter(), before=back.before)
    assert ([one.title[-1] for one in first.documents], first.before) == (["4", "3"], None)


def test_a_page_costs_the_same_whatever_is_on_it(shelves: Shelves, django_assert_max_num_queries) -> None:
    for number in range(8):
        shelved(shelves.division, f"Tài liệu {number}", str(number))
    with django_assert_max_num_queries(7):
        page = queries.page_of_documents(SYSTEM, shelves.commune.pk, ShelfFilter())
        assert {(one.unit.name, one.file.kind) for one in page.documents} == {("Phòng Văn hóa", "pdf")}


def test_the_search_box_finds_documents_in_reach(shelves: Shelves) -> None:
    shelved(shelves.commune, number="07/KH-UBND", issued_on=dt.date(2026, 2, 5))
    shelved(shelves.sister, "Kế hoạch của xã bên", "2")
    hits = list(find_documents(shelves.scope(Role.FOCAL_OFFICER), "ke hoach", 5))
    assert [hit.title for hit in hits] == ["Kế hoạch cải cách hành chính"]
    assert hits[0].detail == "07/KH-UBND · 05/02/2026 · Xã Hy Cương"


def test_the_own_shelf_is_where_one_adds(shelves: Shelves) -> None:
    assert queries.own_unit(shelves.scope(Role.ASSIGNEE)) == shelves.division
    assert queries.own_unit(shelves.scope(Role.APPRAISER)) == shelves.province
    assert queries.own_unit(shelves.scope(Role.READER)) is None
    assert make_unit("division", "Phòng mới", shelves.commune)
