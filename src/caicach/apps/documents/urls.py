"""Addresses of the shelf of documents and evidence."""

from django.urls import path

from caicach.apps.documents import views

app_name = "documents"

urlpatterns = [
    path("minh-chung/", views.home, name="home"),
    path("minh-chung/<int:year>/don-vi/<int:unit_id>/", views.shelf, name="shelf"),
    path("minh-chung/<int:year>/don-vi/<int:unit_id>/them/", views.add, name="add"),
    path("minh-chung/<int:year>/<int:document_id>/", views.document, name="document"),
    path("minh-chung/<int:year>/<int:document_id>/sua/", views.amend, name="amend"),
    path("minh-chung/<int:year>/<int:document_id>/rut/", views.withdraw, name="withdraw"),
    path("minh-chung/tep/<int:document_id>/", views.download, name="download"),
]
