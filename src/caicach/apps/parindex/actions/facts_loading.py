"""Facts of a whole round from the file that `caicach score` reads: looked at first, then loaded at once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex import exact_json
from caicach.apps.parindex.actions import checks, participants, scoring
from caicach.apps.parindex.actions.evidence import NOTE_LENGTH
from caicach.apps.parindex.models import Fact, LeafNote, Participant, Round
from caicach.apps.parindex.queries.entering import entering
from caicach.apps.parindex.queries.inputs import InputInvalid, check, setting_for
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import latest_of
from caicach.core.parindex import FactsError
from caicach.core.parindex import facts as core_facts
from caicach.core.vietnamese import fold, tidy
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Fault, Invalid

SOURCE_LENGTH = 300
MOST_PROBLEMS = 200
"""Problems that are listed; a file with more is wrong as a whole."""


@dataclass(slots=True)
class Loaded:
    """What a file does or did: facts that are new, changed, as they were; `problems` lists what stands against it."""

    units: int = 0
    new: int = 0
    changed: list[str] = field(default_factory=list)
    same: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """What will be written: facts new or changed, participants with what is stated of them, and what is overwritten."""

    loaded: Loaded
    facts: list[Fact]
    participants: list[tuple[Participant, dict[str, Any]]]
    overwritten: dict[str, dict[str, Any]]
    notes: list[LeafNote] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What is stated in the round already, by participant and leaf."""

    facts: Mapping[tuple[int, str], Fact]
    notes: Mapping[tuple[int, str], LeafNote]

    @classmethod
    def of(cls, **narrowed: Any) -> Known:
        """What is stated of the leaves that the filters of a query narrow to."""
        return cls(
            {(one.participant_id, one.code): one for one in Fact.objects.filter(**narrowed)},
            {(one.participant_id, one.code): one for one in LeafNote.objects.filter(**narrowed)},
        )


def preview(
    scope: Scope, round_id: int, data: Any, *, source: str = "", illustration: bool = False
) -> Loaded:
    """What `load` would do with a file, without doing it."""
    with transaction.atomic():
        round = checks.round_within(scope, round_id, Permission.FACTS_ENTER)
        plan = _plan(scope, round, data, source, illustration)
    return plan.loaded


@transaction.atomic
def load(scope: Scope, round_id: int, data: Any, *, source: str = "", illustration: bool = False) -> Loaded:
    """Load facts in the shape of the facts file; units by name, identification code or official code. All or nothing.

    Leaves that the file does not name stay as they are. `source` and `illustration` hold where an input says nothing itself.
    Raises Invalid with every problem found.
    """
    round = checks.round_within(scope, round_id, Permission.FACTS_ENTER)
    plan = _plan(scope, round, data, source, illustration)
    if plan.loaded.problems:
        raise Invalid(
            _("Tệp số liệu có %(count)s lỗi: %(first)s")
            % {"count": len(plan.loaded.problems), "first": plan.loaded.problems[0]},
            _("Hãy sửa từng chỗ nêu trong danh sách rồi nạp lại; chưa có gì được lưu."),
            plan.loaded.problems,
        )
    write(plan)
    if isinstance(data.get("dates"), dict) and data["dates"]:
        _state_dates(scope, round, data["dates"])
    scoring.update(round)
    path = checks.path_of(round.locality_id)
    record(
        scope,
        "facts.loaded",
        Subject("round", round.pk, f"{round} – {round.locality.name}", path),
        plan.overwritten or None,
        {
            "units": plan.loaded.units,
            "new": plan.loaded.new,
            "changed": len(plan.loaded.changed),
            "same": plan.loaded.same,
            "digest": hashlib.sha256(exact_json.dumps(data).encode()).hexdigest(),
            "source": source,
        },
    )
    return plan.loaded


def _state_dates(scope: Scope, round: Round, dates: Mapping[str, str]) -> None:
    """The reference dates that a file states; whoever does not manage the round may only repeat them."""
    stated = round.dates | checks.reference_dates(framework_of(round.framework), dates)
    if stated != round.dates:
        scope.require(Permission.ROUND_MANAGE, checks.path_of(round.locality_id), what=_("mốc ngày của đợt"))
        round.dates = stated
        round.save(update_fields=["dates"])


def _plan(scope: Scope, round: Round, data: Any, source: str, illustration: bool) -> Plan:
    framework = framework_of(round.framework)
    try:
        core_facts.read(data, framework)
        exact_json.dumps(data)
    except FactsError as error:
        raise checks.facts_fault(error) from error
    except TypeError as error:
        raise Invalid(_("Số liệu có giá trị không phải JSON."), _("Hãy dùng tệp JSON đúng mẫu.")) from error
    if data.get("year") not in (None, round.year):
        raise Invalid(
            _("Tệp là số liệu năm %(year)s, đợt này là năm %(own)s.")
            % {"year": data["year"], "own": round.year},
            _("Hãy nạp vào đợt đánh giá của năm %(year)s.") % {"year": data["year"]},
        )
    plan = Plan(Loaded(), [], [], {})
    known = _Participants(round)
    stated = Known.of(participant__round=round)
    default = checks.text(source, _("nguồn số liệu"), SOURCE_LENGTH), illustration
    seen: set[int] = set()
    units = {participant.unit_id for participant in known.all}
    placed = {unit.pk: unit for unit in latest_of(units)}
    for index, item in enumerate(data["units"]):
        try:
            participant = known.find(item["unit"])
            checks.still_entering(participant)
            if participant.pk in seen:
                raise Invalid(_("đơn vị “%(name)s” ghi hai lần") % {"name": item["unit"]})
            seen.add(participant.pk)
            authorise(scope, participant, placed[participant.unit_id], item.get("inputs") or {})
            _plan_participant(scope, plan, participant, item)
            plan_facts(scope, plan, participant, item, stated, default)
        except Fault as fault:
            plan.loaded.problems.append(f"units[{index}] {item['unit']}: {fault.message}")
        if len(plan.loaded.problems) >= MOST_PROBLEMS:
            break
    return plan


def authorise(scope: Scope, participant: Participant, unit: Unit, codes: Iterable[str]) -> None:
    """As `checks.may_enter` for each leaf, with the questions to the database asked once."""
    framework = framework_of(participant.round.framework)
    allowed = entering(scope, unit, framework, participant.pk)
    if allowed.nothing:
        checks.unit_for(scope, unit.pk, Permission.FACTS_ENTER)
    for code in codes:
        if not allowed.may(code):
            checks.may_enter(scope, participant, code)


def _plan_participant(scope: Scope, plan: Plan, participant: Participant, item: Mapping[str, Any]) -> None:
    """What the file states of the unit itself; an empty part says nothing."""
    fields = {name: item[name] for name in sorted(participants.STATED) if item.get(name)}
    managed = {name: item[name] for name in sorted(participants.MANAGED) if item.get(name)}
    fields |= {name: value for name, value in managed.items() if value != getattr(participant, name)}
    if not fields:
        return
    participants.authorise(scope, participant, fields)
    before = {name: getattr(participant, name) for name in fields}
    participants.apply(participant, fields)
    after = {name: getattr(participant, name) for name in fields}
    changed = {name: value for name, value in before.items() if value != after[name]}
    if changed:
        plan.participants.append((participant, after))
        was = {name: value for name, value in changed.items() if value}
        if was:
            plan.overwritten.setdefault(participant.unit.name, {}).update(was)


def plan_facts(
    scope: Scope,
    plan: Plan,
    participant: Participant,
    item: Mapping[str, Any],
    known: Known,
    default: tuple[str, bool],
) -> None:
    """What the file states of the leaves of one unit, against the `known` facts; `default` is the source and the mark."""
    framework = framework_of(participant.round.framework)
    setting = setting_for(participant)
    for code, inputs in (item.get("inputs") or {}).items():
        try:
            values = check(framework, setting, framework.node(code), participant.block, inputs)
        except InputInvalid as fault:
            where = f'units {participant.unit.name}: inputs["{code}"]' + (
                f".{fault.field}" if fault.field else ""
            )
            plan.loaded.problems.append(f"{where}: {fault.reason}")
            continue
        _plan_note(scope, plan, participant, code, inputs, known)
        fresh = {
            "inputs": values,
            "source": checks.text(str(inputs.get("source") or default[0]), _("nguồn số liệu"), SOURCE_LENGTH),
            "illustration": bool(inputs.get("illustration", default[1])),
        }
        fact = known.facts.get((participant.pk, code))
        if fact is None:
            plan.facts.append(Fact(participant=participant, code=code, changed_by_id=scope.user_id, **fresh))
            plan.loaded.new += 1
        elif any(getattr(fact, name) != value for name, value in fresh.items()):
            plan.overwritten.setdefault(participant.unit.name, {})[code] = fact.inputs
            plan.loaded.changed.append(
                f"{participant.unit.name}, {code}: {exact_json.dumps(fact.inputs)} → {exact_json.dumps(values)}"
            )
            for name, value in fresh.items():
                setattr(fact, name, value)
            fact.measure = ""
            fact.version += 1
            fact.changed_by_id = scope.user_id
            plan.facts.append(fact)
        else:
            plan.loaded.same += 1
    plan.loaded.units += 1


def _plan_note(
    scope: Scope,
    plan: Plan,
    participant: Participant,
    code: str,
    inputs: Mapping[str, Any],
    known: Known,
) -> None:
    """A note in the file is the unit's explanation of the leaf; without one the explanation stays as it is."""
    text = checks.paragraphs(inputs.get("note") or "", _("giải thích"), NOTE_LENGTH)
    note = known.notes.get((participant.pk, code))
    if not text or (note is not None and note.text == text):
        return
    if note is None:
        note = LeafNote(participant=participant, code=code, version=0)
    else:
        plan.overwritten.setdefault(participant.unit.name, {})[f"{code} note"] = note.text
        plan.loaded.changed.append(f"{participant.unit.name}, {code}: {note.text} → {text}")
    note.text, note.version, note.changed_by_id = text, note.version + 1, scope.user_id
    plan.notes.append(note)


def write(plan: Plan) -> None:
    """Write what was planned, in as few statements as there are tables."""
    LeafNote.objects.bulk_create(
        plan.notes,
        update_conflicts=True,
        unique_fields=["participant", "code"],
        update_fields=["text", "version", "changed_by", "changed_at"],
    )
    Fact.objects.bulk_create(
        plan.facts,
        update_conflicts=True,
        unique_fields=["participant", "code"],
        update_fields=["inputs", "source", "illustration", "measure", "version", "changed_by", "changed_at"],
    )
    for participant, fields in plan.participants:
        participant.save(update_fields=sorted(fields))


class _Participants:
    """The participants of a round by what a file may call them."""

    def __init__(self, round: Round) -> None:
        self._found: dict[str, Participant] = {}
        self.all = list(Participant.objects.filter(round=round).select_related("unit"))
        by_name: Counter[str] = Counter()
        for one in self.all:
            one.round = round
            names = {key for key in self._keys(one) if key}
            by_name.update(names)
            self._found |= dict.fromkeys(names, one)
        self._ambiguous = {name for name, count in by_name.items() if count > 1}

    def find(self, name: str) -> Participant:
        """The participant that a name or code means. Raises Invalid where it means none or several."""
        key = tidy(name)
        for candidate in (key, fold(key)):
            if candidate in self._ambiguous:
                raise Invalid(
                    _("có nhiều đơn vị tên “%(name)s” trong đợt này; hãy ghi mã định danh hoặc mã đơn vị")
                    % {"name": key}
                )
            if candidate in self._found:
                return self._found[candidate]
        raise Invalid(_("đơn vị không có trong đợt đánh giá này; hãy kiểm tra tên hoặc mã"))

    @staticmethod
    def _keys(one: Participant) -> Iterable[str]:
        unit = one.unit
        return (unit.name, fold(unit.name), unit.identification_code, unit.code)
