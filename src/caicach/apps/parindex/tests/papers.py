"""Documents on the shelf of a unit, as the tests of the process need them."""

from __future__ import annotations

import hashlib

from caicach.apps.documents.models import Document
from caicach.apps.units.models import Unit
from caicach.platform import clock
from caicach.platform.files.models import StoredFile


def shelved(unit: Unit, title: str = "Báo cáo tự chấm điểm", kind: str = "pdf") -> Document:
    """A document of a unit; only what is noted of its content, because nothing here opens it."""
    digest = hashlib.sha256(f"{unit.pk} {title} {kind}".encode()).hexdigest()
    now = clock.now()
    stored, _ = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": 1000, "kind": kind, "created_at": now}
    )
    return Document.objects.create(
        unit=unit,
        file=stored,
        name=f"{title}.{kind}",
        title=title,
        kind="report",
        year=2026,
        folded=title.lower(),
        uploaded_at=now,
    )
