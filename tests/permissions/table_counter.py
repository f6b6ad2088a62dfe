"""The routes of the counter and of the page of one dossier; an act is a route of its own, because each asks for its own right."""

from __future__ import annotations

from caicach.platform.access import Permission

from .bodies import REASON
from .rows import DOSSIER, UNIT, Row
from .world import Place

P = Permission
DRAFTERS = (P.DOSSIERS_RECEIVE, P.DOSSIERS_SIGN)


def at_desk(at: Place) -> dict[str, object]:
    return {"quay": at.unit_id}


def _act(at: Place) -> dict[str, object]:
    return {"version": at.dossier_version, "reason": REASON}


def _pressed(word: str) -> dict[str, object]:
    return {"do": word}


ACTS = {
    "tiep-nhan": P.DOSSIERS_RECEIVE,
    "huong-dan": P.DOSSIERS_RECEIVE,
    "tu-choi": P.DOSSIERS_RECEIVE,
    "chuyen-xu-ly": P.DOSSIERS_RECEIVE,
    "xong-buoc": P.DOSSIERS_HANDLE,
    "ket-thuc": P.DOSSIERS_HANDLE,
    "tra-ket-qua": P.DOSSIERS_RECEIVE,
    "nhan-bo-sung": P.DOSSIERS_RECEIVE,
    "da-nop": P.DOSSIERS_RECEIVE,
    "lay-y-kien": P.DOSSIERS_HANDLE,
    "tra-loi": P.DOSSIERS_HANDLE,
    "yeu-cau-bo-sung": P.DOSSIERS_HANDLE,
    "nghia-vu-tai-chinh": P.DOSSIERS_HANDLE,
    "phan-cong": P.DOSSIERS_MANAGE,
    "dinh-chinh": P.DOSSIERS_MANAGE,
    "rut": P.DOSSIERS_RECEIVE,
    "dung": P.DOSSIERS_SIGN,
}

PAGES_OF_THE_COUNTER = [
    Row("GET", "dossiers:counter", P.DOSSIERS_RECEIVE, UNIT, query=at_desk),
    Row("POST", "dossiers:counter", P.DOSSIERS_RECEIVE, UNIT, body=at_desk),
    Row("GET", "dossiers:counter_group", P.DOSSIERS_RECEIVE, UNIT, query=at_desk),
    Row("POST", "dossiers:counter_group", P.DOSSIERS_RECEIVE, UNIT, body=at_desk),
    Row("GET", "dossiers:counter_procedures", P.DOSSIERS_RECEIVE, UNIT, query=at_desk),
    Row("POST", "dossiers:counter_person", P.DOSSIERS_RECEIVE, UNIT, body=at_desk),
    Row("GET", "dossiers:counter_due", P.DOSSIERS_RECEIVE, UNIT, query=at_desk),
    Row("GET", "dossiers:waiting", P.DOSSIERS_RECEIVE, UNIT, query=at_desk),
    Row("GET", "dossiers:received", P.DOSSIERS_RECEIVE, DOSSIER),
    Row("GET", "dossiers:receipts_together", P.DOSSIERS_READ, DOSSIER),
    Row("GET", "dossiers:dossier", P.DOSSIERS_READ, DOSSIER),
    Row("GET", "dossiers:why", P.DOSSIERS_READ, DOSSIER),
    Row("GET", "dossiers:paper", P.DOSSIERS_READ, DOSSIER),
    Row("POST", "dossiers:fee_paid", P.DOSSIERS_RECEIVE, DOSSIER),
    *(
        Row("GET POST", "dossiers:act", permission, DOSSIER, body=_act, args={"slug": slug})
        for slug, permission in ACTS.items()
    ),
    Row(
        "GET POST", "dossiers:act", P.DOSSIERS_HANDLE, DOSSIER, body=_act, args={"slug": "xin-loi"},
        also=DRAFTERS,
    ),
    Row("GET", "dossiers:apology", P.DOSSIERS_READ, DOSSIER),
    Row("POST", "dossiers:apology", P.DOSSIERS_SIGN, DOSSIER, body=lambda at: _act(at) | _pressed("ky")),
    Row(
        "POST", "dossiers:apology", P.DOSSIERS_HANDLE, DOSSIER, body=lambda at: _act(at) | _pressed("gui"),
        also=DRAFTERS,
    ),
    Row("GET POST", "dossiers:rate", P.DOSSIERS_RECEIVE, DOSSIER, body=lambda at: {"score": 3}),
    Row("GET", "dossiers:rated", P.DOSSIERS_READ, DOSSIER),
]  # fmt: skip
