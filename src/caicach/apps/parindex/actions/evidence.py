"""What proves a leaf: documents of the unit's shelf, and the unit's own explanation where there is none (DT-1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.documents.models import Document
from caicach.apps.parindex.actions import checks
from caicach.apps.parindex.models import LeafNote, Participant, Proof
from caicach.apps.parindex.queries import process as queries
from caicach.apps.parindex.queries.entering import entering
from caicach.apps.parindex.queries.loading import framework_of
from caicach.core.parindex.process import Stage
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid

PAGES_LENGTH = 60
NOTE_LENGTH = 5000


@transaction.atomic
def attach(scope: Scope, participant_id: int, code: str, document_id: int, pages: str = "") -> Proof:
    """Let a document of the unit prove a leaf; with the pages where it does. Attaching it again states the pages anew."""
    participant, path = _open_leaf(scope, participant_id, code)
    document = _on_the_shelf(participant, document_id)
    where = checks.text(pages, _("trang"), PAGES_LENGTH)
    proof = Proof.objects.filter(participant=participant, code=code, document=document).first()
    before = {"pages": proof.pages} if proof else None
    if proof is None:
        proof = Proof(participant=participant, code=code, document=document, added_by_id=scope.user_id)
    proof.pages = where
    if before != {"pages": where}:
        proof.save()
        after = {"document": document.pk, "pages": where}
        record(scope, "proof.attached", _subject(participant, code, path), before, after)
    return proof


@transaction.atomic
def attach_to_several(
    scope: Scope,
    participant_id: int,
    codes: Collection[str],
    document_id: int,
    pages: Mapping[str, str] | None = None,
) -> int:
    """Let one document prove several leaves at once, while the unit scores itself. Returns how many it newly proves.

    `pages` says for a leaf where in the document; what the document proved before stays as it was.
    """
    if not codes:
        raise Invalid(_("Chưa chọn tiêu chí nào."), _("Hãy đánh dấu ít nhất một tiêu chí."))
    where = {code: checks.text(text, _("trang"), PAGES_LENGTH) for code, text in (pages or {}).items()}
    participant = checks.locked_participant(participant_id)
    framework = framework_of(participant.round.framework)
    for code in codes:
        if code not in framework.by_code:
            raise _no_leaf(participant, code)
    unit = checks.unit_for(scope, participant.unit_id, Permission.FACTS_ENTER)
    allowed = entering(scope, unit, framework, participant.pk)
    for code in codes:
        if not allowed.may(code):
            checks.may_enter(scope, participant, code)
    checks.still_entering(participant)
    document = _on_the_shelf(participant, document_id)
    there = set(
        Proof.objects.filter(participant=participant, document=document).values_list("code", flat=True)
    )
    fresh = [code for code in dict.fromkeys(codes) if code not in there]
    Proof.objects.bulk_create(
        Proof(
            participant=participant,
            code=code,
            document=document,
            pages=where.get(code, ""),
            added_by_id=scope.user_id,
        )
        for code in fresh
    )
    if fresh:
        subject = Subject(
            "participant", participant.pk, f"{participant.unit.name} – {participant.round}", unit.path
        )
        stated = {code: where[code] for code in fresh if where.get(code)}
        after = {"document": document.pk, "leaves": fresh} | ({"pages": stated} if stated else {})
        record(scope, "proof.attached", subject, None, after)
    return len(fresh)


@transaction.atomic
def detach(scope: Scope, participant_id: int, code: str, document_id: int) -> None:
    """A document no longer proves a leaf; it stays on the unit's shelf."""
    participant, path = _open_leaf(scope, participant_id, code)
    proof = Proof.objects.filter(participant=participant, code=code, document_id=document_id).first()
    if proof is None:
        return
    before = {"document": proof.document_id, "pages": proof.pages}
    proof.delete()
    record(scope, "proof.detached", _subject(participant, code, path), before, None)


@transaction.atomic
def note(
    scope: Scope, participant_id: int, code: str, text: str, seen_version: int | None = None
) -> LeafNote | None:
    """State how the unit arrived at a leaf's points; an empty text takes the explanation back (None).

    Raises Conflict when somebody else changed it after `seen_version` was shown (0: none yet).
    """
    participant, path = _open_leaf(scope, participant_id, code)
    cleaned = checks.paragraphs(text, _("giải thích"), NOTE_LENGTH)
    found = LeafNote.objects.filter(participant=participant, code=code).first()
    if seen_version is not None and seen_version != (found.version if found else 0):
        raise Conflict(
            _("Giải thích này đã được sửa sau khi trang được mở."),
            _("Hãy xem bản mới rồi lưu lại; phần anh/chị vừa viết vẫn còn trên màn hình."),
            [found.text] if found else [],
        )
    before = {"text": found.text} if found else None
    if before == ({"text": cleaned} if cleaned else None):
        return found
    if not cleaned:
        assert found is not None
        found.delete()
        record(scope, "note.removed", _subject(participant, code, path), before, None)
        return None
    if found is None:
        found = LeafNote(participant=participant, code=code, version=0)
    found.text, found.changed_by_id = cleaned, scope.user_id
    found.version += 1
    found.save()
    record(scope, "note.changed", _subject(participant, code, path), before, {"text": cleaned})
    return found


def _open_leaf(scope: Scope, participant_id: int, code: str) -> tuple[Participant, str]:
    """The participant for whoever may state the leaf, while the unit scores itself or explains this very leaf."""
    participant = checks.locked_participant(participant_id)
    if code not in framework_of(participant.round.framework).by_code:
        raise _no_leaf(participant, code)
    unit = checks.may_enter(scope, participant, code)
    asked = (
        Stage(participant.stage) == Stage.EXPLAINING
        and queries.questions(participant).filter(code=code).exists()
    )
    if not asked:
        checks.still_entering(participant)
    return participant, str(unit.path)


def _on_the_shelf(participant: Participant, document_id: int) -> Document:
    document = Document.objects.filter(pk=document_id, unit_id=participant.unit_id).first()
    if document is None or document.withdrawn_at is not None:
        raise Invalid(
            _("Không có văn bản này trong kho minh chứng của %(unit)s.") % {"unit": participant.unit.name},
            _("Hãy tải tệp lên kho minh chứng của đơn vị rồi chọn lại."),
        )
    return document


def _no_leaf(participant: Participant, code: str) -> NotFound:
    return NotFound(
        _("Bộ %(set)s không có tiêu chí %(code)s.") % {"set": participant.round.framework.code, "code": code}
    )


def _subject(participant: Participant, code: str, path: str) -> Subject:
    label = f"{code} – {participant.unit.name} – {participant.round}"
    return Subject("fact", f"{participant.pk}:{code}", label, path)
