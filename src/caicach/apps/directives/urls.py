"""Addresses of the register of directives."""

from django.urls import path

from caicach.apps.directives.views import confirming, lists, readers, register

app_name = "directives"

_ONE = "van-ban/<int:year>/<int:directive_id>/"
_FINDING = "van-ban/<int:year>/muc/<int:finding_id>/"

urlpatterns = [
    path("van-ban/", register.home, name="home"),
    path("van-ban/chi-tieu/", lists.targets_home, name="targets_home"),
    path("van-ban/nhiem-vu/", lists.tasks_home, name="tasks_home"),
    path("van-ban/tep/<int:directive_id>/", register.download, name="download"),
    path("van-ban/<int:year>/", register.listing, name="list"),
    path("van-ban/<int:year>/chi-tieu/", lists.targets, name="targets"),
    path("van-ban/<int:year>/nhiem-vu/", lists.tasks, name="tasks"),
    path("van-ban/<int:year>/chi-tieu/tai-ve/<str:format>/", lists.download_targets, name="targets_download"),
    path("van-ban/<int:year>/nhiem-vu/tai-ve/<str:format>/", lists.download_tasks, name="tasks_download"),
    path("van-ban/<int:year>/don-vi/<int:unit_id>/them/", register.add, name="add"),
    path(_ONE, register.directive, name="directive"),
    path(f"{_ONE}doi-chieu/", confirming.compare, name="compare"),
    path(f"{_ONE}doi-chieu/con-lai/", confirming.confirm_rest, name="confirm_rest"),
    path(f"{_ONE}doi-chieu/chu-cu/", confirming.pick_readings, name="pick_readings"),
    path(f"{_ONE}doi-chieu/chu-cu/hoan-tac/", confirming.undo_readings, name="undo_readings"),
    path(f"{_ONE}them/<slug:kind>/", confirming.add_finding, name="add_finding"),
    path(f"{_ONE}hoan-thanh/", register.finish, name="finish"),
    path(f"{_ONE}sua/", register.amend, name="amend"),
    path(f"{_ONE}rut/", register.withdraw, name="withdraw"),
    path(f"{_ONE}doc-lai/", register.reread, name="reread"),
    path(f"{_ONE}dang-doc/", register.progress, name="progress"),
    path(f"{_ONE}dung-doc/", register.stop_reading, name="stop_reading"),
    path(f"{_ONE}lien-ket/", register.link, name="link"),
    path(f"{_ONE}lien-ket/<int:named_id>/bo/", register.unlink, name="unlink"),
    path(f"{_ONE}nguoi-doc/", readers.ask, name="ask"),
    path(f"{_ONE}nguoi-doc/<int:reader_id>/bo/", readers.release, name="release"),
    path(f"{_ONE}da-doc/", readers.mark_read, name="mark_read"),
    path(f"{_FINDING}sua/", confirming.mend, name="mend"),
    path(f"{_FINDING}gan/", confirming.link_to, name="link_to"),
    path(f"{_FINDING}<slug:act>/", confirming.decide, name="decide"),
]
