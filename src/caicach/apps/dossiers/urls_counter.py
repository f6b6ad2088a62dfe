"""The addresses of the counter and of the page of one dossier."""

from django.urls import path

from caicach.apps.dossiers import views_acts, views_counter, views_dossier, views_groups

DESK = "mot-cua/quay/"
ONE = "mot-cua/ho-so/<int:dossier_id>/"

urlpatterns = [
    path(DESK, views_counter.counter, name="counter"),
    path(f"{DESK}thu-tuc/", views_counter.procedures, name="counter_procedures"),
    path(f"{DESK}nguoi/", views_counter.person, name="counter_person"),
    path(f"{DESK}hen-tra/<int:version_id>/", views_counter.due, name="counter_due"),
    path(f"{DESK}cho-tiep-nhan/", views_counter.waiting, name="waiting"),
    path(f"{DESK}da-tiep-nhan/<int:dossier_id>/", views_counter.received, name="received"),
    path(
        f"{DESK}da-tiep-nhan/<int:dossier_id>/giay-tiep-nhan/",
        views_groups.receipts,
        name="receipts_together",
    ),
    path(f"{DESK}lien-thong/", views_groups.group, name="counter_group"),
    path(ONE, views_dossier.dossier, name="dossier"),
    path(f"{ONE}vi-sao/", views_dossier.why, name="why"),
    path(f"{ONE}giay-to/<int:paper_id>/", views_dossier.paper, name="paper"),
    path(f"{ONE}phi/<int:fee_id>/", views_dossier.fee_paid, name="fee_paid"),
    path(f"{ONE}viec/<str:slug>/", views_acts.act, name="act"),
    path(f"{ONE}xin-loi/", views_acts.apology, name="apology"),
    path(f"{ONE}danh-gia/", views_dossier.rate, name="rate"),
    path(f"{ONE}cam-on/", views_dossier.rated, name="rated"),
]
