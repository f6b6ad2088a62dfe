"""The worker: runs what waits, one job after the other, and enqueues what is due.

Several may run at once, on several machines too; a job is handed to one of them.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import threading
from types import FrameType

import structlog
from django.db import DatabaseError, close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker as Runner

from caicach.platform import clock
from caicach.platform.jobs import periodic, stored

PAUSE = 1.0
"""Seconds between two looks for jobs."""
AFTER_FAULT = 10.0
TENDING = dt.timedelta(seconds=20)
_log = structlog.get_logger("caicach.worker")


class Worker:
    """One worker. `beside` is the number of the process that it accompanies: it ends when that one has."""

    def __init__(self, beside: int | None = None) -> None:
        self.id = stored.new_worker_id()
        self._beside = beside
        self._stopping = threading.Event()
        self._runner: Runner | None = None
        self._tended: dt.datetime | None = None

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """End after the job that is being done."""
        self._stopping.set()
        if self._runner is not None:
            self._runner.running = False

    def run(self) -> None:
        """Work until a signal comes or the process that is accompanied ends. A database that is away is waited for."""
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self.stop)
        _log.info("worker started", worker=self.id)
        while not self._stopping.is_set() and not self._is_left_alone():
            pause = PAUSE
            try:
                self.turn()
            except DatabaseError as fault:
                _log.error("the worker cannot reach the database", fault=str(fault))
                connections.close_all()
                pause = AFTER_FAULT
            self._stopping.wait(pause)
        connections.close_all()
        _log.info("worker stopped", worker=self.id)

    def turn(self) -> None:
        """Enqueue what is due, then do everything that waits."""
        close_old_connections()
        now = clock.now()
        if self._tended is None or now - self._tended >= TENDING:
            self._tended = now
            stored.tend(now)
            periodic.enqueue_due(now)
        if stored.is_waiting():
            self._runner = self._new_runner()
            if not self._stopping.is_set():
                self._runner.run()

    def _new_runner(self) -> Runner:
        return Runner(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.id,
            excluded_queue_names=[],
        )

    def _is_left_alone(self) -> bool:
        return self._beside is not None and os.getppid() != self._beside
