"""A province with its people, signed in as anybody of them, on a fixed day."""

import pytest
from django.test import Client

from caicach.apps.parindex.actions import frameworks
from caicach.apps.parindex.models import FrameworkVersion, Round
from caicach.apps.parindex.tests import factories, small
from caicach.apps.parindex.tests.factories import Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.platform import clock
from caicach.platform.access import Role


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: factories.TODAY)


@pytest.fixture
def place() -> Province:
    made = factories.province()
    factories.person(made, "quan-tri-bo", Role.FRAMEWORK_MANAGER)
    factories.person(made, "dau-moi", Role.FOCAL_OFFICER, made.communes[0])
    factories.person(made, "dau-moi-tinh", Role.FOCAL_OFFICER)
    factories.person(made, "chu-tich", Role.CHAIR)
    return made


@pytest.fixture
def opened(place: Province) -> Opened:
    def login(username: str) -> Client:
        client = Client()
        client.force_login(place.people[username], "django.contrib.auth.backends.ModelBackend")
        return client

    return login


@pytest.fixture
def made(place: Province) -> Round:
    return small.opened(place)


@pytest.fixture
def version(place: Province) -> FrameworkVersion:
    """A version that no year uses."""
    small.version()
    return frameworks.new_version(place.scope("quan-tri-bo"), small.CODE, "XA-2027", 2027)
