"""One world for all cells of the table; what a cell changes is rolled back before the next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from caicach.apps.units.queries import scope_of_user
from caicach.platform import clock
from caicach.platform.access import loading

from .asking import Asking
from .world import TODAY, World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(clock, "today", lambda: TODAY)
        with transaction.atomic():
            made = build()
            # The posts of these people do not change: their scopes are loaded once for all requests, which saves a quarter.
            known = {scope.user_id: scope for scope in made.scopes.values()}
            patch.setattr(
                loading,
                "_loader",
                lambda dotted: lambda user, today: known.get(user.pk) or scope_of_user(user, today),
            )
            yield made
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def asking(world: World) -> Asking:
    return Asking(world)
