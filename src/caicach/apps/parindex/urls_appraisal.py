"""The addresses of the appraisal and of the layers of points."""

from django.urls import path

from caicach.apps.parindex import views_appraisal, views_layers

APPRAISAL = "chi-so/<int:year>/tham-dinh/"
OF_UNIT = "chi-so/<int:year>/don-vi/<int:unit_id>/tham-dinh/"
LAYERS = "chi-so/<int:year>/don-vi/<int:unit_id>/cac-lop/"

urlpatterns = [
    path("chi-so/tham-dinh/", views_appraisal.latest, name="latest_appraisal"),
    path("chi-so/dieu-hanh-tham-dinh/", views_appraisal.latest, name="lead_appraisal"),
    path(APPRAISAL, views_appraisal.overview, name="appraisal"),
    path(f"{APPRAISAL}buoc/", views_appraisal.steps, name="appraisal_steps"),
    path(f"{APPRAISAL}<str:subject>/<str:code>/", views_appraisal.leaf, name="appraisal_leaf"),
    path(f"{APPRAISAL}<str:subject>/<str:code>/dong-y/", views_appraisal.agree, name="appraisal_agree"),
    path(OF_UNIT, views_appraisal.unit, name="appraisal_unit"),
    path(f"{OF_UNIT}<str:code>/", views_appraisal.row, name="appraisal_row"),
    path(LAYERS, views_layers.layers, name="layers"),
    path(f"{LAYERS}<str:code>/", views_layers.history, name="layers_leaf"),
]
