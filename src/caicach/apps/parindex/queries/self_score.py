"""The unit's side of the round: where it stands, what it owes, what proves a leaf, what it has handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.apps.documents import queries as shelf
from caicach.apps.documents.models import Document
from caicach.apps.parindex.models import LeafNote, LeafPoints, Participant, Proof, Question, Submission
from caicach.apps.parindex.queries import facts, unit_sheet
from caicach.apps.parindex.queries.process import State, deadline, questions, state_of
from caicach.apps.parindex.queries.sheet_model import Line
from caicach.apps.units.queries import latest
from caicach.core.parindex.layers import Layer
from caicach.core.parindex.process import DEADLINE_OF_STAGE, ENTERING, TRANSITIONS, Stage, Step
from caicach.platform.access import NotFound, Permission, Scope

SHELF = 50
"""How many documents of the shelf a leaf offers at once; the search finds the others."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A unit in the round: its state, the deadline of its stage, and which steps the reader may take now.

    `asked` are the requests for explanation that the reader may see, `documents` whether the reader may open evidence.
    """

    state: State
    due: dt.date | None
    asked: tuple[Question, ...]
    documents: bool
    may_lock: bool
    may_withdraw: bool
    may_explain: bool
    may_unlock: bool
    may_assign: bool

    @property
    def participant(self) -> Participant:
        return self.state.participant

    @property
    def stage(self) -> Stage:
        return self.state.stage

    @property
    def is_open(self) -> bool:
        """Whether inputs may still be changed."""
        return self.stage in ENTERING

    @property
    def is_explaining(self) -> bool:
        return self.stage is Stage.EXPLAINING


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a leaf, what the unit says of it, what was asked about it; `documents` is False for who may not see them."""

    documents: bool
    proofs: tuple[Proof, ...]
    note: LeafNote | None
    question: Question | None
    claimed: Decimal | None
    before: Line | None
    may_change: bool
    is_open: bool

    @property
    def lost_before(self) -> Decimal | None:
        """The points that the leaf lost last year."""
        known = self.before
        if known is None or known.last is None or known.last_max is None:
            return None
        return known.last_max - known.last

    @property
    def version(self) -> int:
        return self.note.version if self.note else 0


def progress(scope: Scope, sheet: facts.Sheet) -> Progress:
    """Where the unit of a sheet stands; NotFound where it takes part in no round. At most six queries."""
    participant = participating(sheet)
    state = state_of(participant)
    placed = latest(participant.unit_id) or sheet.unit
    path = (
        None if placed.valid_to is not None else placed.path
    )  # an ended unit is read by way of its successors
    locality = f"{participant.round.locality_id}/"
    head = scope.may(Permission.SELF_SCORE_LOCK, placed.path)
    stage = state.stage
    return Progress(
        state,
        deadline_of(participant),
        _asked(scope, sheet, state, path),
        scope.may(Permission.EVIDENCE_READ, path),
        may_lock=head and stage in TRANSITIONS[Step.LOCK].sources,
        may_withdraw=head and stage in TRANSITIONS[Step.WITHDRAW].sources,
        may_explain=head and stage in TRANSITIONS[Step.EXPLAIN].sources,
        may_unlock=stage in TRANSITIONS[Step.UNLOCK].sources and scope.may(Permission.ROUND_MANAGE, locality),
        may_assign=scope.may(Permission.RESPONSIBILITY_ASSIGN, placed.path),
    )


def _asked(scope: Scope, sheet: facts.Sheet, state: State, path: str | None) -> tuple[Question, ...]:
    """In the order in which they were made; an appraiser sees those of his fields."""
    assert sheet.framework is not None
    fields, nodes = scope.fields(Permission.FACTS_READ, path), sheet.framework.by_code
    found = sorted(state.questions.values(), key=lambda one: one.pk)
    return tuple(one for one in found if fields is None or nodes[one.code].agency in fields)


def participating(sheet: facts.Sheet) -> Participant:
    """The participant of a sheet; NotFound where the unit takes part in no round of the year."""
    if sheet.participant is None:
        raise NotFound(
            _("%(unit)s không có trong đợt đánh giá nào của năm %(year)s.")
            % {"unit": sheet.unit.shown_name, "year": sheet.year},
            _("Hãy chọn năm khác, hoặc đề nghị quản trị bộ chỉ số thêm đơn vị vào đợt."),
        )
    return sheet.participant


def deadline_of(participant: Participant) -> dt.date | None:
    """The deadline of the part of the process that the unit's stage belongs to."""
    part = DEADLINE_OF_STAGE.get(Stage(participant.stage))
    return deadline(participant.round, part) if part else None


def evidence(scope: Scope, leaf: facts.Leaf) -> Evidence:
    """What proves a leaf; an appraiser reads it in his fields only. At most ten queries."""
    participant, node = participating(leaf.sheet), leaf.line.node
    placed = latest(participant.unit_id) or leaf.sheet.unit
    field = node.agency or None
    at = {"participant": participant, "code": node.code}
    path = (
        None if placed.valid_to is not None else placed.path
    )  # an ended unit is read by way of its successors
    fields = scope.fields(Permission.FACTS_READ, path)
    in_fields = fields is None or node.agency in fields
    documents = in_fields and scope.may(Permission.EVIDENCE_READ, path, field)
    question = questions(participant).filter(code=node.code).first() if in_fields else None
    stage = Stage(participant.stage)
    is_open = stage in ENTERING or (stage is Stage.EXPLAINING and question is not None)
    proofs = Proof.objects.filter(**at).select_related("document__file").order_by("pk") if documents else ()
    claim = LeafPoints.objects.filter(**at, edition=participant.edition, layer=Layer.EXPLANATION)
    return Evidence(
        documents=documents,
        proofs=tuple(proofs),
        note=_note(participant, node.code) if in_fields else None,
        question=question,
        claimed=claim.values_list("points", flat=True).first() if question else None,
        before=_before(scope, leaf),
        may_change=leaf.line.may_enter and is_open,
        is_open=is_open,
    )


def proofs_by_leaf(scope: Scope, participant: Participant) -> dict[str, list[Proof]]:
    """What proves each leaf of a unit, by code; asks for EVIDENCE_READ in the unit."""
    shelf.unit_for(scope, participant.unit_id)
    found: dict[str, list[Proof]] = {}
    rows = Proof.objects.filter(participant=participant, document__withdrawn_at__isnull=True)
    for proof in rows.select_related("document").order_by("pk"):
        found.setdefault(proof.code, []).append(proof)
    return found


def note_of(scope: Scope, leaf: facts.Leaf) -> LeafNote | None:
    """The unit's explanation of a leaf as it stands now; an appraiser reads it in his fields only."""
    participant, node = participating(leaf.sheet), leaf.line.node
    placed = latest(participant.unit_id) or leaf.sheet.unit
    fields = scope.fields(Permission.FACTS_READ, None if placed.valid_to is not None else placed.path)
    if fields is not None and node.agency not in fields:
        return None
    return _note(participant, node.code)


def _note(participant: Participant, code: str) -> LeafNote | None:
    return LeafNote.objects.filter(participant=participant, code=code).select_related("changed_by").first()


def _before(scope: Scope, leaf: facts.Leaf) -> Line | None:
    """The leaf with its points of last year, None where there are none."""
    if not scope.may(Permission.RESULTS_READ):
        return None
    shown = unit_sheet.sheet(scope, leaf.sheet.year, leaf.sheet.unit.pk)
    found = next((line for line in shown.lines if line.code == leaf.line.code), None)
    return found if found is not None and found.last is not None else None


def usable(
    scope: Scope,
    unit_id: int,
    search: str = "",
    *,
    kind: str = "",
    without: Collection[int] = (),
    chosen: str = "",
) -> list[Document]:
    """The newest documents on the unit's own shelf that a leaf or a submission may use; `kind` is that of the file.

    The document with the number `chosen`, as a form sent it, is among them however old it is.
    """
    found = shelf.documents(scope, unit_id, shelf.ShelfFilter(search=search)).filter(unit_id=unit_id)
    if kind:
        found = found.filter(file__kind=kind)
    listed = list(found.exclude(pk__in=list(without))[:SHELF])
    if chosen.isascii() and chosen.isdigit() and chosen not in {str(one.pk) for one in listed}:
        listed += found.filter(pk=int(chosen[:15]))
    return listed


def submissions(participant: Participant) -> list[Submission]:
    """Everything that the unit has handed in, the latest first, withdrawn or not."""
    return list(
        Submission.objects.filter(participant=participant)
        .select_related("report", "submitted_by")
        .defer("contents")
        .order_by("-submitted_at", "-pk")
    )
