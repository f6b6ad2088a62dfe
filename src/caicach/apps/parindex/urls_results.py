"""The addresses of results, analysis and targets."""

from django.urls import path

from caicach.apps.parindex import views_analysis, views_results, views_targets, views_unit

UNIT = "chi-so/<int:year>/don-vi/<int:unit_id>/"

urlpatterns = [
    path("chi-so/", views_results.index, name="index"),
    path("chi-so/phan-tich/", views_results.latest, {"page": "analysis"}, name="latest_analysis"),
    path("chi-so/chi-tieu/", views_results.latest, {"page": "targets"}, name="latest_targets"),
    path("chi-so/xu-huong/", views_results.years, name="trend"),
    path("chi-so/<int:year>/", views_results.ranking, name="ranking"),
    path("chi-so/<int:year>/ban-do-nhiet/", views_results.heat_map, name="heat_map"),
    path("chi-so/<int:year>/tieu-chi/<str:subject>/<str:code>/", views_results.criterion, name="criterion"),
    path("chi-so/<int:year>/phan-tich/", views_analysis.analysis, name="analysis"),
    path("chi-so/<int:year>/chi-tieu/", views_targets.targets, name="targets"),
    path("chi-so/<int:year>/chi-tieu/<int:unit_id>/", views_targets.target, name="target"),
    path(UNIT, views_unit.unit, name="unit"),
    path(f"{UNIT}vi-sao/", views_unit.why, name="why"),
    path(f"{UNIT}vi-sao/<str:code>/", views_unit.why, name="why_node"),
    path(f"{UNIT}phan-tich/", views_analysis.unit_analysis, name="unit_analysis"),
]
