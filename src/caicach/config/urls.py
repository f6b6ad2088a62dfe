"""The map of the site: which part answers below which address."""

from django.urls import include, path

from caicach.config import api, health

urlpatterns = [
    path("suc-khoe/", health.live, name="health"),
    path("robots.txt", health.robots, name="robots"),
    path("api/", api.urls()),
    path("", include("caicach.platform.accounts.urls")),
    path("thong-bao/", include("caicach.platform.notices.urls")),
    path("nhat-ky/", include("caicach.platform.audit.urls")),
    path("", include("caicach.apps.units.urls")),
    path("lich-lam-viec/", include("caicach.apps.calendars.urls")),
    path("", include("caicach.apps.documents.urls")),
    path("", include("caicach.apps.directives.urls")),
    path("", include("caicach.apps.procedures.urls")),
    path("", include("caicach.apps.dossiers.urls")),
    path("", include("caicach.apps.parindex.urls")),
    path("cong-khai/", include("caicach.apps.portal.urls")),
    path("", include("caicach.apps.accountability.urls")),
    path("", include("caicach.web.urls")),
]

handler400 = "caicach.platform.access.pages.bad_request"
handler403 = "caicach.platform.access.pages.forbidden"
handler404 = "caicach.platform.access.pages.not_found"
handler500 = "caicach.config.errors.server_error"
