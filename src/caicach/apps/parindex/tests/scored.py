"""A scored province for the tests of results: two years of six communes, one of them without an input, and people in every place.

Made once for a module (`world`, see the tests that use it); what a test changes is rolled back with the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from caicach.apps.parindex.actions.targets import set_target
from caicach.apps.parindex.models import Round
from caicach.apps.parindex.tests import factories
from caicach.apps.parindex.tests.factories import SYSTEM, TODAY, Province
from caicach.apps.units.models import Unit
from caicach.core.parindex import Framework
from caicach.platform import clock
from caicach.platform.access import Role, Scope

OPEN_LEAF = "1.1.1"
OWN_LEAF = "3.3.1"


@dataclass
class World:
    """`place` is scored in 2025 and 2026, `elsewhere` in 2026. The second commune of `place` lacks OPEN_LEAF in 2026."""

    place: Province
    elsewhere: Province
    framework: Framework
    last: Round
    this: Round

    @property
    def own(self) -> Unit:
        return self.place.communes[0]

    @property
    def incomplete(self) -> Unit:
        return self.place.communes[1]

    @property
    def sister(self) -> Unit:
        return self.place.communes[2]

    @property
    def foreign(self) -> Unit:
        return self.elsewhere.communes[0]

    def scope(self, username: str) -> Scope:
        return self.place.scope(username)

    def client(self, username: str) -> Client:
        client = Client()
        client.force_login(self.place.people[username], backend="django.contrib.auth.backends.ModelBackend")
        return client


def build() -> World:
    framework = factories.framework()
    place, elsewhere = factories.province(communes=6), factories.province("Tỉnh Khác", communes=2)
    last = factories.scored_round(place, 2025, framework, level=0.7)
    this = factories.scored_round(place, 2026, framework, without={place.communes[1].name: (OPEN_LEAF,)})
    factories.scored_round(elsewhere, 2026, framework)
    people(place)
    set_target(SYSTEM, place.communes[0].pk, 2026, "par_index", Decimal(80), True, None, "KH 12/KH-UBND")
    return World(place, elsewhere, framework, last, this)


def people(place: Province) -> None:
    own, incomplete = place.communes[:2]
    for username, role in (
        ("chu-tich", Role.CHAIR),
        ("bo-chi-so", Role.FRAMEWORK_MANAGER),
        ("thanh-tra", Role.INSPECTOR),
        ("quan-tri", Role.ADMINISTRATOR),
        ("tra-cuu", Role.READER),
    ):
        factories.person(place, username, role)
    factories.person(place, "tham-dinh", Role.APPRAISER, fields=["tu_phap"])
    for username, role in (
        ("lanh-dao", Role.UNIT_HEAD),
        ("dau-moi", Role.FOCAL_OFFICER),
        ("nguoi-giao", Role.ASSIGNEE),
        ("doc-xa", Role.READER),
    ):
        factories.person(place, username, role, own)
    factories.person(place, "dau-moi-thieu", Role.FOCAL_OFFICER, incomplete)
    factories.person(place, "nguoi-giao-thieu", Role.ASSIGNEE, incomplete)
    factories.notice(own, {"3": place.people["dau-moi"], OWN_LEAF: place.people["nguoi-giao"]})
    factories.notice(incomplete, {OPEN_LEAF: place.people["nguoi-giao-thieu"]})


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(clock, "today", lambda: TODAY)
        with transaction.atomic():
            yield build()
            transaction.set_rollback(True)
