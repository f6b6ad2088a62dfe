"""Addresses of the catalogue of procedures."""

from django.urls import path

from caicach.apps.procedures.views import catalogue, decisions, imports

app_name = "procedures"

DECISION = "thu-tuc/cong-bo/<int:decision_id>/"

urlpatterns = [
    path("thu-tuc/", catalogue.catalogue, name="catalogue"),
    path("thu-tuc/tai/<str:format>/", catalogue.download, name="download"),
    path("thu-tuc/nhap/", imports.import_file, name="import"),
    path("thu-tuc/nhap/dong-loi/", imports.faulty_rows, name="faulty_rows"),
    path("thu-tuc/cong-bo/", decisions.decisions, name="decisions"),
    path("thu-tuc/cong-bo/them/", decisions.register, name="register"),
    path(DECISION, decisions.decision, name="decision"),
    path(f"{DECISION}thu-tuc/", decisions.announce, name="announce"),
    path(f"{DECISION}tep/", decisions.download, name="decision_file"),
    path(f"{DECISION}tep/gan/", decisions.attach, name="attach"),
    path(f"{DECISION}bai-bo/", decisions.repeal, name="repeal"),
    path(f"{DECISION}niem-yet/<int:unit_id>/", decisions.post, name="post"),
    path("thu-tuc/phien-ban/<int:version_id>/sua/", catalogue.correct, name="correct"),
    path("thu-tuc/<int:procedure_id>/", catalogue.procedure, name="procedure"),
    path("thu-tuc/<int:procedure_id>/to-niem-yet/", catalogue.posting_sheet, name="posting_sheet"),
]
