"""The addresses of the counter."""

from django.urls import path

from caicach.apps.dossiers import views_counter as views

DESK = "mot-cua/quay/"

urlpatterns = [
    path(DESK, views.counter, name="counter"),
    path(f"{DESK}thu-tuc/", views.procedures, name="counter_procedures"),
    path(f"{DESK}nguoi/", views.person, name="counter_person"),
    path(f"{DESK}hen-tra/<int:version_id>/", views.due, name="counter_due"),
    path(f"{DESK}cho-tiep-nhan/", views.waiting, name="waiting"),
    path(f"{DESK}da-tiep-nhan/<int:dossier_id>/", views.received, name="received"),
]
