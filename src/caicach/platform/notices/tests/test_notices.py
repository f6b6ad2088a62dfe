"""Telling people and being told: once, in one's language, only what one's posts still reach; the list, the bell, the API."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from caicach.platform import clock
from caicach.platform.access import NotFound, Refused, Role, Scope
from caicach.platform.access.loading import scope_of
from caicach.platform.accounts.models import User
from caicach.platform.conftest import Person, post
from caicach.platform.errors import Invalid
from caicach.platform.notices import actions, jobs, queries
from caicach.platform.notices.actions import News, notify
from caicach.platform.notices.models import Notice

pytestmark = pytest.mark.django_db
SYSTEM = Scope.system("tests")


def news(*people: User, key: str = "a", title: str = "Có việc", path: str = "", **given: Any) -> News:
    fields = {"kind": "sample", "url": "/chi-so/", "words": lambda: (title, "Nội dung")} | given
    return News({one.pk for one in people}, key=key, unit_path=path, **fields)


def opened(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


class TestTelling:
    def test_nobody_is_told_twice_of_one_event(self, person: Person) -> None:
        an, binh = person("an"), person("binh")
        assert notify(SYSTEM, [news(an)]) == 1
        assert notify(SYSTEM, [news(an, binh)]) == 1
        assert notify(SYSTEM, [news(an, binh), news(an, key="b")]) == 1
        assert Notice.objects.count() == 3

    def test_the_table_itself_refuses_a_second_notice_of_one_event(self, person: Person) -> None:
        an = person("an")
        notify(SYSTEM, [news(an)])
        first = Notice.objects.get()
        first.pk = None
        with pytest.raises(IntegrityError):
            first.save(force_insert=True)

    def test_whoever_acts_is_not_told_of_the_own_act(self, person: Person) -> None:
        an, binh = person("an"), person("binh")
        notify(scope_of(an), [news(an, binh)])
        assert Notice.objects.get().recipient == binh

    def test_a_closed_account_is_told_nothing(self, person: Person) -> None:
        assert notify(SYSTEM, [news(person("an", is_active=False))]) == 0

    def test_each_is_told_in_the_own_language(self, person: Person) -> None:
        an, bob = person("an"), person("bob", language="en")
        notify(SYSTEM, [news(an, bob, words=lambda: (_("Đăng xuất"), ""))])
        assert [one.title for one in Notice.objects.order_by("recipient__username")] == [
            "Đăng xuất",
            "Sign out",
        ]

    def test_what_others_typed_becomes_one_line(self, person: Person) -> None:
        notify(SYSTEM, [news(person("an"), title="Hoà\u0300 \r\nBcc: x@y.vn\x00\u2028 hết")])
        assert Notice.objects.get().title == "Hoà\u0300 Bcc: x@y.vn hết"

    @pytest.mark.parametrize("url", ["https://xau.vn/", "//xau.vn/", "javascript:alert(1)", ""])
    def test_a_notice_leads_nowhere_but_into_this_system(self, person: Person, url: str) -> None:
        with pytest.raises(ValueError, match="lies within"):
            notify(SYSTEM, [news(person("an"), url=url)])

    def test_many_are_told_in_as_many_queries_as_one(self, person: Person) -> None:
        people = [person(f"nguoi-{number}") for number in range(30)]
        with CaptureQueriesContext(connection) as few:
            notify(SYSTEM, [news(people[0])])
        with CaptureQueriesContext(connection) as many:
            notify(SYSTEM, [news(one, key=f"k{one.pk}") for one in people])
        assert len(many) == len(few) <= 6

    def test_a_job_mails_at_once_only_where_somebody_wants_that(self, person: Person) -> None:
        an = person("an")
        notify(SYSTEM, [news(an)])
        assert not DBTaskResult.objects.exists()
        actions.choose_mail(scope_of(an), "at_once")
        notify(SYSTEM, [news(an, key="b")])
        assert DBTaskResult.objects.get().task_path.endswith("mail_at_once")


class TestReading:
    def test_unread_stand_first_then_the_newest(self, person: Person) -> None:
        an = person("an")
        for key in "abc":
            notify(SYSTEM, [news(an, key=key, title=key)])
        actions.mark_read(scope_of(an), Notice.objects.get(key="c").pk)
        assert [one.title for one in queries.page(scope_of(an))] == ["b", "a", "c"]
        assert queries.unread_count(scope_of(an)) == 2

    def test_of_a_place_that_the_posts_reach_no_more_nothing_is_shown(self, person: Person) -> None:
        an = person("an", post(Role.FOCAL_OFFICER, "1/12/"))
        notify(SYSTEM, [news(an, key=path, path=path) for path in ("1/12/", "1/12/40/", "1/", "1/13/", "")])
        assert {one.unit_path for one in queries.page(scope_of(an))} == {"1/12/", "1/12/40/", "1/", ""}
        hidden = Notice.objects.get(unit_path="1/13/")
        with pytest.raises(NotFound):
            actions.mark_read(scope_of(an), hidden.pk)

    def test_those_of_others_are_not_found(self, person: Person) -> None:
        an, binh = person("an"), person("binh")
        notify(SYSTEM, [news(an)])
        with pytest.raises(NotFound):
            actions.mark_read(scope_of(binh), Notice.objects.get().pk)
        assert actions.mark_all_read(scope_of(binh)) == 0
        with pytest.raises(Refused):
            queries.page(Scope.nobody())

    def test_a_way_of_mail_that_is_not_offered_is_refused(self, person: Person) -> None:
        with pytest.raises(Invalid):
            actions.choose_mail(scope_of(person("an")), "hourly")

    def test_read_notices_are_forgotten_after_half_a_year_and_unread_ones_never(self, person: Person) -> None:
        an = person("an")
        notify(SYSTEM, [news(an, key=key) for key in ("old", "fresh", "unread")])
        today = dt.date(2026, 11, 20)
        for key, days in (("old", 181), ("fresh", 179)):
            read_at = dt.datetime(2026, 11, 20, tzinfo=clock.VIETNAM) - dt.timedelta(days=days)
            Notice.objects.filter(key=key).update(read_at=read_at)
        jobs.prune.func(today.isoformat())
        assert set(Notice.objects.values_list("key", flat=True)) == {"fresh", "unread"}


class TestScreen:
    def test_nothing_yet_says_what_will_stand_here(self, person: Person) -> None:
        text = opened(person("an")).get("/thong-bao/").content.decode()
        assert "Chưa có thông báo nào" in text
        assert "chưa có địa chỉ thư" in text
        assert "cc-bell-count" not in text

    def test_the_bell_counts_in_one_query_on_every_page(self, person: Person) -> None:
        an = person("an")
        client = opened(an)
        notify(SYSTEM, [news(an, key=str(number)) for number in range(120)])
        for page in ("/thong-bao/", "/huong-dan/"):
            with CaptureQueriesContext(connection) as asked:
                text = client.get(page).content.decode()
            assert '<span class="cc-bell-count" aria-hidden="true">99+</span>' in text
            assert sum("read_at" in one["sql"] and "COUNT" in one["sql"] for one in asked) == 1

    def test_a_page_costs_the_same_whatever_is_on_it(self, person: Person) -> None:
        an = person("an")
        client = opened(an)
        notify(SYSTEM, [news(an)])
        with CaptureQueriesContext(connection) as few:
            client.get("/thong-bao/")
        notify(SYSTEM, [news(an, key=str(number)) for number in range(60)])
        with CaptureQueriesContext(connection) as many:
            client.get("/thong-bao/")
        assert len(many) == len(few)

    def test_opening_a_notice_reads_it_and_leads_on(self, person: Person) -> None:
        an = person("an")
        notify(SYSTEM, [news(an)])
        notice = Notice.objects.get()
        answer = opened(an).post(f"/thong-bao/{notice.pk}/")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/chi-so/")
        notice.refresh_from_db()
        assert notice.read_at is not None
        assert opened(person("binh")).post(f"/thong-bao/{notice.pk}/").status_code == 404

    def test_one_or_all_are_marked_read_on_the_list(self, person: Person) -> None:
        an = person("an")
        notify(SYSTEM, [news(an, key=key) for key in "abc"])
        client = opened(an)
        answer = client.post(f"/thong-bao/{Notice.objects.get(key='a').pk}/da-doc/", {"page": "1"})
        assert answer.headers["Location"] == "/thong-bao/?page=1"
        assert queries.unread_count(scope_of(an)) == 2
        assert "2 thông báo" in client.post("/thong-bao/da-doc/", follow=True).content.decode()
        assert queries.unread_count(scope_of(an)) == 0

    def test_how_mail_is_wanted_is_kept(self, person: Person) -> None:
        an = person("an", email="an@tinh.example")
        client = opened(an)
        assert client.post("/thong-bao/nhan-thu/", {"mail": "never"}).status_code == 302
        text = client.get("/thong-bao/").content.decode()
        assert 'value="never" checked' in text
        assert "an@tinh.example" in text
        assert client.post("/thong-bao/nhan-thu/", {"mail": "x"}).status_code == 422

    def test_what_others_typed_is_shown_as_text(self, person: Person) -> None:
        an = person("an")
        notify(SYSTEM, [news(an, title="<script>alert(1)</script>")])
        assert "<script>alert" not in opened(an).get("/thong-bao/").content.decode()


class TestApi:
    def test_the_same_list_and_the_same_acts(self, person: Person) -> None:
        an = person("an")
        notify(SYSTEM, [news(an, key=key, title=key) for key in "ab"])
        client = opened(an)
        answer = client.get("/api/my-notices?limit=1").json()
        assert (answer["unread"], answer["pages"], len(answer["notices"])) == (2, 2, 1)
        read = client.post(f"/api/my-notices/{answer['notices'][0]['id']}/read").json()
        assert read["read_at"] is not None
        assert client.post("/api/my-notices/read").json() == {"count": 1}
        assert client.get("/api/my-notices/mail").json() == {"mail": "digest"}
        chosen = client.put("/api/my-notices/mail", {"mail": "never"}, content_type="application/json")
        assert chosen.json() == {"mail": "never"}
        assert (
            client.put("/api/my-notices/mail", {"mail": "x"}, content_type="application/json").status_code
            == 422
        )
