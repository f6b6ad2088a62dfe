"""The addresses of remedies and consequences."""

from django.urls import path

from caicach.apps.accountability import views, views_cases, views_remedies

app_name = "accountability"

PLAN = "khac-phuc/<int:year>/<int:unit_id>/"
CASE = "he-qua/<int:year>/<int:case_id>/"

urlpatterns = [
    path("khac-phuc/", views.latest, name="latest"),
    path("khac-phuc/<int:year>/", views.overview, name="overview"),
    path("khac-phuc/<int:year>/quy-dinh/", views.terms, name="terms"),
    path(PLAN, views_remedies.plan, name="plan"),
    path(f"{PLAN}ban-in/", views_remedies.printed, name="print"),
    path(f"{PLAN}van-ban/<str:format>/", views_remedies.letter, name="letter"),
    path(f"{PLAN}lap/", views_remedies.start, name="start"),
    path(f"{PLAN}phe-duyet/", views_remedies.approve, name="approve"),
    path(f"{PLAN}ket-thuc/", views_remedies.close, name="close"),
    path(f"{PLAN}<str:code>/", views_remedies.remedy, name="remedy"),
    path(f"{PLAN}<str:code>/tien-do/<int:month>/", views_remedies.progress, name="progress"),
    path("he-qua/", views_cases.latest, name="latest_cases"),
    path("he-qua/cua-toi/", views_cases.own, name="own_cases"),
    path("he-qua/<int:year>/", views_cases.cases, name="cases"),
    path("he-qua/<int:year>/de-xuat/", views_cases.propose, name="propose"),
    path("he-qua/<int:year>/thong-bao/", views_cases.notify, name="notify"),
    path(CASE, views_cases.case, name="case"),
    path(f"{CASE}y-kien/", views_cases.objection, name="objection"),
    path(f"{CASE}quyet-dinh/", views_cases.decide, name="decide"),
]
