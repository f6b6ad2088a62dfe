"""The lower half of the page of a leaf: what proves it, what the unit says of it, what it was asked, last year's points."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from caicach.apps.documents.models import Document
from caicach.apps.parindex.forms_self_score import (
    AnswerForm,
    AttachForm,
    CommentForm,
    NoteForm,
    UploadProofForm,
)
from caicach.apps.parindex.models import LeafNote
from caicach.apps.parindex.queries import comments, self_score
from caicach.apps.parindex.queries.facts import Leaf
from caicach.apps.parindex.stages import chip_of
from caicach.core.parindex.process import ENTERING, Stage
from caicach.platform.access import Permission, Request


def context(
    request: Request,
    leaf: Leaf,
    *,
    note_form: NoteForm | None = None,
    attach_form: AttachForm | None = None,
    upload_form: UploadProofForm | None = None,
    answer_form: AnswerForm | None = None,
    note_now: LeafNote | None = None,
    note_conflict: bool = False,
) -> dict[str, Any]:
    """What the templates need; forms that were refused come back as they were typed."""
    found = self_score.evidence(request.scope, leaf)
    participant = self_score.participating(leaf.sheet)
    adds = found.may_change and request.scope.may(Permission.EVIDENCE_ADD)
    return {
        "evidence": found,
        "stage": chip_of(participant.stage),
        "due": self_score.deadline_of(participant),
        "progress_open": Stage(participant.stage) in ENTERING,
        "last_lost": found.lost_before,
        "note_form": note_form or new_note_form(found),
        "note_now": note_now,
        "note_conflict": note_conflict,
        "attach_form": (attach_form or AttachForm(offered(request, leaf, found))) if adds else None,
        "upload_form": (upload_form or UploadProofForm()) if adds else None,
        "answer_form": _answer_form(found, answer_form),
        "thread": comments.beside(
            request.scope, participant, leaf.sheet.unit, leaf.line.code, leaf.sheet.voices
        ),
        "comment_form": CommentForm(),
        "unit_id": leaf.sheet.unit.pk,
        "largest": settings.CAICACH_MAX_FILE // 2**20,
    }


def offered(
    request: Request, leaf: Leaf, found: self_score.Evidence, search: str = "", chosen: str = ""
) -> list[Document]:
    """Documents of the shelf that do not prove the leaf yet; the chosen one is among them however old it is."""
    taken = [proof.document_id for proof in found.proofs]
    return self_score.usable(request.scope, leaf.sheet.unit.pk, search, without=taken, chosen=chosen)


def new_note_form(found: self_score.Evidence) -> NoteForm:
    text = found.note.text if found.note else ""
    return NoteForm(initial={"text": text, "seen_version": found.version})


def _answer_form(found: self_score.Evidence, refused: AnswerForm | None) -> AnswerForm | None:
    if found.question is None or not found.may_change:
        return None
    if refused is not None:
        return refused
    asked, points = found.question, None if found.claimed is None else found.claimed.normalize()
    return AnswerForm(initial={"text": asked.answer, "points": points, "seen_version": asked.version})
