"""What tests of screens share: reading a page, sending its forms."""

import html
import re
from collections.abc import Callable
from typing import Any

from django.test import Client

Opened = Callable[[str], Client]


def text(response: Any) -> str:
    """The words of a page, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def hidden(response: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, text(response)[:500]
    return html.unescape(found[1])


def sent(client: Client, url: str, **data: Any) -> Any:
    """Post to a page of the editor as its form would, with the digest it shows."""
    return client.post(url, {"seen": hidden(client.get(url), "seen"), **data})
