"""Mail over SMTP, to a server that runs beside the test."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import smtplib
import socket
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from caicach.platform.access import Role, Scope
from caicach.platform.conftest import Person, post
from caicach.platform.notices import mailing
from caicach.platform.notices.actions import News, notify
from caicach.platform.notices.models import Mail, Notice

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)
HERE = "127.0.0.1"


class Mailbox:
    """Takes letters, except for addresses that it does not know."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 mailbox unavailable"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    box = Mailbox()
    server = Controller(box, hostname=HERE, port=_free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HERE, server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.CAICACH_BASE_URL = "https://cchc.example"
    yield box
    server.stop()


def _free_port() -> int:
    with socket.create_server((HERE, 0)) as probe:
        return int(probe.getsockname()[1])


def told(person: Person, name: str, address: str) -> int:
    user = person(name, post(Role.FOCAL_OFFICER, "1/12/"), email=address)
    words = ("Đã đến hạn chốt", "Hãy mở phiếu tự chấm.")
    notify(Scope.system("tests"), [News({user.pk}, "sample", name, lambda: words, "/thong-bao/", "1/12/")])
    return user.pk


def test_a_digest_arrives_with_its_tone_marks(person: Person, mailbox: Mailbox) -> None:
    assert mailing.send_digest(told(person, "an", "an@tinh.example"), DAY)
    (envelope,) = mailbox.letters
    assert envelope.rcpt_tos == ["an@tinh.example"]
    assert isinstance(envelope.content, bytes)
    letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert "1 thông báo mới" in letter["Subject"]
    body = letter.get_body(("plain",))
    assert body is not None
    assert "Đã đến hạn chốt" in body.get_content()
    assert Notice.objects.get().mailed_at is not None


def test_a_letter_that_the_server_refuses_is_not_taken_for_sent(person: Person, mailbox: Mailbox) -> None:
    reader = told(person, "binh", "nobody@tinh.example")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        mailing.send_digest(reader, DAY)
    assert mailbox.letters == []
    assert Notice.objects.get().mailed_at is None
    assert Mail.objects.get().state == Mail.State.FAILED
