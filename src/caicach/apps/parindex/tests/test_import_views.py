"""Importing criteria sets and facts on screen: shown first, asked where in doubt, stored at the end."""

import io
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.apps.parindex import spreadsheet_export
from caicach.apps.parindex.models import Fact, FrameworkVersion, Round
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.tests import factories, small
from caicach.apps.parindex.tests.factories import Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.core.parindex import document
from screens import hidden, text
from shared_data import shared

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


# --- import ----------------------------------------------------------------------------------------------------------


def upload(client: Client, content: bytes, name: str = "a.yaml") -> Any:
    return client.post(reverse("parindex:framework_import"), {"file": SimpleUploadedFile(name, content)})


def test_a_document_is_shown_before_it_is_stored(place: Province, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    page = upload(client, small.TEXT.encode())
    assert "Không có lỗi: 7 tiêu chí chấm điểm, 10 điểm" in text(page)
    assert not FrameworkVersion.objects.exists()
    response = client.post(reverse("parindex:framework_import"), {"text": small.TEXT, "luu": "1"})
    assert response["Location"] == reverse("parindex:framework", args=["XA-NHO"])
    assert FrameworkVersion.objects.get().locality == place.unit


def test_a_broken_document_is_listed_and_may_be_mended_there(place: Province, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    broken = small.TEXT.replace("max: 6", "max: 7")
    page = upload(client, broken.encode())
    assert "Tệp có 2 lỗi; chưa có gì được lưu" in text(page)
    assert "1: các mục con cộng lại bằng 6, điểm tối đa là 7" in text(page)
    kept = client.post(reverse("parindex:framework_import"), {"text": broken, "luu": "1"})
    assert "Tệp có 2 lỗi" in text(kept)
    assert not FrameworkVersion.objects.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"%PDF-1.4", b"PK\x03\x04", b"<html><body>x</body></html>"],
    ids=range(5),
)
def test_what_is_no_criteria_set_changes_nothing(place: Province, opened: Opened, content: bytes) -> None:
    response = upload(opened("quan-tri-bo"), content, "a.xlsx")
    assert response.status_code in (200, 422)
    assert "chưa có gì được lưu" in text(response) or "Hãy" in text(response)
    assert not FrameworkVersion.objects.exists()


def test_our_own_workbook_needs_no_answers(place: Province, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    page = upload(client, spreadsheet_export.workbook(document.read(small.TEXT)), "a.xlsx")
    assert "Mọi câu hỏi đã được trả lời" in text(page)
    url = reverse("parindex:framework_import_sheet")
    data = {
        "packed": hidden(page, "packed"),
        "code": "XA-NHO",
        "name": "Bộ nhỏ",
        "subject": "commune",
        "year": "2024",
    }
    response = client.post(url, {**data, "luu": "1"})
    assert response.status_code == 302
    assert framework_of(FrameworkVersion.objects.get()) == document.read(small.TEXT)


def test_a_workbook_of_officials_is_asked_about_and_nothing_is_stored_before_the_end(
    place: Province, opened: Opened
) -> None:
    factories.framework("department")
    client = opened("quan-tri-bo")
    url = reverse("parindex:framework_import_sheet")
    page = upload(client, shared("scoring-sheets", "haiphong_212_2025_mau_1.xlsx").read_bytes(), "mau 1.xlsx")
    assert "phải chăng là 20 với chú thích 7?" in text(page)
    page = client.post(url, {"packed": hidden(page, "packed")})
    assert "Còn 6 chỗ chưa rõ" in text(page), "unanswered questions are asked again"
    for _ in range(3):
        if "Trả lời và đọc tiếp" not in text(page):
            break
        chosen = dict(re.findall(r'name="(q\d+)" value="([^"]+)"', page.content.decode())[::-1])
        page = client.post(url, {"packed": hidden(page, "packed"), **chosen})
    assert "điểm tối đa là 2 nhưng hướng dẫn cho cao nhất 1" in text(page)
    data = {
        "packed": hidden(page, "packed"),
        "code": "HP-212",
        "name": "Hải Phòng",
        "subject": "department",
        "year": "2026",
    }
    assert client.post(url, {**data, "base": ""}).status_code == 422
    preview = client.post(url, {**data, "base": "SO-2025"})
    assert "II.5.1.a" in text(preview)
    assert not FrameworkVersion.objects.filter(code="HP-212").exists()
    response = client.post(url, {**data, "base": "SO-2025", "luu": "1"})
    assert response.status_code == 302
    assert framework_of(FrameworkVersion.objects.get(code="HP-212")).node("II.5").max_points == 20


def test_a_preview_that_was_tampered_with_is_refused(place: Province, opened: Opened) -> None:
    response = opened("quan-tri-bo").post(reverse("parindex:framework_import_sheet"), {"packed": "x"})
    assert response.status_code == 422


# --- facts from a file -----------------------------------------------------------------------------------------------


def loaded(client: Client, made: Round, content: bytes, name: str) -> Any:
    url = reverse("parindex:facts_import", args=[2026])
    return client.post(
        url, {"round": str(made.pk), "file": SimpleUploadedFile(name, content), "source": "Sổ"}
    )


def test_a_json_file_is_shown_then_loaded(place: Province, made: Round, opened: Opened) -> None:
    client = opened("dau-moi-tinh")
    data = {"units": [{"unit": place.communes[0].name, "inputs": {"1.2": {"num": 1, "den": 3}}}]}
    page = loaded(client, made, json.dumps(data).encode(), "f.json")
    assert "1 đơn vị: 1 số mới, 0 số thay đổi" in text(page)
    assert not Fact.objects.exists()
    response = client.post(reverse("parindex:facts_import", args=[2026]), {"packed": hidden(page, "packed")})
    assert response["Location"] == reverse("parindex:round", args=[2026, made.pk])
    assert Fact.objects.get().source == "Sổ"


def test_the_template_filled_in_is_loaded(place: Province, made: Round, opened: Opened) -> None:
    import openpyxl

    client = opened("dau-moi-tinh")
    template = client.get(reverse("parindex:facts_template", args=[2026, made.pk]))
    workbook = openpyxl.load_workbook(io.BytesIO(template.content))
    page = workbook.active
    assert page is not None
    for row in page.iter_rows(min_row=2):
        if row[2].value == "2.1":
            row[6].value = "có"
    buffer = io.BytesIO()
    workbook.save(buffer)
    assert "4 đơn vị: 4 số mới" in text(loaded(client, made, buffer.getvalue(), "f.xlsx"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "không phải JSON hợp lệ"),
        (b'{"units": []}', "ít nhất một đơn vị"),
        (b'{"units": [{"unit": "X\xc3\xa3 9", "inputs": {}}]}', "không có trong đợt"),
        (b'{"units": [{"unit": 1}]}', "phải là tên đơn vị"),
        (b'{"a": NaN}', "không phải JSON hợp lệ"),
    ],
)
def test_a_wrong_file_of_facts_changes_nothing(
    place: Province, made: Round, opened: Opened, content: bytes, words: str
) -> None:
    page = loaded(opened("dau-moi-tinh"), made, content, "f.json")
    assert words in text(page)
    assert "Nạp số liệu này" not in text(page)
    assert not Fact.objects.exists()
