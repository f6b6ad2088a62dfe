"""The trail in a real database: appended in order, refused when touched, tampering found."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, connection, connections, transaction

from caicach.platform.access import Role, Scope
from caicach.platform.audit import triggers
from caicach.platform.audit.actions import Subject, record
from caicach.platform.audit.models import Entry
from caicach.platform.audit.queries import Anchor, verify
from caicach.platform.conftest import TODAY, post, scope

pytestmark = pytest.mark.django_db

SYSTEM = Scope.system("test", TODAY)
UNIT = Subject("unit", 34, "Xã Hy Cương", "1/34/")


def write(count: int) -> list[Entry]:
    with transaction.atomic():
        return [
            record(SYSTEM, "unit.renamed", UNIT, {"n": n}, {"n": n + 1}, "Nghị quyết") for n in range(count)
        ]


def kinds() -> list[str]:
    return [problem.kind for problem in verify().problems]


def test_an_entry_tells_who_what_when_from_what_to_what_and_why() -> None:
    head_of_unit = scope(post(Role.UNIT_HEAD, "1/34/"))
    with transaction.atomic():
        record(
            head_of_unit, "target.set", Subject("target", 5, "Chỉ số CCHC"), {"value": Decimal("80.00")},
            {"value": Decimal("89.80")}, "Thông báo 12/TB-UBND",
        )  # fmt: skip
    entry = Entry.objects.get()
    assert (entry.sequence, entry.actor_id, entry.actor, entry.actor_name) == (1, 7, "an", "Nguyễn Văn An")
    assert (entry.action, entry.subject_kind, entry.subject_id) == ("target.set", "target", "5")
    assert (entry.values_before, entry.values_after) == ({"value": "80.00"}, {"value": "89.80"})
    assert entry.reason == "Thông báo 12/TB-UBND"
    assert entry.unit_path == "1/34/"  # filed under the unit of whoever acted
    assert entry.at.tzinfo is not None


def test_an_empty_trail_is_whole() -> None:
    verdict = verify()
    assert verdict.ok
    assert verdict.checked == 0


def test_entries_are_numbered_without_gaps_and_chained() -> None:
    first, second, third = write(3)
    assert [first.sequence, second.sequence, third.sequence] == [1, 2, 3]
    assert (second.previous, third.previous) == (first.hash, second.hash)
    verdict = verify()
    assert verdict.ok
    assert (verdict.checked, verdict.end) == (3, Anchor(3, third.hash))


def test_a_change_that_is_rolled_back_leaves_no_gap() -> None:
    write(1)
    with transaction.atomic():
        record(SYSTEM, "unit.renamed", UNIT, None, None)
        transaction.set_rollback(True)
    write(1)
    assert verify().ok
    assert list(Entry.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2]


def test_recording_outside_a_transaction_is_a_mistake_of_the_programmer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    with pytest.raises(RuntimeError, match="transaction"):
        record(SYSTEM, "unit.renamed", UNIT, None, None)


def refused(sql: str) -> bool:
    """Whether the database refuses the statement, leaving everything as it was."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except (IntegrityError, InternalError) as error:
        return triggers.MESSAGE in str(error)
    return False


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET reason = 'khác' WHERE sequence = 2",
        "DELETE FROM audit_entry WHERE sequence = 2",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET sequence = 1",
        "UPDATE audit_head SET hash = 'x'",
    ],
)
def test_the_database_itself_refuses_to_touch_the_trail(sql: str) -> None:
    write(3)
    assert refused(sql)
    assert verify().ok


def test_postgresql_refuses_to_empty_the_table() -> None:
    if connection.vendor == "postgresql":
        write(1)
        assert refused("TRUNCATE audit_entry")
    assert triggers.missing(connection) == []


@pytest.fixture
def attacker() -> Iterator[None]:
    """Somebody who owns the database: drops the triggers, and puts them back when done."""
    write(5)
    triggers.remove(connection)
    yield
    triggers.install(connection)


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def hide() -> None:
    triggers.install(connection)


@pytest.mark.usefixtures("attacker")
class TestTampering:
    def test_triggers_that_are_gone_are_noticed(self) -> None:
        assert kinds() == ["triggers"]
        hide()
        assert kinds() == []

    @pytest.mark.parametrize(
        "column",
        [
            "reason",
            "after",
            "before",
            "actor",
            "actor_name",
            "action",
            "subject_label",
            "unit_path",
            "reference",
        ],
    )
    def test_a_changed_row_is_found(self, column: str) -> None:
        execute(f"UPDATE audit_entry SET {column} = 'khác' WHERE sequence = 3")
        hide()
        verdict = verify()
        assert [(problem.kind, problem.sequence) for problem in verdict.problems] == [("changed", 3)]
        assert "3" in verdict.problems[0].message

    def test_a_changed_time_is_found(self) -> None:
        execute("UPDATE audit_entry SET at = '2020-01-01 00:00:00+00:00' WHERE sequence = 3")
        hide()
        assert kinds() == ["changed"]

    def test_a_changed_row_with_a_new_hash_of_its_own_breaks_the_chain_after_it(self) -> None:
        Entry.objects.filter(sequence=3).update(reason="khác")
        Entry.objects.filter(sequence=3).update(hash=Entry.objects.get(sequence=3).expected_hash)
        hide()
        assert [(problem.kind, problem.sequence) for problem in verify().problems] == [("relinked", 4)]

    def test_a_changed_last_row_with_a_new_hash_does_not_fit_the_head(self) -> None:
        Entry.objects.filter(sequence=5).update(reason="khác")
        Entry.objects.filter(sequence=5).update(hash=Entry.objects.get(sequence=5).expected_hash)
        hide()
        assert kinds() == ["head"]

    def test_a_row_missing_in_the_middle_is_found(self) -> None:
        execute("DELETE FROM audit_entry WHERE sequence = 3")
        hide()
        assert [(problem.kind, problem.sequence) for problem in verify().problems] == [("missing", 3)]

    def test_several_missing_rows_are_named_as_a_range(self) -> None:
        execute("DELETE FROM audit_entry WHERE sequence IN (2, 3)")
        hide()
        assert "2" in verify().problems[0].message
        assert "3" in verify().problems[0].message

    def test_missing_first_rows_are_found(self) -> None:
        execute("DELETE FROM audit_entry WHERE sequence <= 2")
        hide()
        assert [(problem.kind, problem.sequence) for problem in verify().problems] == [("missing", 1)]

    def test_a_cut_off_tail_is_found(self) -> None:
        execute("DELETE FROM audit_entry WHERE sequence >= 4")
        hide()
        assert [(problem.kind, problem.sequence) for problem in verify().problems] == [("tail", 4)]

    def test_an_emptied_trail_is_found(self) -> None:
        execute("DELETE FROM audit_entry")
        hide()
        assert kinds() == ["tail"]

    def test_a_missing_head_is_found(self) -> None:
        execute("DELETE FROM audit_head")
        hide()
        assert kinds() == ["head"]

    def test_a_row_put_in_by_hand_is_found(self) -> None:
        execute(
            "INSERT INTO audit_entry SELECT 6, at, actor_id, actor, actor_name, action, subject_kind, subject_id, "
            "subject_label, unit_path, before, after, reason, reference, previous, hash FROM audit_entry WHERE sequence = 5"
        )
        hide()
        assert set(kinds()) == {"changed", "relinked", "head"}

    def test_a_trail_rewritten_as_a_whole_is_found_by_a_mark_kept_outside(self) -> None:
        mark = verify().end
        execute("DELETE FROM audit_entry")
        execute("DELETE FROM audit_head")
        hide()
        write(6)
        assert kinds() == []
        assert [problem.kind for problem in verify(mark).problems] == ["anchor"]
        assert [problem.kind for problem in verify(Anchor(9, mark.hash)).problems] == ["anchor"]


def test_a_mark_of_this_trail_fits() -> None:
    write(2)
    mark = verify().end
    write(3)
    assert verify(mark).ok


@pytest.mark.parametrize("written", ["", "5", "5:abc", "x:" + "0" * 64, "5:" + "g" * 64])
def test_a_mark_that_is_not_one_is_refused(written: str) -> None:
    with pytest.raises(ValueError) as fault:  # noqa: PT011 - the text is whatever was written
        Anchor.read(written)
    assert str(fault.value) == written


def test_a_mark_is_read_as_it_was_printed() -> None:
    mark = Anchor(12, "ab" * 32)
    assert Anchor.read(f" {str(mark).upper()} ") == mark
