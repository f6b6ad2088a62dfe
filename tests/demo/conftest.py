"""One demonstration for the tests that look at it; what they change in it is seen by nobody else."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

import demonstration
import once
from caicach.apps.accountability.demo import building as follow_up
from caicach.apps.dossiers.demo import building as one_stop
from caicach.apps.parindex.demo.building import Building, Options
from demonstration import COMMUNES

HASHER_OF_THE_COMMAND = "django.contrib.auth.hashers.PBKDF2PasswordHasher"


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The demonstration with its usual seed and a few communes.

    On SQLite, where offices have theirs, a copy of the one that the command made; elsewhere built here by the same steps.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            yield from _standing_on(
                str(demonstration.copied(tmp_path_factory.mktemp("demo")) / once.DATABASE)
            )
        else:
            yield from _built_here()


def _standing_on(file: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = file
    with override_settings(PASSWORD_HASHERS=[*settings.PASSWORD_HASHERS, HASHER_OF_THE_COMMAND]):
        yield
    connection.close()
    connection.settings_dict["NAME"] = usual


def _built_here() -> Iterator[None]:
    with transaction.atomic():
        building = Building(Options(communes=COMMUNES))
        building.run()
        follow_up.build(building.scope)
        one_stop.Building(building.scope, building.options.seed).run()
        building.count()
        yield
        transaction.set_rollback(True)
