"""The addresses of the counter and of the page of one dossier."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
