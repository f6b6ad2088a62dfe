"""The addresses of the import of dossiers of other systems."""

from django.urls import path

from caicach.apps.dossiers import views_importing as views

_ONE = "mot-cua/nhap-ho-so/<int:delivery_id>/"

urlpatterns = [
    path("mot-cua/nhap-ho-so/", views.imports, name="imports"),
    path(_ONE, views.delivery, name="delivery"),
    path(f"{_ONE}tien-do/", views.progress, name="delivery_progress"),
    path(f"{_ONE}luu/", views.confirm, name="delivery_confirm"),
    path(f"{_ONE}dung/", views.stop, name="delivery_stop"),
    path(f"{_ONE}tiep/", views.go_on, name="delivery_go_on"),
    path(f"{_ONE}bo/", views.discard, name="delivery_discard"),
    path(f"{_ONE}dong-loi/", views.faulty_rows, name="delivery_faulty"),
]
