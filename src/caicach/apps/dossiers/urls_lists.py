"""The addresses of the lists of dossiers."""

from django.urls import URLPattern, path

from caicach.apps.dossiers import views_lists

urlpatterns: list[URLPattern] = [
    path("mot-cua/ho-so/", views_lists.dossier_list, name="list"),
    path("mot-cua/ho-so/tai-ve/", views_lists.download, name="list_download"),
]
