"""Units in an appraisal with the people who score and lead it, for the tests of its queries, pages and API."""

from __future__ import annotations

from caicach.apps.parindex.actions import process
from caicach.apps.parindex.models import Participant, Round
from caicach.apps.parindex.tests import factories, small, walking
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.platform.access import Role

LEAF = "1.2"
"""The leaf of the field of "tu-phap"; "noi-vu" scores 1.1, and no appraiser the others."""


def peopled() -> Province:
    place = factories.province()
    factories.person(place, "dau-moi", Role.FOCAL_OFFICER, place.communes[0])
    factories.person(place, "lanh-dao", Role.UNIT_HEAD, place.communes[0])
    factories.person(place, "doc-xa", Role.READER, place.communes[0])
    factories.person(place, "thu-ky", Role.COUNCIL_SECRETARY)
    factories.person(place, "chu-tich", Role.CHAIR)
    factories.person(place, "noi-vu", Role.APPRAISER, fields=["noi_vu"])
    factories.person(place, "tu-phap", Role.APPRAISER, fields=["tu_phap"])
    return place


def begun(place: Province, units: int = 2) -> Round:
    """A round in which the first `units` communes are being appraised and the others still score themselves."""
    made = small.opened(place)
    for unit in place.communes[:units]:
        member = small.member(made, unit)
        walking.locked(member)
        process.start_appraisal(SYSTEM, member.pk)
    return made


def member(made: Round, place: Province, number: int = 0) -> Participant:
    return small.member(made, place.communes[number])
