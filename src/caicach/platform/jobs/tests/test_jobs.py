"""Background work on the real tables: run once, tried again, given back, enqueued once a day, killed for real."""

from __future__ import annotations

import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, connections, transaction
from django_tasks_db.models import DBTaskResult

from caicach.platform import clock
from caicach.platform.jobs import Daily, jobs, periodic, stored
from caicach.platform.jobs.models import DailyRun
from caicach.platform.jobs.tests.samples import fail, hang_the_first_time, lines, write
from caicach.platform.jobs.worker import Worker

pytestmark = pytest.mark.django_db
DAILY = periodic.names()
NOW = dt.datetime(2026, 11, 20, 8, 30, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def _no_daily_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "_registered", {})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "lines"


@pytest.mark.django_db(transaction=True)
def test_a_job_is_done_once_in_the_order_in_which_they_were_asked_for(file: Path) -> None:
    for word in ("one", "two", "three"):
        write.enqueue(str(file), word)
    Worker().turn()
    Worker().turn()
    assert lines(file) == ["one", "two", "three"]


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_transaction_that_failed_is_never_done(file: Path) -> None:
    class Undone(Exception):
        pass

    def undone() -> None:
        with transaction.atomic():
            write.enqueue(str(file))
            raise Undone

    with pytest.raises(Undone):
        undone()
    Worker().turn()
    assert lines(file) == []


@pytest.mark.django_db(transaction=True)
def test_a_failed_job_is_tried_again_later_and_later_and_then_keeps_its_error(file: Path) -> None:
    fail.enqueue(str(file))
    write.enqueue(str(file), "other")
    waited = []
    for _ in range(stored.ATTEMPTS + 2):
        Worker().turn()
        row = DBTaskResult.objects.get(task_path__endswith=".fail")
        assert "máy chủ thư không trả lời" in row.traceback
        stored.tend(clock.now())
        row.refresh_from_db()
        if row.status == "READY":
            assert row.started_at is not None
            waited.append(row.run_after - row.started_at)
            DBTaskResult.objects.filter(pk=row.pk).update(run_after=clock.now())
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.ConnectionError")
    assert lines(file) == ["tried", "other", *["tried"] * (stored.ATTEMPTS - 1)]
    assert [round(one / dt.timedelta(minutes=1)) for one in waited] == [1, 5, 20, 60, 180]
    assert stored.queue().failed == 1


class TestReaper:
    def left(self, worker: str, since: dt.timedelta = dt.timedelta(0), tries: int = 1) -> DBTaskResult:
        """A job that says it is being done."""
        row = DBTaskResult.objects.get(pk=write.enqueue("x").id)
        row.status, row.started_at, row.worker_ids = "RUNNING", NOW - since, [worker] * tries
        row.save()
        return row

    def after(self, row: DBTaskResult) -> str:
        stored.tend(NOW)
        row.refresh_from_db()
        return str(row.status)

    def test_the_job_of_a_living_worker_is_left_alone(self) -> None:
        assert self.after(self.left(stored.new_worker_id())) == "RUNNING"

    def test_the_job_of_a_dead_worker_of_this_machine_is_given_back(self) -> None:
        gone = subprocess.Popen(["true"])
        gone.wait()
        assert self.after(self.left(f"{socket.gethostname()[:40]}:{gone.pid}:x")) == "READY"

    def test_the_job_of_another_machine_is_given_back_once_it_has_taken_too_long(self) -> None:
        elsewhere = "another-machine:1:x"
        assert self.after(self.left(elsewhere, stored.LONGEST - dt.timedelta(minutes=1))) == "RUNNING"
        assert self.after(self.left(elsewhere, stored.LONGEST + dt.timedelta(minutes=1))) == "READY"

    def test_a_job_that_kills_every_worker_is_given_up(self) -> None:
        row = self.left("another-machine:1:x", dt.timedelta(hours=2), stored.ATTEMPTS)
        assert self.after(row) == "FAILED"
        assert row.exception_class_path == stored.GONE


class TestDaily:
    def enqueued(self) -> int:
        return DBTaskResult.objects.count()

    def test_a_daily_job_is_enqueued_from_its_hour_on_and_once_a_day(self) -> None:
        periodic.every_day(Daily("sample", 8, write))
        assert periodic.enqueue_due(NOW.replace(hour=7, minute=59)) == []
        assert periodic.enqueue_due(NOW) == ["sample"]
        assert periodic.enqueue_due(NOW + dt.timedelta(hours=9)) == []
        assert periodic.enqueue_due(NOW + dt.timedelta(days=1)) == ["sample"]
        days = [row.args_kwargs["args"] for row in DBTaskResult.objects.order_by("enqueued_at")]
        assert days == [["2026-11-20"], ["2026-11-21"]]

    def test_a_worker_that_was_away_at_the_hour_makes_up_for_it_in_order(self) -> None:
        periodic.every_day(Daily("later", 7, write))
        periodic.every_day(Daily("earlier", 6, write))
        assert periodic.enqueue_due(NOW.replace(hour=23)) == ["earlier", "later"]

    @pytest.mark.django_db(transaction=True)
    def test_of_workers_that_look_at_the_same_moment_one_enqueues(self) -> None:
        periodic.every_day(Daily("sample", 8, write))
        start = threading.Barrier(4)

        def look() -> None:
            start.wait()
            try:
                periodic.enqueue_due(NOW)
            finally:
                connections.close_all()

        workers = [threading.Thread(target=look) for _ in range(4)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
        assert self.enqueued() == 1

    def test_what_ended_long_ago_is_forgotten(self) -> None:
        old, fresh = (DBTaskResult.objects.get(pk=write.enqueue("x").id) for _ in range(2))
        DBTaskResult.objects.filter(pk=old.pk).update(
            status="FAILED", finished_at=NOW - dt.timedelta(days=40)
        )
        DailyRun.objects.create(name="sample", day=NOW.date() - dt.timedelta(days=40))
        jobs.prune.func(NOW.date().isoformat())
        assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [fresh.pk]
        assert not DailyRun.objects.exists()


def database_url() -> str:
    """The test database, as another process is told of it."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(known['NAME']))}"
    user, password = quote(known["USER"], safe=""), quote(known["PASSWORD"], safe="")
    host = quote(known["HOST"], safe="")
    return f"postgresql://{user}:{password}@{host}:{known['PORT']}/{known['NAME']}"


@pytest.fixture
def started(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for one in running:
        one.kill()
        one.wait()


def start(started: list[subprocess.Popen[bytes]], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        worker = subprocess.Popen(
            [sys.executable, "-m", "caicach.cli", "worker"],
            env={**os.environ, "DATABASE_URL": database_url()},
            stdout=output,
            stderr=output,
        )
    started.append(worker)
    return worker


def until(file: Path, wanted: list[str], log: Path) -> None:
    for _ in range(600):
        if lines(file) == wanted:
            return
        time.sleep(0.05)
    pytest.fail(f"{lines(file)} and not {wanted}:\n{log.read_text()}")


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_a_job_loses_nothing(
    started: list[subprocess.Popen[bytes]], file: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    today = clock.today()
    # What is due every day is not what this test is about.
    DailyRun.objects.bulk_create(
        DailyRun(name=name, day=today + dt.timedelta(days=ahead)) for name in DAILY for ahead in (0, 1)
    )
    hang_the_first_time.enqueue(str(file), 600)
    killed = start(started, log)
    until(file, ["begun"], log)
    killed.kill()
    killed.wait()
    assert DBTaskResult.objects.get().status == "RUNNING"
    second = start(started, log)
    until(file, ["begun", "begun", "ended"], log)
    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=30) == 0, log.read_text()
    row = DBTaskResult.objects.get()
    assert (row.status, len(row.worker_ids)) == ("SUCCESSFUL", 2)
