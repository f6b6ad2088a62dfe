"""Addresses of units, people and responsibilities; the year stands in each."""

from django.urls import path

from caicach.apps.units.views import changes, imports, people, responsibility, units

app_name = "units"

urlpatterns = [
    path("don-vi/", units.home, name="home"),
    path("don-vi/<int:year>/", units.unit_list, name="list"),
    path("don-vi/<int:year>/cay/", units.unit_tree, name="tree"),
    path("don-vi/<int:year>/tai.xlsx", units.download, {"format": "xlsx"}, name="download_xlsx"),
    path("don-vi/<int:year>/tai.csv", units.download, {"format": "csv"}, name="download_csv"),
    path("don-vi/<int:year>/them/", changes.create, name="create"),
    path("don-vi/<int:year>/nhap/", imports.import_table, name="import"),
    path(
        "don-vi/<int:year>/nhap/mau.xlsx", imports.template, {"format": "xlsx"}, name="import_template_xlsx"
    ),
    path("don-vi/<int:year>/nhap/mau.csv", imports.template, {"format": "csv"}, name="import_template_csv"),
    path("don-vi/<int:year>/nhap-sap-xep/", imports.import_mapping, name="import_mapping"),
    path("don-vi/<int:year>/<int:unit_id>/", units.unit_detail, name="detail"),
    path("don-vi/<int:year>/<int:unit_id>/sua/", changes.amend, name="amend"),
    path("don-vi/<int:year>/<int:unit_id>/doi-ten/", changes.rename, name="rename"),
    path("don-vi/<int:year>/<int:unit_id>/chuyen/", changes.move, name="move"),
    path("don-vi/<int:year>/<int:unit_id>/ket-thuc/", changes.end, name="end"),
    path("don-vi/<int:year>/<int:unit_id>/don-vi-truoc/", changes.succeed, name="succeed"),
    path(
        "don-vi/<int:year>/<int:unit_id>/don-vi-truoc/<int:succession_id>/bo/",
        changes.withdraw_succession,
        name="withdraw_succession",
    ),
    path("can-bo/", people.home, name="people_home"),
    path("can-bo/<int:year>/", people.people, name="people"),
    path("can-bo/<int:year>/them/", people.add_person, name="add_person"),
    path("can-bo/<int:year>/<int:user_id>/", people.person, name="person"),
    path("can-bo/<int:year>/<int:user_id>/vi-tri/", people.assign, name="assign_post"),
    path("can-bo/<int:year>/<int:user_id>/mat-khau/", people.reset_password, name="reset_password"),
    path("can-bo/<int:year>/<int:user_id>/khoa/", people.set_active, name="set_active"),
    path("can-bo/<int:year>/vi-tri/<int:post_id>/ket-thuc/", people.end_post, name="end_post"),
    path("phan-cong/", responsibility.home, name="notices_home"),
    path("phan-cong/<int:year>/", responsibility.notices, name="notices"),
    path("phan-cong/<int:year>/tra-cuu/", responsibility.lookup, name="lookup"),
    path("phan-cong/<int:year>/them/", responsibility.issue, name="issue_notice"),
    path("phan-cong/<int:year>/<int:notice_id>/", responsibility.notice, name="notice"),
    path("phan-cong/<int:year>/<int:notice_id>/ket-thuc/", responsibility.end_notice, name="end_notice"),
]
