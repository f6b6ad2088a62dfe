"""Facts are stated one by one, withdrawn, or loaded from a file; each change is scored at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from caicach.apps.parindex import exact_json
from caicach.apps.parindex.actions import checks, evidence, scoring
from caicach.apps.parindex.actions.facts_loading import Loaded, load, preview
from caicach.apps.parindex.models import Fact, Participant
from caicach.apps.parindex.queries.counted import counted
from caicach.apps.parindex.queries.inputs import checked_inputs
from caicach.apps.parindex.queries.loading import framework_of
from caicach.core.vietnamese import tidy
from caicach.platform.access import NotFound, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.clock import VIETNAM
from caicach.platform.errors import Conflict
from caicach.platform.measures import Measure

__all__ = ["FactConflict", "Loaded", "enter", "load", "preview", "take_counted", "withdraw"]

SOURCE_LENGTH = 300


class FactConflict(Conflict):
    """Somebody else changed the fact after it was shown; `current` is what stands now (None: withdrawn)."""

    def __init__(self, message: str, way_out: str, current: Fact | None) -> None:
        stated = (
            [_("Số liệu hiện có: %(inputs)s") % {"inputs": exact_json.dumps(current.inputs)}]
            if current
            else []
        )
        super().__init__(message, way_out, stated)
        self.current = current


@transaction.atomic
def enter(
    scope: Scope,
    participant_id: int,
    code: str,
    inputs: Mapping[str, Any],
    source: str = "",
    seen_version: int | None = None,
    reason: str = "",
    illustration: bool = False,
) -> Fact:
    """State the input of a leaf; the round is scored again.

    `inputs` in the shape of the facts file ({"num": 48, "den": 50}), numbers as int or Decimal; a "note" in it becomes the
    unit's explanation of the leaf. `seen_version` is that of the
    fact the person looked at (0: none yet); None asks no such question. Raises Invalid, Refused, FactConflict.
    """
    participant = checks.locked_for_leaf(participant_id, code)
    _known(participant, code)
    unit = checks.may_enter(scope, participant, code)
    checks.still_entering(participant)
    values = checked_inputs(participant, code, inputs)
    known = Fact.objects.select_related("changed_by").filter(participant=participant, code=code).first()
    fact = Fact(participant=participant, code=code, inputs=values, illustration=illustration)
    fact.source = checks.text(source, _("nguồn số liệu"), SOURCE_LENGTH)
    if known is not None and (known.inputs, known.source) == (fact.inputs, fact.source):
        fact.measure = known.measure  # saved as it was counted
    fact = _keep(scope, fact, known, unit.path, seen_version, reason)
    if note := inputs.get("note"):
        evidence.note(scope, participant_id, code, note)
    return fact


@transaction.atomic
def take_counted(scope: Scope, participant_id: int, code: str, seen_version: int | None = None) -> Fact:
    """State what the system counts of a leaf now, instead of what was typed; later counts follow by themselves.

    As `enter`; Conflict where the system counts nothing of the leaf or of the unit.
    """
    participant = checks.locked_for_leaf(participant_id, code)
    _known(participant, code)
    unit = checks.may_enter(scope, participant, code)
    checks.still_entering(participant)
    found = counted(scope, participant, code)
    if found is None or found.inputs is None:
        raise Conflict(
            _("Hệ thống chưa đếm được số liệu của tiêu chí %(code)s cho đơn vị này.") % {"code": code},
            _("Hãy nhập số liệu và ghi rõ nguồn."),
        )
    known = Fact.objects.select_related("changed_by").filter(participant=participant, code=code).first()
    fact = Fact(participant=participant, code=code, inputs=dict(found.inputs), measure=found.measure.code)
    fact.source = counted_source(found.measure)
    return _keep(scope, fact, known, unit.path, seen_version, "")


def counted_source(measure: Measure) -> str:
    """The source of a counted figure, as explanations print it: in Vietnamese, whoever takes it."""
    with override("vi"):
        return _("Hệ thống đếm: %(measure)s") % {"measure": str(measure.name)[:200]}


@transaction.atomic
def withdraw(
    scope: Scope, participant_id: int, code: str, reason: str, seen_version: int | None = None
) -> None:
    """Take a stated input back: the leaf is missing again."""
    participant = checks.locked_for_leaf(participant_id, code)
    _known(participant, code)
    unit = checks.may_enter(scope, participant, code)
    checks.still_entering(participant)
    why = checks.reason(reason)
    fact = Fact.objects.select_related("changed_by").filter(participant=participant, code=code).first()
    _unchanged(fact, seen_version)
    if fact is None:
        return
    filed = subject(fact, participant, unit.path)
    fact.delete()
    scoring.update_leaf(participant, code)
    record(scope, "fact.withdrawn", filed, _story(fact), None, why)


def _keep(
    scope: Scope, fact: Fact, known: Fact | None, path: str, seen_version: int | None, reason: str
) -> Fact:
    """Store a fact over the `known` one, score it and tell the trail; what stands already is answered as it stands."""
    before = _story(known) if known else None
    if known is not None and before == _story(fact):
        return known  # nothing new, or the same save once more: its answer got lost on the way
    _unchanged(known, seen_version)
    if known is not None:
        fact.pk, fact.version = known.pk, known.version + 1
    fact.changed_by_id = scope.user_id
    fact.save()
    scoring.update_leaf(fact.participant, fact.code)
    verb = "fact.changed" if before else "fact.entered"
    record(scope, verb, subject(fact, fact.participant, path), before, _story(fact), tidy(reason))
    return fact


def subject(fact: Fact, participant: Participant, path: str) -> Subject:
    label = f"{fact.code} – {participant.unit.name} – {participant.round}"
    return Subject("fact", f"{participant.pk}:{fact.code}", label, path)


def _known(participant: Participant, code: str) -> None:
    if code not in framework_of(participant.round.framework).by_code:
        raise NotFound(
            _("Bộ %(set)s không có tiêu chí %(code)s.")
            % {"set": participant.round.framework.code, "code": code},
            _("Hãy chọn một tiêu chí trong phiếu số liệu của đơn vị."),
        )


def _unchanged(fact: Fact | None, seen_version: int | None) -> None:
    if seen_version is None or seen_version == (fact.version if fact else 0):
        return
    way_out = _(
        "Hãy so hai giá trị rồi lưu lại giá trị đúng; giá trị anh/chị vừa nhập vẫn còn trên màn hình."
    )
    if fact is None:
        raise FactConflict(_("Số liệu này đã được rút sau khi trang này được mở."), way_out, None)
    at = fact.changed_at.astimezone(VIETNAM)
    raise FactConflict(
        _("%(who)s đã lưu số liệu này lúc %(time)s ngày %(day)s, sau khi trang này được mở.")
        % {
            "who": fact.changed_by.display_name if fact.changed_by else _("hệ thống"),
            "time": f"{at:%H:%M}",
            "day": f"{at:%d/%m/%Y}",
        },
        way_out,
        fact,
    )


def _story(fact: Fact) -> dict[str, object]:
    """What the trail keeps; compared by its text, so that 1.50 entered over 1.5 is a change and 5 over 5 none."""
    return checks.story(
        {
            "inputs": exact_json.dumps(fact.inputs),
            "source": fact.source,
            "illustration": fact.illustration or None,
            "measure": fact.measure,
        }
    )
