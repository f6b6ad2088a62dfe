"""Dossiers of other systems on screen: a file is shown before it is taken, taken once, and refused with a clear word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.apps.dossiers.models import Applicant, Delivery, Dossier, Violation
from caicach.apps.dossiers.tests.browsing import Browser, fields
from caicach.apps.dossiers.tests.desk import Desk
from caicach.apps.dossiers.tests.test_importing import ROW
from caicach.platform.audit.models import Entry
from caicach.platform.spreadsheets import read_table
from caicach.platform.tests.papers import PDF
from screens import text

pytestmark = pytest.mark.databases
FAULTY: dict[str, Any] = ROW | {"MaHoSo": "X-2", "NgayHenTra": "08/01/2026", "ChuHoSo": ""}


@pytest.fixture
def head(desk: Desk) -> Browser:
    return Browser(desk, "head")


def as_json(*rows: Mapping[str, Any]) -> bytes:
    return json.dumps(rows).encode()


def as_csv(*rows: Mapping[str, Any]) -> bytes:
    def cell(value: Any) -> str:
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return '"' + shown.replace('"', '""') + '"'

    return "\n".join([",".join(ROW), *(",".join(cell(row[name]) for name in ROW) for row in rows)]).encode()


def sent(head: Browser, content: bytes, name: str = "ho-so.json", **typed: Any) -> Any:
    """The page that a file leads to; the form again where it was refused."""
    given = {"quay": head.desk.commune.pk, "source": "Cổng tỉnh"} | typed
    answer = head.post("imports", **given, file=SimpleUploadedFile(name, content))
    return head.client.get(answer.url) if answer.status_code == 302 else answer


def confirmed(head: Browser) -> Any:
    """The page after the last file has been confirmed."""
    done = head.post("delivery_confirm", Delivery.objects.latest("pk").pk)
    assert done.status_code == 302
    return head.client.get(done.url)


def test_the_navigation_leads_here_only_whoever_manages_dossiers(desk: Desk, head: Browser) -> None:
    assert "/mot-cua/nhap-ho-so/" in head.get("list").content.decode()
    officer = Browser(desk, "officer")
    assert "/mot-cua/nhap-ho-so/" not in officer.get("list").content.decode()
    assert officer.get("imports").status_code == 403


def test_the_counter_is_chosen_among_those_within_reach(desk: Desk, head: Browser) -> None:
    shown = text(head.get("imports"))
    assert "Xã Mẫu" in shown
    assert "Phòng Kinh tế xã Mẫu" in shown
    assert "Xã Thử" not in shown
    assert (
        f'value="{desk.division.pk}" selected' in head.get("imports", quay=desk.division.pk).content.decode()
    )
    assert sent(head, as_json(ROW), quay=desk.sister.pk).status_code == 404
    assert not Dossier.objects.exists()


def test_a_file_is_shown_first_and_taken_by_one_confirmation(desk: Desk, head: Browser) -> None:
    page = sent(head, as_json(ROW, FAULTY))
    assert "1 hồ sơ mới, 0 thay đổi, 0 giữ nguyên; 1 dòng lỗi được bỏ lại" in text(page)
    assert not Dossier.objects.exists()
    assert not Applicant.objects.exists()
    shown = text(confirmed(head))
    assert "Đã nhập: 1 hồ sơ mới, 0 thay đổi, 0 giữ nguyên; 1 dòng lỗi bỏ lại." in shown
    dossier = Dossier.objects.get()
    assert (dossier.code, dossier.unit_id, dossier.imported_from) == (
        ROW["MaHoSo"],
        desk.commune.pk,
        "Cổng tỉnh",
    )
    assert sorted(Violation.objects.values_list("code", flat=True)) == ["V11", "V7"]


def test_the_same_file_twice_changes_nothing(head: Browser) -> None:
    sent(head, as_json(ROW))
    confirmed(head)
    assert "1 hồ sơ mới, 0 thay đổi, 0 giữ nguyên" in text(confirmed(head))  # the button pressed twice
    again = sent(head, as_csv(ROW), "ho-so.csv")
    assert "0 hồ sơ mới, 0 thay đổi, 1 giữ nguyên" in text(again)
    assert "Tệp không có gì mới để lưu." in text(again)
    assert Dossier.objects.get().version == 1


def test_a_changed_row_is_named_before_it_replaces(head: Browser) -> None:
    sent(head, as_json(ROW))
    confirmed(head)
    page = sent(head, as_json(ROW | {"ChuHoSo": "Trần Thị Thử"}))
    assert f"Dòng 1: {ROW['MaHoSo']}" in text(page)
    confirmed(head)
    assert Dossier.objects.get().applicant_name == "Trần Thị Thử"


@pytest.mark.parametrize(("make", "name", "line"), [(as_json, "a.json", 2), (as_csv, "a.csv", 3)])
def test_faults_are_named_by_line_and_field_and_downloaded_to_be_put_right(
    head: Browser, make: Any, name: str, line: int
) -> None:
    page = sent(head, make(ROW, FAULTY), name)
    shown = text(page)
    assert f"{line} X-2 ChuHoSo còn trống" in shown
    assert f"{line} X-2 NgayHenTra “08/01/2026” không phải thời điểm dạng yyyyMMddHHmmss" in shown
    file = head.get("delivery_faulty", Delivery.objects.get().pk)
    content = b"".join(file.streaming_content) if file.streaming else file.content
    top, row = read_table(content, "loi.xlsx")[0].rows[:2]
    assert row.cells[0] == line
    assert "ChuHoSo: còn trống" in str(row.cells[1])
    assert row.cells[top.cells.index("NgayHenTra")] == "08/01/2026"
    assert json.loads(str(row.cells[top.cells.index("DanhSachLePhi")])) == ROW["DanhSachLePhi"]
    assert "0 hồ sơ mới, 0 thay đổi, 0 giữ nguyên; 1 dòng lỗi" in text(sent(head, content, "loi.xlsx"))


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "ho-so.json", "rỗng"),
        (PDF, "ho-so.json", "có nội dung là PDF"),
        (as_json(ROW), "ho-so.xlsx", "mang đuôi .xlsx nhưng nội dung là văn bản"),
        ("Tên,Họ\na,b\n".encode(), "ho-so.csv", "phải có tên các trường MaHoSo"),
        (b"MaHoSo,MaTTHC,TrangThaiHoSo\n", "ho-so.csv", "Tệp có 0 hồ sơ"),
        (b"[", "ho-so.json", "Tệp JSON không đọc được"),
    ],
    ids=["empty", "another kind", "lying", "other columns", "no rows", "broken"],
)
def test_a_file_that_cannot_be_taken_is_refused_beside_its_field(
    head: Browser, content: bytes, name: str, said: str
) -> None:
    page = sent(head, content, name)
    assert page.status_code == 422
    assert said in text(page)
    assert fields(page, "cc-form")["source"] == "Cổng tỉnh"
    assert not Dossier.objects.exists()


def test_a_file_of_60_mb_is_refused(head: Browser) -> None:
    page = sent(head, b" " * (60 * 2**20))
    assert page.status_code == 413
    assert "vượt giới hạn 50 MB" in text(page)
    assert not Dossier.objects.exists()


def test_a_file_that_is_not_confirmed_is_forgotten_without_a_trace_among_the_dossiers(head: Browser) -> None:
    sent(head, as_json(ROW))
    one = Delivery.objects.get()
    assert "Bỏ tệp" in text(head.get("delivery", one.pk))
    assert head.post("delivery_discard", one.pk).status_code == 302
    assert head.get("delivery", one.pk).status_code == 404
    assert not Dossier.objects.exists()


def test_what_was_taken_is_not_discarded(head: Browser) -> None:
    sent(head, as_json(ROW))
    confirmed(head)
    assert head.post("delivery_discard", Delivery.objects.get().pk).status_code == 409
    assert Delivery.objects.exists()
    assert Dossier.objects.exists()


def test_the_files_that_were_sent_are_listed_the_newest_first(head: Browser) -> None:
    assert "Các tệp đã gửi" not in text(head.get("imports"))
    sent(head, as_json(ROW), "mot.json")
    confirmed(head)
    sent(head, as_json(ROW, FAULTY), "hai.json")
    shown = text(head.get("imports"))
    assert shown.index("hai.json") < shown.index("mot.json")
    assert "chờ xác nhận" in shown
    assert "đã lưu" in shown


def test_the_trail_counts_and_names_nobody(head: Browser) -> None:
    sent(head, as_json(ROW, FAULTY))
    confirmed(head)
    assert Entry.objects.filter(action="dossier.import_sent").count() == 1
    entry = Entry.objects.get(action="dossier.imported")
    assert json.loads(entry.after) == {"source": "Cổng tỉnh", "new": 1, "changed": 0, "same": 0, "faulty": 1}


def test_the_pages_ask_the_same_number_of_questions_for_many_rows(head: Browser) -> None:
    head.get("imports")

    def asked(*rows: Mapping[str, Any]) -> int:
        with CaptureQueriesContext(connection) as found:
            assert sent(head, as_json(*rows)).status_code == 200
        return len(found)

    with CaptureQueriesContext(connection) as upload:
        head.get("imports")
    assert len(upload) <= 12
    few, many = ([ROW | {"MaHoSo": f"X-{one}"} for one in range(count)] for count in (2, 200))
    assert asked(*many) == asked(*few)
    with CaptureQueriesContext(connection) as page:
        head.get("delivery", Delivery.objects.latest("pk").pk)
    assert len(page) <= 12
