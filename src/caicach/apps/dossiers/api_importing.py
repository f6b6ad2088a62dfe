"""Dossiers of other systems over HTTP: a file is sent, gone through, and taken after a confirmation, as on the screen."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from ninja import File, Form, Router, UploadedFile

from caicach.apps.dossiers import schemas_importing as s
from caicach.apps.dossiers.actions import deliveries as actions
from caicach.apps.dossiers.queries import importing as queries
from caicach.platform import uploads
from caicach.platform.access import Scope

router = Router(tags=["dossiers"])
ONE = "/dossier-imports/{int:delivery_id}"


def _scope(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


@router.post(
    "/units/{int:unit_id}/dossier-imports",
    response={201: s.DeliveryOut},
    summary="Gửi tệp hồ sơ của hệ thống khác",
    url_name="dossiers_import",
)
def begin(request: HttpRequest, unit_id: int, given: Form[s.DeliveryIn], file: File[UploadedFile]) -> Any:
    """JSON, CSV hoặc XLSX theo định dạng đồng bộ quốc gia. Chưa có gì được lưu; tệp lớn được xem xét ở nền: hỏi lại `state`."""
    return actions.begin(_scope(request), unit_id, cast(uploads.File, file), given.source)


@router.get("/dossier-imports", response=s.DeliveryPageOut, summary="Các tệp hồ sơ đã gửi")
def list_deliveries(request: HttpRequest, after: int | None = None) -> Any:
    """Tệp của các quầy mà người hỏi quản lý."""
    return queries.deliveries(_scope(request), after)


@router.get(ONE, response=s.DeliveryOut, summary="Một tệp đã tới đâu")
def get_delivery(request: HttpRequest, delivery_id: int) -> Any:
    """Hỏi lại cho tới khi `state` là `checked` hoặc `taken`."""
    return queries.delivery(_scope(request), delivery_id)


@router.get(ONE + "/faulty", response=s.DeliveryRowsOut, summary="Các dòng lỗi bỏ lại")
def list_faulty(request: HttpRequest, delivery_id: int, after: int = 0) -> Any:
    """Theo thứ tự trong tệp, mỗi lần một trang."""
    return queries.faulty_page(_scope(request), delivery_id, after)


@router.post(ONE + "/confirm", response=s.DeliveryOut, summary="Lưu hồ sơ của tệp")
def confirm(request: HttpRequest, delivery_id: int) -> Any:
    """Dòng sai được bỏ lại; gọi lại không lưu hai lần."""
    return actions.confirm(_scope(request), delivery_id)


@router.post(ONE + "/stop", response=s.DeliveryOut, summary="Dừng xem xét hoặc lưu")
def stop(request: HttpRequest, delivery_id: int) -> Any:
    """Những dòng đã qua được giữ; 409 khi không có gì đang chạy."""
    return actions.stop(_scope(request), delivery_id)


@router.post(ONE + "/continue", response=s.DeliveryOut, summary="Làm tiếp từ chỗ đã dừng")
def go_on(request: HttpRequest, delivery_id: int) -> Any:
    """409 khi không bị dừng."""
    return actions.go_on(_scope(request), delivery_id)


@router.delete(ONE, response={204: None}, summary="Bỏ tệp chưa lưu")
def discard(request: HttpRequest, delivery_id: int) -> None:
    """409 khi hồ sơ của tệp đã được lưu."""
    actions.discard(_scope(request), delivery_id)
