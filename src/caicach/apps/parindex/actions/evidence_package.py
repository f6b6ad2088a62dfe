"""Taking all evidence of a unit out in one file: read as any document is, but written down, because it is everything."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex.queries import evidence_package as queries
from caicach.apps.parindex.queries.evidence_package import Package
from caicach.platform.access import Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict
from caicach.platform.files.packing import require_contents


@transaction.atomic
def take_out(scope: Scope, year: int, unit_id: int) -> Package:
    """The evidence of a unit, ready to be packed; asks for EVIDENCE_READ. Conflict where there is none or a content is lost."""
    package = queries.package(scope, year, unit_id)
    files = {document.file_id: document.file for document in package.files.values()}
    if not files:
        raise Conflict(
            _("%(unit)s chưa có tài liệu minh chứng nào năm %(year)s mà anh/chị được xem.")
            % {"unit": package.unit.name, "year": year},
            _("Gói minh chứng có khi đơn vị gắn tài liệu vào tiêu chí hoặc nộp báo cáo đã ký."),
        )
    require_contents(files.values())
    label = f"{package.unit.name} – {package.participant.round}"
    record(
        scope,
        "evidence.packed",
        Subject("participant", package.participant.pk, label, package.unit.path),
        None,
        {"documents": len(package.files), "bytes": sum(file.size for file in files.values())},
    )
    return package
