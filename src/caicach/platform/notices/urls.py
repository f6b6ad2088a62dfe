"""Addresses of notices, below /thong-bao/."""

from django.urls import path

from caicach.platform.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.notices, name="list"),
    path("da-doc/", views.mark_all_read, name="read_all"),
    path("nhan-thu/", views.choose_mail, name="mail"),
    path("<int:notice_id>/", views.open_notice, name="open"),
    path("<int:notice_id>/da-doc/", views.mark_read, name="read"),
]
