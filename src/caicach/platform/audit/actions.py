"""Writing the audit trail: the one function through which every change of state is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from caicach.platform import clock
from caicach.platform.access.scope import Scope
from caicach.platform.audit import chain
from caicach.platform.audit.models import Entry, Head
from caicach.platform.logs import current_reference

LABEL_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Subject:
    """What a change was made to: a kind ("unit"), its identifier, its name as people know it.

    `unit_path` is the path of the unit that the thing belongs to; who may read the entry follows from it. Left empty, the entry
    is filed under the unit of whoever acts, and for the system itself at the top of the tree.
    """

    kind: str
    id: str | int
    label: str
    unit_path: str = ""


def record(
    scope: Scope,
    action: str,
    subject: Subject,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
    reason: str = "",
) -> Entry:
    """Append one entry, inside the caller's transaction: the change and its record stand or fall together.

    `action` is "<thing>.<verb in the past>" ("unit.created"). `before` and `after` hold only what tells the story, with Decimals,
    dates, text and integers as values; never a password. Raises RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.actions.record belongs inside the transaction of the change it records")
    head = _locked_head()
    content = chain.Content(
        sequence=head.sequence + 1,
        at=clock.now(),
        actor_id=scope.user_id,
        actor=chain.text(scope.username)[:150],
        actor_name=chain.text(scope.display_name)[:300],
        action=action,
        subject_kind=subject.kind,
        subject_id=str(subject.id),
        subject_label=chain.text(subject.label)[:LABEL_LENGTH],
        unit_path=subject.unit_path or (scope.posts[0].unit_path if scope.posts else ""),
        before="" if before is None else chain.canonical(before),
        after="" if after is None else chain.canonical(after),
        reason=chain.text(reason).strip(),
        reference=current_reference(),
        previous=head.hash,
    )
    fields = {name: getattr(content, name) for name in chain.Content.__dataclass_fields__}
    entry = Entry(**fields, hash=chain.digest(content))
    entry.save(force_insert=True)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save(update_fields=["sequence", "hash"])
    return entry


def _locked_head() -> Head:
    """The head, locked until the transaction ends; made when the trail is empty.

    SQLite transactions are immediate, so there the lock is the transaction itself.
    """
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        Head.objects.bulk_create([Head(pk=1, sequence=0, hash=chain.GENESIS)], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(pk=1)
    return head
