"""Decisions by which procedures are announced, amended or repealed in a locality."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.procedures import checks, queries
from caicach.apps.procedures.actions import writing
from caicach.apps.procedures.models import Decision
from caicach.core.vietnamese import date_text
from caicach.platform import uploads
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.files import actions as files

MANAGE = Permission.PROCEDURES_MANAGE


@dataclass(frozen=True, slots=True)
class DecisionData:
    """A decision as it was issued; `post_by` where it names the last day to post by itself."""

    number: str
    issued_on: dt.date
    effective_on: dt.date
    issuer: str
    title: str
    post_by: dt.date | None = None


@transaction.atomic
def register_decision(scope: Scope, locality_id: int, data: DecisionData) -> Decision:
    """Enter a decision of a locality; asks for PROCEDURES_MANAGE there. Conflict when it is there already."""
    locality = queries.locality_for(scope, locality_id, MANAGE)
    checks.day(data.issued_on, _("ngày ban hành"))
    checks.day(data.effective_on, _("ngày có hiệu lực"))
    if data.issued_on > scope.today:
        raise Invalid(
            _("Ngày ban hành %(day)s sau hôm nay.") % {"day": date_text(data.issued_on)},
            _("Hãy kiểm tra lại ngày ghi trên quyết định."),
        )
    if data.effective_on < data.issued_on:
        raise Invalid(
            _("Ngày có hiệu lực %(effective)s trước ngày ban hành %(issued)s.")
            % {"effective": date_text(data.effective_on), "issued": date_text(data.issued_on)},
            _("Hãy kiểm tra lại hai ngày ghi trên quyết định."),
        )
    if data.post_by is not None and data.post_by < data.issued_on:
        raise Invalid(
            _("Hạn niêm yết %(day)s trước ngày ban hành.") % {"day": date_text(data.post_by)},
            _("Hãy để trống nếu quyết định không ghi hạn."),
        )
    decision = Decision(
        locality_id=locality.pk,
        number=checks.text(data.number, _("số, ký hiệu"), 100, required=True),
        issued_on=data.issued_on,
        effective_on=data.effective_on,
        issuer=checks.text(data.issuer, _("cơ quan ban hành"), 300, required=True),
        title=checks.text(data.title, _("trích yếu"), 1000, required=True),
        post_by=data.post_by,
    )
    same = Decision.objects.filter(
        locality_id=locality.pk, number=decision.number, issued_on=decision.issued_on
    )
    if same.exists():
        raise Conflict(
            _("Quyết định %(number)s ngày %(day)s đã có.")
            % {"number": decision.number, "day": date_text(decision.issued_on)},
            _("Hãy mở quyết định đó trong danh sách."),
        )
    decision.save(force_insert=True)
    after = {
        "number": decision.number,
        "issued_on": decision.issued_on,
        "effective_on": decision.effective_on,
        "title": decision.title,
        "post_by": decision.post_by,
    }
    record(scope, "procedure_decision.registered", writing.decision_subject(decision), None, after)
    return decision


@transaction.atomic
def attach_decision(scope: Scope, decision_id: int, sent: UploadedFile[bytes]) -> Decision:
    """Keep the file of a decision beside it; asks for PROCEDURES_MANAGE. A file that is there already is not exchanged."""
    found = queries.decision(scope, decision_id)
    queries.locality_for(scope, found.locality_id, MANAGE)
    upload = files.check(
        cast(uploads.File, sent), kinds=uploads.PAPERS | uploads.PICTURES, limit=settings.CAICACH_MAX_FILE
    )
    decision = Decision.objects.select_for_update().get(pk=found.pk)
    if decision.file_id is not None:
        raise Conflict(
            _("Quyết định này đã có tệp “%(name)s”.") % {"name": decision.file_name},
            _("Tệp đã gắn thì không đổi được: hãy tải về xem lại."),
        )
    decision.file, decision.file_name = files.keep(upload), upload.name
    decision.save(update_fields=["file", "file_name"])
    after = {"name": upload.name, "sha256": decision.file.sha256}
    record(scope, "procedure_decision.file_attached", writing.decision_subject(decision), None, after)
    return decision
