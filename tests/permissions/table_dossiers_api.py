"""The acts on dossiers over HTTP. Bodies carry the version that was read: what is refused is refused for the right."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.platform.access import Permission
from caicach.platform.tests.papers import PDF

from .bodies import REASON
from .rows import DOSSIER, UNIT, Body, Row
from .world import Place

P = Permission
ONE = "/api/dossiers/{dossier_id}"


def intake_of(at: Place) -> dict[str, object]:
    return {"unit_id": at.unit_id, "version_id": at.counter_version_id, "person": {"name": "Nguyễn Văn Thử"}}


def act(**more: object) -> Body:
    """A body of an act, with what else it needs."""
    return lambda at: {"version": at.dossier_version, "reason": REASON, **more}


def scan(at: Place) -> dict[str, object]:
    return {"file": SimpleUploadedFile("quét.pdf", PDF + b"% scan", "application/pdf")}


API_OF_DOSSIERS = [
    Row("POST", "/api/dossier-files", P.DOSSIERS_RECEIVE, body=scan, also=(P.DOSSIERS_HANDLE,)),
    Row("POST", "/api/dossiers", P.DOSSIERS_RECEIVE, UNIT, body=intake_of),
    Row("POST", "/api/dossiers/register", P.DOSSIERS_RECEIVE, UNIT, body=intake_of),
    Row(
        "POST", "/api/dossier-groups", P.DOSSIERS_RECEIVE, UNIT,
        body=lambda at: {"name": REASON, "parts": [{"intake": intake_of(at)}, {"intake": intake_of(at)}]},
    ),
    Row("GET", ONE, P.DOSSIERS_READ, DOSSIER),
    Row("POST", ONE + "/receive", P.DOSSIERS_RECEIVE, DOSSIER, body=act()),
    Row("POST", ONE + "/guide", P.DOSSIERS_RECEIVE, DOSSIER, body=act(missing=["Tờ khai"])),
    Row("POST", ONE + "/refuse", P.DOSSIERS_RECEIVE, DOSSIER, body=act(code="not_competent")),
    Row("POST", ONE + "/hand-over", P.DOSSIERS_RECEIVE, DOSSIER, body=act(officer_id=0)),
    Row("POST", ONE + "/finish-step", P.DOSSIERS_HANDLE, DOSSIER, body=act()),
    Row("POST", ONE + "/reassign", P.DOSSIERS_MANAGE, DOSSIER, body=act(officer_id=0)),
    Row(
        "POST", ONE + "/consult", P.DOSSIERS_HANDLE, DOSSIER,
        body=lambda at: {"version": at.dossier_version, "unit_id": at.division_id, "question": REASON},
    ),
    Row("POST", "/api/consultations/{consultation_id}/answer", P.DOSSIERS_HANDLE, DOSSIER, body=act(answer=REASON)),
    Row("POST", ONE + "/ask-supplement", P.DOSSIERS_HANDLE, DOSSIER, body=act(missing=["Tờ khai"])),
    Row("POST", ONE + "/supplemented", P.DOSSIERS_RECEIVE, DOSSIER, body=act()),
    Row("POST", ONE + "/ask-payment", P.DOSSIERS_HANDLE, DOSSIER, body=act(code="land_duty")),
    Row("POST", ONE + "/paid", P.DOSSIERS_RECEIVE, DOSSIER, body=act()),
    Row("POST", "/api/dossier-fees/{fee_id}/pay", P.DOSSIERS_RECEIVE, DOSSIER, body=lambda at: {}),
    Row(
        "POST", ONE + "/apology", P.DOSSIERS_HANDLE, DOSSIER, body=act(new_day="2026-12-07"),
        also=(P.DOSSIERS_RECEIVE, P.DOSSIERS_SIGN),
    ),
    Row("POST", "/api/apologies/{slip_id}/sign", P.DOSSIERS_SIGN, DOSSIER, body=act()),
    Row(
        "POST", "/api/apologies/{slip_id}/send", P.DOSSIERS_HANDLE, DOSSIER, body=act(),
        also=(P.DOSSIERS_RECEIVE, P.DOSSIERS_SIGN),
    ),
    Row("POST", ONE + "/finish", P.DOSSIERS_HANDLE, DOSSIER, body=act(denied=True)),
    Row("POST", ONE + "/return", P.DOSSIERS_RECEIVE, DOSSIER, body=act(way="in_person", taker="Thử")),
    Row("POST", ONE + "/withdraw", P.DOSSIERS_RECEIVE, DOSSIER, body=act()),
    Row("POST", ONE + "/stop", P.DOSSIERS_SIGN, DOSSIER, body=act(code="asked_by_applicant")),
    Row("POST", ONE + "/rating", P.DOSSIERS_RECEIVE, DOSSIER, body=act(score=3)),
    Row("POST", ONE + "/correct", P.DOSSIERS_MANAGE, DOSSIER, body=act(changes={"content": "Mới"})),
]  # fmt: skip
