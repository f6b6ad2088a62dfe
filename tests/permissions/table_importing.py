"""The routes of the import of dossiers of other systems."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.platform.access import Permission

from .bodies import REASON
from .rows import UNIT, Row
from .world import Place

P = Permission
SENT = b"MaHoSo,MaTTHC,TrangThaiHoSo\nX-1,1.001193,4\n"


def _at(at: Place) -> dict[str, object]:
    return {"quay": at.unit_id}


def _sent(at: Place) -> dict[str, object]:
    return {"quay": at.unit_id, "source": REASON, "file": SimpleUploadedFile("ho-so.csv", SENT, "text/csv")}


PAGES_OF_IMPORTS = [
    Row("GET POST", "dossiers:import", P.DOSSIERS_MANAGE),
    Row("GET", "dossiers:import", P.DOSSIERS_MANAGE, UNIT, query=_at),
    Row("POST", "dossiers:import", P.DOSSIERS_MANAGE, UNIT, body=_sent),
    Row("POST", "dossiers:import_faulty", P.DOSSIERS_MANAGE),
]
