"""The routes of procedures and what they need; the public pages of procedures and of the look-up of a dossier."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.platform.access import Permission

from .rows import PUBLIC, UNIT, Of, Row
from .world import PDF, Place

P = Permission
CATALOGUE = Of(P.PROCEDURES_READ, whole=True)


def _catalogue_file(at: Place) -> dict[str, object]:
    content = "Mã số,Tên,Lĩnh vực\n1.009999,Thủ tục mới,Hộ tịch\n".encode()
    return {"file": SimpleUploadedFile("thu-tuc.csv", content, "text/csv"), "day": "30/11/2026"}


def _of_locality(at: Place) -> dict[str, object]:
    return {"dia-phuong": at.locality_id}


def _posted(at: Place) -> dict[str, object]:
    return {"desk_on": "20/11/2026"}


def _posted_json(at: Place) -> dict[str, object]:
    return {"desk_on": "2026-11-20"}


def _scan(at: Place) -> dict[str, object]:
    return {"file": SimpleUploadedFile("quyet-dinh.pdf", PDF, "application/pdf")}


PAGES_OF_PROCEDURES = [
    Row("GET", "procedures:catalogue", P.PROCEDURES_READ),
    Row("GET", "procedures:catalogue", P.PROCEDURES_READ, CATALOGUE, query=_of_locality),
    Row("GET", "procedures:download", P.PROCEDURES_READ),
    Row("GET", "procedures:download", P.PROCEDURES_READ, CATALOGUE, query=_of_locality),
    Row("GET", "procedures:procedure", P.PROCEDURES_READ, CATALOGUE),
    Row("GET", "procedures:posting_sheet", P.PROCEDURES_READ, CATALOGUE),
    Row("GET POST", "procedures:correct", P.PROCEDURES_MANAGE, CATALOGUE),
    Row("GET POST", "procedures:import", P.PROCEDURES_MANAGE),
    Row(
        "POST", "procedures:import", P.PROCEDURES_MANAGE, CATALOGUE, query=_of_locality, body=_catalogue_file
    ),
    Row("POST", "procedures:faulty_rows", P.PROCEDURES_MANAGE),
    Row("GET", "procedures:decisions", P.PROCEDURES_READ),
    Row("GET", "procedures:decisions", P.PROCEDURES_READ, CATALOGUE, query=_of_locality),
    Row("GET POST", "procedures:register", P.PROCEDURES_MANAGE),
    Row("GET", "procedures:decision", P.PROCEDURES_READ, CATALOGUE),
    Row("GET", "procedures:decision_file", P.PROCEDURES_READ, CATALOGUE),
    Row("POST", "procedures:attach", P.PROCEDURES_MANAGE, CATALOGUE, body=_scan),
    Row("GET POST", "procedures:announce", P.PROCEDURES_MANAGE, CATALOGUE),
    Row("GET POST", "procedures:repeal", P.PROCEDURES_MANAGE, CATALOGUE),
    Row("GET", "procedures:post", P.PROCEDURES_POST, UNIT),
    Row("POST", "procedures:post", P.PROCEDURES_POST, UNIT, body=_posted),
]

SERVICES_FOR_EVERYBODY = [
    Row("GET", "portal:procedures", PUBLIC),
    Row("GET", "portal:procedure", PUBLIC),
    Row("GET POST", "portal:dossier", PUBLIC),
    Row("POST", "portal:dossier", PUBLIC, body=lambda at: {"code": "H42-261120-0001", "digits": "1234"}),
]

API_OF_PROCEDURES = [
    Row("GET", "/api/procedures", P.PROCEDURES_READ),
    Row("GET", "/api/procedures", P.PROCEDURES_READ, CATALOGUE, query=lambda at: {"locality": at.locality_id}),
    Row("GET", "/api/procedures/{procedure_id}", P.PROCEDURES_READ, CATALOGUE),
    Row("GET", "/api/procedure-decisions", P.PROCEDURES_READ),
    Row("GET", "/api/procedure-decisions/{decision_id}/postings", P.PROCEDURES_READ, CATALOGUE),
    Row(
        "POST", "/api/procedure-decisions/{decision_id}/postings/{unit_id}", P.PROCEDURES_POST, UNIT,
        body=_posted_json,
    ),
    Row(
        "POST", "/api/procedure-decisions/{decision_id}/repeals", P.PROCEDURES_MANAGE, CATALOGUE,
        body=lambda at: {"code": "1.001193"},
    ),
]  # fmt: skip
