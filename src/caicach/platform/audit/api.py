"""The audit trail over HTTP, below /api/audit."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from caicach.platform.access.scope import Scope
from caicach.platform.audit import queries
from caicach.platform.audit.chain import moment
from caicach.platform.audit.models import Entry

router = Router(tags=["Nhật ký"])


class EntryOut(Schema):
    """One entry, complete: whoever holds it can repeat its hash as docs/decisions/audit-trail.md says."""

    sequence: int
    at: str
    actor_id: int | None
    actor: str
    actor_name: str
    action: str
    subject_kind: str
    subject_id: str
    subject_label: str
    unit_path: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reason: str
    reference: str
    previous: str
    hash: str

    @staticmethod
    def resolve_at(entry: Entry) -> str:
        return moment(
            entry.at
        )  # JSON's own way of writing a time drops the microseconds, which the hash covers

    @staticmethod
    def resolve_before(entry: Entry) -> dict[str, Any] | None:
        return entry.values_before if entry.before else None

    @staticmethod
    def resolve_after(entry: Entry) -> dict[str, Any] | None:
        return entry.values_after if entry.after else None


class PageOut(Schema):
    """Entries, newest first; `older` is the `before` of the next page, null at the end."""

    entries: list[EntryOut]
    older: int | None


class Wanted(Schema):
    """The filter of the list; days are those of Vietnam, both ends included."""

    actor: str = Field("", max_length=150)
    action: str = Field("", max_length=100)
    subject: str = Field("", max_length=200)
    subject_kind: str = Field("", max_length=100)
    subject_id: str = Field("", max_length=200)
    since: dt.date | None = None
    until: dt.date | None = None


@router.get("", response=PageOut, summary="Các bản ghi nhật ký, mới nhất trước", operation_id="audit_entries")
def entries(
    request: HttpRequest,
    wanted: Annotated[Wanted, Query()],
    before: Annotated[int | None, Query(ge=1)] = None,
    limit: Annotated[int, Query(ge=1, le=queries.LONGEST)] = queries.PAGE,
) -> queries.Page:
    return queries.entries(_scope(request), queries.Filter(**wanted.model_dump()), before, limit)


@router.get("/{int:sequence}", response=EntryOut, summary="Một bản ghi nhật ký", operation_id="audit_entry")
def entry(request: HttpRequest, sequence: int) -> Entry:
    return queries.entry(_scope(request), sequence)


def _scope(request: HttpRequest) -> Scope:
    return request.scope  # type: ignore[attr-defined,no-any-return]
