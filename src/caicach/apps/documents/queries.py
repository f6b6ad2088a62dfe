"""Every read of documents; the first argument is the `Scope` of whoever asks.

The shelf of a unit holds its own documents and those of the units below it: what a division keeps proves the figures of its
commune.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from caicach.apps.documents import checks
from caicach.apps.documents.models import Document
from caicach.apps.units import queries as units
from caicach.apps.units.models import Placement, Unit
from caicach.core.vietnamese import fold
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.files.models import StoredFile

PAGE_SIZE = 50
MOST_COUNTED = 10_000
READ = Permission.EVIDENCE_READ


@dataclass(frozen=True, slots=True)
class ShelfFilter:
    """What a shelf is narrowed to; empty fields narrow nothing. Withdrawn documents are left out unless asked for."""

    year: int | None = None
    kind: str = ""
    search: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """A page of a shelf, the newest first. `before` and `after` are ids to page on with, None at the ends."""

    documents: list[Document]
    before: int | None
    after: int | None
    count: int
    count_is_complete: bool


def unit_for(scope: Scope, unit_id: int, permission: Permission = READ) -> Unit:
    """The unit, where the scope holds `permission`.

    NotFound for a unit that the scope does not even see, Refused for one that it sees without holding the permission. A unit that
    has ended is read by whoever reads a unit that it went into.
    """
    seen = units.find(scope, unit_id)
    try:
        return units.find(scope, unit_id, permission)
    except NotFound:
        scope.require(permission, seen.path, what=seen.name)
        raise


def document(scope: Scope, document_id: int) -> Document:
    """A document with its unit, file and whoever sent it, withdrawn or not."""
    found = Document.objects.select_related("unit", "file", "uploaded_by").filter(pk=document_id).first()
    if found is None:
        raise checks.no_such_document(document_id)
    in_sight(scope, found)
    return found


def in_sight(scope: Scope, document: Document, permission: Permission = READ) -> Unit:
    """The unit of the document, where the scope holds `permission`; NotFound and Refused as for `unit_for`."""
    try:
        return unit_for(scope, document.unit_id, permission)
    except NotFound as absent:
        raise checks.no_such_document(document.pk) from absent


def documents(scope: Scope, unit_id: int, narrowed: ShelfFilter | None = None) -> QuerySet[Document]:
    """The shelf of a unit, the newest first."""
    asked = narrowed or ShelfFilter()
    unit = unit_for(scope, unit_id)
    found = Document.objects.filter(unit_id__in=_units_below(scope, unit)).select_related("unit", "file")
    if not asked.withdrawn:
        found = found.filter(withdrawn_at__isnull=True)
    if asked.year is not None:
        found = found.filter(year=asked.year)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    for word in fold(asked.search).split():
        found = found.filter(folded__contains=word)
    return found.order_by("-id")


def page_of_documents(
    scope: Scope,
    unit_id: int,
    narrowed: ShelfFilter,
    *,
    after: int | None = None,
    before: int | None = None,
) -> ShelfPage:
    """One page, found by where the last one ended, so that a shelf of years costs what a new one does."""
    shelf = documents(scope, unit_id, narrowed)
    count = shelf.order_by()[: MOST_COUNTED + 1].count()
    backwards = before is not None
    rows = shelf
    if before is not None:
        rows = shelf.filter(pk__gt=before).reverse()
    elif after is not None:
        rows = shelf.filter(pk__lt=after)
    fetched = list(rows[: PAGE_SIZE + 1])
    more = len(fetched) > PAGE_SIZE
    shown = fetched[:PAGE_SIZE]
    if backwards:
        shown.reverse()
    return ShelfPage(
        shown,
        before=shown[0].pk if shown and (more if backwards else after is not None) else None,
        after=shown[-1].pk if shown and (more or backwards) else None,
        count=min(count, MOST_COUNTED),
        count_is_complete=count <= MOST_COUNTED,
    )


def found_documents(scope: Scope, text: str, limit: int) -> list[Document]:
    """What the search box finds: documents in reach that have all words of `text`, the newest first."""
    prefixes = scope.reach(READ)
    if not prefixes:
        return []
    placed = Placement.objects.filter(units.in_force(scope.today), units.under(prefixes))
    found = Document.objects.filter(unit_id__in=placed.values("unit_id"), withdrawn_at__isnull=True)
    for word in fold(text).split():
        found = found.filter(folded__contains=word)
    return list(found.select_related("unit").order_by("-id")[:limit])


def own_unit(scope: Scope) -> Unit | None:
    """The unit whose shelf somebody works with: that of the first post that adds documents, else of the first that reads them."""
    for permission in (Permission.EVIDENCE_ADD, READ):
        for post in scope.posts:
            if post.holds(permission, post.unit_path, None):
                return units.latest(post.unit_id)
    return None


def _units_below(scope: Scope, unit: Unit) -> list[int]:
    """The unit and all below it, as they stand today; for a unit that has ended, as they stood on its last day."""
    on = min(scope.today, unit.valid_to) if unit.valid_to else scope.today
    path = units.path_on(unit.pk, on)
    if not path:
        return [unit.pk]
    below = Placement.objects.filter(units.in_force(on), units.under([path]))
    return [unit.pk, *below.exclude(unit_id=unit.pk).values_list("unit_id", flat=True)]


def same_content(unit: Unit, sha256: str) -> Document | None:
    """The document on a unit's shelf that has this very content, for the check before another is added."""
    return Document.objects.filter(unit_id=unit.pk, file__sha256=sha256, withdrawn_at__isnull=True).first()


def received_files(ids: Iterable[int]) -> dict[int, StoredFile]:
    """The contents that a signed page says were received: whoever calls has checked the signature."""
    return StoredFile.objects.in_bulk(list(ids))
