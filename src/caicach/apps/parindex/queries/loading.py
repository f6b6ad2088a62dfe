"""From stored rows to what `core` computes with: criteria sets, facts, last year, results.

These functions ask nobody for permission: queries and actions that have done so build on them. A unit is known to
`core` by the id of its participant (`str(participant.pk)`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from threading import Lock
from typing import Any

from django.db.models import F

from caicach.apps.parindex.models import (
    Fact,
    FrameworkVersion,
    LeafPoints,
    NodeScore,
    Participant,
    Round,
    UnitScore,
)
from caicach.core.parindex import (
    Framework,
    NodeResult,
    Results,
    UnitResult,
    analysis,
    document,
    evaluate,
    evaluate_unit,
    layers,
    setting_of,
)
from caicach.core.parindex.facts import Facts, LastYear, UnitFacts
from caicach.core.parindex.layers import Layer
from caicach.core.parindex.process import ENTERING, Stage
from caicach.core.parindex.rules.base import Setting
from caicach.core.parindex.rules.comparison import Change, Compare

KEPT = 64
LeafMap = Mapping[str, tuple[str, ...]]


class _Frameworks:
    """Parsed documents by their digest; reading one takes a tenth of a second, and pages need it every time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Framework] = OrderedDict()
        self._lock = Lock()

    def get(self, version: FrameworkVersion) -> Framework:
        with self._lock:
            if version.digest in self._kept:
                self._kept.move_to_end(version.digest)
                return self._kept[version.digest]
        framework = document.read(version.document, version.code)
        with self._lock:
            self._kept[version.digest] = framework
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return framework


_frameworks = _Frameworks()


def digest_of(text: str) -> str:
    """The SHA-256 by which a document is known."""
    return hashlib.sha256(text.encode()).hexdigest()


def framework_of(version: FrameworkVersion) -> Framework:
    """The criteria set of a version; its `document` is read only when the set is not known yet, so it may be deferred."""
    return _frameworks.get(version)


def facts_of(round: Round, only: Participant | None = None, *, annotated: bool = True) -> Facts:
    """The facts of a round, or of one of its participants (then means over all units are not those of the round).

    `annotated` adds to each input its source and whether it is an illustration, for explanations; scoring does without.
    """
    framework = framework_of(round.framework)
    chosen = _participants(round, None) if only is None else [only]
    inputs = _inputs(round, only, annotated)
    before = _last_year_facts(round, framework, chosen)
    units = tuple(
        UnitFacts(
            unit=str(one.pk),
            inputs=inputs.get(one.pk, {}),
            block=one.block,
            last_year=before.get(one.pk, LastYear()),
            not_applicable=frozenset(one.not_applicable),
            bonus=one.bonus,
            penalty=one.penalty,
            attributes={
                name: value if isinstance(value, bool) else Decimal(value)
                for name, value in one.attributes.items()
            },
            not_ranked=one.not_ranked,
        )
        for one in chosen
    )
    return Facts(units, round.year, dates_of(round))


def dates_of(round: Round) -> dict[str, dt.date]:
    """The reference dates that the round states."""
    return {code: dt.date.fromisoformat(value) for code, value in round.dates.items()}


def results_of(round: Round) -> Results:
    """The results of a round, computed now from its facts and from the points that were decided since."""
    return evaluate(framework_of(round.framework), facts_of(round, annotated=False), settled_of(round))


@dataclasses.dataclass(frozen=True, slots=True)
class Computed:
    """One unit with everything `core` asks for to explain and to analyse it."""

    framework: Framework
    setting: Setting
    facts: UnitFacts
    result: UnitResult


def unit_of(participant: Participant, *, annotated: bool = True) -> Computed:
    """One unit computed now, without its rank. Of the others only the values are read that means are made of."""
    round = participant.round
    framework = framework_of(round.framework)
    facts = facts_of(round, participant, annotated=annotated)
    (own,) = facts.units
    others = _compared_values(framework, round, participant.pk)
    setting = setting_of(framework, dataclasses.replace(facts, units=(own, *others)))
    is_open = Stage(participant.stage) in ENTERING
    settled = {} if is_open else settled_of(round, [participant.pk]).get(own.unit, {})
    return Computed(framework, setting, own, evaluate_unit(framework, setting, own, settled))


def _compared_values(framework: Framework, round: Round, without: int) -> tuple[UnitFacts, ...]:
    """The values that `compare` leaves take the mean of, of all units but one."""
    codes = [leaf.code for leaf in framework.leaves if isinstance(leaf.rule, Compare)]
    if not codes:
        return ()
    rows = Fact.objects.filter(participant__round=round, code__in=codes).exclude(participant_id=without)
    inputs: defaultdict[tuple[int, str], dict[str, Any]] = defaultdict(dict)
    for pk, block, code, raw in rows.values_list("participant_id", "participant__block", "code", "inputs"):
        inputs[pk, block][code] = raw
    return tuple(UnitFacts(str(pk), own, block) for (pk, block), own in inputs.items())


def moves_others(framework: Framework, code: str) -> bool:
    """Whether the input of a node decides points of other units too."""
    node = framework.by_code.get(code)
    return node is not None and isinstance(node.rule, Compare)


def results_digest(round_id: int) -> str:
    """SHA-256 over everything that is stored of the units' results, to see whether any of it changed."""
    rows = UnitScore.objects.filter(participant__round_id=round_id).order_by("participant_id")
    told = (
        "participant_id",
        "points",
        "max_points",
        "bonus",
        "penalty",
        "index",
        "rank",
        "peers",
        "class_name",
        "digest",
    )
    return digest_of("\n".join("|".join(map(str, row)) for row in rows.values_list(*told)))


def layers_of(
    round: Round, participants: Collection[int] | None = None
) -> dict[int, dict[str, dict[Layer, Decimal | None]]]:
    """The points of every layer by participant and leaf, of units that have locked their self-score."""
    rows = LeafPoints.objects.filter(participant__round=round, edition=F("participant__edition"))
    rows = rows.exclude(participant__stage__in=ENTERING)
    if participants is not None:
        rows = rows.filter(participant_id__in=participants)
    found: defaultdict[int, defaultdict[str, dict[Layer, Decimal | None]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for participant, code, layer, points in rows.values_list(
        "participant_id", "code", "layer", "points"
    ).iterator():
        found[participant][code][Layer(layer)] = points
    return {participant: dict(leaves) for participant, leaves in found.items()}


def settled_of(round: Round, participants: Collection[int] | None = None) -> dict[str, dict[str, Decimal]]:
    """What `core` takes as decided: of each unit that has locked its self-score the points that count, leaf by leaf.

    A leaf that does not apply, or that was handed in without points, is left to its facts until somebody decides it.
    """
    return {
        str(participant): {
            code: points for code, own in leaves.items() if (points := layers.settled(own)) is not None
        }
        for participant, leaves in layers_of(round, participants).items()
    }


def round_before(round: Round) -> Round | None:
    """The round of the year before in the same locality for the same kind of unit."""
    found = Round.objects.select_related("framework").defer("framework__document")
    return found.filter(locality_id=round.locality_id, year=round.year - 1, subject=round.subject).first()


def leaf_map(new: FrameworkVersion, old: FrameworkVersion) -> LeafMap | None:
    """Leaf of `new` -> leaves of `old` that it was: the same codes for one set, else along the chain of versions.

    None when no chain of versions leads from one to the other: then years do not compare by leaf.
    """
    mapped: dict[str, tuple[str, ...]] = {leaf.code: (leaf.code,) for leaf in framework_of(new).leaves}
    version, seen = new, {new.pk}
    while version.pk != old.pk:
        step = framework_of(version).leaf_map
        previous = version.previous
        if previous is None or previous.pk in seen:
            return None
        mapped = {
            code: tuple(dict.fromkeys(was for part in parts for was in step.get(part, ())))
            for code, parts in mapped.items()
        }
        version = previous
        seen.add(version.pk)
    return {code: parts for code, parts in mapped.items() if parts}


@dataclasses.dataclass(frozen=True, slots=True)
class Before:
    """What a unit reached in the round of the year before; `leaves`: points and maximum by this year's leaf."""

    participant_id: int
    index: Decimal | None
    rank: int | None
    peers: int
    class_name: str
    leaves: Mapping[str, tuple[Decimal, Decimal]]


def last_year_of(round: Round, participants: Collection[int] | None = None) -> dict[int, Before]:
    """Last year's results by this year's participant; units that were not scored last year are left out."""
    before = round_before(round)
    if before is None:
        return {}
    mapping = leaf_map(round.framework, before.framework)
    pairs = _pairs(before, _participants(round, participants))
    scores = {
        score.participant_id: score for score in UnitScore.objects.filter(participant_id__in=pairs.values())
    }
    nodes = _nodes(pairs.values()) if mapping else {}
    framework = dataclasses.replace(framework_of(round.framework), leaf_map=mapping or {})
    old_codes = [leaf.code for leaf in framework_of(before.framework).leaves]
    found = {}
    for now, then in pairs.items():
        score = scores.get(then)
        if score is not None:
            leaves = analysis.mapped_last_year(framework, nodes.get(then, {}), old_codes) if mapping else {}
            found[now] = Before(then, score.index, score.rank, score.peers, score.class_name, leaves)
    return found


def _participants(round: Round, wanted: Collection[int] | None) -> list[Participant]:
    found = Participant.objects.filter(round=round)
    if wanted is not None:
        found = found.filter(pk__in=wanted)
    return list(found.order_by("pk"))


def _inputs(round: Round, only: Participant | None, annotated: bool) -> dict[int, dict[str, Any]]:
    wanted = Fact.objects.filter
    rows = wanted(participant__round=round) if only is None else wanted(participant=only)
    found: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    if not annotated:
        for participant, code, inputs in rows.values_list("participant_id", "code", "inputs").iterator():
            found[participant][code] = inputs
        return found
    columns = rows.values_list("participant_id", "code", "inputs", "source", "illustration")
    for participant, code, inputs, source, illustration in columns.iterator():
        found[participant][code] = (
            inputs | ({"source": source} if source else {}) | ({"illustration": True} if illustration else {})
        )
    return found


def _pairs(before: Round, participants: Iterable[Participant]) -> dict[int, int]:
    """This year's participant -> last year's of the same unit."""
    then = dict(Participant.objects.filter(round=before).values_list("unit_id", "pk"))
    return {one.pk: then[one.unit_id] for one in participants if one.unit_id in then}


def _nodes(participants: Iterable[int]) -> dict[int, dict[str, NodeResult]]:
    found: defaultdict[int, dict[str, NodeResult]] = defaultdict(dict)
    rows = NodeScore.objects.filter(participant_id__in=list(participants))
    columns = rows.values_list("participant_id", "code", "points", "max_points", "status")
    for participant, code, points, maximum, status in columns.iterator():
        found[participant][code] = NodeResult(code, points, maximum, status)
    return found


def _last_year_facts(round: Round, framework: Framework, chosen: list[Participant]) -> dict[int, LastYear]:
    """Last year's index of each unit, and the leaves and values that rules "against last year" look at."""
    stated = {one.pk: _stated(one) for one in chosen if one.last_year}
    before = round_before(round)
    if before is None:
        return stated
    pairs = _pairs(before, chosen)
    indices = dict(
        UnitScore.objects.filter(participant_id__in=pairs.values()).values_list("participant_id", "index")
    )
    leaves, values = _compared(round, before, framework, pairs)
    return stated | {
        now: LastYear(indices[then], leaves.get(now, {}), values.get(now, {}))
        for now, then in pairs.items()
        if then in indices
    }


def _compared(
    round: Round, before: Round, framework: Framework, pairs: Mapping[int, int]
) -> tuple[dict[int, dict[str, Decimal]], dict[int, dict[str, Decimal]]]:
    """Points and values of last year at the leaves of `change` rules, by this year's participant and code."""
    changing = {leaf.code for leaf in framework.leaves if isinstance(leaf.rule, Change)}
    mapping = leaf_map(round.framework, before.framework) if changing else None
    if not mapping:
        return {}, {}
    single = {mapping[code][0]: code for code in changing if len(mapping.get(code, ())) == 1}
    now = {then: current for current, then in pairs.items()}
    points: defaultdict[int, dict[str, Decimal]] = defaultdict(dict)
    values: defaultdict[int, dict[str, Decimal]] = defaultdict(dict)
    scored = NodeScore.objects.filter(participant_id__in=now, code__in=single, points__isnull=False)
    for participant, code, reached in scored.values_list("participant_id", "code", "points"):
        if reached is not None:
            points[now[participant]][single[code]] = reached
    facts = Fact.objects.filter(participant_id__in=now, code__in=single)
    for participant, code, inputs in facts.values_list("participant_id", "code", "inputs"):
        if inputs.get("value") is not None:
            values[now[participant]][single[code]] = Decimal(inputs["value"])
    return points, values


def _stated(one: Participant) -> LastYear:
    """Last year as the facts file stated it."""
    data = one.last_year
    index = data.get("index")
    leaves, values = (
        {code: Decimal(value) for code, value in data.get(part, {}).items()} for part in ("leaves", "values")
    )
    return LastYear(None if index is None else Decimal(index), leaves, values)
