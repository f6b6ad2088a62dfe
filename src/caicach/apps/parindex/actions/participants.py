"""What is stated of a unit in a round beside the inputs of leaves: block, attributes, what does not apply, bonus, penalty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex.actions import checks, scoring
from caicach.apps.parindex.models import Participant
from caicach.apps.parindex.queries.loading import framework_of
from caicach.core.parindex import FactsError, Framework, facts
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Invalid

# What the manager of the round says of a unit, and what the unit states itself.
MANAGED = frozenset({"block", "not_ranked"})
STATED = frozenset({"attributes", "not_applicable", "bonus", "penalty", "last_year"})
REASON_LENGTH = 300


@transaction.atomic
def set_participant(scope: Scope, participant_id: int, *, reason: str, **fields: Any) -> Participant:
    """Change what is stated of a unit: block and not_ranked ask for ROUND_MANAGE, the rest for FACTS_ENTER in the unit.

    Values are those of the facts file ({"no_tthc": true}, ["6.2"], {"T1": 1}). Whoever is only an assignee may declare the
    leaves not applicable that are his.
    """
    participant = checks.locked_among_all(participant_id)
    if unknown := set(fields) - MANAGED - STATED:
        raise Invalid(
            _("Không sửa được: %(fields)s.") % {"fields": ", ".join(sorted(unknown))},
            _("Các mục sửa được: %(known)s.") % {"known": ", ".join(sorted(MANAGED | STATED))},
        )
    authorise(scope, participant, fields)
    why = checks.reason(reason)
    apply(participant, fields)
    changed = {name for name in fields if getattr(participant, name) != _stored(participant, name)}
    if not changed:
        return participant
    stored = Participant.objects.get(pk=participant.pk)
    before = {name: getattr(stored, name) for name in sorted(changed)}
    participant.save(update_fields=sorted(changed))
    scoring.update(participant.round)
    record(
        scope,
        "participant.changed",
        subject(participant, checks.path_of(participant.unit_id)),
        before,
        {name: getattr(participant, name) for name in sorted(changed)},
        why,
    )
    return participant


def apply(participant: Participant, fields: Mapping[str, Any]) -> None:
    """Put stated values into an unsaved change of a participant. Raises Invalid for what the set does not know."""
    framework = framework_of(participant.round.framework)
    for name, value in fields.items():
        setattr(participant, name, _READERS[name](framework, value))


def subject(participant: Participant, path: str) -> Subject:
    return Subject("participant", participant.pk, f"{participant.unit.name} – {participant.round}", path)


def authorise(scope: Scope, participant: Participant, fields: Mapping[str, Any]) -> None:
    """Refused unless the scope may change each of the fields."""
    if MANAGED & fields.keys():
        locality = checks.path_of(participant.round.locality_id)
        scope.require(Permission.ROUND_MANAGE, locality, what=participant.unit.name)
        checks.not_published(participant.round)
    if "not_applicable" in fields and isinstance(fields["not_applicable"], list | tuple | set | frozenset):
        known = framework_of(participant.round.framework).by_code
        for code in sorted({*participant.not_applicable} ^ {*fields["not_applicable"]}):
            checks.may_enter(scope, participant, code if code in known else "")
        checks.unit_for(scope, participant.unit_id, Permission.FACTS_ENTER)
    if (STATED - {"not_applicable"}) & fields.keys():
        checks.may_enter(scope, participant, "")
    if STATED & fields.keys():
        checks.still_entering(participant)


def _stored(participant: Participant, name: str) -> Any:
    return Participant.objects.values_list(name, flat=True).get(pk=participant.pk)


def _block(framework: Framework, value: Any) -> str:
    code = checks.text(str(value or ""), _("khối xếp hạng"), 40)
    checks.block(framework, code)
    return code


def _not_ranked(framework: Framework, value: Any) -> str:
    return checks.text(str(value or ""), _("lý do không xếp hạng"), REASON_LENGTH)


def _not_applicable(framework: Framework, value: Any) -> list[str]:
    """Codes in printed order; only where a policy says what becomes of the points."""
    stated = _read(framework, "not_applicable", value).not_applicable
    for code in sorted(stated):
        unruled = [leaf.code for leaf in framework.below(code) if framework.policy(leaf.code) is None]
        if unruled:
            raise Invalid(
                _("Tiêu chí %(code)s không cho phép khai “không áp dụng”.") % {"code": unruled[0]},
                _(
                    "Hãy nhập số liệu của tiêu chí này; nếu thật sự không phát sinh, "
                    "đề nghị quản trị bộ chỉ số bổ sung cách tính."
                ),
            )
    return [node.code for node in framework.nodes if node.code in stated]


def _extras(part: str) -> Callable[[Framework, Any], dict[str, int | Decimal]]:
    def read(framework: Framework, value: Any) -> dict[str, int | Decimal]:
        counts: Mapping[str, int | Decimal] = getattr(_read(framework, part, value), part)
        return {code: count for code, count in counts.items() if count}

    return read


def _attributes(framework: Framework, value: Any) -> dict[str, bool | Decimal]:
    return dict(_read(framework, "attributes", value).attributes)


def _last_year(framework: Framework, value: Any) -> dict[str, Any]:
    _read(framework, "last_year", value)
    return dict(value or {})


def _read(framework: Framework, name: str, value: Any) -> facts.UnitFacts:
    """One stated value through the reader of the facts file, so that both doors refuse the same."""
    try:
        return facts.read({"units": [{"unit": "-", name: value}]}, framework).units[0]
    except FactsError as error:
        place = error.path.removeprefix("units[0].")
        raise checks.facts_fault(FactsError(place, error.reason.vi, error.reason.en)) from error


_READERS: dict[str, Callable[[Framework, Any], Any]] = {
    "block": _block,
    "not_ranked": _not_ranked,
    "attributes": _attributes,
    "not_applicable": _not_applicable,
    "bonus": _extras("bonus"),
    "penalty": _extras("penalty"),
    "last_year": _last_year,
}
