"""Reading the trail: pages, filters, what each person sees."""

from decimal import Decimal

import pytest
from django.db import transaction

from caicach.platform.access import HeldPost, NotFound, Refused, Role, Scope
from caicach.platform.audit import queries
from caicach.platform.audit.actions import Subject, record
from caicach.platform.audit.models import Entry
from caicach.platform.conftest import TODAY, post, scope

pytestmark = pytest.mark.django_db

SYSTEM = Scope.system("test", TODAY)
UNIT = Subject("unit", 34, "Xã Hy Cương", "1/34/")


def write(count: int) -> None:
    with transaction.atomic():
        for n in range(count):
            record(SYSTEM, "unit.renamed", UNIT, {"n": n}, {"n": n + 1})


def test_the_newest_come_first_by_pages() -> None:
    write(5)
    page = queries.entries(SYSTEM, limit=2)
    assert ([entry.sequence for entry in page.entries], page.older) == ([5, 4], 4)
    write(1)  # a new entry does not move the pages
    page = queries.entries(SYSTEM, before=page.older, limit=2)
    assert ([entry.sequence for entry in page.entries], page.older) == ([3, 2], 2)
    page = queries.entries(SYSTEM, before=page.older, limit=2)
    assert ([entry.sequence for entry in page.entries], page.older) == ([1], None)


def test_who_may_read_sees_the_own_units_and_at_the_top_the_system_too() -> None:
    with transaction.atomic():
        record(SYSTEM, "a", Subject("unit", 1, "Tỉnh", "1/"), None, None)
        record(SYSTEM, "a", Subject("unit", 34, "Xã", "1/34/"), None, None)
        record(SYSTEM, "a", Subject("unit", 345, "Xã khác", "1/345/"), None, None)
        record(SYSTEM, "a", Subject("unit", 2, "Tỉnh khác", "2/"), None, None)
        record(SYSTEM, "a", Subject("framework", 1, "Bộ chỉ số"), None, None)

    def seen(*posts: HeldPost) -> list[int]:
        return [entry.sequence for entry in queries.entries(scope(*posts)).entries]

    assert seen(post(Role.UNIT_HEAD, "1/34/")) == [2]
    assert seen(post(Role.ADMINISTRATOR, "1/")) == [5, 3, 2, 1]
    assert seen(post(Role.INSPECTOR, "1/34/")) == [5, 3, 2, 1]
    assert seen(post(Role.ADMINISTRATOR, "2/")) == [5, 4]
    with pytest.raises(Refused):
        queries.entries(scope(post(Role.READER)))
    with pytest.raises(NotFound):
        queries.entry(scope(post(Role.UNIT_HEAD, "1/34/")), 3)


def test_filters() -> None:
    an = scope(post(Role.UNIT_HEAD, "1/34/"))
    with transaction.atomic():
        record(an, "fact.entered", Subject("fact", 1, "1.1.2 Xã Hy Cương"), None, {"num": 1})
        record(SYSTEM, "unit.created", UNIT, None, {"name": "Xã"})
    day = Entry.objects.get(sequence=1).at.date()

    def found(**wanted: object) -> list[int]:
        page = queries.entries(SYSTEM, queries.Filter(**wanted))
        return [entry.sequence for entry in page.entries]

    assert found() == [2, 1]
    assert found(actor="an") == [1]
    assert found(actor="Văn An") == [1]
    assert found(action="unit.created") == [2]
    assert found(subject="Hy Cương") == [2, 1]
    assert found(subject_kind="unit", subject_id="34") == [2]
    assert found(since=day.replace(year=day.year - 1), until=day.replace(year=day.year + 1)) == [2, 1]
    assert found(until=day.replace(year=day.year - 1)) == []
    assert found(since=type(day).min, until=type(day).max) == [2, 1]


def test_the_history_of_one_thing() -> None:
    write(2)
    with transaction.atomic():
        record(SYSTEM, "unit.renamed", Subject("unit", 35, "Xã khác", "1/35/"), None, None)
    assert [entry.sequence for entry in queries.history(SYSTEM, "unit", 34)] == [2, 1]


def test_an_entry_lists_its_values_side_by_side() -> None:
    before = {"a": {"b": Decimal("1.0")}, "same": [1, 2]}
    after = {"a": {"b": Decimal("2.0")}, "same": [1, 2], "on": True}
    with transaction.atomic():
        entry = record(SYSTEM, "x", UNIT, before, after)
    changes = {
        change.name: (change.before, change.after, change.is_changed) for change in queries.changes(entry)
    }
    assert changes == {"a.b": ("1.0", "2.0", True), "same": ("1, 2", "1, 2", False), "on": (None, "có", True)}
