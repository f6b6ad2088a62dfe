"""Logging: one JSON line per event, with the reference number of the request it belongs to.

The reference is what an error page shows to the person; with it an operator finds every line of that request, and the audit
entries that it wrote.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

_reference: ContextVar[str] = ContextVar("caicach_reference", default="")
_log = structlog.get_logger("caicach.request")

# Letters and digits that nobody mixes up when reading them out on the telephone.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")


def current_reference() -> str:
    """The reference number of the request being served, "" outside of one."""
    return _reference.get()


def new_reference() -> str:
    """Ten letters and digits, fifty bits: two requests of a year will not share one."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


class ReferenceMiddleware:
    """Gives each request its reference (a proxy's X-Request-ID if there is a sane one) and logs how it ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        reference = given if _GIVEN.fullmatch(given) else new_reference()
        request.reference = reference  # type: ignore[attr-defined]
        token = _reference.set(reference)
        structlog.contextvars.bind_contextvars(reference=reference)
        started = time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = reference
            _log.info(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                milliseconds=round((time.monotonic() - started) * 1000),
            )
            return response
        finally:
            structlog.contextvars.unbind_contextvars("reference")
            _reference.reset(token)


def configure(level: str, console: bool) -> dict[str, Any]:
    """Set structlog up and return Django's LOGGING: JSON lines on standard error, or readable ones for `console`."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    # Without the local variables of the frames: a password may be among them.
    traceback = structlog.processors.ExceptionRenderer(
        structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    )
    last: list[Any] = (
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if console
        else [traceback, structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Every request is logged once by ReferenceMiddleware; Django would log 4xx a second time.
            "django.request": {"level": logging.getLevelName(logging.ERROR)},
            "django.server": {"handlers": [], "propagate": False},
            # It calls each emptying of the queue a worker that starts and exits.
            "django_tasks_db": {"level": logging.getLevelName(logging.WARNING)},
            "axes": {"level": logging.getLevelName(logging.WARNING)},
        },
    }
