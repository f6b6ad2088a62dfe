"""The seven layers of each leaf of a unit side by side, and who changed a leaf, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.apps.parindex.models import Participant
from caicach.apps.parindex.queries.appraisal import LARGEST_ID
from caicach.apps.parindex.queries.comments import voices
from caicach.apps.parindex.queries.common import READ, Reach, participants, trimmed
from caicach.apps.parindex.queries.loading import framework_of, last_year_of, layers_of
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import day_of_year, find_in_year, latest
from caicach.core.parindex import Framework, Node, layers
from caicach.core.parindex.layers import LAYER_WORDS, Layer
from caicach.core.parindex.process import DISPUTABLE, FINAL, Stage
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.audit.models import Entry
from caicach.platform.wording import language

MOST_ENTRIES = 200
AGREED = "appraisal.agreed"
# Inputs are told only to whoever reads facts; points and questions to whoever reads results.
_OF_COMMENTS = "comment."
_OF_RESULTS = ("appraisal.", "question.", "dispute.", "council.", "result.")


@dataclass(frozen=True, slots=True)
class LeafLayers:
    """A leaf with its points in each layer; a layer that is not there was never set, None says "does not apply"."""

    leaf: Node
    name: str
    points: Mapping[Layer, Decimal | None]
    last_max: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """What counts minus the self-score."""
        return layers.difference(self.points)

    @property
    def since_last_year(self) -> Decimal | None:
        """What counts minus last year's points; None where the maximum was another, so that they do not compare."""
        if self.last_max != self.leaf.max_points:
            return None
        return layers.difference(self.points, Layer.LAST_YEAR)


@dataclass(frozen=True, slots=True)
class UnitLayers:
    """All leaves of a unit in printed order, or those with the largest difference first."""

    participant: Participant | None
    unit_id: int
    unit: str
    path: str
    year: int
    framework: Framework | None = None
    leaves: tuple[LeafLayers, ...] = ()
    may_dispute: bool = False

    @property
    def taken(self) -> Decimal:
        """The points that the unit gave itself and that do not count."""
        return -sum((one for one in self._differences if one < 0), Decimal(0))

    @property
    def added(self) -> Decimal:
        return sum((one for one in self._differences if one > 0), Decimal(0))

    @property
    def _differences(self) -> list[Decimal]:
        return [one.difference for one in self.leaves if one.difference is not None]

    @property
    def differing(self) -> int:
        return sum(1 for one in self.leaves if one.difference)


def unit_layers(scope: Scope, year: int, unit_id: int, *, by_difference: bool = False) -> UnitLayers:
    """The layers of a unit's leaves. NotFound outside the reach of the scope, Refused for whoever reads no results."""
    scope.require(READ)
    if unit_id > LARGEST_ID:
        raise NotFound
    member = (
        participants(day_of_year(year, scope.today), unit_id=unit_id, round__year=year)
        .select_related("unit", "round__framework__previous", "round__locality")
        .defer("round__framework__document", "round__framework__previous__document")
        .first()
    )
    if member is None or not Reach(scope).opens(member.path, member.unit.valid_to):
        unit = find_in_year(scope, year, unit_id)
        if not Reach(scope).opens(unit.path, unit.valid_to):
            raise NotFound
        return UnitLayers(None, unit_id, unit.shown_name, unit.path, year)
    framework = framework_of(member.round.framework)
    found = list(_leaves(member, framework))
    if by_difference:
        found.sort(key=lambda one: -abs(one.difference or Decimal(0)))
    name = member.name_then or member.unit.name
    path = member.path or ""
    may_dispute = Stage(member.stage) in DISPUTABLE and scope.may(Permission.SELF_SCORE_LOCK, path)
    return UnitLayers(member, unit_id, name, path, year, framework, tuple(found), may_dispute)


def leaf_history(
    scope: Scope, year: int, unit_id: int, code: str
) -> tuple[UnitLayers, LeafLayers, list[Entry]]:
    """A leaf with its layers and the trail of it, newest first.

    Whoever reads results of the unit reads who gave which points and why; who entered which figure, whoever reads its facts.
    """
    shown = unit_layers(scope, year, unit_id)
    leaf = next((one for one in shown.leaves if one.leaf.code == code), None)
    if leaf is None or shown.participant is None:
        raise NotFound(_("Không có tiêu chí %(code)s trong bảng các lớp điểm của đơn vị.") % {"code": code})
    entries = _trail(shown.participant.pk, code)
    if not voices(scope, shown.participant, _placed(shown)).reads(leaf.leaf):
        entries = [one for one in entries if not one.action.startswith(_OF_COMMENTS)]
    if not scope.may(Permission.FACTS_READ, shown.path, leaf.leaf.agency):
        entries = [one for one in entries if one.action.startswith((*_OF_RESULTS, _OF_COMMENTS))]
    return shown, leaf, entries


def _placed(shown: UnitLayers) -> Unit:
    unit = latest(shown.unit_id)
    assert unit is not None
    return unit


def _trail(participant_id: int, code: str) -> list[Entry]:
    """What was done to the leaf alone, and what was agreed with together with other leaves of the unit."""
    alone = Q(subject_kind="fact", subject_id=f"{participant_id}:{code}")
    together = Q(subject_kind="participant", subject_id=str(participant_id), action=AGREED)
    rows = Entry.objects.filter(alone | together).order_by("-sequence")[:MOST_ENTRIES]
    return [one for one in rows if one.action != AGREED or code in one.values_after]


def layer_words(layer: Layer) -> str:
    """A layer in the reader's language."""
    return LAYER_WORDS[layer].text(language())


def _leaves(member: Participant, framework: Framework) -> list[LeafLayers]:
    stored = layers_of(member.round, [member.pk]).get(member.pk, {})
    before = last_year_of(member.round, [member.pk]).get(member.pk)
    is_final = Stage(member.stage) in FINAL
    found = []
    for leaf in framework.leaves:
        points = dict(stored.get(leaf.code, {}))
        was = before.leaves.get(leaf.code) if before else None
        if was is not None:
            points[Layer.LAST_YEAR] = was[0]
        if is_final and points.keys() & {Layer.SELF, *layers.DECIDING}:
            points[Layer.FINAL] = layers.settled(points)
        found.append(
            LeafLayers(
                leaf, leaf.words.text(language()), points, trimmed(was[1]) if was is not None else None
            )
        )
    return found
