"""What tests of screens share: who opens one, how a form of the editor is sent."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from screens import hidden

Opened = Callable[[str], Client]


def sent(client: Client, url: str, **data: Any) -> Any:
    """Post to a page of the editor as its form would, with the digest it shows."""
    return client.post(url, {"seen": hidden(client.get(url), "seen"), **data})
