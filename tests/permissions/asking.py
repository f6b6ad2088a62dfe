"""Sending one request of a row as one person, and reading the answer; the database is as before afterwards."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT, RequestFactory, encode_multipart
from django.urls import get_resolver, reverse

from .rows import SET, Outcome, Row
from .world import ANONYMOUS, LEAF, Place, World

JSON, PROBLEM = "application/json", "application/problem+json"
SAFE = frozenset({"GET"})
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What came back: `writes` are the statements that changed, or tried to change, the database."""

    status: int
    location: str
    media_type: str
    text: str
    writes: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        if self.status == 401 or self.location.startswith(f"{reverse(settings.LOGIN_URL)}?next="):
            return Outcome.SIGN_IN
        return {403: Outcome.REFUSED, 404: Outcome.ABSENT}.get(self.status, Outcome.OPEN)


class Asking:
    """Asks as anybody of the world, through all middleware.

    Not by Django's test client: it keeps every template and its context, which would double the time of these thousands of pages.
    """

    def __init__(self, world: World) -> None:
        self.sessions = dict(world.sessions)
        self._make = RequestFactory()
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def __call__(self, row: Row, method: str, person: str, place: Place, *, csrf: bool = True) -> Answer:
        """The answer to one request; `csrf=False` sends it as a form on another site would."""
        query = dict(row.query(place)) if row.query else None
        request = self._make.generic(
            method, address(row, place), *self._body(row, method, place), query_params=query
        )
        if person != ANONYMOUS:
            request.COOKIES[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        request._dont_enforce_csrf_checks = csrf  # type: ignore[attr-defined]
        with undone(), recorded_writes() as writes:
            response = self._handler.get_response(request)
        # What a server does once an answer has been sent.
        for close in response._resource_closers:  # type: ignore[attr-defined]
            close()
        return Answer(
            response.status_code,
            response.headers.get("Location", ""),
            response.headers.get("Content-Type", "").split(";")[0],
            "" if response.streaming else response.content.decode(errors="replace"),  # type: ignore[attr-defined]
            tuple(writes),
        )

    def _body(self, row: Row, method: str, place: Place) -> tuple[Any, str]:
        """Body and content type: JSON for the API, a form for pages, multipart where there is a file."""
        data = dict(row.body(place)) if row.body and method not in SAFE else {}
        is_json = row.is_api and not any(isinstance(value, SimpleUploadedFile) for value in data.values())
        if is_json:
            return json.dumps(data), JSON
        return encode_multipart(BOUNDARY, data), MULTIPART_CONTENT


def address(row: Row, place: Place) -> str:
    """The address of a row at a place."""
    if row.is_api:
        return row.route.format(
            **{name: _part(row, place, name) for name in re.findall(r"{(\w+)}", row.route)}
        )
    namespace, _, name = row.route.rpartition(":")
    resolver = get_resolver()
    for one in filter(None, namespace.split(":")):
        resolver = resolver.namespace_dict[one][1]
    (_, names), *_ = resolver.reverse_dict.getlist(name)[0][0]
    return reverse(row.route, kwargs={name: _part(row, place, name) for name in names})


def _part(row: Row, place: Place, name: str) -> Any:
    if name in row.args:
        return row.args[name]
    if name == "code":
        return place.set_code if row.of is SET else LEAF
    return getattr(place, name)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def recorded_writes() -> Iterator[list[str]]:
    """The statements that would change rows."""
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if _WRITES.match(sql):
            found.append(sql[:120])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
