"""Readers for the tests of the shell, signed in, with posts that the tests give them."""

from __future__ import annotations

import pytest
from django.test import Client

from caicach.platform import navigation, search, worklist
from caicach.platform.access import Role
from caicach.platform.conftest import Person, person, post
from caicach.platform.navigation import Entry, Section
from caicach.web import figures, switchers

__all__ = ["person"]


@pytest.fixture(autouse=True)
def _own_registries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell alone: what the apps have registered stays out."""
    monkeypatch.setattr(worklist, "_providers", [])
    monkeypatch.setattr(search, "_providers", [])
    monkeypatch.setattr(figures, "_providers", [])
    monkeypatch.setattr(switchers, "_year_providers", [])
    monkeypatch.setattr(switchers, "_unit_pages", [])
    monkeypatch.setattr(navigation, "_entries", {})
    navigation.register(Entry(Section.DESK, "Bàn làm việc", "home"))
    navigation.register(Entry(Section.ADMINISTRATION, "Kiểu dáng", "style_guide"))


@pytest.fixture
def administrator(client: Client, person: Person) -> Client:
    client.force_login(
        person("quantri", post(Role.ADMINISTRATOR)), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


@pytest.fixture
def reader(client: Client, person: Person) -> Client:
    client.force_login(
        person("an", post(Role.READER), post(Role.CHAIR)), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client
