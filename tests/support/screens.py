"""Pages as tests read them: the words without tags, what hidden fields hold."""

from __future__ import annotations

import html
import re
from typing import Any


def text(response: Any) -> str:
    """The words of a page, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def hidden(response: Any, name: str) -> str:
    """What the first field of that name holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, text(response)[:500]
    return html.unescape(found[1])
