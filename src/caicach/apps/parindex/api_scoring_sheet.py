"""The official scoring sheet over HTTP: out as XLSX, and the comparison of a filled one with what stands.

What is to be taken of it is taken leaf by leaf with the version that the comparison states (PUT …/facts/{code}).
"""

from __future__ import annotations

from typing import cast

from django.core.files.uploadedfile import UploadedFile as DjangoUpload
from django.http import HttpRequest, HttpResponse
from ninja import File, Router, Schema, UploadedFile

from caicach.apps.parindex import facts_sheet, formula_sheet
from caicach.apps.parindex.actions import checks, facts_taking
from caicach.apps.parindex.api_support import Id, Year, exact_answer, scope_of
from caicach.apps.parindex.queries import facts, scoring_sheet
from caicach.apps.parindex.queries.self_score import participating
from caicach.platform import spreadsheets
from caicach.platform.access import Permission

router = Router(tags=["facts"])


class OfferOut(Schema):
    """Một tiêu chí trong phiếu: `status` là new, changed, same, meanwhile (có người sửa sau khi tải phiếu) hoặc refused."""

    code: str
    status: str
    before: dict[str, object] | None
    after: dict[str, object] | None
    version: int
    reason: str


@router.get(
    "/units/{int:unit_id}/scoring-sheet",
    response={200: None},
    summary="Phiếu chấm điểm có công thức (XLSX)",
    operation_id="scoring_sheet",
)
def download(request: HttpRequest, unit_id: Id, year: Year) -> HttpResponse:
    """Phiếu ghi sẵn số liệu đã có; ô màu vàng để điền."""
    content = scoring_sheet.content(scope_of(request), year, unit_id)
    return HttpResponse(formula_sheet.write(content), content_type=spreadsheets.XLSX_TYPE)


@router.post(
    "/units/{int:unit_id}/scoring-sheet/compare",
    response=list[OfferOut],
    summary="So sánh phiếu đã điền với số liệu đang lưu",
    operation_id="scoring_sheet_compare",
)
def compare(request: HttpRequest, unit_id: Id, year: Year, file: File[UploadedFile]) -> HttpResponse:
    """Không lưu gì; nhận từng tiêu chí bằng PUT /units/{unit_id}/facts/{code} với `version` trả về ở đây."""
    scope = scope_of(request)
    shown = facts.sheet(scope, year, unit_id)
    checks.unit_for(scope, unit_id, Permission.FACTS_ENTER)
    participant = participating(shown)
    assert shown.framework is not None
    filled = facts_sheet.sent_scoring_sheet(cast(DjangoUpload, file), shown.framework)
    return exact_answer(
        [
            {
                "code": one.code,
                "status": one.status,
                "before": one.before,
                "after": one.after,
                "version": one.version,
                "reason": one.reason,
            }
            for one in facts_taking.compare(scope, participant.pk, filled)
        ]
    )
