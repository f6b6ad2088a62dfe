"""The routes of what is printed of dossiers, of the books, and of their comparison with reports."""

from __future__ import annotations

from caicach.platform.access import Permission

from .bodies import REASON
from .rows import DOSSIER, UNIT, Row
from .world import Place

P = Permission
PDF = {"format": "pdf"}


def told(at: Place) -> dict[str, object]:
    return {"kind": "received", "value": 12, "source": REASON}


def year_of(at: Place) -> dict[str, object]:
    return {"year": at.year}


PAGES_OF_SLIPS = [
    Row("GET", "dossiers:slip", P.DOSSIERS_READ, DOSSIER, args=PDF),
    Row("GET", "dossiers:control_slip", P.DOSSIERS_READ, DOSSIER, args={"format": "docx"}),
    Row("GET", "dossiers:receipts_of_day", P.DOSSIERS_READ, UNIT),
]

PAGES_OF_BOOKS = [
    Row("GET", "dossiers:books_home", P.DOSSIERS_READ),
    Row("GET", "dossiers:books", P.DOSSIERS_READ),
    Row("GET", "dossiers:book", P.DOSSIERS_READ, DOSSIER),
    Row("GET", "dossiers:book_print", P.DOSSIERS_READ, DOSSIER),
    Row("GET", "dossiers:book_download", P.DOSSIERS_READ, DOSSIER),
    Row("GET POST", "dossiers:book_close", P.DOSSIERS_MANAGE, DOSSIER),
    Row("GET", "dossiers:reconciliation", P.DOSSIERS_READ, UNIT),
    Row("GET POST", "dossiers:report_total", P.DOSSIERS_MANAGE, UNIT),
    Row("POST", "dossiers:withdraw_total", P.DOSSIERS_MANAGE, DOSSIER),
]

API_OF_BOOKS = [
    Row("GET", "/api/books", P.DOSSIERS_READ, query=year_of),
    Row("GET", "/api/books/{book_id}/lines", P.DOSSIERS_READ, DOSSIER),
    Row("POST", "/api/books/{book_id}/close", P.DOSSIERS_MANAGE, DOSSIER, body=lambda at: {"reason": REASON}),
    Row("GET", "/api/units/{unit_id}/reconciliation", P.DOSSIERS_READ, UNIT, query=year_of),
    Row("POST", "/api/units/{unit_id}/reported-totals", P.DOSSIERS_MANAGE, UNIT, query=year_of, body=told),
    Row("DELETE", "/api/reported-totals/{total_id}", P.DOSSIERS_MANAGE, DOSSIER),
]
