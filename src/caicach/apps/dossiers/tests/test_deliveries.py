"""Long files of dossiers of other systems: gone through in the background, step by step, once, whatever happens to the worker."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from caicach.apps.dossiers import jobs
from caicach.apps.dossiers.actions import deliveries, importing
from caicach.apps.dossiers.models import Delivery, Dossier, Event
from caicach.apps.dossiers.tests.browsing import Browser
from caicach.apps.dossiers.tests.desk import Desk
from caicach.apps.dossiers.tests.test_importing import ROW, looked_at
from caicach.platform import clock
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict
from caicach.platform.jobs import turns
from caicach.platform.notices.models import Notice
from screens import text

pytestmark = pytest.mark.databases
GOOD = 7
State = Delivery.State


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows a step, and no file so short that it is gone through at once."""
    monkeypatch.setattr(deliveries, "AT_ONCE", 0)
    monkeypatch.setattr(deliveries, "STEP", 3)


@pytest.fixture
def one(desk: Desk) -> Delivery:
    """Seven dossiers, then the first one again."""
    rows = [ROW | {"MaHoSo": f"X-{number}"} for number in range(1, GOOD + 1)]
    return looked_at(desk, *rows, rows[0])


def run(one: Delivery) -> Delivery:
    """What a worker does with the job."""
    jobs.import_delivery.func(one.pk)
    one.refresh_from_db()
    return one


def confirmed(desk: Desk, one: Delivery) -> Delivery:
    """Looked at, and confirmed by the head."""
    return deliveries.confirm(desk.scope("head"), run(one).pk)


def dies_at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """A run is killed in the middle of its `step`th transaction, after the dossiers have been written."""
    take, steps = importing.take, iter(range(1, 100))

    def killed(*given: Any) -> Any:
        outcomes = take(*given)
        if next(steps) == step:
            raise KeyboardInterrupt
        return outcomes

    monkeypatch.setattr(importing, "take", killed)


def test_a_long_file_is_looked_at_and_taken_by_jobs_and_whoever_asked_is_told(
    one: Delivery, desk: Desk
) -> None:
    assert (one.state, one.done) == (State.CHECKING, 0)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [one.pk]
    with pytest.raises(Conflict, match="còn đang được xem xét"):
        deliveries.confirm(desk.scope("head"), one.pk)
    looked = run(one)
    assert (looked.state, looked.done, looked.new, looked.faulty) == (State.CHECKED, 8, GOOD, 1)
    assert not Dossier.objects.exists()
    assert deliveries.confirm(desk.scope("head"), one.pk).state == State.TAKING
    taken = run(one)
    assert (taken.state, taken.new, taken.same, taken.faulty) == (State.TAKEN, GOOD, 0, 1)
    assert Dossier.objects.count() == GOOD
    titles = Notice.objects.filter(recipient=desk.people["head"]).values_list("title", flat=True)
    assert sorted(titles) == ["Đã nhập xong hồ sơ: ho-so.json", "Đã xem xét xong, chờ xác nhận: ho-so.json"]
    assert Entry.objects.filter(action="dossier.imported").count() == 1
    assert set(Event.objects.values_list("by_id", flat=True)) == {desk.people["head"].pk}


def test_a_job_that_comes_twice_does_nothing_the_second_time(one: Delivery, desk: Desk) -> None:
    confirmed(desk, one)
    run(one)
    assert run(one).new == Dossier.objects.count() == GOOD
    assert Event.objects.count() == GOOD


def test_a_killed_run_leaves_whole_steps_and_the_next_one_goes_on_behind_them(
    one: Delivery, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(desk, one)
    with monkeypatch.context() as patched:
        dies_at(patched, 2)
        with pytest.raises(KeyboardInterrupt):
            run(one)
    one.refresh_from_db()
    assert (one.state, one.done, Dossier.objects.count()) == (State.TAKING, 3, 3)
    taken = run(one)
    assert (taken.state, taken.new, taken.same, taken.faulty) == (State.TAKEN, GOOD, 0, 1)
    assert "trùng với dòng 1" in taken.rows.get().faults[0], "the first line was that of the killed run"
    assert Event.objects.count() == Dossier.objects.count() == GOOD


def test_it_is_stopped_and_goes_on_where_it_stopped(
    one: Delivery, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = desk.scope("head")
    confirmed(desk, one)
    monkeypatch.setattr(turns, "HOLD", -1.0)
    assert run(one).done == 3
    assert deliveries.stop(head, one.pk).halted == "Đã dừng theo yêu cầu."
    assert run(one).done == 3, "the job that still waits finds nothing to do"
    for act in (deliveries.stop, deliveries.discard):
        with pytest.raises(Conflict):
            act(head, one.pk)
    monkeypatch.setattr(turns, "HOLD", 60.0)
    deliveries.go_on(head, one.pk)
    with pytest.raises(Conflict):
        deliveries.go_on(head, one.pk)
    assert (run(one).state, one.new, Dossier.objects.count()) == (State.TAKEN, GOOD, GOOD)
    told = Entry.objects.filter(action__startswith="dossier.import").order_by("sequence")
    acts = ("dossier.import_sent", "dossier.import_stopped", "dossier.import_continued", "dossier.imported")
    assert tuple(told.values_list("action", flat=True)) == acts


def test_a_run_makes_room_for_other_work_and_another_goes_on(
    one: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "HOLD", -1.0)
    for done in (3, 6):
        assert run(one).done == done
        assert DBTaskResult.objects.count() == done // 3 + 1
    assert run(one).state == State.CHECKED


def test_of_two_runs_at_the_same_file_the_later_one_does_it(
    one: Delivery, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(desk, one)
    take = importing.take

    def overtaken(*given: Any) -> Any:
        outcomes = take(*given)
        monkeypatch.setattr(importing, "take", take)
        Delivery.objects.get(pk=one.pk).end_turn()
        return outcomes

    monkeypatch.setattr(importing, "take", overtaken)
    assert (run(one).state, one.done) == (State.TAKING, 3)
    assert (run(one).state, Dossier.objects.count()) == (State.TAKEN, GOOD)


def test_a_file_that_kills_every_run_is_halted_and_whoever_asked_is_told(
    one: Delivery, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(desk, one)
    Notice.objects.all().delete()
    for _time in range(turns.MOST_TRIES):
        with monkeypatch.context() as patched:
            dies_at(patched, 1)
            with pytest.raises(KeyboardInterrupt):
                run(one)
    assert "ngắt giữa chừng 3 lần" in run(one).halted
    assert "bị dừng" in Notice.objects.get().title
    assert not Dossier.objects.exists()
    deliveries.go_on(desk.scope("head"), one.pk)
    assert run(one).state == State.TAKEN


def test_the_page_tells_how_far_it_is_and_that_nobody_is_at_it(
    one: Delivery, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, by_script = Browser(desk, "head"), {"HX-Request": "true"}
    assert "Đang chờ tới lượt" in text(head.get("delivery", one.pk))
    Delivery.objects.update(asked_at=clock.now() - dt.timedelta(minutes=2))
    assert "caicach worker" in text(head.get("delivery", one.pk))
    monkeypatch.setattr(turns, "HOLD", -1.0)
    run(one)
    page = head.get("delivery", one.pk)
    assert "3 trên 8 dòng" in text(page)
    piece = head.get("delivery_progress", one.pk)
    assert piece["Location"] == page.request["PATH_INFO"], "without a script it is the page again"
    told = head.client.get(piece.request["PATH_INFO"], headers=by_script)
    assert "3 trên 8 dòng" in text(told)
    Delivery.objects.update(seen_at=clock.now() - dt.timedelta(minutes=5))
    assert "Chưa có tin mới" in text(head.get("delivery", one.pk))
    head.post("delivery_stop", one.pk)
    stopped = text(head.get("delivery", one.pk))
    assert "Đã dừng theo yêu cầu" in stopped
    assert "Xem xét tiếp" in stopped
    over = head.client.get(piece.request["PATH_INFO"], headers=by_script)
    assert over["HX-Redirect"] == page.request["PATH_INFO"]
    head.post("delivery_go_on", one.pk)
    monkeypatch.setattr(turns, "HOLD", 60.0)
    run(one)
    assert "Lưu các hồ sơ này" in text(head.get("delivery", one.pk))
