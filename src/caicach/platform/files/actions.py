"""Storing contents. Who may is the matter of the app whose thing the file becomes part of: it asks before it calls."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from django.db import transaction

from caicach.platform import clock, uploads
from caicach.platform.errors import Fault
from caicach.platform.files import storage
from caicach.platform.files.models import StoredFile
from caicach.platform.files.names import check_ending, safe_name
from caicach.platform.uploads import Kind, Upload


def check(upload: uploads.File, *, kinds: Collection[Kind], limit: int) -> Upload:
    """The file with its safe name, once it is found to be what it says it is; nothing is stored.

    Raises `TooLarge` beyond `limit` bytes and for containers that unpack to too much, `Invalid` for an empty file, a kind that is
    not in `kinds`, a content that its ending does not fit, macros, passwords, and names with path parts. A message that does not
    name the file gets its name in front, because several files may be sent at once.
    """
    name = safe_name(upload.name or "")
    try:
        accepted = uploads.accept(upload, kinds, name, limit=limit)
    except Fault as fault:
        if name in fault.message:
            raise
        raise type(fault)(f"{name}: {fault.message}", fault.way_out, fault.problems) from fault
    check_ending(name, accepted.kind)
    return Upload(name, accepted.kind, accepted.content)


def sha256_of(upload: Upload) -> str:
    """The name under which the content would be kept."""
    return hashlib.sha256(upload.content).hexdigest()


def keep(upload: Upload) -> StoredFile:
    """Store what `check` has let in; the same content is kept once."""
    sha256 = storage.write(upload.content)
    row = StoredFile(sha256=sha256, size=len(upload.content), kind=upload.kind.value, created_at=clock.now())
    with transaction.atomic():
        StoredFile.objects.bulk_create([row], ignore_conflicts=True)
        return StoredFile.objects.get(sha256=sha256)


def store(upload: uploads.File, *, kinds: Collection[Kind], limit: int) -> StoredFile:
    """Check and keep a file in one; see `check` for what is refused."""
    return keep(check(upload, kinds=kinds, limit=limit))
