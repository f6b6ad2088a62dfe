"""One demonstration for the tests that look at it: built once for a module, taken back at its end."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from caicach.apps.accountability.demo import building as follow_up
from caicach.apps.dossiers.demo import building as one_stop
from caicach.apps.parindex.demo.building import Building, Options

COMMUNES = 20
"""Enough for every story to be told; the eleven communes with published figures are among them."""


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Building]:
    """The demonstration with its usual seed and a few communes, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        building = Building(Options(communes=COMMUNES))
        building.run()
        follow_up.build(building.scope)
        one_stop.Building(building.scope, building.options.seed).run()
        yield building
        transaction.set_rollback(True)
