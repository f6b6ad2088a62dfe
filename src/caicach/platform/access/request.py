"""The type of a request as views receive it: with the scope of whoever asks and a reference number for the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from caicach.platform.access.scope import Scope

if TYPE_CHECKING:
    from caicach.platform.accounts.models import User


class Request(HttpRequest):
    """An HttpRequest after our middleware: `scope` for every query and action, `reference` as shown on error pages."""

    scope: Scope
    reference: str
    user: User
