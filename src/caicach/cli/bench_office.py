"""What `caicach bench saves` works on: a province of its own, its officers signed in, and the server that they save to."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from caicach.cli.bench_inputs import drawn_input
from caicach.core.parindex import exact

YEAR = 2026
TOKEN = (
    "0123456789abcdefghijklmnopqrstuv"  # of the check against forged requests, as a browser would hold one
)
TIMEOUT = 30
AGAIN = (1.0, 8.0)
"""Seconds until an officer's browser sends a save again whose answer did not arrive, from and to."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A save as its officer saw it: how long it took, how it ended, whether the answer had to be fetched again."""

    seconds: float
    status: int
    again: bool


@dataclass(slots=True)
class Confirmed:
    """What the server has confirmed of one leaf: the inputs of the last save and its version."""

    inputs: dict[str, Any]
    version: int


@dataclass
class Officer:
    """Somebody who states leaves of a unit, and what he was told of each."""

    unit_id: int
    cookies: str
    leaves: Sequence[tuple[str, Any]]
    chance: Random
    confirmed: dict[str, Confirmed] = field(default_factory=dict)
    saves: list[Saved] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def work(self, port: int, pace: float, seconds: float | None, most: int | None) -> None:
        """Save one leaf after the other, one about every `pace` seconds, for some seconds or `most` times."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        started, made = time.monotonic(), 0
        wait = self.chance.uniform(0, pace)
        while (seconds is None or time.monotonic() + wait - started < seconds) and made != most:
            time.sleep(wait)
            begun = time.monotonic()
            self._save(connection)
            made += 1
            wait = max(0.0, pace * self.chance.uniform(0.5, 1.5) - (time.monotonic() - begun))
        connection.close()

    def _save(self, connection: http.client.HTTPConnection) -> None:
        code, rule = self.chance.choice(self.leaves)
        known = self.confirmed.get(code)
        inputs = drawn_input(rule, self.chance)
        seen = known.version if known else 0
        due = seen + (known is None or known.inputs != inputs)
        body = exact.dumps({"inputs": inputs, "version": seen})
        address = f"/api/units/{self.unit_id}/facts/{code}?year={YEAR}"
        headers = {"Cookie": self.cookies, "X-CSRFToken": TOKEN, "Content-Type": "application/json"}
        again, first = False, time.monotonic()
        while True:
            started = time.monotonic()
            try:
                connection.request("PUT", address, body, headers)
                answer = connection.getresponse()
                text = answer.read()
            except (OSError, http.client.HTTPException):
                connection.close()  # as a browser that lost the network: the save stays on the screen and goes out again
                again = True
                if time.monotonic() - first > TIMEOUT:
                    self.faults.append(f"{code}: không còn máy chủ để gửi lại")
                    return
                time.sleep(self.chance.uniform(*AGAIN))
                continue
            self.saves.append(Saved(time.monotonic() - started, answer.status, again))
            if answer.status == 200 and json.loads(text)["version"] == due:
                self.confirmed[code] = Confirmed(inputs, due)
            else:
                self.faults.append(f"{code}: {answer.status} {text[:300].decode(errors='replace')}")
            return


def build(units: int, people: int) -> list[Officer]:
    """A province with its communes and a round without inputs; the officers, each with leaves of their own. Django is set up."""
    from django.conf import settings
    from django.test import Client

    from caicach.apps.parindex.actions import frameworks, rounds
    from caicach.apps.units.actions import PostData, UnitData, assign_post, create_unit
    from caicach.core.parindex import document
    from caicach.platform import clock
    from caicach.platform.access import Role, Scope
    from caicach.platform.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    scope = Scope.system("bench", clock.today())
    since = dt.date(2015, 1, 1)
    top = create_unit(scope, UnitData("province", "Tỉnh Đo Tốc Độ", since))
    communes = [
        create_unit(scope, UnitData("commune", f"Xã {number}", since, parent_id=top.pk, subkind="xa"))
        for number in range(1, units + 1)
    ]
    criteria = document.shipped("commune")
    frameworks.import_document(scope, document.shipped_text("commune"))
    opened = rounds.open_round(scope, top.pk, YEAR, "commune", criteria.code)
    rounds.add_participants(scope, opened.pk, [(unit.pk, "xa") for unit in communes])
    leaves = [(leaf.code, leaf.rule) for leaf in criteria.leaves]
    officers = []
    for unit in communes:
        for number in range(people):
            user = User.objects.create(username=f"do.{unit.pk}.{number}", display_name=f"Cán bộ {number + 1}")
            assign_post(scope, PostData(user.pk, unit.pk, Role.FOCAL_OFFICER.value, since))
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
            officers.append(Officer(unit.pk, cookies, leaves[number::people], Random(f"{unit.pk}/{number}")))
    return officers


class Server:
    """`caicach serve` as a process of its own, killed with all its workers when asked to."""

    def __init__(self, log: Path, *options: str) -> None:
        self._options = options
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers. Raises RuntimeError with the end of its log."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "caicach.cli", "serve", "--port", str(self.port), *self._options],
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=dict(os.environ),
            )
        until = time.monotonic() + TIMEOUT
        while time.monotonic() < until and self._process.poll() is None:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
                connection.request("GET", "/suc-khoe/")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(self._log.read_text(errors="replace")[-2000:])

    def kill(self, with_signal: int = signal.SIGKILL) -> None:
        """End it and its workers at once, without a chance to tidy up."""
        if self._process is not None:
            os.killpg(self._process.pid, with_signal)
            self._process.wait()
            self._process = None
