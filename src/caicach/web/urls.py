"""Addresses of the shell's own pages."""

from django.urls import path

from caicach.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("ban-lam-viec/<int:year>/", views.home, name="home_year"),
    path("tim-kiem/", views.search, name="search"),
    path("ngon-ngu/", views.set_language, name="set_language"),
    path("giao-dien/", views.set_theme, name="set_theme"),
    path("huong-dan/", views.help_page, name="help"),
    path("kieu-dang/", views.style_guide, name="style_guide"),
    path("kieu-dang/vi-sao/", views.style_guide_why, name="style_guide_why"),
]
