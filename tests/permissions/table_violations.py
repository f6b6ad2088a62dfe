"""The routes of violations and of the evaluation of the one-stop service."""

from __future__ import annotations

from caicach.platform.access import Permission

from .rows import UNIT, Of, Row
from .world import SOURCE, Place

P = Permission
DOSSIER = Of(P.DOSSIERS_READ)


def _of_unit(at: Place) -> dict[str, object]:
    return {"dv": at.unit_id}


def _year(at: Place) -> dict[str, object]:
    return {"year": at.year}


def _year_of_unit(at: Place) -> dict[str, object]:
    return {"year": at.year, "unit_id": at.unit_id}


def _explained(at: Place) -> dict[str, object]:
    return {"explanation": SOURCE}


PAGES_OF_VIOLATIONS = [
    Row("GET", "dossiers:violations", P.DOSSIERS_READ),
    Row("GET", "dossiers:violations_year", P.DOSSIERS_READ),
    Row("GET", "dossiers:violations_year", P.DOSSIERS_READ, UNIT, query=_of_unit),
    Row("GET", "dossiers:violations_list", P.DOSSIERS_READ),
    Row("GET", "dossiers:violations_list", P.DOSSIERS_READ, UNIT, query=_of_unit),
    Row("GET", "dossiers:violations_by_unit", P.DOSSIERS_READ),
    Row("GET", "dossiers:violations_by_officer", P.DOSSIERS_READ),
    Row("GET", "dossiers:violations_download", P.DOSSIERS_READ),
    Row("GET", "dossiers:violation", P.DOSSIERS_READ, DOSSIER),
    Row("GET", "dossiers:violation_explain", P.DOSSIERS_MANAGE, DOSSIER),
    Row("POST", "dossiers:violation_explain", P.DOSSIERS_MANAGE, DOSSIER, body=_explained),
    Row("GET", "dossiers:evaluation", P.DOSSIERS_READ),
    Row("GET", "dossiers:evaluation_year", P.DOSSIERS_READ),
    Row("GET", "dossiers:evaluation_year", P.DOSSIERS_READ, UNIT, query=_of_unit),
    Row("GET", "dossiers:evaluation_officers", P.DOSSIERS_READ),
    Row("GET", "dossiers:evaluation_officers", P.DOSSIERS_READ, UNIT, query=_of_unit),
    Row("GET", "dossiers:evaluation_dossiers", P.DOSSIERS_READ),
    Row("GET", "dossiers:evaluation_dossiers", P.DOSSIERS_READ, UNIT, query=_of_unit),
    Row("GET", "dossiers:evaluation_download", P.DOSSIERS_READ),
    Row("GET", "dossiers:counted", P.DOSSIERS_READ, UNIT),
]

API_OF_VIOLATIONS = [
    Row("GET", "/api/dossiers/violations", P.DOSSIERS_READ, query=_year),
    Row("GET", "/api/dossiers/violations", P.DOSSIERS_READ, UNIT, query=_year_of_unit),
    Row("GET", "/api/dossiers/violations/overview", P.DOSSIERS_READ, query=_year),
    Row("GET", "/api/dossiers/violations/tallies", P.DOSSIERS_READ, query=_year),
    Row("GET", "/api/dossiers/violations/{violation_id}", P.DOSSIERS_READ, DOSSIER),
    Row(
        "POST", "/api/dossiers/violations/{violation_id}/explain", P.DOSSIERS_MANAGE, DOSSIER, body=_explained
    ),
    Row("GET", "/api/dossiers/evaluation", P.DOSSIERS_READ, query=_year),
    Row("GET", "/api/dossiers/evaluation", P.DOSSIERS_READ, UNIT, query=_year_of_unit),
]
