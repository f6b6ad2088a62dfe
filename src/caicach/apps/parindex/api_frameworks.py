"""Criteria sets over HTTP: list, document, check, import, versions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema

from caicach.apps.parindex import exact_json, spreadsheet_export
from caicach.apps.parindex.actions import frameworks as actions
from caicach.apps.parindex.api_support import Code, CodeIn, ReasonIn, SubjectName, YearIn, scope_of
from caicach.apps.parindex.queries import frameworks as queries
from caicach.apps.parindex.queries.loading import framework_of
from caicach.core.parindex import FrameworkErrors, document, plain
from caicach.platform.access import Permission
from caicach.platform.errors import Invalid
from caicach.platform.spreadsheets import XLSX_TYPE

router = Router(tags=["frameworks"])
YAML_TYPE = "application/yaml; charset=utf-8"
YAML_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/yaml": {"schema": {"type": "string"}},
            "application/json": {
                "schema": {"type": "object", "required": ["yaml"], "properties": {"yaml": {"type": "string"}}}
            },
        },
    }
}


class FrameworkOut(Schema):
    """Một phiên bản bộ chỉ số. `years` là các năm đang dùng: có năm nào thì phiên bản không bao giờ đổi nữa."""

    code: str
    name: str
    subject: str
    year: int
    valid_from: dt.date | None
    valid_to: dt.date | None
    max_points: Decimal
    leaf_count: int
    digest: str
    previous: str | None
    locality_id: int | None
    years: list[int]
    has_draft: bool


class NodeOut(Schema):
    """Một lĩnh vực, tiêu chí hoặc tiêu chí thành phần; `rule` là cách chấm bằng lời, chỉ có ở mục chấm điểm."""

    code: str
    name: str
    max_points: Decimal
    depth: int
    parent: str | None
    kind: str
    rule: str
    rule_type: str
    policy: str
    agency: str
    evidence: str
    guide: str
    basis: str


class FrameworkWithNodesOut(FrameworkOut):
    """Phiên bản cùng cây tiêu chí theo thứ tự in."""

    legal_basis: list[str]
    nodes: list[NodeOut]


class ProblemOut(Schema):
    """Một lỗi của tài liệu: dòng, mã tiêu chí, lý do."""

    line: int | None
    code: str
    reason: str
    reason_en: str


class CheckOut(Schema):
    """Kết quả kiểm tra; không lưu gì."""

    ok: bool
    code: str | None
    leaves: int | None
    problems: list[ProblemOut]


class VersionIn(Schema):
    """Phiên bản mới làm từ một bộ đã có; mỗi tiêu chí nối với chính nó."""

    code: CodeIn
    year: YearIn


class DifferenceOut(Schema):
    """Một tiêu chí ở hai phiên bản: same, text, moved, points, rule, new, gone."""

    kind: str
    code: str | None
    name: str | None
    max_points: Decimal | None
    old_codes: list[str]
    old_points: Decimal | None


@router.get("/frameworks", response=list[FrameworkOut], summary="Các bộ chỉ số", operation_id="frameworks")
def list_frameworks(request: HttpRequest, subject: SubjectName | None = None) -> Any:
    """Theo đối tượng, năm mới nhất trước."""
    return [_out(row) for row in queries.rows(scope_of(request), subject or "")]


@router.get(
    "/frameworks/schema", summary="JSON Schema của tài liệu bộ chỉ số", operation_id="framework_schema"
)
def schema(request: HttpRequest) -> dict[str, Any]:
    """Bản 2020-12, giống bản công bố trong tài liệu tham khảo."""
    return document.json_schema()


@router.post(
    "/frameworks/check",
    response=CheckOut,
    summary="Kiểm tra một tài liệu",
    operation_id="framework_check",
    openapi_extra=YAML_BODY,
)
def check(request: HttpRequest) -> Any:
    """Thân yêu cầu là YAML, hoặc JSON {"yaml": "…"}. Không lưu gì."""
    scope_of(request).require(Permission.FRAMEWORK_READ)
    try:
        framework = document.read(_yaml(request))
    except FrameworkErrors as error:
        problems = [
            {"line": item.line, "code": item.code, "reason": item.reason.vi, "reason_en": item.reason.en}
            for item in error.problems
        ]
        return {"ok": False, "code": None, "leaves": None, "problems": problems}
    return {"ok": True, "code": framework.code, "leaves": len(framework.leaves), "problems": []}


@router.post(
    "/frameworks",
    response={201: FrameworkOut},
    summary="Nhập bộ chỉ số",
    operation_id="framework_import",
    openapi_extra=YAML_BODY,
)
def import_framework(request: HttpRequest) -> Any:
    """Thân yêu cầu là YAML, hoặc JSON {"yaml": "…"}. Bảng Excel nhập ở màn hình, nơi hệ thống hỏi những chỗ chưa rõ."""
    version = actions.import_document(scope_of(request), _yaml(request), "API")
    return _out(queries.find(scope_of(request), version.code))


@router.get(
    "/frameworks/{str:code}",
    response=FrameworkWithNodesOut,
    summary="Một bộ chỉ số",
    operation_id="framework",
)
def one_framework(request: HttpRequest, code: Code) -> Any:
    """Cùng cây tiêu chí, cách chấm bằng lời."""
    row = queries.find(scope_of(request), code)
    framework = framework_of(row.version)
    nodes = [
        {
            "code": line.code,
            "name": line.name,
            "max_points": line.node.max_points,
            "depth": line.node.depth,
            "parent": line.node.parent,
            "kind": line.node.kind,
            "rule": line.rule,
            "rule_type": getattr(line.node.rule, "type", ""),
            "policy": line.node.na or "",
            "agency": line.node.agency,
            "evidence": line.node.evidence,
            "guide": line.node.guide,
            "basis": line.node.basis,
        }
        for line in queries.lines(framework)
    ]
    return {**_out(row), "legal_basis": list(framework.legal_basis), "nodes": nodes}


@router.get("/frameworks/{str:code}/yaml", summary="Tài liệu YAML của một bộ", operation_id="framework_yaml")
def yaml(request: HttpRequest, code: Code) -> HttpResponse:
    """Nguyên văn như đã lưu."""
    row = queries.find(scope_of(request), code)
    return HttpResponse(row.version.document, content_type=YAML_TYPE)


@router.get("/frameworks/{str:code}/xlsx", summary="Bảng Excel của một bộ", operation_id="framework_xlsx")
def xlsx(request: HttpRequest, code: Code) -> HttpResponse:
    """Dạng bảng các cơ quan vẫn dùng; nhập lại được nguyên vẹn."""
    framework = framework_of(queries.find(scope_of(request), code).version)
    answer = HttpResponse(spreadsheet_export.workbook(framework), content_type=XLSX_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{spreadsheet_export.filename(framework, "xlsx")}"'
    return answer


@router.get(
    "/frameworks/{str:code}/changes",
    response=list[DifferenceOut],
    summary="So với phiên bản trước",
    operation_id="framework_changes",
)
def changes(request: HttpRequest, code: Code, other: str = "") -> Any:
    """Từng tiêu chí, theo bảng nối mã; `other` là mã của bộ khác cần so."""
    _new, _old, found = queries.compare(scope_of(request), code, other[:40])
    return [
        {
            "kind": item.kind,
            "code": item.new.code if item.new else None,
            "name": (item.new or item.old[0]).name,
            "max_points": item.new.max_points if item.new else None,
            "old_codes": [node.code for node in item.old],
            "old_points": item.old_points if item.old else None,
        }
        for item in found
    ]


@router.post(
    "/frameworks/{str:code}/versions",
    response={201: FrameworkOut},
    summary="Phiên bản mới từ một bộ",
    operation_id="framework_new_version",
)
def new_version(request: HttpRequest, code: Code, given: VersionIn) -> Any:
    """Bản sao để sửa; bộ cũ giữ nguyên."""
    version = actions.new_version(scope_of(request), code, given.code, given.year)
    return _out(queries.find(scope_of(request), version.code))


@router.put(
    "/frameworks/{str:code}",
    response=FrameworkOut,
    summary="Thay tài liệu của một bộ chưa dùng",
    operation_id="framework_replace",
    openapi_extra=YAML_BODY,
)
def replace(request: HttpRequest, code: Code, digest: str) -> Any:
    """`digest` là mã băm của tài liệu đang có (hoặc của bản nháp), để không đè lên sửa đổi của người khác."""
    version = actions.replace_document(scope_of(request), code, _yaml(request), digest)
    return _out(queries.find(scope_of(request), version.code))


@router.post(
    "/frameworks/{str:code}/delete",
    response={204: None},
    summary="Xóa một bộ chưa dùng",
    operation_id="framework_delete",
)
def delete(request: HttpRequest, code: Code, given: ReasonIn) -> Any:
    """Chỉ khi chưa năm nào dùng và chưa có phiên bản sau."""
    actions.delete_unused(scope_of(request), code, given.reason)
    return None


def _out(row: queries.Row) -> dict[str, Any]:
    version = row.version
    return {
        "code": version.code,
        "name": version.name,
        "subject": version.subject,
        "year": version.year,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "max_points": Decimal(plain(version.max_points)),
        "leaf_count": version.leaf_count,
        "digest": version.digest,
        "previous": version.previous.code if version.previous else None,
        "locality_id": version.locality_id,
        "years": list(row.years),
        "has_draft": row.draft is not None,
    }


def _yaml(request: HttpRequest) -> str:
    """The document of a request: YAML as it is, or inside JSON."""
    try:
        text = request.body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(_("Nội dung gửi lên không phải UTF-8."), _("Hãy lưu tệp với bảng mã UTF-8.")) from error
    if (request.content_type or "").startswith("application/json"):
        return _inside_json(text)
    return text


def _inside_json(text: str) -> str:
    try:
        data = exact_json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid(_("Nội dung gửi lên không phải JSON hợp lệ."), _('Hãy gửi {"yaml": "…"}.')) from error
    if not isinstance(data, dict) or not isinstance(data.get("yaml"), str):
        raise Invalid(_("Thiếu “yaml” trong nội dung gửi lên."), _('Hãy gửi {"yaml": "…"}.'))
    return str(data["yaml"])
