"""The self-score of a unit from its filled scoring sheet: compared leaf by leaf with what stands, then taken whole or in part.

A file never overwrites in silence: what somebody has changed since the sheet was made is shown as such, and what is taken is
exactly what was shown, by the version of each figure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex import exact_json
from caicach.apps.parindex.actions import checks, scoring
from caicach.apps.parindex.actions.facts_loading import Known, Loaded, Plan, authorise, plan_facts, write
from caicach.apps.parindex.facts_sheet import FilledSheet
from caicach.apps.parindex.models import Fact, Participant
from caicach.apps.parindex.queries.entering import entering
from caicach.apps.parindex.queries.inputs import InputInvalid, check, setting_for
from caicach.apps.parindex.queries.loading import framework_of
from caicach.core.parindex import InputError
from caicach.core.parindex.rules.timeliness import read_day
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid

NEW, CHANGED, SAME, MEANWHILE, REFUSED = "new", "changed", "same", "meanwhile", "refused"
_NO_CELL = frozenset({"note", "due"})
TAKEABLE = frozenset({NEW, CHANGED, MEANWHILE})


@dataclass(frozen=True, slots=True)
class Offer:
    """What a sheet says of a leaf, beside what stands there in `version`. `reason` says why it is refused.

    MEANWHILE is a change of a figure that somebody else has changed since the sheet was made.
    """

    code: str
    status: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    version: int
    reason: str = ""

    @property
    def may_be_taken(self) -> bool:
        return self.status in TAKEABLE


def compare(scope: Scope, participant_id: int, filled: FilledSheet) -> list[Offer]:
    """What the sheet would change, leaf by leaf in printed order; leaves that the set does not know come last.

    Asks for FACTS_ENTER. Invalid for the sheet of another unit or year, Conflict once the unit has locked its self-score.
    """
    with transaction.atomic():
        participant = checks.locked_participant(participant_id)
        unit = checks.unit_for(scope, participant.unit_id, Permission.FACTS_ENTER)
        checks.still_entering(participant)
        _is_of(participant, filled.about)
        framework = framework_of(participant.round.framework)
        allowed, setting = entering(scope, unit, framework, participant.pk), setting_for(participant)
        facts = {fact.code: fact for fact in Fact.objects.filter(participant=participant)}
    order = {node.code: place for place, node in enumerate(framework.nodes)}
    codes = sorted({*filled.inputs, *filled.problems}, key=lambda code: order.get(code, len(order)))
    offers = []
    for code in codes:
        fact, problem = facts.get(code), filled.problems.get(code, "")
        inputs = filled.inputs.get(code)
        if not problem and inputs is not None:
            try:
                stated = _merged(fact, inputs)
                inputs = check(framework, setting, framework.node(code), participant.block, stated)
            except InputInvalid as fault:
                problem = f"{fault.field}: {fault.reason}" if fault.field else fault.reason
        if not problem and not allowed.may(code) and not _same(fact, inputs):
            problem = _("tiêu chí không được giao cho anh/chị")
        offers.append(_offer(code, fact, inputs, filled.versions.get(code, 0), problem))
    return offers


@transaction.atomic
def take(
    scope: Scope,
    participant_id: int,
    chosen: Mapping[str, Mapping[str, Any]],
    versions: Mapping[str, int],
    source: str = "",
) -> Loaded:
    """Take the chosen leaves of a sheet; `versions` are those of the figures that were shown beside them (0: none).

    All or nothing: Conflict names the leaves that somebody has changed since they were shown.
    """
    participant = checks.locked_among_all(participant_id)
    if not chosen:
        raise Invalid(_("Chưa chọn tiêu chí nào để nhận."), _("Hãy đánh dấu ít nhất một tiêu chí."))
    framework = framework_of(participant.round.framework)
    unknown = [code for code in chosen if code not in framework.by_code]
    if unknown:
        raise Invalid(_("Bộ chỉ số không có tiêu chí %(code)s.") % {"code": unknown[0]})
    unit = checks.unit_for(scope, participant.unit_id, Permission.FACTS_ENTER)
    authorise(scope, participant, unit, chosen)
    checks.still_entering(participant)
    known = Known.of(participant=participant, code__in=list(chosen))
    facts = known.facts
    _unchanged(participant, chosen, versions, facts)
    kept = {code: dict(inputs) | _kept(facts.get((participant.pk, code))) for code, inputs in chosen.items()}
    plan = Plan(Loaded(), [], [], {})
    plan_facts(scope, plan, participant, {"inputs": kept}, known, (source, False))
    if plan.loaded.problems:
        raise Invalid(
            _("Phiếu có %(count)s chỗ chưa hợp lệ: %(first)s")
            % {"count": len(plan.loaded.problems), "first": plan.loaded.problems[0]},
            _("Hãy sửa trong phiếu rồi gửi lại; chưa có gì được lưu."),
            plan.loaded.problems,
        )
    write(plan)
    scoring.update(participant.round)
    record(
        scope,
        "facts.taken",
        Subject("participant", participant.pk, f"{participant.unit.name} – {participant.round}", unit.path),
        plan.overwritten.get(participant.unit.name),
        {
            "new": plan.loaded.new,
            "changed": len(plan.loaded.changed),
            "leaves": sorted(chosen),
            "digest": hashlib.sha256(exact_json.dumps(dict(chosen)).encode()).hexdigest(),
            "source": source,
        },
    )
    return plan.loaded


def _is_of(participant: Participant, about: Mapping[str, str]) -> None:
    if about.get("participant") != str(participant.pk):
        raise Invalid(
            _("Phiếu này là của %(unit)s năm %(year)s, không phải của %(own)s năm %(own_year)s.")
            % {
                "unit": about.get("unit", "?"),
                "year": about.get("year", "?"),
                "own": participant.unit.name,
                "own_year": participant.round.year,
            },
            _("Hãy nộp phiếu ở trang số liệu của đúng đơn vị và năm."),
        )


def _merged(fact: Fact | None, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The input of a sheet with what is stated of the leaf and stands in no cell: a note, a due date of its own."""
    if fact is None:
        return dict(inputs)
    kept = {name: value for name, value in fact.inputs.items() if name in _NO_CELL}
    return kept | {name: _as_stated(value, fact.inputs.get(name)) for name, value in inputs.items()}


def _as_stated(value: Any, stated: Any) -> Any:
    """A value as it was stated, where a cell shows the same in fewer words: 1 for yes, a day for a moment of it."""
    if isinstance(stated, bool) and value in (0, 1):
        return bool(value)
    if isinstance(stated, str) and isinstance(value, str):
        try:
            return stated if read_day(stated, "") == read_day(value, "") else value
        except InputError:
            return value
    return value


def _same(fact: Fact | None, inputs: Mapping[str, Any] | None) -> bool:
    return fact is not None and fact.inputs == inputs


def _offer(code: str, fact: Fact | None, inputs: Mapping[str, Any] | None, seen: int, problem: str) -> Offer:
    version = fact.version if fact else 0
    before = fact.inputs if fact else None
    if problem:
        return Offer(code, REFUSED, before, inputs, version, problem)
    if _same(fact, inputs):
        return Offer(code, SAME, before, inputs, version)
    if version != seen:
        return Offer(code, MEANWHILE, before, inputs, version)
    return Offer(code, CHANGED if fact else NEW, before, inputs, version)


def _unchanged(
    participant: Participant,
    chosen: Collection[str],
    versions: Mapping[str, int],
    facts: Mapping[tuple[int, str], Fact],
) -> None:
    crossed = []
    for code in chosen:
        fact = facts.get((participant.pk, code))
        if versions.get(code, 0) != (fact.version if fact else 0):
            crossed.append(code)
    if crossed:
        raise Conflict(
            _("Có người đã lưu số liệu của tiêu chí %(codes)s sau khi anh/chị xem; chưa nhận gì.")
            % {"codes": ", ".join(crossed)},
            _("Hãy gửi lại phiếu để so sánh với số liệu hiện có."),
            crossed,
        )


def _kept(fact: Fact | None) -> dict[str, Any]:
    """The source of a figure stays with it where the sheet states none."""
    return {"source": fact.source} if fact is not None and fact.source else {}
