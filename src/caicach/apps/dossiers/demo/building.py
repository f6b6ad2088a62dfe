"""The one-stop service of the demonstration: a catalogue, a synthetic year with violations, and what waits for each role today.

The year is drawn up to the day of building, so that the desk has work on it whenever the demonstration is built; what waits today
is done by the people of the first commune through the same actions that their screens use, each on its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import transaction

from caicach.apps.dossiers.actions import apologies, groups, intake, steps, violations, waiting
from caicach.apps.dossiers.actions.apologies import Apology
from caicach.apps.dossiers.actions.fees import FeeIn
from caicach.apps.dossiers.actions.groups import Part
from caicach.apps.dossiers.actions.intake import Guidance, Intake
from caicach.apps.dossiers.actions.papers import PaperIn
from caicach.apps.dossiers.actions.people import Person
from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.queries import detection
from caicach.apps.dossiers.synthetic.generating import Asked, generation
from caicach.apps.dossiers.synthetic.ground import Counter, counters
from caicach.apps.dossiers.synthetic.lives import person
from caicach.apps.dossiers.synthetic.lives.season import Days
from caicach.apps.procedures.models import Version
from caicach.apps.units.models import Post
from caicach.core.dossiers.status import Channel
from caicach.platform import clock
from caicach.platform.access import Role, Scope
from caicach.platform.access.loading import scope_of

DOSSIERS, COUNTERS = 2_400, 7
PLANTS = {
    "V1": 4,
    "V2": 3,
    "V3": 9,
    "V4": 2,
    "V5": 4,
    "V6": 3,
    "V7": 3,
    "V8": 2,
    "V9": 1,
    "V10": 2,
    "V11": 3,
    "V12": 2,
}
PLANTED_FROM = dt.timedelta(days=150)
"""A year that is younger has no dossiers old enough to have gone wrong."""
MARRIED, BIRTH, RESIDENCE, POOR = "1.004873", "1.001193", "1.004222", "1.011607"
"""Procedures of the small catalogue: three working days, within the day, seven working days, fifteen days."""
SUPPLEMENT = Guidance(("Giấy tờ làm căn cứ giải quyết (minh họa)",), "Bản sao không rõ chữ (minh họa)")
LATE = "Cán bộ thẩm tra đi công tác, chưa kịp hoàn thành (minh họa)"


@dataclass(frozen=True, slots=True)
class Building:
    """What is to be built; `steps` are to be taken in their order, after units and people are there."""

    scope: Scope
    seed: int

    @property
    def steps(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """What each step does, in the words of the screen, and the step."""
        return (
            ("Một cửa: một năm hồ sơ minh họa", self.year),
            ("Một cửa: hồ sơ đang chờ xử lý hôm nay", self.today),
            ("Một cửa: rà soát vi phạm, đánh giá", self.search),
        )

    def run(self) -> None:
        """All steps at once."""
        for _title, step in self.steps:
            step()

    def year(self) -> None:
        """The synthetic year; its violations only where the year is old enough for them."""
        now = clock.now()
        old = now.date() - dt.date(now.year, 1, 1) >= PLANTED_FROM
        asked = Asked(DOSSIERS, self.seed, now.year, COUNTERS, PLANTS if old else {})
        for _passed in generation(self.scope, asked, among_real=True).run():
            pass

    @transaction.atomic
    def today(self) -> None:
        """Dossiers of the commune that got its people first, one for each thing that may wait on a desk."""
        of_communes = (
            one
            for one in counters(self.scope, COUNTERS)
            if MARRIED in {matter.code for matter in one.office.matters}
        )
        first = min(of_communes, key=lambda one: min(receiver.id for receiver in one.office.receivers))
        _Desk(first, clock.now()).work()

    def search(self) -> None:
        """What every night does: violations and the points of settled dossiers, counter by counter."""
        year = clock.today().year
        for unit in detection.counters(self.scope, year):
            violations.refresh(unit.pk, year)


class _Desk:
    """The people of a commune at work in the last days."""

    def __init__(self, counter: Counter, now: dt.datetime) -> None:
        self.counter, self.now = counter, now.astimezone(clock.VIETNAM)
        self._people = {role: self._scope(role) for role in (Role.ONE_STOP_OFFICER, Role.DOSSIER_HANDLER)}
        today = self.now.date()
        self.days = Days(counter.office.clock, today - dt.timedelta(days=90), today + dt.timedelta(days=60))
        here = self.days.index(today)
        worked = here < len(self.days.all) and self.days.all[here] == today
        self.last = here if worked and self.now.hour >= 10 else here - 1
        self.people = 5_000_000

    @property
    def officer(self) -> Scope:
        """Whoever receives, on the day that is told: codes and receipts bear it."""
        return replace(self._people[Role.ONE_STOP_OFFICER], today=clock.today())

    @property
    def handler(self) -> Scope:
        return replace(self._people[Role.DOSSIER_HANDLER], today=clock.today())

    def work(self) -> None:
        # Due within a day, late, and late with an apology that waits for a signature.
        self._handed_over(MARRIED, days_ago=2)
        self._handed_over(MARRIED, days_ago=3)
        self._handed_over(MARRIED, days_ago=9)
        self._handed_over(RESIDENCE, days_ago=14)
        self._apology_to_sign()
        # Waits for the applicant.
        asked = self._handed_over(RESIDENCE, days_ago=3)
        with self._on(1, 14):
            waiting.ask_supplement(self.handler, asked.pk, asked.version, SUPPLEMENT)
        # At the counter: registered online, received and not handed over, settled and not fetched.
        with self._on(0):
            intake.register(self.officer, self._intake(BIRTH, Channel.ONLINE))
            intake.register(self.officer, self._intake(MARRIED, Channel.ONLINE))
            intake.receive(self.officer, self._intake(POOR))
        self._interlinked()

    def _apology_to_sign(self) -> None:
        dossier = self._handed_over(MARRIED, days_ago=2)
        with self._on(0):
            dossier.refresh_from_db()
            assert dossier.due_at is not None
            after = self.days.index(max(dossier.due_at, self.now).astimezone(clock.VIETNAM).date())
            new_day = self.days.all[after + 3]
            apologies.draft(self.handler, dossier.pk, dossier.version, Apology(LATE, new_day))

    def _interlinked(self) -> None:
        """Birth and residence of a child: one date for the parents, each part with its own clock."""
        with self._on(1):
            parent = self._person()
            parts = [
                Part(self._intake(BIRTH, whom=parent)),
                Part(self._intake(RESIDENCE, whom=parent), after=(0,)),
            ]
            groups.receive_group(
                self.officer, "Khai sinh, đăng ký thường trú cho trẻ em (liên thông, minh họa)", parts
            )

    def _handed_over(self, code: str, days_ago: int) -> Dossier:
        with self._on(days_ago):
            dossier = intake.receive(self.officer, self._intake(code))
            assert self.handler.user_id is not None
            unit_id = Post.objects.filter(
                user_id=self.handler.user_id, role=Role.DOSSIER_HANDLER
            ).values_list("unit_id", flat=True)[0]
            return steps.hand_over(
                self.officer,
                dossier.pk,
                dossier.version,
                self.handler.user_id,
                handling_unit_id=unit_id,
            )

    def _intake(self, code: str, channel: Channel = Channel.DIRECT, whom: Person | None = None) -> Intake:
        locality = self._locality
        version = Version.objects.get(
            procedure__locality_id=locality, procedure__code=code, valid_to__isnull=True
        )
        return Intake(
            unit_id=self.counter.unit.pk,
            version_id=version.pk,
            person=whom or self._person(),
            channel=channel.value,
            content="Minh họa",
            papers=[PaperIn(paper.pk) for paper in version.papers.filter(required=True).order_by("order")],
            fees=[
                FeeIn(fee.pk, paid=True) for fee in version.fees.all() if fee.channel in (None, channel.value)
            ],
        )

    def _person(self) -> Person:
        self.people += 1
        one = person(self.people)
        return Person(one.name, one.number, birth_date=one.birth_date, phone=one.phone)

    @property
    def _locality(self) -> int:
        return int(self.counter.unit.path.split("/", 1)[0])

    def _scope(self, role: Role) -> Scope:
        staff = {one.id for desk in self.counter.office.desks for one in desk.handlers}
        people = staff if role is Role.DOSSIER_HANDLER else {one.id for one in self.counter.office.receivers}
        post = Post.objects.filter(user_id__in=people, role=role).select_related("user").order_by("pk")[0]
        return scope_of(post.user)

    @contextmanager
    def _on(self, days_ago: int, hour: int = 9) -> Iterator[None]:
        """Within, it is that hour so many working days before the last one that has come."""
        with clock.told(self.days.all[self.last - days_ago], hour):
            yield
