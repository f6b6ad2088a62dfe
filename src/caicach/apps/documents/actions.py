"""Every change of a shelf: documents come, are corrected, and are withdrawn; each is one transaction and leaves its trace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.documents import checks, queries
from caicach.apps.documents.checks import AMENDABLE, DocumentData
from caicach.apps.documents.models import FOLDED_LENGTH, Document
from caicach.apps.units.models import Unit
from caicach.core.vietnamese import fold
from caicach.platform import clock, uploads
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Fault, Invalid
from caicach.platform.files import actions as files
from caicach.platform.files.models import StoredFile
from caicach.platform.files.names import safe_name

__all__ = ["AMENDABLE", "Addition", "DocumentData", "Received", "add", "amend", "receive", "withdraw"]

ADD = Permission.EVIDENCE_ADD


@dataclass(frozen=True, slots=True)
class Received:
    """A file that has been let in and stored, not yet a document."""

    file: StoredFile
    name: str


@dataclass(frozen=True, slots=True)
class Addition:
    """A received file and what is noted of it."""

    received: Received
    data: DocumentData


@transaction.atomic
def receive(scope: Scope, unit_id: int, sent: Sequence[UploadedFile[bytes]]) -> list[Received]:
    """Check files for the shelf of a unit and store their contents: all of them or, when one is refused, none.

    Asks for EVIDENCE_ADD there. What comes back is to be handed to `add` and to nobody else's hands: it opens the content.
    """
    unit = queries.unit_for(scope, unit_id, ADD)
    checks.number_of_files(len(sent))
    return [one.keep() for one in _checked(unit, sent)]


@transaction.atomic
def add(scope: Scope, unit_id: int, additions: Sequence[Addition]) -> list[Document]:
    """Put received files on the shelf of a unit as documents: all of them or none. Asks for EVIDENCE_ADD there."""
    Unit.objects.select_for_update().filter(pk=unit_id).first()
    unit = queries.unit_for(scope, unit_id, ADD)
    checks.number_of_files(len(additions))
    added = []
    for one in additions:
        try:
            added.append(_added(scope, unit, one))
        except Invalid as fault:
            if len(additions) == 1:
                raise
            raise Invalid(f"{one.received.name}: {fault.message}", fault.way_out) from fault
    return added


@transaction.atomic
def amend(scope: Scope, document_id: int, changes: Mapping[str, Any], reason: str = "") -> Document:
    """Correct what is noted of a document (the fields of AMENDABLE); its file is never exchanged."""
    document, unit = _locked(scope, document_id)
    checks.not_withdrawn(document)
    if unknown := set(changes) - set(AMENDABLE):
        raise Invalid(
            _("Không sửa được: %(fields)s.") % {"fields": ", ".join(sorted(unknown))},
            _("Chỉ sửa được trích yếu, loại, năm, số, ký hiệu, ngày và cơ quan ban hành."),
        )
    before = _story(document)
    wanted = {field: getattr(document, field) for field in AMENDABLE} | dict(changes)
    for field, value in checks.cleaned(DocumentData(**wanted), scope.today).items():
        setattr(document, field, value)
    if _story(document) == before:
        return document
    _derive(document)
    document.save(update_fields=[*AMENDABLE, "folded"])
    record(scope, "document.amended", _subject(document, unit), before, _story(document), reason)
    return document


@transaction.atomic
def withdraw(scope: Scope, document_id: int, reason: str) -> Document:
    """Take a document off the shelf. It stays where it has been used and can still be read; the reason stands beside it."""
    document, unit = _locked(scope, document_id)
    checks.not_withdrawn(document)
    why = checks.reason(reason)
    document.withdrawn_at = clock.now()
    document.withdrawn_reason = why
    document.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(scope, "document.withdrawn", _subject(document, unit), _story(document), None, why)
    return document


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file that may be stored, without its bytes: only one of them is in memory at a time."""

    file: UploadedFile[bytes]
    name: str
    kind: uploads.Kind
    sha256: str

    def keep(self) -> Received:
        self.file.seek(0)
        return Received(files.keep(uploads.Upload(self.name, self.kind, self.file.read())), self.name)


def _checked(unit: Unit, sent: Sequence[UploadedFile[bytes]]) -> list[_Checked]:
    """The files, once every one of them is found good and new; the faults of all of them together."""
    passed: dict[str, _Checked] = {}
    faults: list[Fault] = []
    for file in sent:
        try:
            upload = files.check(
                cast(uploads.File, file), kinds=checks.ACCEPTED, limit=settings.CAICACH_MAX_FILE
            )
            one = _Checked(file, upload.name, upload.kind, files.sha256_of(upload))
            checks.not_on_the_shelf_yet(unit, queries.same_content(unit, one.sha256), one.name)
            if one.sha256 in passed:
                raise checks.sent_twice(one.name, passed[one.sha256].name)
            passed[one.sha256] = one
        except Fault as fault:
            faults.append(fault)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise Invalid(
            _("Có %(count)s tệp không nhận được. Chưa có gì được lưu.") % {"count": len(faults)},
            _("Hãy sửa hoặc bỏ các tệp nêu dưới đây rồi gửi lại."),
            [str(fault) for fault in faults],
        )
    return list(passed.values())


def _added(scope: Scope, unit: Unit, addition: Addition) -> Document:
    received = addition.received
    checks.not_on_the_shelf_yet(unit, queries.same_content(unit, received.file.sha256), received.name)
    document = Document(
        unit_id=unit.pk,
        file=received.file,
        name=safe_name(received.name),
        uploaded_by_id=scope.user_id,
        uploaded_at=clock.now(),
        **checks.cleaned(addition.data, scope.today),
    )
    _derive(document)
    document.save(force_insert=True)
    after = _story(document) | {"name": document.name, "sha256": received.file.sha256}
    record(scope, "document.added", _subject(document, unit), None, after)
    return document


def _locked(scope: Scope, document_id: int) -> tuple[Document, Unit]:
    """The document, locked until the transaction ends, and its unit, where the scope may add documents."""
    document = (
        Document.objects.select_for_update(of=("self",)).select_related("file").filter(pk=document_id).first()
    )
    if document is None:
        raise checks.no_such_document(document_id)
    return document, queries.in_sight(scope, document, ADD)


def _derive(document: Document) -> None:
    """Set the column that search uses."""
    words = (document.title, document.number, document.issuer, document.name)
    document.folded = fold(" | ".join(word for word in words if word))[:FOLDED_LENGTH]


def _subject(document: Document, unit: Unit) -> Subject:
    return Subject("document", document.pk, str(document), unit.path)


def _story(document: Document) -> dict[str, object]:
    """What the trail says of a document."""
    return {field: getattr(document, field) for field in AMENDABLE}
