"""The addresses of the unit's side of the yearly process: evidence, self-score, explanation; the deadlines of a round."""

from django.urls import path

from caicach.apps.parindex import views_evidence, views_rounds, views_self_score, views_several

UNIT = "chi-so/<int:year>/don-vi/<int:unit_id>/"
LEAF = f"{UNIT}so-lieu/<str:code>/"
LOCK = f"{UNIT}chot/"

urlpatterns = [
    path("chi-so/<int:year>/dot/<int:round_id>/thoi-han/", views_rounds.deadlines, name="round_deadlines"),
    path(f"{LEAF}giai-thich/", views_evidence.note, name="fact_note"),
    path(f"{LEAF}minh-chung/", views_evidence.proofs, name="fact_proofs"),
    path(f"{LEAF}minh-chung/tai-len/", views_evidence.upload, name="fact_upload"),
    path(f"{LEAF}minh-chung/<int:document_id>/go/", views_evidence.detach, name="fact_proof_detach"),
    path(f"{LEAF}giai-trinh/", views_evidence.answer, name="fact_answer"),
    path(f"{UNIT}mot-tai-lieu/", views_several.several, name="proofs_of_several"),
    path(f"{UNIT}goi-minh-chung/", views_evidence.package, name="evidence_package"),
    path(LOCK, views_self_score.self_score_page, name="self_score"),
    path(f"{LOCK}khoa/", views_self_score.lock, name="self_score_lock"),
    path(f"{LOCK}rut/", views_self_score.withdraw, name="self_score_withdraw"),
    path(f"{LOCK}mo-khoa/", views_self_score.unlock, name="self_score_unlock"),
    path(f"{LOCK}giai-trinh/", views_self_score.explain, name="explanation_send"),
]
