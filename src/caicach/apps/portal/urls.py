"""The addresses of the public pages."""

from django.urls import path

from caicach.apps.portal import views, views_services

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("ngon-ngu/<str:language>/", views.language, name="language"),
    path("du-lieu-mo/", views.open_data, name="open_data"),
    path("quyet-dinh/<int:publication_id>/", views.decision, name="decision"),
    path("quyet-dinh/<int:publication_id>/tai/<str:format>/", views.download, name="download"),
    path("don-vi/<int:unit_id>/", views.unit, name="unit"),
    path("thu-tuc/", views_services.procedures, name="procedures"),
    path("thu-tuc/<int:procedure_id>/", views_services.procedure, name="procedure"),
    path("ho-so/", views_services.dossier, name="dossier"),
]
