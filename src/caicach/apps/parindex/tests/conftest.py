"""A province with its people, signed in as anybody of them, on a fixed day."""

import copy
from dataclasses import dataclass

import pytest
from django.test import Client

from caicach.apps.parindex.actions import frameworks
from caicach.apps.parindex.models import FrameworkVersion, Participant, Round
from caicach.apps.parindex.tests import appraising, factories, self_scored, small, walking
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


# --- the first commune on its way through its self-score, by its own people ---


@pytest.fixture
def people(place: Province) -> Province:
    return self_scored.staff(place)


@pytest.fixture
def member(made: Round, people: Province) -> Participant:
    return small.member(made, people.communes[0])


@pytest.fixture
def ready(member: Participant, people: Province) -> Participant:
    return self_scored.make_ready(member, people)


@pytest.fixture
def locked(ready: Participant, people: Province) -> Participant:
    return self_scored.make_locked(ready, people)


@pytest.fixture
def explaining(locked: Participant, people: Province) -> Participant:
    return self_scored.make_explaining(locked, people)


# --- made once for a module of tests, copied for each ---


@dataclass(frozen=True)
class Going:
    """A round on its way, with the province whose people work on it and the units that have come furthest."""

    place: Province
    made: Round
    members: list[Participant]


@pytest.fixture(scope="module")
def kept_appraisal(kept_data: None) -> Going:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: factories.TODAY)
        place = appraising.peopled()
        made = appraising.begun(place)
        return Going(place, made, [appraising.member(made, place, number) for number in range(2)])


@pytest.fixture
def in_appraisal(kept_appraisal: Going, db: None) -> Going:
    """Two units that are being appraised, two that still score themselves."""
    return copy.deepcopy(kept_appraisal)


@pytest.fixture(scope="module")
def kept_council(kept_data: None) -> Going:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: factories.TODAY)
        place, made = walking.with_council()
        return Going(place, made, walking.all_before_the_council(made))


@pytest.fixture
def before_council(kept_council: Going, db: None) -> Going:
    """Both units of a round wait for the council."""
    return copy.deepcopy(kept_council)
