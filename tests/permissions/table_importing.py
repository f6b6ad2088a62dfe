"""The routes of the import of dossiers of other systems."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.platform.access import Permission

from .bodies import REASON
from .rows import UNIT, Row
from .world import Place

MANAGE = Permission.DOSSIERS_MANAGE
SENT = b"MaHoSo,MaTTHC,TrangThaiHoSo\nX-1,1.001193,4\n"
_ONE = "/api/dossier-imports/{delivery_id}"


def _at(at: Place) -> dict[str, object]:
    return {"quay": at.unit_id}


def _sent(at: Place) -> dict[str, object]:
    return {"quay": at.unit_id, "source": REASON, "file": SimpleUploadedFile("ho-so.csv", SENT, "text/csv")}


PAGES_OF_IMPORTS = [
    Row("GET POST", "dossiers:imports", MANAGE),
    Row("GET", "dossiers:imports", MANAGE, UNIT, query=_at),
    Row("POST", "dossiers:imports", MANAGE, UNIT, body=_sent),
    Row("GET", "dossiers:delivery", MANAGE, UNIT),
    Row("GET", "dossiers:delivery_progress", MANAGE, UNIT),
    Row("GET", "dossiers:delivery_faulty", MANAGE, UNIT),
    Row("POST", "dossiers:delivery_confirm", MANAGE, UNIT),
    Row("POST", "dossiers:delivery_stop", MANAGE, UNIT),
    Row("POST", "dossiers:delivery_go_on", MANAGE, UNIT),
    Row("POST", "dossiers:delivery_discard", MANAGE, UNIT),
]
API_OF_IMPORTS = [
    Row("POST", "/api/units/{unit_id}/dossier-imports", MANAGE, UNIT, body=_sent),
    Row("GET", "/api/dossier-imports", MANAGE),
    Row("GET", _ONE, MANAGE, UNIT),
    Row("DELETE", _ONE, MANAGE, UNIT),
    Row("GET", f"{_ONE}/faulty", MANAGE, UNIT),
    Row("POST", f"{_ONE}/confirm", MANAGE, UNIT),
    Row("POST", f"{_ONE}/stop", MANAGE, UNIT),
    Row("POST", f"{_ONE}/continue", MANAGE, UNIT),
]
