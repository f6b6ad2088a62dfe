"""The API: the same queries and actions as the screen, over HTTP; described in OpenAPI 3.1 at /api/docs.

Signing in is that of the screen (the session cookie), changes need the CSRF header; open data answer whoever asks. Errors are
problem+json (RFC 9457).
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from ninja import NinjaAPI
from ninja.security import django_auth

from caicach import __version__
from caicach.apps.accountability.api import router as accountability
from caicach.apps.calendars.api import router as calendars
from caicach.apps.directives.api import router as directives
from caicach.apps.directives.api_findings import router as findings
from caicach.apps.documents.api import router as documents
from caicach.apps.dossiers.api import router as dossiers
from caicach.apps.dossiers.api_books import router as books
from caicach.apps.dossiers.api_importing import router as imports_of_dossiers
from caicach.apps.dossiers.api_violations import router as violations
from caicach.apps.parindex.api import router as parindex
from caicach.apps.portal.api import router as portal
from caicach.apps.procedures.api import router as procedures
from caicach.apps.units.api import router as units
from caicach.platform import http
from caicach.platform.audit.api import router as audit
from caicach.platform.notices.api import router as notices

api = NinjaAPI(
    title="Cải Cách",
    version=__version__,
    description=(
        "API của hệ thống cải cách hành chính: đơn vị, lịch làm việc, kho minh chứng, văn bản chỉ đạo, thủ tục hành chính, "
        "hồ sơ, bộ chỉ số, số liệu, kết quả chấm điểm, khắc phục, thông báo, nhật ký. "
        "Điểm số và tỷ lệ là chuỗi thập phân; ngày theo ISO 8601. "
        "Lỗi trả về dạng application/problem+json, có câu nêu lỗi (detail), cách khắc phục (way_out) và mã tra cứu (reference)."
    ),
    auth=django_auth,
    renderer=http.Renderer(),
    urls_namespace="api",
)
http.install(api)
api.add_router("", units)
api.add_router("", calendars)
api.add_router("", documents)
api.add_router("", directives)
api.add_router("", findings)
api.add_router("", dossiers)
api.add_router("", books)
api.add_router("", violations)
api.add_router("", imports_of_dossiers)
api.add_router("", procedures)
api.add_router("", parindex)
api.add_router("", accountability)
api.add_router("audit", audit)
api.add_router("my-notices", notices)
api.add_router("public", portal)

OPEN = "public/"


def urls() -> tuple[list[Any], str, str]:
    """The addresses of the API; the page that asks for a sign-in is told which of them need none."""
    patterns, app, namespace = api.urls
    for one in patterns:
        if str(one.pattern).startswith(OPEN) and one.callback is not None:
            login_not_required(one.callback)
    return patterns, app, namespace
