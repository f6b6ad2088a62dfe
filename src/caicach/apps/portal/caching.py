"""When a public answer is still the one that was given before: by the digests of what it shows, not by a clock.

A page for everybody carries no cookie and no token of a form, so that proxies may keep it; for a minute without asking, then
they ask with the ETag and are told 304 at the cost of one query.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import condition

from caicach import __version__
from caicach.apps.parindex.queries import public
from caicach.apps.parindex.queries.public import Decision
from caicach.apps.procedures.queries import public as catalogue
from caicach.platform.access import Request
from caicach.web.build import asset_version

MINUTE = 60
View = Callable[..., HttpResponseBase]


def all_decisions(request: HttpRequest, **_address: Any) -> Iterable[Decision]:
    """What a page stands on that lists everything published, or follows a unit through the years."""
    return public.decisions()


def one_decision(request: HttpRequest, publication_id: int, **_address: Any) -> Iterable[Decision]:
    """What a page of one decision stands on: that decision and those that corrected it."""
    return public.editions(publication_id)


def until_published_again(shown: Callable[..., Iterable[Decision]]) -> Callable[[View], View]:
    """Answer 304 while the decisions that `shown` names for the address, the language and the program are the same."""

    def decorated(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **address: Any) -> HttpResponseBase:
            found = list(shown(request, **address))
            state = [f"{one.pk}:{one.digest}" for one in found]
            changed = max((one.published_at for one in found), default=None)
            return _kept(view, _etag(request, state), changed)(request, *args, **address)

        return answered

    return decorated


def until_procedures_change(view: View) -> View:
    """Answer 304 while no version of a procedure has begun, ended or been corrected, on the same day."""

    @wraps(view)
    def answered(request: Request, *args: Any, **address: Any) -> HttpResponseBase:
        etag = _etag(request, [catalogue.digest(request.scope.today)])
        return _kept(view, etag, None)(request, *args, **address)

    return answered


def _kept(view: View, etag: str, changed: dt.datetime | None) -> View:
    """The view, answering 304 to whoever has its answer; proxies may keep what is for everybody."""

    def answered(request: HttpRequest, *args: Any, **address: Any) -> HttpResponseBase:
        conditional = condition(lambda *_, **__: etag, lambda *_, **__: changed)(view)
        response: HttpResponseBase = conditional(request, *args, **address)
        kept_by_all = settings.SESSION_COOKIE_NAME not in request.COOKIES
        if response.status_code in (200, 304) and kept_by_all:
            response.headers["Cache-Control"] = f"public, max-age={MINUTE}"
        return response

    return answered


def _etag(request: HttpRequest, state: Iterable[str]) -> str:
    """The same for the same state of what is shown, address, language and program."""
    parts = [*state, request.get_full_path(), str(get_language()), __version__, asset_version()]
    return f'"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'
