"""Everything that the official scoring sheet of a unit says, for whoever may read its facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import localcontext

from caicach.apps.parindex.models import LeafNote, LeafPoints, Participant, Proof
from caicach.apps.parindex.queries import facts
from caicach.apps.parindex.queries.loading import facts_of, framework_of
from caicach.apps.parindex.queries.self_score import participating
from caicach.apps.parindex.sheet_content import Content, LeafState
from caicach.apps.units.queries import latest
from caicach.core.parindex import Framework, Scorer, layers, setting_of
from caicach.core.parindex.facts import UnitFacts
from caicach.core.parindex.layers import Layer
from caicach.core.parindex.process import ENTERING, FINAL, Stage
from caicach.core.parindex.results import PRECISION
from caicach.core.parindex.rules.base import UnitCase
from caicach.core.parindex.rules.comparison import Compare
from caicach.platform.access import Permission, Scope

_APPRAISED = (Layer.APPRAISED_2, Layer.APPRAISED_1)


def content(scope: Scope, year: int, unit_id: int) -> Content:
    """The sheet of a unit in the round of a year; NotFound and Refused as for its facts.

    What an appraiser's fields do not reach, and what the reader may not see of points and documents, stays empty.
    """
    shown = facts.sheet(scope, year, unit_id)
    participant = participating(shown)
    framework = framework_of(participant.round.framework)
    compares = any(isinstance(leaf.rule, Compare) for leaf in framework.leaves)  # with the mean of all units
    every = facts_of(participant.round, None if compares else participant, annotated=False)
    own = next(unit for unit in every.units if unit.unit == str(participant.pk))
    setting = setting_of(framework, every)
    last = own.last_year
    with localcontext(PRECISION):
        result = Scorer(framework, setting).score(own)
    path = (latest(unit_id) or shown.unit).path
    is_open = Stage(participant.stage) in ENTERING
    points = _layers(participant) if scope.may(Permission.RESULTS_READ, path) else {}
    notes, proofs = _told(scope, participant, path)
    states: dict[str, LeafState] = {}
    fields = scope.fields(Permission.FACTS_READ, None if shown.unit.valid_to else path)
    for line in shown.lines:
        if not line.takes_input:
            continue
        seen = not line.node.is_leaf or fields is None or line.node.agency in fields
        decided = points.get(line.code, _NONE)
        states[line.code] = LeafState(
            inputs=own.inputs.get(line.code, {}),
            version=line.fact.version if line.fact else 0,
            exempt=line.declared or _exempt(framework, line.code, own),
            shown=seen,
            may_enter=seen and line.may_enter and is_open,
            appraised=decided.appraised,
            final=decided.final,
            note=(decided.reason or notes.get(line.code, "")) if seen else "",
            proof=proofs.get(line.code, "") if seen else "",
        )
    return Content(
        framework,
        setting,
        UnitCase(own.block, {**last.leaves, **last.values}, last.index),
        result,
        states,
        own.bonus,
        own.penalty,
        own.attributes,
        shown.unit.shown_name,
        _about(participant),
    )


class _Decided:
    """The points that a leaf was given beside its rule, with the latest reason."""

    def __init__(self, given: Mapping[Layer, LeafPoints], is_final: bool) -> None:
        appraised = next((given[layer] for layer in _APPRAISED if layer in given), None)
        self.appraised = appraised.points if appraised else None
        points = {layer: row.points for layer, row in given.items()}
        final = layers.settled(points) if is_final or Layer.COUNCIL in given else None
        self.final = final
        decided = given.get(Layer.COUNCIL) or appraised
        self.reason = decided.reason if decided else ""


_NONE = _Decided({}, False)


def _layers(participant: Participant) -> dict[str, _Decided]:
    """Nothing of a unit that has not locked its self-score."""
    stage = Stage(participant.stage)
    if stage in ENTERING:
        return {}
    rows = LeafPoints.objects.filter(participant=participant, edition=participant.edition)
    given: defaultdict[str, dict[Layer, LeafPoints]] = defaultdict(dict)
    for row in rows:
        given[row.code][Layer(row.layer)] = row
    return {code: _Decided(own, stage in FINAL) for code, own in given.items()}


def _told(scope: Scope, participant: Participant, path: str) -> tuple[dict[str, str], dict[str, str]]:
    """What the unit says of each leaf, and the documents that prove it, by number or name."""
    notes = dict(LeafNote.objects.filter(participant=participant).values_list("code", "text"))
    if not scope.may(Permission.EVIDENCE_READ, path):
        return notes, {}
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = Proof.objects.filter(participant=participant).order_by("pk")
    for code, number, title in rows.values_list("code", "document__number", "document__title"):
        found[code].append(number or title)
    return notes, {code: "; ".join(names) for code, names in found.items()}


def _exempt(framework: Framework, code: str, own: UnitFacts) -> bool:
    """Whether the set takes the leaf out for units like this one."""
    condition = framework.node(code).na_expression
    return condition is not None and condition.stated(own.attributes) and bool(condition({}, own.attributes))


def _about(participant: Participant) -> dict[str, str]:
    """Of whom the file is, and of which set."""
    return {
        "participant": str(participant.pk),
        "unit": participant.unit.name,
        "year": str(participant.round.year),
        "set": participant.round.framework.code,
        "digest": participant.round.framework.digest,
    }
