"""A browser at the one-stop service for tests: pages as somebody sees them, forms sent with what the page filled in."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from caicach.apps.dossiers.tests.desk import Desk
from screens import text

_FIELD = re.compile(
    r"<(input|select|textarea)\b([^>]*)>(.*?)(?=<(?:input|select|textarea|button|/form)\b)", re.S
)
_FOCUSED = re.compile(r"<[^>]*\sautofocus\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


def focused(response: Any) -> list[str]:
    """The names of what asks for the focus when a page opens."""
    return re.findall(r'\sname="([^"]*)"', " ".join(_FOCUSED.findall(response.content.decode())))


class Browser:
    """The browser of somebody of the desk."""

    def __init__(self, desk: Desk, name: str) -> None:
        self.client = Client()
        self.client.force_login(desk.people[name], "django.contrib.auth.backends.ModelBackend")
        self.desk = desk

    def get(self, route: str, /, *args: Any, **query: Any) -> Any:
        return self.client.get(reverse(f"dossiers:{route}", args=args), query)

    def post(self, route: str, /, *args: Any, **data: Any) -> Any:
        return self.client.post(reverse(f"dossiers:{route}", args=args), data)

    def press(self, page: Any, /, **typed: Any) -> Any:
        """Send the form of the counter as `page` showed it to where it came from, with `typed` over it (names with "-" as they
        are).
        """
        return self.client.post(page.request["PATH_INFO"], fields(page) | typed)

    def act(self, dossier_id: int, slug: str, /, **typed: Any) -> Any:
        """Open the form of an act and send it."""
        page = self.get("act", dossier_id, slug)
        assert page.status_code == 200, text(page)
        return self.client.post(page.request["PATH_INFO"], fields(page, "cc-act-form") | typed)


def fields(page: Any, form: str = "cc-desk") -> dict[str, str]:
    """What the fields of a form hold: what a browser would send without a click."""
    content = page.content.decode()
    start = re.search(rf'<form class="[^"]*\b{form}\b', content)
    assert start, f"no form {form}: {text(page)[:400]}"
    body = content[start.start() : content.index("</form>", start.start()) + 7]
    found: dict[str, str] = {}
    for kind, attributes, rest in _FIELD.findall(body):
        given = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
        name, type_ = given.get("name"), given.get("type", "text")
        if not name or type_ == "file":
            continue
        if kind == "textarea":
            found[name] = html.unescape(rest.split("</textarea>")[0]).removeprefix("\n")
        elif kind == "select":
            options = rest.split("</select>")[0]
            chosen = re.search(r'<option value="([^"]*)"[^>]*\bselected', options) or re.search(
                r'<option value="([^"]*)"', options
            )
            found[name] = html.unescape(chosen[1]) if chosen else ""
        elif type_ in ("checkbox", "radio"):
            if "checked" in given:
                found[name] = given.get("value", "on")
        else:
            found[name] = given.get("value", "")
    return found
