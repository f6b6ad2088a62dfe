"""A unit on its way through the round, for the tests of its screens and of its API."""

from __future__ import annotations

from caicach.apps.parindex.actions import appraisal, evidence, facts, process
from caicach.apps.parindex.models import Participant
from caicach.apps.parindex.tests import factories, papers
from caicach.apps.parindex.tests.factories import Province
from caicach.apps.parindex.tests.test_process_actions import INPUTS, LEAVES
from caicach.platform.access import Role


def staff(place: Province) -> Province:
    """Who takes part in the process beside the people of `place`."""
    factories.person(place, "lanh-dao", Role.UNIT_HEAD, place.communes[0])
    factories.person(place, "thu-ky", Role.COUNCIL_SECRETARY)
    factories.person(place, "tu-phap", Role.APPRAISER, fields=["tu_phap"])
    factories.person(place, "tra-cuu", Role.READER)
    return place


def make_ready(member: Participant, people: Province) -> Participant:
    """All inputs and an explanation for every leaf."""
    focal = people.scope("dau-moi")
    for code, inputs in INPUTS.items():
        facts.enter(focal, member.pk, code, inputs)
    for code in LEAVES:
        evidence.note(focal, member.pk, code, f"Cách tính tiêu chí {code}")
    return member


def make_locked(ready: Participant, people: Province) -> Participant:
    process.lock(people.scope("lanh-dao"), ready.pk, papers.shelved(ready.unit).pk)
    ready.refresh_from_db()
    return ready


def make_explaining(locked: Participant, people: Province) -> Participant:
    """Asked about leaf 1.2."""
    secretary = people.scope("thu-ky")
    process.start_appraisal(secretary, locked.pk)
    appraisal.question(people.scope("tu-phap"), locked.pk, "1.2", "Số liệu lấy ở đâu?")
    process.ask(secretary, locked.pk)
    locked.refresh_from_db()
    return locked
