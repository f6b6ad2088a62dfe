"""The addresses of the evaluation of the one-stop service."""

from django.urls import URLPattern, path

from caicach.apps.dossiers import views_evaluation as views

YEAR = "mot-cua/danh-gia/<int:year>/"

urlpatterns: list[URLPattern] = [
    path("mot-cua/danh-gia/", views.latest, name="evaluation"),
    path(YEAR, views.agencies, name="evaluation_year"),
    path(f"{YEAR}can-bo/", views.officers, name="evaluation_officers"),
    path(f"{YEAR}ho-so/", views.dossiers, name="evaluation_dossiers"),
    path(f"{YEAR}chi-so/<int:unit_id>/", views.counted, name="counted"),
    path(f"{YEAR}tai-ve/", views.download, name="evaluation_download"),
]
