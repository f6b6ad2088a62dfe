"""The addresses of the import of dossiers of other systems."""

from django.urls import path

from caicach.apps.dossiers import views_importing

urlpatterns = [
    path("mot-cua/nhap-ho-so/", views_importing.import_file, name="import"),
    path("mot-cua/nhap-ho-so/dong-loi/", views_importing.faulty_rows, name="import_faulty"),
]
