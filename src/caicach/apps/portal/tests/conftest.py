"""A province whose results are published, and corrected once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from caicach.apps.parindex.actions import council, publication
from caicach.apps.parindex.models import Participant, Publication
from caicach.apps.parindex.tests import factories, small, walking
from caicach.apps.parindex.tests.factories import SYSTEM, Province

DAY = dt.date(2026, 11, 18)


@dataclass(frozen=True)
class World:
    """Three communes of one province; `first` is the publication, `corrected` what took its place."""

    place: Province
    members: list[Participant]
    first: Publication
    corrected: Publication


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for all tests of a module; what a test changes is rolled back before the next."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _world()
        transaction.set_rollback(True)


def _world() -> World:
    place = factories.province(communes=3)
    made = small.opened(place)
    members = walking.all_before_the_council(made)
    council.approve(SYSTEM, made.pk, "01/BB-HĐTĐ", DAY, [one.pk for one in members])
    first = publication.publish(SYSTEM, made.pk, "15/QĐ-UBND", DAY)
    changes = {members[0].pk: {"2.1": (Decimal(0), "theo kết luận thanh tra")}}
    corrected = publication.correct(SYSTEM, made.pk, "19/QĐ-UBND", DAY, "sửa điểm tiêu chí 2.1", changes)
    return World(place, members, first, corrected)


@pytest.fixture
def anybody() -> Client:
    return Client()
