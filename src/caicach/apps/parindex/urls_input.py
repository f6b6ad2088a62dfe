"""The addresses of criteria sets, rounds and facts."""

from django.urls import path

from caicach.apps.parindex import (
    views_declarations,
    views_editor,
    views_facts,
    views_facts_import,
    views_frameworks,
    views_import,
    views_node,
    views_rounds,
    views_scoring_sheet,
)

SET = "bo-chi-so/<str:code>/"
EDIT = f"{SET}sua/"
ROUND = "chi-so/<int:year>/dot/<int:round_id>/"
SCORING_SHEET = "chi-so/<int:year>/don-vi/<int:unit_id>/phieu-cham/"
FACTS = "chi-so/<int:year>/don-vi/<int:unit_id>/so-lieu/"

urlpatterns = [
    path("bo-chi-so/", views_frameworks.frameworks, name="frameworks"),
    path("bo-chi-so/nhap/", views_import.import_framework, name="framework_import"),
    path("bo-chi-so/nhap/bang-tinh/", views_import.import_sheet, name="framework_import_sheet"),
    path(SET, views_frameworks.framework, name="framework"),
    path(f"{SET}tai/<str:format>/", views_frameworks.download, name="framework_download"),
    path(f"{SET}so-sanh/", views_frameworks.compare, name="framework_compare"),
    path(f"{SET}phien-ban-moi/", views_frameworks.new_version, name="framework_new_version"),
    path(f"{SET}xoa/", views_frameworks.delete, name="framework_delete"),
    path(EDIT, views_editor.editor, name="framework_edit"),
    path(f"{EDIT}luu/", views_editor.publish, name="framework_publish"),
    path(f"{EDIT}bo/", views_editor.discard, name="framework_discard"),
    path(f"{EDIT}yaml/", views_editor.whole_yaml, name="framework_yaml"),
    path(f"{EDIT}dau/", views_editor.head, name="framework_head"),
    path(f"{EDIT}noi-ma/", views_editor.leaf_map, name="framework_map"),
    path(f"{EDIT}them/", views_editor.add, name="framework_node_add"),
    path(f"{EDIT}muc/<str:node>/", views_node.node, name="framework_node"),
    path(f"{EDIT}muc/<str:node>/yaml/", views_node.node_yaml, name="framework_node_yaml"),
    path(f"{EDIT}muc/<str:node>/kiem-tra/", views_node.check, name="framework_node_check"),
    path(f"{EDIT}muc/<str:node>/cach-cham/", views_node.rule, name="framework_node_rule"),
    path(f"{EDIT}muc/<str:node>/chuyen/", views_editor.move, name="framework_node_move"),
    path(f"{EDIT}muc/<str:node>/xoa/", views_editor.remove, name="framework_node_remove"),
    path("chi-so/dot/", views_rounds.latest, name="latest_rounds"),
    path("chi-so/so-lieu/", views_facts.own, name="own_facts"),
    path("chi-so/<int:year>/dot/", views_rounds.rounds, name="rounds"),
    path(
        "chi-so/<int:year>/dot/mo/<int:locality_id>/<str:subject>/",
        views_rounds.open_round,
        name="round_open",
    ),
    path(ROUND, views_rounds.round, name="round"),
    path(f"{ROUND}bo-chi-so/", views_rounds.use_framework, name="round_framework"),
    path(f"{ROUND}moc-ngay/", views_rounds.dates, name="round_dates"),
    path(f"{ROUND}them-don-vi/", views_rounds.add_units, name="round_add"),
    path(f"{ROUND}cham-lai/", views_rounds.rescore, name="round_rescore"),
    path(f"{ROUND}dem-lai/", views_rounds.count, name="round_count"),
    path(f"{ROUND}don-vi/<int:participant_id>/", views_rounds.participant, name="participant"),
    path(f"{ROUND}don-vi/<int:participant_id>/bo/", views_rounds.remove, name="participant_remove"),
    path("chi-so/<int:year>/du-lieu/", views_facts_import.import_facts, name="facts_import"),
    path("chi-so/<int:year>/du-lieu/<int:round_id>/mau/", views_facts_import.template, name="facts_template"),
    path(f"{SCORING_SHEET}tai/", views_scoring_sheet.download, name="scoring_sheet"),
    path(SCORING_SHEET, views_scoring_sheet.load, name="scoring_sheet_load"),
    path(FACTS, views_facts.sheet, name="facts"),
    path(f"{FACTS}thuong-phat/", views_declarations.extras, name="facts_extras"),
    path(f"{FACTS}<str:code>/", views_facts.fact, name="fact"),
    path(f"{FACTS}<str:code>/thu/", views_facts.trial, name="fact_trial"),
    path(f"{FACTS}<str:code>/so-dem/", views_facts.take_counted, name="fact_take_counted"),
    path(f"{FACTS}<str:code>/rut/", views_declarations.withdraw, name="fact_withdraw"),
    path(f"{FACTS}<str:code>/khong-ap-dung/", views_declarations.not_applicable, name="fact_not_applicable"),
]
