"""Before a dispatch is saved, the open dossiers whose date would move are listed; their promised dates stay as they are."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.apps.calendars import actions, queries
from caicach.apps.calendars.checks import DispatchData, GivenDays
from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.tests.desk import SYSTEM, Desk
from caicach.apps.units.models import Unit
from caicach.core.dossiers.status import Status
from caicach.platform.clock import VIETNAM

FRIDAY = dt.date(2026, 11, 20)
PROMISED = dt.datetime(2026, 11, 23, 17, tzinfo=VIETNAM)
MOVED = dt.datetime(2026, 11, 25, 17, tzinfo=VIETNAM)  # the 24th is off


def day_off(unit: Unit, day: dt.date = FRIDAY) -> DispatchData:
    return DispatchData(
        unit.pk, "15/TB-UBND", "UBND tỉnh Mẫu", dt.date(2026, 11, 18), "Nghỉ", (GivenDays(day, "off"),)
    )


def test_a_day_off_moves_what_runs_over_it(desk: Desk) -> None:
    dossier = desk.received()
    assert dossier.due_at == PROMISED
    effects = queries.preview(SYSTEM, day_off(desk.province)).effects
    (row,) = effects.rows
    assert (row.what, row.unit, row.old, row.new) == (dossier.code, "Xã Mẫu", PROMISED, MOVED)
    assert row.url
    assert (effects.count, effects.is_complete) == (1, True)


def test_saving_the_dispatch_leaves_the_promised_date_and_counts_later_dossiers_anew(desk: Desk) -> None:
    before = desk.received()
    actions.enter(SYSTEM, day_off(desk.province))
    before.refresh_from_db()
    assert before.due_at == PROMISED
    assert desk.received().due_at == MOVED


def test_what_is_elsewhere_due_before_or_settled_is_not_listed(desk: Desk) -> None:
    dossier = desk.received()
    assert not queries.preview(SYSTEM, day_off(desk.sister)).effects.rows
    assert not queries.preview(SYSTEM, day_off(desk.province, dt.date(2026, 11, 30))).effects.rows
    for status in (Status.DONE, Status.STOPPED, Status.SUPPLEMENT):
        Dossier.objects.filter(pk=dossier.pk).update(status=status)
        assert not queries.preview(SYSTEM, day_off(desk.province)).effects.rows


def test_a_reappointed_date_moves_only_when_its_own_day_is_no_longer_worked(desk: Desk) -> None:
    dossier = desk.received()
    new = dt.datetime(2026, 11, 27, 17, tzinfo=VIETNAM)
    Dossier.objects.filter(pk=dossier.pk).update(due_at=new, reappointed=1)
    assert not queries.preview(SYSTEM, day_off(desk.province)).effects.rows
    (row,) = queries.preview(SYSTEM, day_off(desk.province, dt.date(2026, 11, 27))).effects.rows
    assert (row.old, row.new) == (new, dt.datetime(2026, 11, 30, 17, tzinfo=VIETNAM))


def test_withdrawing_a_dispatch_lists_what_would_move_back(desk: Desk) -> None:
    made = actions.enter(SYSTEM, day_off(desk.province))
    desk.received()
    (row,) = queries.preview_withdrawal(SYSTEM, made.pk).effects.rows
    assert (row.old, row.new) == (MOVED, PROMISED)


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_takes_as_many_queries_whatever_its_length(desk: Desk, count: int) -> None:
    for _ in range(count):
        desk.received()
    with CaptureQueriesContext(
        connection,
    ) as taken:
        assert queries.preview(SYSTEM, day_off(desk.province)).effects.count == count
    assert len(taken) <= 12
