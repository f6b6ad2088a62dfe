"""What is still owed in the parts of a round, for all its units at once: leaves without figures, answers, appraised points.

For the job that reminds everybody; nobody is asked for permission here. As many queries for 148 units as for one.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from caicach.apps.parindex.models import LeafPoints, Participant, Question, Round
from caicach.apps.parindex.queries.common import participants
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.queries.process import deadline
from caicach.core.parindex.layers import Layer
from caicach.core.parindex.process import DEADLINE_OF_STAGE, Stage

Codes = Mapping[int, tuple[str, ...]]
"""Participant -> leaves, in printed order."""


@dataclass(frozen=True, slots=True)
class Owing:
    """The units of a round that have not come past a part of the process: participants with their latest `path`."""

    round: Round
    part: str
    members: tuple[Any, ...]

    @property
    def due(self) -> dt.date:
        """The deadline of the part, which `owing` is only asked for where there is one."""
        stated = deadline(self.round, self.part)
        assert stated is not None
        return stated


def rounds_with_deadlines(today: dt.date) -> list[Round]:
    """The rounds of this year and of the one before it, which is finished in the first months. One query."""
    found = Round.objects.filter(year__gte=today.year - 1).exclude(deadlines={})
    return list(found.select_related("framework", "locality").defer("framework__document").order_by("pk"))


def owing(round: Round, parts: Collection[str], today: dt.date) -> list[Owing]:
    """For each of the parts that some units still owe: these units. One query."""
    stages = [stage for stage, part in DEADLINE_OF_STAGE.items() if part in parts]
    found = participants(today, round=round, stage__in=stages, not_ranked="").select_related("unit")
    by_part: defaultdict[str, list[Any]] = defaultdict(list)
    for member in found.order_by("pk"):
        member.round = round
        by_part[DEADLINE_OF_STAGE[Stage(member.stage)]].append(member)
    return [Owing(round, part, tuple(by_part[part])) for part in parts if part in by_part]


def unanswered(members: Collection[Participant]) -> Codes:
    """The leaves that units have been asked about and have not answered. One query."""
    return _asked(members, answered_at__isnull=True)


def not_appraised(round: Round, members: Collection[Participant], layer: Layer) -> Codes:
    """The leaves that wait for an appraiser: all of the units' own in the first appraisal, those asked about in the second."""
    own = [leaf.code for leaf in framework_of(round.framework).leaves if leaf.kind != "survey"]
    given = LeafPoints.objects.filter(participant__in=members, layer=layer, edition=F("participant__edition"))
    done = set(given.values_list("participant_id", "code"))
    expected = _asked(members) if layer is Layer.APPRAISED_2 else {one.pk: tuple(own) for one in members}
    return {one: tuple(code for code in codes if (one, code) not in done) for one, codes in expected.items()}


def _asked(members: Collection[Participant], **narrowed: bool) -> Codes:
    found = Question.objects.filter(participant__in=members, edition=F("participant__edition"), **narrowed)
    codes: defaultdict[int, list[str]] = defaultdict(list)
    for one, code in found.order_by("pk").values_list("participant_id", "code"):
        codes[one].append(code)
    return {one: tuple(own) for one, own in codes.items()}
