"""Mail: one digest a day under the scope of whoever gets it, never twice, one fault stopping nobody else."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import stat
from collections.abc import Sequence
from email.message import EmailMessage as Parsed
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from caicach.platform import clock, worklist
from caicach.platform.access import Role, Scope
from caicach.platform.access.loading import scope_of
from caicach.platform.accounts.models import User
from caicach.platform.conftest import Person, post
from caicach.platform.jobs import periodic
from caicach.platform.jobs.worker import Worker
from caicach.platform.notices import actions, jobs, mailing
from caicach.platform.notices.actions import News, notify
from caicach.platform.notices.models import Mail, Notice
from caicach.platform.worklist import WorkItem

pytestmark = pytest.mark.django_db
SYSTEM = Scope.system("tests")
FRIDAY = dt.date(2026, 11, 20)
FOCAL = post(Role.FOCAL_OFFICER, "1/12/")


class Refusing(EmailBackend):
    """A mail server that does not take letters to some addresses."""

    refused: frozenset[str] = frozenset()

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if any(self.refused & set(one.to) for one in messages):
            raise ConnectionRefusedError("550 mailbox unavailable")
        return int(super().send_messages(messages))


@pytest.fixture(autouse=True)
def waiting(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> dict[int, list[WorkItem]]:
    """What waits for each person, by number of the account."""
    items: dict[int, list[WorkItem]] = {}
    monkeypatch.setattr(worklist, "_providers", [lambda scope, year: items.get(scope.user_id or 0, [])])
    monkeypatch.setattr(clock, "today", lambda: FRIDAY)
    settings.CAICACH_BASE_URL = "https://cchc.example"
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    return items


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Refusing, "refused", frozenset({"an@tinh.example"}))


def reader(person: Person, name: str = "an", **fields: object) -> User:
    return person(name, *fields.pop("posts", (FOCAL,)), **{"email": f"{name}@tinh.example"} | fields)  # type: ignore[misc]


def item(title: str, due: dt.date | None = None, kind: worklist.Kind = "todo") -> WorkItem:
    return WorkItem(title, "chi tiết", "/chi-so/", kind, due)


def tell(*people: User, title: str = "Có việc", path: str = "1/12/", key: str = "a") -> None:
    who = {one.pk for one in people}
    notify(SYSTEM, [News(who, "sample", key, lambda: (title, "Nội dung"), "/thong-bao/", path)])


def bodies(message: EmailMessage) -> tuple[str, str]:
    text = message.body
    (html,) = [content for content, kind in message.alternatives if kind == "text/html"]  # type: ignore[attr-defined]
    return str(text), str(html)


class TestDigest:
    def test_it_tells_what_waits_and_what_is_unread_with_absolute_links(
        self, person: Person, waiting: dict[int, list[WorkItem]]
    ) -> None:
        an = reader(person)
        waiting[an.pk] = [item("Chốt điểm", FRIDAY - dt.timedelta(1)), item("Đang rơi", kind="risk")]
        tell(an)
        assert mailing.send_digest(an.pk, FRIDAY)
        (sent,) = mail.outbox
        assert sent.subject == "Cải Cách 20/11/2026: 1 việc đang chờ, 1 thông báo mới"
        assert sent.to == ["an@tinh.example"]
        for body in bodies(sent):
            assert "Chốt điểm" in body
            assert "quá hạn, hạn 19/11/2026" in body
            assert "Có việc" in body
            assert "https://cchc.example/chi-so/" in body
            assert "Đang rơi" not in body
        assert Notice.objects.get().mailed_at is not None

    def test_it_tells_nothing_that_its_reader_may_not_see(
        self, person: Person, waiting: dict[int, list[WorkItem]]
    ) -> None:
        an, binh = reader(person), reader(person, "binh", posts=[post(Role.FOCAL_OFFICER, "1/13/")])
        waiting[an.pk] = [item("Việc của An")]
        waiting[binh.pk] = [item("Việc của Bình")]
        tell(an, binh, title="Chuyện của 12", path="1/12/")
        tell(binh, title="Chuyện của 13", path="1/13/", key="b")
        for one in (an, binh):
            mailing.send_digest(one.pk, FRIDAY)
        first, second = ("".join(bodies(one)) for one in mail.outbox)
        assert "Việc của An" in first
        assert "Chuyện của 12" in first
        assert "của Bình" not in first
        assert "của 13" not in first
        assert "Chuyện của 13" in second
        assert "Chuyện của 12" not in second
        assert "Việc của An" not in second

    def test_no_mail_when_there_is_nothing_to_say(self, person: Person) -> None:
        assert not mailing.send_digest(reader(person).pk, FRIDAY)
        assert not Mail.objects.exists()

    @pytest.mark.parametrize("fields", [{"is_active": False}, {"email": ""}, {"posts": ()}])
    def test_no_mail_to_closed_accounts_without_an_address_or_without_a_post(
        self, person: Person, waiting: dict[int, list[WorkItem]], fields: dict[str, object]
    ) -> None:
        an = reader(person, **fields)
        waiting[an.pk] = [item("Việc")]
        assert not mailing.send_digest(an.pk, FRIDAY)

    def test_no_mail_to_whoever_wants_none(self, person: Person, waiting: dict[int, list[WorkItem]]) -> None:
        an = reader(person)
        waiting[an.pk] = [item("Việc")]
        actions.choose_mail(scope_of(an), "never")
        assert not mailing.send_digest(an.pk, FRIDAY)

    def test_never_twice_on_one_day_and_no_notice_in_two_of_them(
        self, person: Person, waiting: dict[int, list[WorkItem]]
    ) -> None:
        an = reader(person)
        waiting[an.pk] = [item("Việc")]
        tell(an)
        assert mailing.send_digest(an.pk, FRIDAY)
        assert not mailing.send_digest(an.pk, FRIDAY)
        assert mailing.send_digest(an.pk, FRIDAY + dt.timedelta(3))
        assert [bodies(one)[0].count("Có việc") for one in mail.outbox] == [1, 0]

    def test_one_that_was_cut_off_while_being_sent_is_not_sent_again(
        self, person: Person, waiting: dict[int, list[WorkItem]]
    ) -> None:
        an = reader(person)
        waiting[an.pk] = [item("Việc")]
        Mail.objects.create(user=an, key=f"digest:{FRIDAY}", at=clock.now())
        assert not mailing.send_digest(an.pk, FRIDAY)

    @pytest.mark.usefixtures("refused")
    def test_one_that_failed_keeps_its_error_and_is_sent_later(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        an = reader(person)
        tell(an)
        with pytest.raises(ConnectionRefusedError):
            mailing.send_digest(an.pk, FRIDAY)
        assert (Mail.objects.get().state, Mail.objects.get().error) == (
            "failed",
            "ConnectionRefusedError: 550 mailbox unavailable",
        )
        assert Notice.objects.get().mailed_at is None
        monkeypatch.setattr(Refusing, "refused", frozenset())
        assert mailing.send_digest(an.pk, FRIDAY)
        assert Mail.objects.get().state == "sent"

    def test_it_is_written_in_the_language_of_its_reader(self, person: Person) -> None:
        bob = reader(person, "bob", language="en")
        tell(bob)
        mailing.send_digest(bob.pk, FRIDAY)
        assert '<html lang="en">' in bodies(mail.outbox[0])[1]

    def test_what_others_typed_is_text_and_never_a_header(
        self, person: Person, waiting: dict[int, list[WorkItem]]
    ) -> None:
        an = reader(person)
        actions.choose_mail(scope_of(an), "at_once")
        waiting[an.pk] = [item("Việc\r\nBcc: y@xau.example<script>")]
        tell(an, title="Giải trình\r\nBcc: x@xau.example\n\n<script>")
        assert mailing.send_digest(an.pk, FRIDAY)
        Notice.objects.update(mailed_at=None)
        assert mailing.send_notice(Notice.objects.get().pk)
        for sent in mail.outbox:
            headers = sent.message()
            assert headers["Bcc"] is None
            assert sent.recipients() == ["an@tinh.example"]
            assert "<script>" not in bodies(sent)[1]
            assert "\r\nBcc" not in sent.body
        assert mail.outbox[1].subject == "Cải Cách: Giải trình Bcc: x@xau.example <script>"

    def test_a_long_list_is_cut_and_says_so(self, person: Person, waiting: dict[int, list[WorkItem]]) -> None:
        an = reader(person)
        waiting[an.pk] = [item(f"Việc {number}") for number in range(40)]
        mailing.send_digest(an.pk, FRIDAY)
        assert "… và 10 việc khác" in bodies(mail.outbox[0])[0]


class TestJobs:
    @pytest.mark.parametrize(
        ("day", "works"),
        [
            ("2026-11-20", True),
            ("2026-11-21", False),
            ("2026-09-02", False),
            ("2041-01-04", True),
            ("2041-01-05", False),
        ],
    )
    def test_digests_leave_on_working_days(self, person: Person, day: str, works: bool) -> None:
        reader(person)
        jobs.digests.func(day)
        assert DBTaskResult.objects.count() == works

    @pytest.mark.usefixtures("refused")
    @pytest.mark.django_db(transaction=True)
    def test_the_fault_of_one_mail_holds_up_no_other(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(periodic, "_registered", {})
        people = [reader(person, name) for name in ("an", "binh", "chi")]
        tell(*people)
        jobs.digests.enqueue(FRIDAY.isoformat())
        Worker().turn()
        assert sorted(one.to[0] for one in mail.outbox) == ["binh@tinh.example", "chi@tinh.example"]
        failed = DBTaskResult.objects.failed().get()
        assert failed.args_kwargs["args"] == [people[0].pk, FRIDAY.isoformat()]

    @pytest.mark.django_db(transaction=True)
    def test_what_is_wanted_at_once_is_mailed_at_once_and_once(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(periodic, "_registered", {})
        an, binh = reader(person), reader(person, "binh")
        tell(an, binh, key="before")
        actions.choose_mail(scope_of(an), "at_once")
        tell(an, binh)
        jobs.mail_at_once.enqueue()
        Worker().turn()
        Worker().turn()
        assert [(one.to, one.subject) for one in mail.outbox] == [(["an@tinh.example"], "Cải Cách: Có việc")]
        assert {one.key for one in Notice.objects.filter(mailed_at__isnull=False)} == {"a"}


class TestMailbox:
    def test_each_mail_is_a_file_that_mail_programs_read(
        self, person: Person, settings: Settings, tmp_path: Path
    ) -> None:
        settings.EMAIL_BACKEND = "caicach.platform.notices.mailbox.MailboxBackend"
        settings.CAICACH_MAILBOX = tmp_path / "mail"
        an = reader(person)
        tell(an, title="Yêu cầu giải trình")
        mailing.send_digest(an.pk, FRIDAY)
        (file,) = (tmp_path / "mail").iterdir()
        assert file.suffix == ".eml"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        read = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        assert isinstance(read, Parsed)
        assert read["To"] == "an@tinh.example"
        assert read["Auto-Submitted"] == "auto-generated"
        assert str(read["Message-ID"]).endswith("@cchc.example>")
        for kind in ("plain", "html"):
            part = read.get_body((kind,))
            assert part is not None
            assert "Yêu cầu giải trình" in part.get_content()
