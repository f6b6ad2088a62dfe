"""Addresses of signing in, signing out and the own password."""

from django.urls import path

from caicach.platform.accounts import views

app_name = "accounts"

urlpatterns = [
    path("dang-nhap/", views.LoginView.as_view(), name="login"),
    path("dang-xuat/", views.LogoutView.as_view(), name="logout"),
    path("mat-khau/", views.password_change, name="password"),
]
