"""The letters of a round as files: .../van-ban/<letter>/<docx or pdf>/."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from caicach.apps.parindex import letters
from caicach.apps.parindex.queries import letters as queries
from caicach.apps.parindex.views_support import handed
from caicach.platform.access import Request


@require_safe
def decision_draft(request: Request, year: int, round_id: int, format: str) -> HttpResponse:
    """The publication decision as it would be now."""
    data = queries.decision_draft(request.scope, round_id, year)
    return handed(request, letters.decision(data), f"du-thao-quyet-dinh-{year}-{data.subject}", format)


@require_safe
def decision(request: Request, year: int, round_id: int, edition: int, format: str) -> HttpResponse:
    """A decision that published or corrected the round, from its record."""
    data = queries.decision(request.scope, round_id, year, edition)
    return handed(request, letters.decision(data), f"quyet-dinh-{year}-{data.subject}-{edition}", format)


@require_safe
def minutes_draft(request: Request, year: int, round_id: int, format: str) -> HttpResponse:
    """The minutes of the council's session to come."""
    data = queries.minutes_draft(request.scope, round_id, year)
    return handed(request, letters.minutes(data), f"du-thao-bien-ban-{year}-{data.subject}", format)


@require_safe
def minutes(request: Request, year: int, round_id: int, session_id: int, format: str) -> HttpResponse:
    """The minutes of a session that was held."""
    data = queries.minutes(request.scope, round_id, year, session_id)
    return handed(request, letters.minutes(data), f"bien-ban-{year}-{data.subject}-{session_id}", format)


@require_safe
def result(request: Request, year: int, unit_id: int, format: str) -> HttpResponse:
    """The letter that tells a unit its result and its lost points."""
    data = queries.result(request.scope, year, unit_id)
    return handed(request, letters.result(data), f"thong-bao-ket-qua-{year}-{unit_id}", format)
