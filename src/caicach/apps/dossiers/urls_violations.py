"""The addresses of violations."""

from django.urls import URLPattern, path

from caicach.apps.dossiers import views_violations as views

YEAR = "mot-cua/vi-pham/<int:year>/"

urlpatterns: list[URLPattern] = [
    path("mot-cua/vi-pham/", views.latest, name="violations"),
    path(YEAR, views.overview, name="violations_year"),
    path(f"{YEAR}danh-sach/", views.violation_list, name="violations_list"),
    path(f"{YEAR}don-vi/", views.by_unit, name="violations_by_unit"),
    path(f"{YEAR}can-bo/", views.by_officer, name="violations_by_officer"),
    path(f"{YEAR}tai-ve/", views.download, name="violations_download"),
    path(f"{YEAR}<int:violation_id>/", views.violation, name="violation"),
    path(f"{YEAR}<int:violation_id>/giai-trinh/", views.explain, name="violation_explain"),
]
