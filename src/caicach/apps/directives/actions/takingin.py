"""From a file to the rows of a directive: `platform.readers` turns it into text, `core.directives` reads that."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caicach.apps.directives import checks, queries
from caicach.apps.directives.actions.common import Namesakes, make_found, name_units
from caicach.apps.directives.locating import numbered
from caicach.apps.directives.models import Directive, DirectiveLink, Origin, State, Target, Task, UnitPart
from caicach.apps.directives.models.findings import ITEM_LENGTH, TEXT_LENGTH, WORDS_LENGTH
from caicach.apps.directives.models.register import OFFICE_LENGTH, SHORT_LENGTH, SUBJECT_LENGTH
from caicach.apps.directives.relations import relation_at
from caicach.apps.units.models import Unit
from caicach.core.directives import Header, Quote, Reading, findings, read
from caicach.core.vietnamese.legacy import Span
from caicach.platform.access import Scope
from caicach.platform.files import storage
from caicach.platform.files.models import StoredFile
from caicach.platform.readers import KINDS, ReadFile, Scans, Unreadable, Why, read_file
from caicach.platform.uploads import ENDINGS, Upload

ACCEPTED_ENDINGS = ",".join(
    sorted({f".{ending}" for kind in KINDS for ending in ENDINGS[kind]} - {".csv", ".yaml", ".yml", ".json"})
)
"""For the control that chooses files."""

KEPT_UNREAD = frozenset({Why.NO_OCR, Why.NO_LIBREOFFICE, Why.TOO_MANY_PAGES, Why.TOO_LONG})
"""Why a file gave no text though it is harmless: it is kept, its header is typed, and it can be read again."""

HEADER = (
    "doc_type", "number", "symbol", "issued_on", "precision", "place", "issuer", "subject", "recipients", "copies",
    "signer_name", "signer_title", "signer_authority",
)  # fmt: skip
"""Fields of a directive that the header gives."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file gave: the fields of the directive, and what was read out of its text."""

    fields: dict[str, Any]
    reading: Reading | None

    @property
    def count(self) -> int:
        return len(self.reading.targets) + len(self.reading.tasks) if self.reading else 0


@contextmanager
def placed(upload: Upload) -> Iterator[Path]:
    """Where a file that has been let in, but is not stored yet, can be read."""
    with tempfile.NamedTemporaryFile(prefix="caicach-", suffix=f".{upload.kind}") as file:
        file.write(upload.content)
        file.flush()
        yield Path(file.name)


def take_in(path: Path, name: str) -> Taken:
    """Read a file that has been let in, but not stored yet. Raises `Unreadable` for one that had better not be kept."""
    try:
        return _of(read_file(path, name))
    except Unreadable as fault:
        if fault.code not in KEPT_UNREAD:
            raise
        return Taken({"warnings": [str(fault)]}, None)


def take_in_stored(stored: StoredFile, name: str, scans: Scans | None = None) -> Taken:
    """Read a file of the register again; raises `Unreadable` whatever the cause, because nothing is to be kept."""
    return _of(read_file(storage.place_of(stored.sha256), name, scans))


def fill(one: Directive, taken: Taken, year: int | None, today: dt.date) -> None:
    """Set what was read. What somebody has typed of the header meanwhile stays."""
    typed = {field: getattr(one, field) for field in HEADER}
    for field, value in taken.fields.items():
        setattr(one, field, value)
    if one.issued_on is not None and not checks.EARLIEST <= one.issued_on <= today:
        one.issued_on, one.precision = None, "none"
    for field, value in typed.items():
        if value not in ("", None, [], "none"):
            setattr(one, field, value)
    one.year = year or (one.issued_on.year if one.issued_on else today.year)
    one.state = State.READ if one.text else State.UNREAD


def store(scope: Scope, one: Directive, unit: Unit, taken: Taken) -> None:
    """What belongs to a directive that has been filled: words for search, findings, links to what `scope` may read."""
    make_found(one)
    store_findings(one, taken, Namesakes(scope, unit))
    store_links(scope, one, taken)


def _of(file: ReadFile) -> Taken:
    reading = read(file.text, file.tables)
    fields = {
        "text": file.text,
        "original": file.original if file.text != file.original else "",
        "conversions": conversions(file.spans),
        "warnings": list(file.warnings),
        "pages": file.pages,
        "scanned": file.scanned,
    }
    return Taken(fields | header_fields(reading.header), reading)


def conversions(spans: Iterable[Span]) -> list[dict[str, Any]]:
    """What was converted, or might have to be: where it stands in the readable text, and what stood there before."""
    found, at = [], 0
    for span in spans:
        if span.is_changed or span.suggestions:
            found.append(
                {
                    "start": at,
                    "end": at + len(span.text),
                    "original": span.original,
                    "encoding": span.encoding.value,
                    "confidence": round(span.confidence, 2),
                    "suggestions": list(span.suggestions),
                }
            )
        at += len(span.text)
    return found


def header_fields(header: Header) -> dict[str, Any]:
    """The fields of HEADER as they are stored: what is not written stays empty, what is too long is cut."""
    signer = header.signer
    return {
        "doc_type": (header.doc_type or "")[:SHORT_LENGTH],
        "number": _words(header.number, SHORT_LENGTH),
        "symbol": _words(header.symbol, SHORT_LENGTH),
        "issued_on": header.date,
        "precision": header.date_precision.value if header.date else "none",
        "place": _words(header.place, SHORT_LENGTH),
        "issuer": _words(header.issuing_body, OFFICE_LENGTH),
        "subject": _words(header.subject, SUBJECT_LENGTH),
        "recipients": [_words(one, OFFICE_LENGTH) for one in header.recipients],
        "copies": [_words(one, OFFICE_LENGTH) for one in header.cc],
        "signer_name": _words(signer.name if signer else None, SHORT_LENGTH),
        "signer_title": _words(signer.title if signer else None, OFFICE_LENGTH),
        "signer_authority": _words(signer.authority if signer else None, OFFICE_LENGTH),
    }


def store_findings(one: Directive, taken: Taken, known: Namesakes) -> None:
    """The targets and tasks that were read, as suggestions; the units that they name where the name fits one."""
    if taken.reading is None:
        return
    for target in taken.reading.targets:
        Target.objects.create(
            **_common(one, target),
            subject=target.subject[:TEXT_LENGTH],
            operator=target.operator.value,
            value=target.value,
            measured_in=target.unit[:WORDS_LENGTH],
            base=(target.base or "")[:WORDS_LENGTH],
            period=(target.period or "")[:WORDS_LENGTH],
            optional=target.optional,
        )
    for task in taken.reading.tasks:
        made = Task.objects.create(
            **_common(one, task),
            kind=task.kind.value,
            what=task.what,
            product=(task.product or "")[:TEXT_LENGTH],
            start_on=task.start_on,
            deadline_text=(task.deadline_text or "")[:WORDS_LENGTH],
            recurrence=task.recurrence.value if task.recurrence else "",
        )
        named = {UnitPart.LEADS: _cut(task.leads), UnitPart.SUPPORTS: _cut(task.supports)}
        name_units(made, named, known)


def store_links(scope: Scope, one: Directive, taken: Taken) -> None:
    """The documents that the text names, with the directives of the register that they are."""
    if taken.reading is None:
        return
    named = {(each.type.lower(), each.number): each for each in taken.reading.header.references}
    named.pop((one.doc_type, one.number), None)
    registered = queries.by_number(scope, {number for _type, number in named}, besides=one.pk)
    DirectiveLink.objects.bulk_create(
        DirectiveLink(
            directive=one,
            relation=relation_at(one.text, each.start),
            other_id=registered.get(each.number),
            doc_type=doc_type[:SHORT_LENGTH],
            number=each.number[:SHORT_LENGTH],
            issued_on=each.date,
            issuer=(each.issuer or "")[:OFFICE_LENGTH],
        )
        for (doc_type, _number), each in named.items()
    )


def _common(one: Directive, found: findings.Target | findings.Task) -> dict[str, Any]:
    return {
        "directive": one,
        "item": numbered(found.item.split("."))[:ITEM_LENGTH],
        "line": found.line,
        "quote": found.text,
        "start": found.start,
        "end": found.end,
        "deadline": found.deadline,
        "confidence": found.confidence,
        "origin": Origin.READ,
    }


def _words(found: Quote | None, longest: int) -> str:
    return found.value[:longest] if found else ""


def _cut(written: Iterable[str]) -> list[str]:
    return [one[:WORDS_LENGTH] for one in dict.fromkeys(written)]
