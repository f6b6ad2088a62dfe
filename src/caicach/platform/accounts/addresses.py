"""Where a request comes from."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address of the client: that of the connection, or with CAICACH_PROXIES trusted proxies in front, what they wrote.

    Each proxy appends the address it was called from, so the entry that many places from the right is the last one that can be
    believed; whatever stands to the left of it the client may have made up.
    """
    direct = request.META.get("REMOTE_ADDR") or None  # none on a Unix socket
    written = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    proxies = settings.CAICACH_PROXIES
    return written[-proxies] if 0 < proxies <= len(written) else direct
