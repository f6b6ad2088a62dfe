"""What is sent with a row: made from the place, valid, so that a refusal is about the permission and nothing else."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.platform.tests.papers import PDF

from .world import LEAF, SOURCE, Place

DAY, REASON = "2026-11-30", "Quyết định số 5"


def table_file(at: Place) -> dict[str, object]:
    head = "Tên đơn vị,Loại đơn vị,Đơn vị cấp trên,Hoạt động từ\n"
    row = f"Phòng Mới,Phòng ban,{at.name},01/01/2026\n"
    return {"file": SimpleUploadedFile("don-vi.csv", (head + row).encode(), "text/csv")}


def mapping_file(at: Place) -> dict[str, object]:
    return {"file": SimpleUploadedFile("sap-xep.json", b"[]", "application/json")}


def paper(at: Place) -> dict[str, object]:
    return {"chosen": SimpleUploadedFile("mới.pdf", PDF + b"% new", "application/pdf")}


def described_paper(at: Place) -> dict[str, object]:
    file = SimpleUploadedFile("mới.pdf", PDF + b"% new", "application/pdf")
    return {"file": file, "title": "Kế hoạch", "kind": "plan", "year": str(at.year)}


def year_of(at: Place) -> dict[str, object]:
    return {"year": at.year}


def ended(at: Place) -> dict[str, object]:
    return {"on": DAY, "reason": REASON}


def why(at: Place) -> dict[str, object]:
    return {"reason": REASON}


def document(at: Place) -> dict[str, object]:
    return {"yaml": at.set_text}


def one_fact(at: Place) -> dict[str, object]:
    return {"in-num": "5", "in-den": "5", "source": SOURCE, "version": "1", "reason": REASON}


def said(at: Place) -> dict[str, object]:
    return {"text": SOURCE, "last": "1"}


def given_leaf(at: Place) -> dict[str, object]:
    return {"code": LEAF, "person": str(at.user_id)}


def bonus(at: Place) -> dict[str, object]:
    return {"bonus-T1": "1", "reason": REASON}
