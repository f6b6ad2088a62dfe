"""The addresses of what people do together at a leaf: comments, and who is asked to fill it."""

from django.urls import path

from caicach.apps.parindex import views_comments, views_tasks

UNIT = "chi-so/<int:year>/don-vi/<int:unit_id>/"
COMMENTS = f"{UNIT}trao-doi/<str:code>/"
TASKS = f"{UNIT}phan-viec/"

urlpatterns = [
    path(COMMENTS, views_comments.comments, name="comments"),
    path(f"{COMMENTS}da-xem/", views_comments.seen, name="comments_seen"),
    path(f"{COMMENTS}<int:comment_id>/rut/", views_comments.withdraw, name="comment_withdraw"),
    path(TASKS, views_tasks.tasks, name="tasks"),
    path(f"{TASKS}giao/", views_tasks.assign, name="tasks_assign"),
    path(f"{TASKS}thu-hoi/", views_tasks.take_back, name="tasks_take_back"),
    path(f"{TASKS}theo-thong-bao/", views_tasks.from_notices, name="tasks_from_notices"),
]
