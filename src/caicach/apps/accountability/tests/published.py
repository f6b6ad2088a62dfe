"""A province whose rounds of 2024 and 2025 are published, for the tests of what follows from it.

By the small set of the index. In 2025 the first commune scores 0 at 1.2 (in charge: "can-bo"), less than last year at 1.1 (in
charge: its head) and 0 at 2.2 (nobody), so that its index fell; the second commune is at its maximum everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from caicach.apps.parindex.actions import appraisal, council, evidence, facts, process, publication
from caicach.apps.parindex.models import Participant, Publication, Round
from caicach.apps.parindex.tests import factories, papers, small
from caicach.apps.parindex.tests.factories import SYSTEM, TODAY, Province
from caicach.apps.parindex.tests.walking import LEAVES
from caicach.apps.units.actions import UnitData, create_unit
from caicach.apps.units.models import Unit
from caicach.platform import clock
from caicach.platform.access import Role, Scope

D = Decimal
PUBLISHED_ON = dt.date(2026, 10, 1)
"""Fifty days before the day of the tests: the plan has been due, the first report is open."""
FULL: Mapping[str, Any] = {
    "1.2": {"num": 50, "den": 50},
    "1.3": {"items": [True, True]},
    "2": {"overdue": 0},
    "2.1": {"done": True},
    "2.2": {"option": 0},
    "2.3": {"points": D(1), "reason": "theo biên bản"},
    "2.10": {"value": 5},
}
WORSE = {"1.2": {"num": 0, "den": 50}, "2.2": {"option": 1}}
LOST = {"1.1": D(1), "1.2": D(2), "2.2": D(1)}
"""What the first commune lost in 2025, by leaf."""


@dataclass
class World:
    """`published` is the publication of 2025."""

    place: Province
    published: Publication
    division: Unit

    @property
    def own(self) -> Unit:
        return self.place.communes[0]

    @property
    def sister(self) -> Unit:
        return self.place.communes[1]

    @property
    def member(self) -> Participant:
        return small.member(self.published.round, self.own)

    def scope(self, username: str, today: dt.date = TODAY) -> Scope:
        return self.place.scope(username, today)

    def client(self, username: str) -> Client:
        client = Client()
        client.force_login(self.place.people[username], backend="django.contrib.auth.backends.ModelBackend")
        return client


def build() -> World:
    place = factories.province(communes=2)
    people(place)
    division = create_unit(
        SYSTEM, UnitData("division", "Phòng Văn hóa", factories.SINCE, parent_id=place.communes[0].pk)
    )
    factories.notice(
        place.communes[0], {"1.2": place.people["can-bo"], "1.1": place.people["lanh-dao"]}, "12/TB-UBND"
    )
    publish(place, 2024, dt.date(2025, 3, 1), {})
    made = publish(place, 2025, PUBLISHED_ON, {place.communes[0].pk: WORSE}, late=place.communes[0])
    return World(place, made, division)


def people(place: Province) -> None:
    own, sister = place.communes
    for username, role, unit in (
        ("chu-tich", Role.CHAIR, None),
        ("hoi-dong", Role.COUNCIL_MEMBER, None),
        ("bo-chi-so", Role.FRAMEWORK_MANAGER, None),
        ("thanh-tra", Role.INSPECTOR, None),
        ("quan-tri", Role.ADMINISTRATOR, None),
        ("tra-cuu", Role.READER, None),
        ("lanh-dao", Role.UNIT_HEAD, own),
        ("dau-moi", Role.FOCAL_OFFICER, own),
        ("can-bo", Role.ASSIGNEE, own),
        ("dong-nghiep", Role.ASSIGNEE, own),
        ("lanh-dao-ben", Role.UNIT_HEAD, sister),
        ("dau-moi-ben", Role.FOCAL_OFFICER, sister),
    ):
        factories.person(place, username, role, unit)


def publish(
    place: Province, year: int, day: dt.date, worse: Mapping[int, Mapping[str, Any]], late: Unit | None = None
) -> Publication:
    """A round of all communes taken to its decision; `late` issued its plan late and so lost a point at 1.1."""
    return decided(small.opened(place, year), day, worse, late)


def decided(
    made: Round, day: dt.date, worse: Mapping[int, Mapping[str, Any]], late: Unit | None = None
) -> Publication:
    """A round by the small set, from its facts to its decision; `worse` are inputs by unit that are not the best."""
    year = made.year
    members = list(Participant.objects.filter(round=made).select_related("unit").order_by("pk"))
    units = []
    for member in members:
        month = 3 if member.unit == late else 1
        stated = {"1.1": {"date": f"{year}-0{month}-20"}, **FULL, **worse.get(member.unit_id, {})}
        units.append({"unit": member.unit.name, "inputs": stated})
    facts.load(SYSTEM, made.pk, {"year": year, "units": units}, source="Số liệu của kiểm thử")
    for member in members:
        report = papers.shelved(member.unit, f"bao-cao-{year}").pk
        evidence.attach_to_several(SYSTEM, member.pk, LEAVES, report)
        process.lock(SYSTEM, member.pk, report)
        process.start_appraisal(SYSTEM, member.pk)
    appraisal.agree(SYSTEM, made.pk, LEAVES, [one.pk for one in members])
    for member in members:
        process.refer(SYSTEM, member.pk)
    council.approve(SYSTEM, made.pk, f"01/BB-HĐTĐ-{year}", day, [one.pk for one in members])
    return publication.publish(SYSTEM, made.pk, f"15/QĐ-UBND-{year}", day)


def correct(world: World, **points: Decimal) -> Publication:
    """Correct points of the first commune by a new decision."""
    changes = {code: (given, "khiếu nại đúng") for code, given in points.items()}
    return publication.correct(
        world.scope("chu-tich"),
        world.published.round_id,
        "31/QĐ-UBND",
        TODAY,
        "đơn vị khiếu nại đúng",
        {world.member.pk: changes},
    )


def running(world: World) -> Round:
    """The round of 2026 with the figures of the first commune as they stand now: 1.2 is back at its maximum."""
    made = small.opened(world.place, 2026)
    member = small.member(made, world.own)
    for code, inputs in ({"1.1": {"date": "2026-03-20"}} | dict(FULL)).items():
        facts.enter(SYSTEM, member.pk, code, inputs)
    return made


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for a module; what a test changes is rolled back with the test."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(clock, "today", lambda: TODAY)
        with transaction.atomic():
            yield build()
            transaction.set_rollback(True)
