"""Units on their way through a round by the small set, taken there by the system itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from caicach.apps.parindex.actions import appraisal, evidence, facts, process
from caicach.apps.parindex.models import Participant, Round
from caicach.apps.parindex.tests import factories, papers, small
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.platform.access import Role

INPUTS: dict[str, dict[str, Any]] = {
    "1.1": {"date": "2026-01-20"},
    "1.2": {"num": 48, "den": 50},
    "1.3": {"items": [True, True]},
    "2": {"overdue": 0},
    "2.1": {"done": True},
    "2.2": {"option": 0},
    "2.3": {"points": Decimal("0.5"), "reason": "theo biên bản"},
    "2.10": {"value": 5},
}
LEAVES = [code for code in INPUTS if code != "2"]


def with_council() -> tuple[Province, Round]:
    """A round of two communes, with the people who bring it from the self-score to the published decision."""
    place = factories.province(communes=2)
    factories.person(place, "lanh-dao", Role.UNIT_HEAD, place.communes[0])
    factories.person(place, "thu-ky", Role.COUNCIL_SECRETARY)
    factories.person(place, "hoi-dong", Role.COUNCIL_MEMBER)
    factories.person(place, "chu-tich", Role.CHAIR)
    return place, small.opened(place)


def stated(member: Participant) -> None:
    """All inputs, and an explanation of every leaf: ready to lock."""
    for code, inputs in INPUTS.items():
        facts.enter(SYSTEM, member.pk, code, inputs)
    for code in LEAVES:
        evidence.note(SYSTEM, member.pk, code, f"Cách tính tiêu chí {code}")


def locked(member: Participant) -> None:
    stated(member)
    process.lock(SYSTEM, member.pk, papers.shelved(member.unit).pk)


def before_the_council(member: Participant) -> None:
    """Locked, appraised as it scored itself, referred to the council."""
    locked(member)
    process.start_appraisal(SYSTEM, member.pk)
    appraisal.agree(SYSTEM, member.round_id, LEAVES, [member.pk])
    process.refer(SYSTEM, member.pk)


def all_before_the_council(made: Round) -> list[Participant]:
    members = list(Participant.objects.filter(round=made).select_related("unit").order_by("pk"))
    for member in members:
        before_the_council(member)
    return members
