"""Many officers at once, on the database that is configured: nothing is lost, nothing is doubled, nobody overwrites anybody."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from caicach.apps.dossiers.actions import intake, steps
from caicach.apps.dossiers.actions.people import Person
from caicach.apps.dossiers.models import Applicant, BookEntry, Counter, Dossier, Event, Slip
from caicach.apps.dossiers.tests import desk as desks
from caicach.apps.dossiers.tests.desk import NUMBER, TODAY, Desk
from caicach.core.dossiers import codes
from caicach.platform import clock
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict

OFFICERS, EACH = 8, 4


@pytest.fixture
def busy(transactional_db: None) -> Iterator[Desk]:
    with clock.told(TODAY):
        yield desks.build()


def at_once(works: list[Callable[[], object]]) -> list[BaseException]:
    """Run all of them at the same moment, each on its own connection; the faults that came out."""
    faults: list[BaseException] = []
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            gate.wait(timeout=30)
            with clock.told(TODAY):
                work()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return faults


def test_officers_receiving_at_once_lose_nothing_and_double_nothing(busy: Desk) -> None:
    scope = busy.scope("officer")

    def work(officer: int) -> Callable[[], None]:
        def receive() -> None:
            for turn in range(EACH):
                person = Person("Nguyễn Văn Mẫu", NUMBER)
                if turn % 2:
                    person = Person(f"Lê Thị Thử {officer}", f"0341900{officer:03d}{turn:02d}")
                intake.receive(scope, busy.intake(person=person))

        return receive

    assert at_once([work(officer) for officer in range(OFFICERS)]) == []
    expected = list(range(1, OFFICERS * EACH + 1))
    taken = [codes.parse(code) for code in Dossier.objects.order_by("code").values_list("code", flat=True)]
    assert [one.number for one in taken if one is not None] == expected
    assert sorted(Slip.objects.values_list("number", flat=True)) == expected
    assert sorted(BookEntry.objects.values_list("number", flat=True)) == expected
    assert set(Counter.objects.values_list("last", flat=True)) == {OFFICERS * EACH}
    assert Event.objects.count() == 2 * OFFICERS * EACH
    assert Entry.objects.filter(action="dossier.receive").count() == OFFICERS * EACH
    assert Applicant.objects.filter(number=NUMBER).count() == 1


def test_of_two_officers_with_one_dossier_the_second_is_told(busy: Desk) -> None:
    dossier = busy.received()
    scope, officer = busy.scope("officer"), busy.people["handler"].pk
    faults = at_once([lambda: steps.hand_over(scope, dossier.pk, dossier.version, officer)] * 2)
    assert [type(fault) for fault in faults] == [Conflict]
    assert "người khác cập nhật" in str(faults[0])
    assert dossier.steps.count() == 1
    assert dossier.slips.filter(form="05").count() == 1
