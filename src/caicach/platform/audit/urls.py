"""Addresses of the audit trail, below /nhat-ky/."""

from django.urls import path, re_path

from caicach.platform.audit import views

app_name = "audit"

urlpatterns = [
    path("", views.entries, name="entries"),
    re_path(r"^tai-ve\.(?P<format>csv|xlsx)$", views.download, name="download"),
    path("<int:sequence>/", views.entry, name="entry"),
]
