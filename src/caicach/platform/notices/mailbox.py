"""The mailbox of files: each mail an .eml file, which every mail program opens. For trying out, and until there is a server."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from caicach.platform import clock


class MailboxBackend(BaseEmailBackend):
    """Django's mail backend that writes into the folder CAICACH_MAILBOX."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = settings.CAICACH_MAILBOX
        assert folder is not None  # the settings name this backend together with its folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            _put(folder, message.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]  # Django's messages take it
        return len(email_messages)


def _put(folder: Path, content: bytes) -> None:
    """Under another name first, so that a program that watches the folder never sees half a mail."""
    name = f"{clock.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    draft = folder / f".{name}"
    with draft.open("xb") as file:
        draft.chmod(0o600)
        file.write(content)
    draft.rename(folder / f"{name}.eml")
