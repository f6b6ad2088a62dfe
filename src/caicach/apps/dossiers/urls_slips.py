"""The addresses of what is printed of dossiers."""

from django.urls import path

from caicach.apps.dossiers import views_slips

urlpatterns = [
    path("mot-cua/phieu/<int:slip_id>/<str:format>/", views_slips.slip, name="slip"),
    path("mot-cua/phieu/trong-ngay/<int:unit_id>/", views_slips.receipts, name="receipts_of_day"),
    path(
        "mot-cua/ho-so/<int:dossier_id>/phieu-kiem-soat/<str:format>/",
        views_slips.control,
        name="control_slip",
    ),
]
