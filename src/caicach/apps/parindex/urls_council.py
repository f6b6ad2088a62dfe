"""The addresses of the council, of the publication, and of the letters that come out of them."""

from django.urls import path

from caicach.apps.parindex import views_council, views_letters

COUNCIL = "chi-so/<int:year>/dot/<int:round_id>/hoi-dong/"
DRAFTS = f"{COUNCIL}du-thao/"

urlpatterns = [
    path(COUNCIL, views_council.council, name="council"),
    path(
        f"{COUNCIL}quyet-dinh/<int:participant_id>/<str:code>/", views_council.decide, name="council_decide"
    ),
    path(f"{COUNCIL}phe-duyet/", views_council.approve, name="council_approve"),
    path(f"{COUNCIL}cong-bo/", views_council.publish, name="publish"),
    path(f"{COUNCIL}dieu-chinh/", views_council.correct, name="publication_correct"),
    path(f"{COUNCIL}cong-bo/<int:edition>/", views_council.record, name="publication_record"),
    path(f"{DRAFTS}quyet-dinh/<str:format>/", views_letters.decision_draft, name="letter_decision_draft"),
    path(f"{DRAFTS}bien-ban/<str:format>/", views_letters.minutes_draft, name="letter_minutes_draft"),
    path(
        f"{COUNCIL}cong-bo/<int:edition>/quyet-dinh/<str:format>/",
        views_letters.decision,
        name="letter_decision",
    ),
    path(
        f"{COUNCIL}phien-hop/<int:session_id>/bien-ban/<str:format>/",
        views_letters.minutes,
        name="letter_minutes",
    ),
    path(
        "chi-so/<int:year>/don-vi/<int:unit_id>/thong-bao-ket-qua/<str:format>/",
        views_letters.result,
        name="letter_result",
    ),
    path(
        "chi-so/<int:year>/don-vi/<int:unit_id>/tranh-chap/<str:code>/", views_council.dispute, name="dispute"
    ),
]
