"""What the routes of input share: who asks, bodies whose numbers keep their digits, bounded numbers."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Schema
from pydantic import Field

from caicach.apps.parindex import exact_json
from caicach.platform.access import Scope
from caicach.platform.errors import Invalid

LARGEST_ID = 2**53
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
IdIn = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Code = Annotated[str, Path(min_length=1, max_length=40)]
CodeIn = Annotated[str, Field(min_length=1, max_length=40)]
Year = Annotated[int, Query(ge=2000, le=2100, description="Năm chấm điểm")]
YearIn = Annotated[int, Field(ge=2000, le=2100)]
SubjectName = Annotated[str, Field(pattern="^(commune|district|department)$")]


class ReasonIn(Schema):
    """Căn cứ hoặc lý do."""

    reason: str = Field(max_length=1000)


def scope_of(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


def exact_body(request: HttpRequest) -> dict[str, Any]:
    """The body as JSON object, numbers by their digits: a float would have lost some of them."""
    try:
        data = exact_json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Invalid(
            _("Nội dung gửi lên không phải JSON hợp lệ."),
            _("Hãy kiểm tra dấu phẩy, ngoặc kép và bảng mã UTF-8."),
        ) from error
    if not isinstance(data, dict):
        raise Invalid(_("Nội dung gửi lên phải là một đối tượng JSON {…}."), _("Xem mô tả ở /api/docs."))
    return data


def exact_answer(value: Any, status: int = 200) -> HttpResponse:
    """A JSON answer in which figures stay numbers with all their digits, as in the facts file."""
    return HttpResponse(
        exact_json.dumps(value), status=status, content_type="application/json; charset=utf-8"
    )


def body_of(schema: dict[str, Any], *, required: bool = True) -> dict[str, Any]:
    """The description of a body that is read by `exact_body`, for the OpenAPI document."""
    return {"requestBody": {"required": required, "content": {"application/json": {"schema": schema}}}}
