"""Addresses of the working calendar."""

from django.urls import path

from caicach.apps.calendars import views

app_name = "calendars"

urlpatterns = [
    path("", views.home, name="home"),
    path("<int:year>/", views.shipped_year, name="shipped"),
    path("<int:year>/don-vi/<int:unit_id>/", views.year, name="year"),
    path("<int:year>/don-vi/<int:unit_id>/van-ban/", views.dispatches, name="dispatches"),
    path("<int:year>/don-vi/<int:unit_id>/van-ban/nhap/", views.enter, name="enter"),
    path("<int:year>/don-vi/<int:unit_id>/gio-lam-viec/", views.hours, name="hours"),
    path("<int:year>/don-vi/<int:unit_id>/gio-lam-viec/nhap/", views.set_hours, name="set_hours"),
    path("van-ban/<int:dispatch_id>/", views.dispatch, name="dispatch"),
    path("van-ban/<int:dispatch_id>/rut/", views.withdraw, name="withdraw"),
    path("van-ban/<int:dispatch_id>/tep/", views.download, name="download"),
    path("van-ban/<int:dispatch_id>/gan-tep/", views.attach, name="attach"),
    path("gio-lam-viec/<int:hours_id>/rut/", views.withdraw_hours, name="withdraw_hours"),
]
