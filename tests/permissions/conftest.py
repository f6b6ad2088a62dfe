"""One world for all cells of the table; what a cell changes is rolled back before the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest
from pytest_django import DjangoDbBlocker

from caicach.apps.units.queries import scope_of_user
from caicach.platform import clock
from caicach.platform.access import loading, pages

from .asking import Asking
from .world import TODAY, World, build


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who may do what does not depend on the database: once is enough, so not on PostgreSQL again."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.own_markers[:] = [mark for mark in item.own_markers if mark.name != "databases"]


class WordsOfFault:
    """In place of the pages 403 and 404, which are tested where they are made: their words without the frame of the screen."""

    def render(self, context: dict[str, Any], request: HttpRequest) -> str:
        return " ".join(str(context[name]) for name in ("title", "message", "way_out", "problems"))


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
            patch.setattr(pages, "select_template", lambda names: WordsOfFault())
            yield made
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def asking(world: World) -> Asking:
    return Asking(world)
