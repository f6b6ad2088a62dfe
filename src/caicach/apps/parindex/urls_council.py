"""The addresses of the council and of the publication."""

from django.urls import path

from caicach.apps.parindex import views_council

COUNCIL = "chi-so/<int:year>/dot/<int:round_id>/hoi-dong/"

urlpatterns = [
    path(COUNCIL, views_council.council, name="council"),
    path(
        f"{COUNCIL}quyet-dinh/<int:participant_id>/<str:code>/", views_council.decide, name="council_decide"
    ),
    path(f"{COUNCIL}phe-duyet/", views_council.approve, name="council_approve"),
    path(f"{COUNCIL}cong-bo/", views_council.publish, name="publish"),
    path(f"{COUNCIL}dieu-chinh/", views_council.correct, name="publication_correct"),
    path(f"{COUNCIL}cong-bo/<int:edition>/", views_council.record, name="publication_record"),
    path(
        "chi-so/<int:year>/don-vi/<int:unit_id>/tranh-chap/<str:code>/", views_council.dispute, name="dispute"
    ),
]
